import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("JiraSearchReader")
struct JiraSearchReaderTests {
    static func issue(_ category: String, _ rest: String = "\"priority\": {\"name\": \"Low\"}, \"labels\": []")
        -> String
    {
        "{\"key\": \"A-1\", \"fields\": {\"status\": {\"statusCategory\": {\"key\": \"\(category)\"}}, \(rest)}}"
    }

    @Test(
        "open and blocking",
        arguments: [
            ("done", "\"priority\": {\"name\": \"Highest\"}, \"labels\": []", "0", "0"),
            ("new", "\"priority\": {\"name\": \"Highest\"}", "1", "1"),
            ("new", "\"priority\": {\"name\": \"P1 - Critical\"}, \"labels\": []", "1", "1"),
            ("indeterminate", "\"priority\": {\"name\": \"Low\"}, \"labels\": [\"Release-Blocker\"]", "1", "1"),
            ("indeterminate", "\"priority\": null, \"labels\": []", "1", "0"),
            ("new", "\"labels\": []", "1", "?"), ("new", "\"priority\": {\"name\": \"Low\"}", "1", "?"),
            ("undefined", "\"priority\": null, \"labels\": []", "?", "?"),
        ])
    func issues(category: String, fields: String, open: String, blockers: String) throws {
        let reading = try read("{\"issues\": [\(Self.issue(category, fields))], \"isLast\": true}")
        #expect(reading.shown("issues.open") == open)
        #expect(reading.shown("issues.open_blockers") == blockers)
    }

    @Test(
        "a page that is not the whole answer gives no facts",
        arguments: [
            "\"isLast\": false", "\"isLast\": true, \"nextPageToken\": \"x\"", "\"total\": 2, \"startAt\": 0",
            "\"total\": 1, \"startAt\": 1", "\"names\": {}", "\"isLast\": false, \"total\": 1",
        ])
    func pages(paging: String) throws {
        let reading = try read("{\"issues\": [\(Self.issue("done"))], \(paging)}", as: "jira-search")
        #expect(Set(reading.shown.values) == ["?"])
        #expect(!reading.notes(.missing).isEmpty)
    }

    @Test("nothing found is not nothing open")
    func empty() throws {
        let reading = try read("{\"issues\": [], \"isLast\": true}")
        #expect(reading.shown("issues.open_blockers") == "?")
        #expect(reading.observedAt == nil)
        #expect(reading.notes(.missing).contains("observed_at"))
    }
}
