import ReleaseEvidence
import ReleaseModel
import Testing

/// Lists that come in pages, in the ways in which command line clients join them.
@Suite("Pages of a list")
struct EvidencePagesTests {
    static func run(_ id: Int, _ conclusion: String = "success") -> String {
        """
        {"id": \(id), "name": "check \(id)", "head_sha": "abc1234", "status": "completed", "conclusion": "\(conclusion)",
         "check_suite": {"id": 1}, "completed_at": "2026-11-20T10:00:00Z"}
        """
    }

    static func page(_ total: Int, _ runs: String...) -> String {
        "{\"total_count\": \(total), \"check_runs\": [\(runs.joined(separator: ", "))]}"
    }

    static func joined(_ pages: [String]) -> [String] {
        [pages.joined(), pages.joined(separator: "\n"), "[\(pages.joined(separator: ",\n"))]"]
    }

    @Test("check runs: pages behind one another and in a list count together")
    func checkRuns() throws {
        for text in Self.joined([Self.page(3, Self.run(1), Self.run(2, "failure")), Self.page(3, Self.run(3))]) {
            let reading = try read(text)
            #expect(reading.shown("ci.total") == "3")
            #expect(reading.shown("ci.failed") == "1")
            #expect(reading.revision == "abc1234")
        }
    }

    @Test("a page that is missing or stands twice is not made up for")
    func incomplete() throws {
        let first = Self.page(3, Self.run(1), Self.run(2))
        for text in Self.joined([first, first]) {
            let reading = try read(text)
            #expect(Set(reading.shown.values) == ["?"])
            #expect(reading.notes(.missing).contains("2 of 3"))
        }
    }

    @Test("values that are no pages of one list are refused where the second begins")
    func mixed() {
        let error = #expect(throws: EvidenceError.self) {
            try read(Self.page(1, Self.run(1)) + "\n{\"message\": \"Bad credentials\"}")
        }
        #expect(error?.line == 3)
        #expect(error?.message.contains("no pages of one list") == true)
        let inList = #expect(throws: EvidenceError.self) {
            try read("[\(Self.page(1, Self.run(1))),\n{\"message\": \"Bad credentials\"}]")
        }
        #expect(inList?.message.contains("no pages of one list") == true)
    }

    @Test("lists of lists: the last page decides whether more may follow")
    func issues() throws {
        func list(_ numbers: ClosedRange<Int>) -> String {
            let issues = numbers.map {
                "{\"id\": \($0), \"number\": \($0), \"title\": \"t\", \"state\": \"open\", \"labels\": []}"
            }
            return "[\(issues.joined(separator: ","))]"
        }
        for text in Self.joined([list(1...30), list(31...33)]) {
            #expect(try read(text).shown("issues.open") == "33")
        }
        for text in Self.joined([list(1...30), list(31...60)]) {
            #expect(Set(try read(text).shown.values) == ["?"])
        }
    }

    @Test("Jira: the chain of pages must end")
    func jira() throws {
        func page(_ key: String, _ paging: String) -> String {
            """
            {"issues": [{"id": "\(key)", "key": "\(key)", "fields": {"status": {"statusCategory": {"key": "new"}},
             "priority": {"name": "Low"}, "labels": []}}], \(paging)}
            """
        }
        let open = "\"isLast\": false, \"nextPageToken\": \"x\""
        for text in Self.joined([page("A-1", open), page("A-2", "\"isLast\": true")]) {
            #expect(try read(text).shown("issues.open") == "2")
        }
        for last in [open, "\"names\": {}"] {
            #expect(Set(try read("[\(page("A-1", open)), \(page("A-2", last))]").shown.values) == ["?"])
        }
        let twoAnswers = "[\(page("A-1", "\"isLast\": true")), \(page("A-2", "\"isLast\": true"))]"
        #expect(Set(try read(twoAnswers).shown.values) == ["?"])
        let total = [page("A-1", "\"startAt\": 0, \"total\": 2"), page("A-2", "\"startAt\": 1, \"total\": 2")]
        #expect(try read(total.joined()).shown("issues.open") == "2")
    }

    @Test("PagerDuty and Notion: each page but the last says that more follow")
    func flags() throws {
        func incidents(_ id: String, _ more: String) -> String {
            "{\"incidents\": [{\"id\": \"\(id)\", \"status\": \"triggered\"}], \"limit\": 1, \"more\": \(more)}"
        }
        func results(_ id: String, _ more: String) -> String {
            """
            {"object": "list", "has_more": \(more), "results": [{"object": "page", "id": "\(id)", "properties": {},
             "in_trash": false, "last_edited_time": "2026-11-20T10:00:00Z"}]}
            """
        }
        for text in Self.joined([incidents("a", "true"), incidents("b", "false")]) {
            #expect(try read(text).shown("incidents.open") == "2")
        }
        for text in Self.joined([results("a", "true"), results("b", "false")]) {
            #expect(try read(text).notes(.information).contains("2 pages"))
            #expect(try read(text).shown("docs.published") == "yes")
        }
        for (first, last) in [("true", "true"), ("false", "false"), ("true", "null")] {
            #expect(try read(incidents("a", first) + incidents("b", last)).shown("incidents.open") == "?")
            #expect(try read(results("a", first) + results("b", last)).shown("docs.published") == "?")
        }
    }

    @Test("GitLab: pages of pipelines, as `glab api --paginate` joins them")
    func gitlab() throws {
        func list(_ ids: Range<Int>) -> String {
            let pipelines = ids.map {
                """
                {"id": \($0), "project_id": 1, "sha": "abc1234", "ref": "r\($0)", "status": "success", "source": "push",
                 "updated_at": "2026-11-20T10:00:00Z"}
                """
            }
            return "[\(pipelines.joined(separator: ","))]"
        }
        #expect(try read(list(0..<20) + list(20..<25)).shown("ci.total") == "25")
        #expect(Set(try read(list(0..<20) + list(20..<40)).shown.values) == ["?"])
    }
}
