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
