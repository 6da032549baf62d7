import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Reconciling")
struct DraftReconcilerTests {
    private typealias Row = DraftReconciler.LedgerRow
    private typealias Entry = RemoteListing.Entry

    private static let key: DraftKey = "rg1-0f6028c0b092cf92377f"
    private static let noon = Instant(seconds: 1_795_000_000)

    private static func digest(_ pair: String) -> ContentDigest? { ContentDigest(String(repeating: pair, count: 32)) }

    private static func entry(
        _ id: String = "17", revision: String? = "r1", key: DraftKey? = key, digest pair: String? = "ab",
        state: Entry.State = .draft, title: String = "DRAFT x"
    ) -> Entry {
        Entry(id: id, revision: revision, key: key, digest: pair.flatMap(digest), state: state, title: title)
    }

    private static func listing(
        _ entries: [Entry], isComplete: Bool = true, at instant: Instant? = noon, connector: ConnectorID = "jira"
    ) -> RemoteListing {
        RemoteListing(connector: connector, entries: entries, isComplete: isComplete, observedAt: instant)
    }

    private static let written = Row(remoteID: "17", remoteRevision: "r1", writtenDigest: digest("ab"))
    private static let older = Row(remoteID: "17", remoteRevision: "r1", writtenDigest: digest("00"))
    private static let begun = Row(attemptedDigest: digest("ab"), attemptedAt: noon)

    @Test(
        arguments: [
            ("nothing anywhere", nil, listing([]), Draft.Operation.createDraft, "planned"),
            ("no listing", nil, nil, .createDraft, "planned"),
            ("listing of another target", begun, listing([], connector: "github"), .createDraft, "undecided"),
            ("a page of more", nil, listing([], isComplete: false), .createDraft, "undecided"),
            ("written and untouched", written, listing([entry()]), .updateDraft, "unchanged"),
            ("older text, untouched", older, listing([entry(digest: "00")]), .updateDraft, "update"),
            (
                "older text, changed by a person", older, listing([entry(revision: "r2", digest: "00")]), .updateDraft,
                "conflict"
            ),
            ("same text, changed by a person", written, listing([entry(revision: "r2")]), .updateDraft, "conflict"),
            ("revision not told", written, listing([entry(revision: nil)]), .updateDraft, "conflict"),
            ("published by a person", written, listing([entry(state: .published)]), .updateDraft, "frozen"),
            ("vanished", written, listing([]), .updateDraft, "gone"),
            ("in the bin", written, listing([entry(state: .removed)]), .updateDraft, "gone"),
            ("vanished from a page of more", written, listing([], isComplete: false), .updateDraft, "undecided"),
            ("two of them", written, listing([entry(), entry("18")]), .updateDraft, "duplicate"),
            ("unknown to the ledger, same text", nil, listing([entry()]), .createDraft, "unchanged"),
            ("unknown to the ledger, other text", nil, listing([entry(digest: "00")]), .createDraft, "conflict"),
            (
                "interrupted before anything was sent", begun, listing([], at: noon + TimeAmount(seconds: 900)),
                .createDraft, "planned"
            ),
            (
                "interrupted, index may lag", begun, listing([], at: noon + TimeAmount(seconds: 899)), .createDraft,
                "undecided"
            ),
            ("interrupted, listing without a time", begun, listing([], at: nil), .createDraft, "undecided"),
            ("interrupted after it was made", begun, listing([entry()]), .createDraft, "unchanged"),
            (
                "interrupted after an update",
                Row(
                    remoteID: "17", remoteRevision: "r1", writtenDigest: digest("00"), attemptedDigest: digest("ab"),
                    attemptedAt: noon),
                listing([entry(revision: "r2")]), .updateDraft, "unchanged"
            ),
            (
                "interrupted before an update was sent",
                Row(
                    remoteID: "17", remoteRevision: "r1", writtenDigest: digest("00"), attemptedDigest: digest("ab"),
                    attemptedAt: noon),
                listing([entry(digest: "00")]), .updateDraft, "update"
            ),
            (
                "another record of the same key", Row(remoteID: "16", remoteRevision: "r1"), listing([entry()]),
                .updateDraft, "conflict"
            ),
            (
                "marker removed by a person", written, listing([entry(revision: "r2", key: nil, digest: nil)]),
                .updateDraft, "conflict"
            ),
            ("withdrawn, still there", written, listing([entry()]), .withdrawDraft, "withdraw"),
            (
                "withdrawn, already said", written, listing([entry(title: "DRAFT (withdrawn) x")]), .withdrawDraft,
                "withdrawn"
            ),
            ("withdrawn, gone", written, listing([]), .withdrawDraft, "withdrawn"),
            ("withdrawn, but published", written, listing([entry(state: .published)]), .withdrawDraft, "frozen"),
            ("withdrawn, changed by a person", written, listing([entry(revision: "r2")]), .withdrawDraft, "conflict"),
        ] as [(String, DraftReconciler.LedgerRow?, RemoteListing?, Draft.Operation, String)])
    func decides(
        name: String, row: DraftReconciler.LedgerRow?, listing: RemoteListing?, operation: Draft.Operation, word: String
    ) {
        let draft = SampleDraft.draft("jira", operation: operation)
        #expect(DraftReconciler.outcome(of: draft, row: row, listing: listing).word == word, "\(name)")
    }

