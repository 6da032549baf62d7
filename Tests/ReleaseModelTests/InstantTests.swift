import ReleaseModel
import Testing

@Suite("Instant")
struct InstantTests {
    @Test(
        "RFC 3339 texts that are accepted",
        arguments: [
            ("2026-11-21T02:14:00Z", "2026-11-21T02:14:00Z"),
            ("2026-11-21T02:14:00.5+01:00", "2026-11-21T01:14:00.500Z"),
            ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("2026-11-21T02:14:00.123456789-0930", "2026-11-21T11:44:00.123Z"),
        ])
    func accepted(text: String, canonical: String) {
        #expect(Instant(rfc3339: text)?.rfc3339 == canonical)
    }

    @Test(
        "texts that are refused",
        arguments: [
            "", "2026-11-21", "2026-11-21T02:14Z", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z",
            "2026-11-21T02:14:00",
            "2026-11-21T02:14:60Z", "2026-11-21T02:14:00.Z", "2026-11-21T02:14:00Z ", "2026-13-01T00:00:00Z",
        ])
    func refused(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }
}

@Suite("ExactDecimal")
struct ExactDecimalTests {
    @Test(
        "prints what it read in plain notation",
        arguments: [
            ("0.10", "0.1"), ("-12.5", "-12.5"), ("1e3", "1000"), ("6.02E-3", "0.00602"), ("0", "0"), ("-0.0", "0"),
        ])
    func plain(text: String, printed: String) {
        #expect(ExactDecimal(text)?.description == printed)
    }

    @Test("refuses what is no number", arguments: ["", "-", "1.2.3", "NaN", "0x10", "1e", "1 "])
    func refused(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test("89.5 is not 90, and a third is cut, not rounded")
    func exact() throws {
        let score = try #require(ExactDecimal("89.5"))
        #expect(score < 90)
        #expect(score.rounded(places: 0) == "90")
        #expect(ExactDecimal(2).divided(by: 3)?.description == "0.666666666666666666")
        #expect(ExactDecimal(1).divided(by: 0) == nil)
        let sum = try #require(ExactDecimal("0.1")) + #require(ExactDecimal("0.2"))
        #expect(sum == ExactDecimal("0.3"))
    }
}
