import ReleaseAudit
import ReleaseModel
import Testing

@Suite("CanonicalJSON")
struct CanonicalJSONTests {
    @Test(
        "numbers take their ECMAScript form",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (Double.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (9007199254740992.0, "9007199254740992"), (295147905179352830000.0, "295147905179352830000"),
            (1e21, "1e+21"), (1e23, "1e+23"), (999999999999999900000.0, "999999999999999900000"),
            (0.000001, "0.000001"),
            (1e-7, "1e-7"), (333333333.3333332, "333333333.3333332"), (-1.5, "-1.5"), (4.35, "4.35"),
        ])
    func numbers(number: Double, text: String) {
        #expect(CanonicalJSON.text(of: .double(number)) == text)
    }

    @Test("members are sorted by UTF-16 code units")
    func order() {
        let value: JSONValue = ["\u{FB33}": 1, "\u{1F600}": 2, "a": [true, nil], "": "\u{8}\u{1}\"é"]
        #expect(CanonicalJSON.text(of: value) == #"{"":"\b\u0001\"é","a":[true,null],"😀":2,"דּ":1}"#)
    }

    @Test("the digest of \"abc\" is the FIPS 180-4 example")
    func digest() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(ContentDigest(sha256: "abc").hexadecimal == expected)
        #expect(ContentDigest.ofNothing == ContentDigest(sha256: ""))
    }
}

@Suite("RFC 8785 corpus")
struct CanonicalCorpusTests {
    @Test(
        "every input gives its output, byte for byte",
        arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
    func corpus(name: String) throws {
        let value = try FixtureFiles.json("rfc8785/input/\(name).json")
        let expected = try FixtureFiles.text("rfc8785/output/\(name).json")
        #expect(CanonicalJSON.text(of: value) == expected)
        let bytes = try FixtureFiles.text("rfc8785/outhex/\(name).txt").split { $0 == " " || $0.isNewline }
        #expect(bytes.map { UInt8($0, radix: 16) } == Array(CanonicalJSON.text(of: value).utf8))
    }

    @Test("whole numbers outside of the exact range of a double take its form, down to the smallest")
    func largeNumbers() {
        #expect(CanonicalJSON.text(of: .integer(.min)) == "-9223372036854776000")
        #expect(CanonicalJSON.text(of: .integer(9_007_199_254_740_993)) == "9007199254740992")
    }
}
