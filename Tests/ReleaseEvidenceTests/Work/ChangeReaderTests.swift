import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Change requests, GitHub issues, Notion queries and document age")
struct ChangeReaderTests {
    @Test(
        "ServiceNow values stand bare or with their display",
        arguments: [
            ("\"approved\"", "\"No Conflict\"", "yes", "0"),
            ("{\"value\": \"approved\", \"display_value\": \"x\"}", "\"Conflict\"", "yes", "1"),
            ("\"not requested\"", "\"Not Run\"", "no", "?"), ("\"rejected\"", "\"\"", "no", "?"),
        ])
    func serviceNow(approval: String, conflict: String, approved: String, conflicts: String) throws {
        let reading = try read(
            "{\"result\": {\"sys_id\": \"1\", \"state\": \"-2\", \"approval\": \(approval), \"conflict_status\": \(conflict)}}"
        )
        #expect(reading.shown("change.approved") == approved)
        #expect(reading.shown("change.conflicts") == conflicts)
    }

    @Test(
        "ServiceNow: an approved change that was canceled or is on hold is not approved",
        arguments: [
            ("\"state\": \"-1\", \"on_hold\": \"false\"", "yes"), ("\"state\": \"4\"", "no"),
            ("\"state\": {\"value\": \"4\", \"display_value\": \"Canceled\"}", "no"),
            ("\"state\": \"-1\", \"on_hold\": \"true\"", "no"), ("\"state\": \"-1\", \"on_hold\": true", "no"),
        ])
    func serviceNowEnded(fields: String, approved: String) throws {
        let reading = try read("{\"result\": {\"sys_id\": \"1\", \"approval\": \"approved\", \(fields)}}")
        #expect(reading.shown("change.approved") == approved)
    }

    @Test("ServiceNow: every field as value and display, and times in no known zone where only the display is shown")
    func serviceNowDisplay() throws {
        let all = try read(
            """
            {"result": [{"sys_id": {"display_value": "1", "value": "1"},
              "number": {"display_value": "CHG0030001", "value": "CHG0030001"},
              "state": {"display_value": "Scheduled", "value": "-2"},
              "approval": {"display_value": "Approved", "value": "approved"},
              "on_hold": {"display_value": "false", "value": "false"},
              "conflict_status": {"display_value": "No Conflict", "value": "No Conflict"},
              "sys_updated_on": {"display_value": "2026-11-20 02:00:00", "value": "2026-11-20 10:00:00"}}]}
            """)
        #expect(all.shown == ["change.approved": "yes", "change.conflicts": "0"])
        #expect(all.observedAt == Instant(rfc3339: "2026-11-20T10:00:00Z"))
        #expect(all.runID == "CHG0030001")
        let display = try read(
            """
            {"result": {"sys_id": "1", "state": "Scheduled", "approval": "Approved", "sys_updated_on": "2026-11-20 02:00:00"}}
            """)
        #expect(display.shown("change.approved") == "yes")
        #expect(display.observedAt == nil)
        #expect(display.notes(.missing).contains("sysparm_display_value=all"))
    }

    @Test(
        "Jira Service Management: every approval decides",
        arguments: [
            ("approved", "true", "yes"), ("declined", "true", "no"), ("pending", "true", "no"),
            ("approved", "false", "?"),
        ])
    func jsm(decision: String, isLast: String, approved: String) throws {
        let reading = try read(
            """
            {"isLastPage": \(isLast), "values": [{"finalDecision": "approved", "approvers": []},
             {"finalDecision": "\(decision)", "approvers": []}]}
            """)
        #expect(reading.shown("change.approved") == approved)
    }

    @Test("GitHub issues: pull requests are none, a full page may go on")
    func githubIssues() throws {
        let issue = "{\"number\": 1, \"title\": \"a\", \"state\": \"open\", \"labels\": [\"P0\"]}"
        let pull = "{\"number\": 2, \"title\": \"b\", \"state\": \"open\", \"labels\": [], \"pull_request\": {}}"
        let reading = try read("[\(issue), \(pull)]")
        #expect(reading.shown("issues.total") == "1")
        #expect(reading.shown("issues.open_blockers") == "1")
        let page = try read("[\(Array(repeating: issue, count: 30).joined(separator: ","))]")
        #expect(Set(page.shown.values) == ["?"])
    }

    @Test("real Notion answers")
    func notion() throws {
        #expect(try readFixture("notion/page_get.json").reading.shown("docs.title") == "Hello")
        let (format, reading) = try readFixture("notion/database_query.json")
        #expect(format.id == "notion-query")
        #expect(reading.shown("docs.published") == "yes")
    }

    @Test("the age of a page is known once it is stated when it was taken")
    func documentAge() throws {
        let reading = try readFixture("notion/page_get.json").reading
        #expect(reading.shown("docs.age") == "?")
        let taken = try #require(Instant(rfc3339: "2021-05-26T05:06:34.827Z"))
        #expect(reading.withDocumentAge(at: taken).shown("docs.age") == "2 d")
        #expect(reading.withDocumentAge(at: Instant(seconds: 0)) == reading, "never negative")
    }
}

@Suite("Jira Service Management requests")
struct JSMRequestReaderTests {
    private static func request(_ key: String, _ category: String) -> String {
        """
        {"issueKey": "\(key)", "currentStatus": {"status": "Approved", "statusCategory": "\(category)",
          "statusDate": {"iso8601": "2026-11-20T10:00:00+0100"}}}
        """
    }

    @Test("a name of a status is no approval, and only DONE is done")
    func one() throws {
        let open = try read(Self.request("CHG-1", "INDETERMINATE"))
        #expect(open.shown == ["issues.total": "1", "issues.open": "1"])
        #expect(open.observedAt == Instant(rfc3339: "2026-11-20T09:00:00Z"))
        #expect(try read(Self.request("CHG-1", "DONE")).shown("issues.open") == "0")
        #expect(try read(Self.request("CHG-1", "UNDEFINED")).shown("issues.open") == "1")
    }

    @Test("approvals on several pages")
    func approvals() throws {
        func page(_ decision: String, isLast: Bool) -> String {
            "{\"isLastPage\": \(isLast), \"values\": [{\"finalDecision\": \"\(decision)\", \"approvers\": []}]}"
        }
        #expect(
            try read(page("approved", isLast: false) + page("approved", isLast: true)).shown("change.approved") == "yes"
        )
        #expect(
            try read(page("approved", isLast: false) + page("declined", isLast: true)).shown("change.approved") == "no")
        #expect(
            try read(page("approved", isLast: true) + page("approved", isLast: true)).shown("change.approved") == "?")
    }

    @Test("a list counts when its last page says that it is the last")
    func list() throws {
        func page(_ key: String, isLast: Bool) -> String {
            "{\"size\": 1, \"isLastPage\": \(isLast), \"values\": [\(Self.request(key, "NEW"))]}"
        }
        #expect(try read(page("A-1", isLast: true)).shown("issues.open") == "1")
        #expect(try read(page("A-1", isLast: false)).shown("issues.open") == "?")
        #expect(try read(page("A-1", isLast: false) + page("A-2", isLast: true)).shown("issues.open") == "2")
        #expect(try read(page("A-1", isLast: true) + page("A-2", isLast: true)).shown("issues.open") == "?")
        #expect(try read("{\"values\": [], \"isLastPage\": true}", as: "jsm-request").shown("issues.open") == "?")
    }
}
