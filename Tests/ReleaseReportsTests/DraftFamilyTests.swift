import ReleaseModel
import Testing

@testable import ReleaseReports

/// Drafts that say the same in several places are one row for a person, and keep their keys.
@Suite struct DraftFamilyTests {
    private static let form = ContentDigest("aa" + String(repeating: "0", count: 62))

    private func draft(_ place: String, _ change: (inout Draft) -> Void = { _ in }) -> Draft {
        var draft = SampleReport.rich.drafts[0]
        draft.key = DraftKey("rg1-00000000000000000\(place)")
        draft.container = place
        draft.form = Self.form
        draft.handOff = "the release manager carries it over to Jira (\(place))"
        draft.body = "Text of \(place)\n"
        draft.limits = ["body \(draft.body.utf8.count) of 32767 characters"]
        change(&draft)
        return draft
    }

    @Test func alike() {
        let families = DraftFamily.families(of: [draft("TRN"), draft("OPS"), draft("PAYROLL")])
        #expect(families.count == 1)
        #expect(families.map(\.places) == ["TRN, OPS and PAYROLL"])
        #expect(families.map(\.handOff) == ["the release manager carries it over to Jira (each place)"])
        #expect(families.map(\.limits) == [["body 16 of 32767 characters"]])
    }

    @Test(
        arguments: [
            { $0.form = nil }, { $0.form = ContentDigest("bb" + String(repeating: "0", count: 62)) },
            { $0.change = .created }, { $0.revision = 7 }, { $0.operation = .createDraft }, { $0.connector = "github" },
            { $0.approval.state = .granted(until: nil) }, { $0.presence = .recorded }, { $0.guardHits = [] },
            { $0.changedInputs = [] }, { $0.triggers = [] },
        ] as [@Sendable (inout Draft) -> Void])
    func different(_ change: @Sendable (inout Draft) -> Void) {
        let families = DraftFamily.families(of: [draft("TRN"), draft("OPS", change), draft("PAY")])
        #expect(families.map(\.places) == ["TRN and PAY", "OPS"])
    }

    @Test func manyPlaces() {
        let drafts = (0..<1000).map { draft("P\($0)") }
        let families = DraftFamily.families(of: drafts)
        #expect(families.map(\.places) == ["P0, P1, P2 and 997 more"])
        #expect(families.flatMap(\.drafts).map(\.key) == drafts.map(\.key))
    }

    @Test(arguments: [
        ([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C", "D", "E", "F"], "A, B, C, D, E and F"),
        (["A", "B", "C", "D", "E", "F", "G"], "A, B, C and 4 more"),
    ])
    func words(_ places: [String], _ expected: String) {
        #expect(PlaceList.words(places) == expected)
    }
}
