import ReleaseAudit
import ReleaseModel
import Testing

@testable import ReleaseConnectors

/// What the ledger and a listing come to for a release, and what an export then writes.
@Suite("Standings")
struct DraftStandingsTests {
    private static let noon = Instant(seconds: 1_795_000_000)
    private static let key: DraftKey = "rg1-0f6028c0b092cf92377f"

    private static func draft(_ pair: String = "ab", operation: Draft.Operation = .createDraft) -> Draft {
        var draft = SampleDraft.draft("jira", operation: operation)
        draft.contentDigest = digest(pair)
        return draft
    }

    private static func digest(_ pair: String) -> ContentDigest {
        ContentDigest(String(repeating: pair, count: 32)) ?? .ofNothing
    }

    private static func placement(
        _ act: DraftPlacement.Act, _ pair: String, _ record: String? = nil, _ revision: String? = nil
    ) -> DraftPlacement {
        DraftPlacement(
            key: key, act: act, contentDigest: digest(pair), record: record, recordRevision: revision, at: noon)
    }

    private static func judge(
        _ draft: Draft, _ placements: [DraftPlacement], listing: RemoteListing? = nil
    ) -> DraftStandings.Judged? {
        DraftStandings.judge(
            [draft], placements: [key: placements], listings: [listing].compactMap { $0 }, asOf: noon
        ).first
    }

    private static func listing(
        _ entries: [RemoteListing.Entry], isComplete: Bool = true, container: String? = nil, at time: Int64 = 2000
    ) -> RemoteListing {
        RemoteListing(
            connector: "jira", container: container, entries: entries, isComplete: isComplete,
            observedAt: noon + TimeAmount(seconds: time))
    }

    private static func entry(
        _ id: String = "REL-7", _ revision: String = "r1", _ pair: String = "ab",
        state: RemoteListing.Entry.State = .draft
    ) -> RemoteListing.Entry {
        RemoteListing.Entry(
            id: id, revision: revision, key: key, digest: digest(pair), state: state, title: "DRAFT change")
    }

    /// Without a listing: only what somebody told proves anything.
    @Test(
        arguments: [
            ("never left", draft(), [], "planned", "create_draft"),
            ("handed out", draft(), [placement(.handedOut, "ab")], "undecided", "create_draft"),
            ("handed out, then another text", draft("cd"), [placement(.handedOut, "ab")], "undecided", "create_draft"),
            ("placed", draft(), [placement(.handedOut, "ab"), placement(.placed, "ab", "REL-7")], "unchanged", nil),
            ("placed, then another text", draft("cd"), [placement(.placed, "ab", "REL-7")], "update", "update_draft"),
            (
                "let go", draft(), [placement(.placed, "ab", "REL-7"), placement(.forgotten, "ab", "REL-7")], "planned",
                "create_draft"
            ),
            ("withdrawn, never left", draft(operation: .withdrawDraft), [], "withdrawn", nil),
            (
                "withdrawn, handed out", draft(operation: .withdrawDraft), [placement(.handedOut, "ab")], "undecided",
                "withdraw_draft"
            ),
            (
                "withdrawn, placed", draft(operation: .withdrawDraft), [placement(.placed, "ab", "REL-7")], "withdraw",
                "withdraw_draft"
            ),
        ] as [(String, Draft, [DraftPlacement], String, String?)])
    func withoutAListing(
        name: String, draft: Draft, placements: [DraftPlacement], state: String, operation: String?
    ) {
        let standing = DraftStandingsTests.judge(draft, placements)?.standing
        #expect(standing?.state.rawValue == state, "\(name)")
        #expect(standing?.operation?.rawValue == operation, "\(name)")
    }

    @Test(
        arguments: [
            ("nothing there", [], listing([]), "planned", "create_draft"),
            ("seen, the ledger did not know", [], listing([entry()]), "unchanged", nil),
            (
                "an earlier hand-out", [placement(.handedOut, "00")], listing([entry("REL-7", "r1", "00")]), "update",
                "update_draft"
            ),
            ("somebody's own", [], listing([entry("REL-7", "r1", "ee")]), "conflict", nil),
            (
                "told by address", [placement(.placed, "ab", "https://x.example/browse/REL-7")], listing([entry()]),
                "unchanged", nil
            ),
            ("told, another record", [placement(.placed, "ab", "REL-6")], listing([entry()]), "conflict", nil),
            ("told, changed by others", [placement(.placed, "ab", "REL-7", "r0")], listing([entry()]), "conflict", nil),
            (
                "published", [placement(.placed, "ab", "REL-7", "r1")], listing([entry(state: .published)]), "frozen",
                nil
            ),
            ("gone", [placement(.placed, "ab", "REL-7", "r1")], listing([]), "gone", nil),
            (
                "gone from a page", [placement(.placed, "ab", "REL-7", "r1")], listing([], isComplete: false),
                "undecided",
                "create_draft"
            ),
            ("two", [], listing([entry(), entry("REL-8")]), "duplicate", nil),
            (
                "the published one was let go", [placement(.forgotten, "ab", "REL-7")],
                listing([entry(state: .published)]), "planned", "create_draft"
            ),
            (
                "a listing of another container", [placement(.handedOut, "ab")], listing([], container: "OPS"),
                "undecided",
                "create_draft"
            ),
        ] as [(String, [DraftPlacement], RemoteListing, String, String?)])
    func withAListing(
        name: String, placements: [DraftPlacement], listing: RemoteListing, state: String, operation: String?
    ) {
        let standing = DraftStandingsTests.judge(DraftStandingsTests.draft(), placements, listing: listing)?.standing
        #expect(standing?.state.rawValue == state, "\(name)")
        #expect(standing?.operation?.rawValue == operation, "\(name)")
    }

