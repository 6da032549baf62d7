import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseReports

@Suite struct ListingTests {
    private let item = EvidenceItem(
        path: "evidence/junit.xml", channel: "ci", format: "junit-xml", runID: "run-7", producer: "ci-bot",
        observedAt: SampleReport.at("2026-11-20T20:00:00Z"), digest: SampleReport { $0 }.digest("a"),
        facts: [
            Fact("tests.failed", .count(3)), Fact("tests.pass_rate", .ratio(SampleReport.number("0.985"))),
            Fact("cost.monthly_delta", .money(Money(12, "EUR"))), Fact("docs.age", .duration(.days(2))),
            Fact("tests.flaky", unknown: "the report has no reruns"),
        ], claims: [ApprovalClaim(identity: "eve", statement: "approved", at: nil)],
        notes: [EvidenceNote(.ignored, "2 skipped suites"), EvidenceNote(.missing, "a timestamp")])
    private let broken = UnreadableEvidence(
        path: "plan.json", channel: "terraform", environment: "production", isMissing: false, digest: nil,
        diagnostic: Diagnostic(
            .error, at: SourceLocation(file: "plan.json", line: 3, column: 9), "the document ends in a string"),
        facts: ["plan.deletes"])

    @Test func evidenceAsJSON() throws {
        let json = EvidenceListing.json([item], unreadable: [broken])
        #expect(SchemaCheck(EvidenceListing.schema()).faults(in: json) == [])
        let members = try #require(json.elements?.first)
        guard case .object(let fields) = members else { return }
        #expect(
            fields.map(\.name) == [
                "path", "format", "subject", "environment", "observedAt", "digest", "facts", "notes",
            ])
        try expectGolden(json.serialized(), at: golden("evidence.json"))
    }

    @Test func evidenceAsText() throws {
        let text = EvidenceListing.text([item], unreadable: [broken])
        #expect(text.contains("? missing to count: the revision it is about"))
        try expectGolden(text, at: golden("evidence.txt"))
    }

    @Test func drafts() throws {
        let entries = SampleReport.rich.drafts.map { DraftListing.Entry($0) }
        #expect(SchemaCheck(DraftListing.schema()).faults(in: DraftListing.json(entries)) == [])
        let first = try #require(entries.first)
        try expectGolden(
            DraftListing.text(entries, width: 100) + "\n" + DraftListing.show(first), at: golden("drafts.txt"))
        var next = first
        next.revision = 3
        next.body = first.body.replacing("Invoices are split.", with: "Invoices are split\nby cost centre.")
        #expect(
            DraftListing.diff(from: first, to: next) == """
                --- rg1-0123456789abcdef0121 revision 2
                +++ rg1-0123456789abcdef0121 revision 3
                @@ -2,7 +2,8 @@
                 
                 ## What changes
                 
                -Invoices are split.
                +Invoices are split
                +by cost centre.
                 
                 ```
                 not a fence end

                """)
        #expect(DraftListing.diff(from: first, to: first) == "nothing changed\n")
    }

    @Test func auditLog() throws {
        let entry = AuditListing.Entry(
            index: 0, at: SampleReport.asOf, person: "eve", role: "cto", strength: .sshSignature, action: "approve",
            subject: "gate:production", reason: "reviewed", digests: [item.digest], leaf: item.digest)
        let head = LedgerSummary(entryCount: 1, rootDigest: item.digest)
        #expect(SchemaCheck(AuditListing.schema()).faults(in: AuditListing.json([entry], head: head)) == [])
        try expectGolden(AuditListing.text([entry], head: head), at: golden("audit.txt"))
    }

    @Test func diagnosticsStandInOrderOfTheirPlace() {
        let late = Diagnostic(
            .warning, at: SourceLocation(file: "release.yaml", line: 9, column: 1), "\"x\u{1B}[2J\" is unused")
        let list = DiagnosticListing.text([late, broken.diagnostic])
        #expect(
            list == """
                plan.json:3:9: error: the document ends in a string
                release.yaml:9:1: warning: "x<U+001B>[2J" is unused
                1 error, 1 warning

                """)
        #expect(SchemaCheck(DiagnosticListing.schema()).faults(in: DiagnosticListing.json([late])) == [])
    }

    @Test func everyNameHasAPage() throws {
        let policy = SampleReport.rich.review.policy
        for name in ExplanationPage.names(policy: policy) {
            let page = try #require(ExplanationPage.page(for: name, policy: policy), "\(name)")
            #expect(!page.summary.isEmpty)
            #expect(SchemaCheck(ExplanationPage.schema()).faults(in: page.json) == [])
        }
        #expect(ExplanationPage.page(for: "no-such-name", policy: policy) == nil)
        let page = try #require(ExplanationPage.page(for: "tests-passed", policy: policy))
        try expectGolden(page.text(), at: golden("explanation.txt"))
    }
}
