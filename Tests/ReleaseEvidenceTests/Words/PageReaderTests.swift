import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Confluence and Notion pages")
struct PageReaderTests {
    @Test(
        "Confluence: only current is published",
        arguments: [
            ("current", "yes"), ("draft", "no"), ("archived", "no"), ("trashed", "no"), ("deleted", "no"),
            ("new", "no"),
        ])
    func confluence(status: String, published: String) throws {
        let reading = try read(
            """
            {"id": "1", "type": "page", "status": "\(status)", "title": "Runbook",
             "version": {"when": "2026-11-18T09:30:00.000+01:00", "number": 3, "by": {"accountId": "a1"}}}
            """)
        #expect(reading.shown("docs.published") == published)
        #expect(reading.shown("docs.version") == "3")
        #expect(reading.observedAt?.rfc3339 == "2026-11-18T08:30:00Z")
        #expect(reading.producer == "a1")
    }

    @Test("a page without a version has no time")
    func noVersion() throws {
        let reading = try read("{\"id\": \"1\", \"spaceId\": \"2\", \"status\": \"current\", \"title\": \"Runbook\"}")
        #expect(reading.observedAt == nil)
        #expect(reading.shown("docs.last_edited") == "?")
    }

    @Test(
        "Notion: trash, archive and an unfinished status are not published",
        arguments: [
            ("\"in_trash\": false", "Done", "yes"), ("\"in_trash\": true", "Done", "no"),
            ("\"archived\": true", "Done", "no"),
            ("\"archived\": false", "Draft", "no"), ("\"url\": \"u\"", "Done", "?"),
        ])
    func notion(trash: String, status: String, published: String) throws {
        let reading = try read(
            """
            {"object": "page", "last_edited_time": "2026-11-19T16:20:00.000Z", \(trash),
             "properties": {"Status": {"type": "select", "select": {"name": "\(status)"}}}}
            """)
        #expect(reading.shown("docs.published") == published)
        #expect(reading.shown("docs.status") == status)
    }
}