    @Test("a record changed after a person placed it is not taken for untouched")
    func firstSightIsNotBlind() {
        let placed = [DraftStandingsTests.placement(.placed, "ab", "REL-7")]
        let early = DraftStandingsTests.entry("REL-7", "2026-11-18T09:10:00.000+0000")
        let late = DraftStandingsTests.entry("REL-7", "2027-01-01T00:00:00.000+0000")
        let draft = DraftStandingsTests.draft()
        #expect(
            DraftStandingsTests.judge(draft, placed, listing: DraftStandingsTests.listing([early]))?.standing.state
                == .unchanged)
        #expect(
            DraftStandingsTests.judge(draft, placed, listing: DraftStandingsTests.listing([late]))?.standing.state
                == .conflict)
    }

    @Test("two containers of one connector need listings that say which")
    func containers() {
        var other = DraftStandingsTests.draft()
        other.key = "rg1-ffffffffffffffffffff"
        other.container = "OPS"
        let placements = [
            DraftStandingsTests.key: [DraftStandingsTests.placement(.placed, "ab", "REL-7", "r1")]
        ]
        let drafts = [DraftStandingsTests.draft(), other]
        let nameless = DraftStandings.judge(
            drafts, placements: placements, listings: [DraftStandingsTests.listing([])], asOf: DraftStandingsTests.noon)
        #expect(nameless[0].standing.state == .undecided)
        #expect(nameless[0].standing.reason.contains("jira.CONTAINER.json"))
        let named = DraftStandings.judge(
            drafts, placements: placements, listings: [DraftStandingsTests.listing([], container: "REL")],
            asOf: DraftStandingsTests.noon)
        #expect(named[0].standing.state == .gone)
    }

    /// What can happen between two exports.
    private enum Event: Int, CaseIterable {
        case nothing, personCarriesOver, personTells, listingIsGiven
    }

    @Test("whatever people do between exports, one key has one record", arguments: 0..<256)
    func neverTwo(choice: Int) {
        var placements: [DraftPlacement] = []
        var remote: [RemoteListing.Entry] = []
        var clock = DraftStandingsTests.noon
        var handedOut: (draft: Draft, operation: Draft.Operation, isCertain: Bool)?
        for round in 0..<8 {
            let draft = DraftStandingsTests.draft(round < 4 ? "ab" : "cd")
            let event = Event(rawValue: choice >> (2 * (round % 4)) & 3) ?? .nothing
            if event == .personCarriesOver, let handed = handedOut {
                // Where the export says so, the person looks for the key first.
                let isThere = !remote.isEmpty
                if handed.operation == .createDraft, handed.isCertain || !isThere {
                    remote.append(
                        RemoteListing.Entry(
                            id: "REL-\(remote.count + 1)", revision: "r\(round)", key: draft.key,
                            digest: handed.draft.contentDigest, state: .draft, title: draft.title))
                } else if isThere {
                    remote[0].digest = handed.draft.contentDigest
                    remote[0].revision = "r\(round)"
                }
            }
            if event == .personTells, let first = remote.first, let digest = first.digest {
                placements.append(
                    DraftPlacement(
                        key: draft.key, act: .placed, contentDigest: digest, record: first.id,
                        recordRevision: first.revision, at: clock))
            }
            clock = clock + TimeAmount(seconds: 1000)
            let listings =
                event == .listingIsGiven
                ? [RemoteListing(connector: "jira", entries: remote, isComplete: true, observedAt: clock)] : []
            let judged = DraftStandings.judge(
                [draft], placements: [draft.key: placements], listings: listings, asOf: clock)
            placements += [judged[0].sighting, judged[0].handOut].compactMap { $0 }
            handedOut = judged[0].standing.operation.map { (draft, $0, judged[0].standing.state != .undecided) }
            #expect(remote.count <= 1, "choice \(choice), round \(round): \(judged[0].standing)")
        }
    }

    @Test("an export has both requests where only a look can tell, and none where nothing is to be done")
    func exports() throws {
        func paths(_ placements: [DraftPlacement]) -> [String] {
            let standing = DraftStandingsTests.judge(DraftStandingsTests.draft(), placements)?.standing
            return DraftExport.files(for: [standing].compactMap { $0 }).map(\.path).filter { $0.hasSuffix("card.json") }
        }
        let folder = "jira/\(DraftStandingsTests.key)"
        #expect(paths([]) == ["\(folder)/card.json"])
        #expect(
            paths([DraftStandingsTests.placement(.handedOut, "ab")]) == [
                "\(folder)/card.json", "\(folder)/if-present/card.json",
            ])
        #expect(paths([DraftStandingsTests.placement(.placed, "ab", "REL-7")]) == [])
    }

    @Test("the update of an export names the record and is allowed")
    func updateCard() throws {
        let standing = try #require(
            DraftStandingsTests.judge(
                DraftStandingsTests.draft("cd"), [DraftStandingsTests.placement(.placed, "ab", "REL-7")])?.standing)
        let files = DraftExport.files(for: [standing])
        let card = try #require(files.first { $0.path.hasSuffix("card.json") }).text
        #expect(card.contains("\"method\": \"PUT\""))
        #expect(card.contains("/rest/api/3/issue/REL-7"))
        #expect(!card.contains("only_if"))
    }
}
