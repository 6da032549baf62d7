import ReleaseAudit
import ReleaseModel

/// Writes one draft for one target and compares it with the one of the same key in the ledger.
struct DraftWriter {
    let review: ReadinessReview
    let press: DraftPress
    let roles: RoleTitles
    let entry: DraftCatalog.Entry
    let template: DraftTemplate
    let target: WritebackTarget
    let connector: Connector
    let guardRail: DraftGuard

    func draft(remembered: [DraftKey: StoredDraft]) -> Draft {
        let initiative = review.release.initiative
        let key = DraftIdentity.key(
            connector: target.connector, container: target.container,
            initiative: initiative.id.isEmpty ? initiative.name : initiative.id, artefact: entry.artefact)
        let approver = DraftApprover.of(entry, review: review, roles: roles)
        let approverRoles = approver.requirement.roles
        let triggers = (press.triggers(of: template) + [approverTrigger(approver)] + settingsTrigger).sorted()
        let full = press.text(
            of: template,
            DraftPress.Particulars(
                key: key.name, target: DraftPlace.words(connector.title, connector.id, target.container),
                approvers: roles.words(approver.requirement), approverReason: approver.reason,
                triggers: press.words(of: triggers)))
        let (title, body, limits) = TargetLimits.of(connector.id).fit(title: full.title, body: full.body)
        let tier = connector.tier ?? .fileOnly
        let digest = DraftIdentity.contentDigest(
            kind: entry.kind, artefact: entry.artefact, title: title, body: body, approverRoles: approverRoles,
            tier: tier, settings: target.settings)
        let lifecycle = DraftLifecycle(digest: digest, triggers: triggers, stored: remembered[key])
        let hits = guardRail.inspect(
            title: title, body: body, approverTitles: approverRoles.map(roles.title),
            roleTitles: review.release.approvalMatrix.roles.flatMap { [$0.title, $0.id.name] })
        return Draft(
            key: key, kind: entry.kind, artefact: entry.artefact, connector: target.connector,
            container: target.container, tier: tier, operation: lifecycle.operation, change: lifecycle.change,
            title: title, body: body, contentDigest: digest, revision: lifecycle.revision,
            approverRoles: approverRoles, approverReason: approver.reason,
            approval: ApprovalStatus(
                requirement: approver.requirement, state: .pending, missingRoles: approverRoles),
            triggers: triggers, changedInputs: lifecycle.changedInputs, limits: limits, guardHits: hits,
            handOff: handOff(approverRoles, tier: tier, key: key, presence: lifecycle.presence),
            presence: lifecycle.presence,
            form: title == full.title && body == full.body ? full.form : nil)
    }

    /// Who approves is itself an input: another approver has to look again.
    private func approverTrigger(_ approver: DraftApprover) -> Draft.Trigger {
        Draft.Trigger(
            input: "approval_matrix",
            digest: ContentDigest(
                canonical: [
                    "approvers": .string(roles.words(approver.requirement)), "reason": .string(approver.reason),
                ]))
    }

    /// Where a draft goes, and to whom, is an input too.
    private var settingsTrigger: [Draft.Trigger] {
        guard !target.settings.isEmpty else { return [] }
        return [
            Draft.Trigger(
                input: "writeback_settings", digest: ContentDigest(canonical: DraftIdentity.canonical(target.settings)))
        ]
    }

    private func handOff(
        _ approverRoles: [RoleID], tier: Draft.Tier, key: DraftKey, presence: DraftPresence
    ) -> String {
        let author = roles.title(entry.author)
        let approvers = approverRoles.isEmpty ? "nobody" : roles.list(approverRoles)
        let place = DraftPlace.words(connector.title, connector.id, target.container)
        let ending =
            switch tier {
            case .unpublished where presence == .recorded, .inert where presence == .recorded:
                "\(author) replaces the text of the record at \(place)"
            case .unpublished where presence == .possible, .inert where presence == .possible:
                "\(author) looks for \(key) at \(place): where it stands, this text replaces it; where it does not, it is "
                    + "carried over as a new draft"
            case .unpublished: "\(author) carries it over to \(place) as an unpublished draft"
            case .inert: "\(author) carries it over to \(place) as a record in its first state"
            case .fileOnly: "\(author) keeps the file, as there is no draft state in \(place)"
            }
        return "\(author) reads it; approval by \(approvers); then \(ending)"
    }
}

/// What a run does to a draft, seen from the one the ledger remembers.
struct DraftLifecycle {
    let change: Draft.Change
    let operation: Draft.Operation
    let presence: DraftPresence
    let revision: Int
    let changedInputs: [String]

    init(digest: ContentDigest, triggers: [Draft.Trigger], stored: StoredDraft?) {
        guard let stored else {
            (change, operation, presence, revision, changedInputs) = (.created, .createDraft, .planned, 1, [])
            return
        }
        // Only what is known to stand at the target can be updated there.
        operation = stored.presence == .recorded ? .updateDraft : .createDraft
        if !stored.isWithdrawn && stored.contentDigest == digest {
            (change, presence, revision, changedInputs) = (.unchanged, stored.presence, stored.revision, [])
            return
        }
        (change, revision) = (.updated, stored.revision + 1)
        presence = stored.presence == .planned ? .possible : stored.presence
        changedInputs = DraftLifecycle.difference(stored.triggers, triggers)
    }

    /// The inputs whose digest differs, and those that joined or left.
    private static func difference(_ old: [Draft.Trigger], _ new: [Draft.Trigger]) -> [String] {
        let before = Dictionary(old.map { ($0.input, $0.digest) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { ($0.input, $0.digest) }, uniquingKeysWith: { first, _ in first })
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }
}
