import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("SignOffReader")
struct SignOffReaderTests {
    static let full = """
        sign_off:
          what: rollback-rehearsed
          role: sre-lead
          who: erin
          when: 2026-11-20T10:00:00Z
          until: 2026-12-20T10:00:00Z
        """

    @Test("a statement is a fact of its own name, and a claim")
    func statement() throws {
        let reading = try read(Self.full)
        #expect(reading.shown == ["signoff.rollback-rehearsed": "yes", "signoff.given": "yes"])
        #expect(reading.validUntil?.rfc3339 == "2026-12-20T10:00:00Z")
        #expect(reading.observedAt?.rfc3339 == "2026-11-20T10:00:00Z")
        #expect(reading.claims.map(\.identity) == ["erin"])
        #expect(reading.claims.first?.statement == "signed off \"rollback-rehearsed\" as sre-lead")
    }

    @Test("a refusal stays one")
    func refusal() throws {
        let reading = try read(Self.full + "\n  decision: refused\n")
        #expect(Set(reading.shown.values) == ["no"])
    }

    @Test("everything wrong is told at once, with places and the nearest key")
    func problems() throws {
        let error = #expect(throws: EvidenceError.self) {
            try read(
                "sign_off:\n  statment: x\n  role: a\n  person: b\n  given_at: 2026-11-20\n  until: 2026-12-20T10:00:00Z\n"
            )
        }
        #expect(error?.line == 2)
        #expect(error?.message.contains("did you mean \"statement\"") == true)
        #expect(error?.message.contains("5:13: \"given_at\"") == true)
        #expect(error?.message.contains("\"statement\" is missing") == true)
    }

    @Test(
        "aliases, other keys and several environments are refused",
        arguments: [
            "sign_off: &a\n  x: *a\n", full + "\nextra: 1\n", "sign_off: []\n", "sign_off: yes\n",
            full + "\n  until: 2026-12-21T10:00:00Z\n",
        ])
    func refused(text: String) {
        #expect(throws: EvidenceError.self) { try read(text) }
    }
}
