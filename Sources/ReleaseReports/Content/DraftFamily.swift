import ReleaseModel

/// Drafts that say the same in several places of one system, such as one change ticket for each of ten projects.
///
/// A person reads them once; each place has a key and a digest of its own. A draft that has no like is a family of one.
struct DraftFamily {
    /// At least one, in the order in which they came.
    private(set) var drafts: [Draft]

    /// One of them, whose words stand for all.
    var first: Draft { drafts[0] }
    var isSingle: Bool { drafts.count == 1 }

    private init(_ draft: Draft) { drafts = [draft] }

    /// Everything in which the drafts of a family are alike.
    private struct Likeness: Hashable {
        var form: ContentDigest
        var artefact: String
        var connector: ConnectorID
        var operation: Draft.Operation
        var change: Draft.Change
        var revision: Int
        var presence: DraftPresence
        var approval: ApprovalStatus
        var triggers: [Draft.Trigger]
        var changedInputs: [String]
        var guardHits: [GuardHit]
    }

    /// The families of `drafts`, in the order of their first members.
    static func families(of drafts: [Draft]) -> [DraftFamily] {
        var families: [DraftFamily] = []
        var places: [Likeness: Int] = [:]
        for draft in drafts {
            guard let form = draft.form else {
                families.append(DraftFamily(draft))
                continue
            }
            let likeness = Likeness(
                form: form, artefact: draft.artefact, connector: draft.connector, operation: draft.operation,
                change: draft.change, revision: draft.revision, presence: draft.presence, approval: draft.approval,
                triggers: draft.triggers, changedInputs: draft.changedInputs, guardHits: draft.guardHits)
            if let index = places[likeness] {
                families[index].drafts.append(draft)
            } else {
                places[likeness] = families.count
                families.append(DraftFamily(draft))
            }
        }
        return families
    }

    /// The places: `TRN`, `TRN, OPS and PAY`, `P0, P1, P10 and 997 more`.
    var places: String { PlaceList.words(drafts.map(\.container)) }

    /// The system with the places.
    var target: String {
        isSingle ? DraftPlace.short(first.connector, first.container) : "\(first.connector) \(places)"
    }

    /// Who gets them next; the place is each one's own.
    var handOff: String {
        isSingle ? first.handOff : first.handOff.replacing("(\(first.container))", with: "(each place)")
    }

    /// What was checked, of the one that comes nearest to a limit.
    var limits: [String] {
        drafts.max { $0.body.utf8.count < $1.body.utf8.count }?.limits ?? []
    }
}
