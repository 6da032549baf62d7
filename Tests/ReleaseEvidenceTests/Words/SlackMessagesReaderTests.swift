import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("SlackMessagesReader")
struct SlackMessagesReaderTests {
    static func message(_ reactions: String, _ rest: String = "\"text\": \"ready\"") -> String {
        "{\"type\": \"message\", \"user\": \"U0\", \"ts\": \"1763632800.000200\", \(rest), \"reactions\": [\(reactions)]}"
    }

    @Test(
        "people behind reactions",
        arguments: [
            ("{\"name\": \"+1::skin-tone-3\", \"users\": [\"U1\", \"U2\"], \"count\": 2}", "2", "0"),
            ("{\"name\": \"+1\", \"users\": [\"U1\"], \"count\": 5}", "1", "0"),
            ("{\"name\": \"x\", \"users\": [], \"count\": 2}", "0", "2"),
            ("{\"name\": \"+1\", \"users\": [\"U1\"]}, {\"name\": \"x\", \"users\": [\"U1\"]}", "0", "1"),
            (
                "{\"name\": \"+1\", \"users\": [\"U1\"]}, {\"name\": \"white_check_mark\", \"users\": [\"U1\"]}", "1",
                "0"
            ),
            ("{\"name\": \"eyes\", \"users\": [\"U1\"]}", "0", "0"),
        ])
    func reactions(reactions: String, yes: String, no: String) throws {
        let reading = try read("{\"ok\": true, \"messages\": [\(Self.message(reactions))], \"has_more\": false}")
        #expect(reading.shown("messages.acknowledgements") == yes)
        #expect(reading.shown("messages.objections") == no)
        #expect(reading.observedAt?.milliseconds == 1_763_632_800_000)
    }

    @Test("a history with more, a refusal and a deletion give nothing")
    func incomplete() throws {
        let more = try read("{\"ok\": true, \"messages\": [\(Self.message(""))], \"has_more\": true}")
        #expect(Set(more.shown.values) == ["?"])
        let error = #expect(throws: EvidenceError.self) { try read("{\"ok\": false, \"error\": \"not_in_channel\"}") }
        #expect(error?.message.contains("not_in_channel") == true)
        let deleted = try read(
            """
            {"type": "event_callback", "event_id": "E", "team_id": "T",
             "event": {"type": "message", "subtype": "message_deleted", "ts": "1763632800.1"}}
            """)
        #expect(Set(deleted.shown.values) == ["?"])
    }

    @Test("pages of a history, page behind page or as a list")
    func pages() throws {
        func page(_ stamp: Int, more: Bool, cursor: String? = nil) -> String {
            let message = Self.message("{\"name\": \"+1\", \"users\": [\"U\(stamp)\"], \"count\": 1}")
                .replacing("1763632800", with: "\(stamp)")
            let follow = cursor.map { ", \"response_metadata\": {\"next_cursor\": \"\($0)\"}" } ?? ""
            return "{\"ok\": true, \"messages\": [\(message)], \"has_more\": \(more)\(follow)}"
        }
        let (first, last) = (
            page(1_763_632_800, more: true, cursor: "bmV4dA=="), page(1_763_632_801, more: false, cursor: "")
        )
        for text in ["\(first)\n\(last)", "[\(first), \(last)]"] {
            let reading = try read(text)
            #expect(reading.shown("messages.total") == "2")
            #expect(reading.shown("messages.acknowledgements") == "2")
        }
        // The message that opens a thread stands on every page.
        let again = page(1_763_632_800, more: false)
        #expect(try read("\(first)\(again)").shown("messages.total") == "1")
        for text in ["\(last)\(last)", "\(first)\(first)", "\(last)\(first)", first] {
            #expect(Set(try read(text).shown.values) == ["?"], "\(text)")
        }
        #expect(throws: EvidenceError.self) { try read("\(first){\"ok\": false, \"error\": \"ratelimited\"}") }
    }

    @Test("pinned messages")
    func pins() throws {
        let pinned = "{\"type\": \"message\", \"created_by\": \"U9\", \"message\": \(Self.message(""))}"
        let file = "{\"type\": \"file\", \"created_by\": \"U9\", \"file\": {\"id\": \"F1\"}}"
        #expect(try read("{\"ok\": true, \"items\": [\(pinned), \(file)]}").shown("messages.total") == "1")
        #expect(
            try read("{\"ok\": true, \"items\": [\(file)]}", as: "slack-messages").shown("messages.total") == "?")
        let more = "{\"ok\": true, \"items\": [\(pinned)], \"response_metadata\": {\"next_cursor\": \"x\"}}"
        #expect(try read(more).shown("messages.total") == "?")
    }

    @Test("the file of a day in an export")
    func export() throws {
        let day = try read(
            """
            [\(Self.message("{\"name\": \"x\", \"users\": [\"U1\"], \"count\": 1}")),
             {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1763632801.000100", "text": "joined"}]
            """)
        #expect(day.shown("messages.total") == "1")
        #expect(day.shown("messages.objections") == "1")
        #expect(Set(try read("[]", as: "slack-messages").shown.values) == ["?"])
    }

    @Test("a search counts when every page is there, and shows no reactions")
    func search() throws {
        func page(_ number: Int, of pages: Int, total: Int) -> String {
            """
            {"ok": true, "query": "release", "messages": {"total": \(total), "pagination": {"total_count": \(total)},
             "paging": {"count": 1, "total": \(total), "page": \(number), "pages": \(pages)},
             "matches": [{"type": "message", "user": "U0", "username": "ana", "text": "approved",
               "ts": "17636328\(10 + number).000200", "channel": {"id": "C1", "name": "releases"}}]}}
            """
        }
        let one = try read(page(1, of: 1, total: 1))
        #expect(one.shown("messages.total") == "1")
        #expect(one.shown("messages.objections") == "?")
        #expect(one.claims.map(\.identity) == ["U0"])
        #expect(try read(page(1, of: 2, total: 2) + page(2, of: 2, total: 2)).shown("messages.total") == "2")
        #expect(try read(page(1, of: 2, total: 2)).shown("messages.total") == "?")
        #expect(try read(page(2, of: 2, total: 2) + page(2, of: 2, total: 2)).shown("messages.total") == "?")
    }

    @Test("words of approval are claims with an identity, and those of apps are not")
    func claims() throws {
        let reading = try read("{\"ok\": true, \"message\": \(Self.message("", "\"text\": \"LGTM, go\""))}")
        #expect(reading.claims.map(\.identity) == ["U0"])
        #expect(reading.claims.map(\.statement) == ["wrote \"lgtm\""])
        let app = try read("{\"ok\": true, \"message\": \(Self.message("", "\"text\": \"LGTM\", \"bot_id\": \"B1\""))}")
        #expect(app.claims.isEmpty)
        #expect(app.notes(.information).contains("by apps"))
    }
}