    @Test("of duplicates the known one stays, else the one with the lowest number")
    func duplicates() {
        let draft = SampleDraft.draft("jira")
        let listing = DraftReconcilerTests.listing([
            DraftReconcilerTests.entry("100"), DraftReconcilerTests.entry("20"), DraftReconcilerTests.entry("9"),
        ])
        guard case .duplicate(let kept, let others) = DraftReconciler.outcome(of: draft, row: nil, listing: listing)
        else {
            Issue.record("no duplicate")
            return
        }
        #expect(kept.id == "9")
        #expect(others.map(\.id) == ["20", "100"])
        let known = DraftReconciler.LedgerRow(remoteID: "20", remoteRevision: "r1")
        guard case .duplicate(let stays, _) = DraftReconciler.outcome(of: draft, row: known, listing: listing) else {
            Issue.record("no duplicate")
            return
        }
        #expect(stays.id == "20")
    }

    /// The steps of one write, each of which may be the last before the process dies.
    private enum Step: Int, CaseIterable {
        case nothing, attemptNoted, sent, confirmed
    }

    @Test("interrupted at every step, run after run, there is never a second draft", arguments: 0..<256)
    func neverTwo(choice: Int) {
        var row: DraftReconciler.LedgerRow?
        var remote: [RemoteListing.Entry] = []
        var clock = DraftReconcilerTests.noon
        let draft = SampleDraft.draft("jira")
        for round in 0..<4 {
            let last = Step(rawValue: choice >> (2 * round) & 3) ?? .nothing
            // Even rounds look too early, odd ones after the index has caught up.
            clock = clock + TimeAmount(seconds: round.isMultiple(of: 2) ? 1 : 1000)
            let isVisible = !round.isMultiple(of: 2) || row?.attemptedAt == nil
            let listing = RemoteListing(
                connector: "jira", entries: isVisible ? remote : [], isComplete: true, observedAt: clock)
            switch DraftReconciler.outcome(of: draft, row: row, listing: listing) {
            case .create:
                guard last != .nothing else { break }
                row = .init(attemptedDigest: draft.contentDigest, attemptedAt: clock)
                guard last != .attemptNoted else { break }
                remote.append(
                    .init(
                        id: "\(remote.count + 1)", revision: "r1", key: draft.key, digest: draft.contentDigest,
                        state: .draft, title: draft.title))
                guard last != .sent else { break }
                row = .init(remoteID: remote.last?.id, remoteRevision: "r1", writtenDigest: draft.contentDigest)
            case .unchanged(let entry, _):
                row = .init(remoteID: entry.id, remoteRevision: entry.revision, writtenDigest: draft.contentDigest)
            case .undecided: break
            default: Issue.record("round \(round) came to something else")
            }
            #expect(remote.count <= 1)
        }
    }
}
