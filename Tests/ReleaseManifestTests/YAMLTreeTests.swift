import ReleaseModel
import Testing

@testable import ReleaseManifest

@Suite struct YAMLTreeTests {
    static let refused: [(String, [UInt8], String)] = [
        ("empty", [], "f:1:1: error: the file is empty; it must hold a mapping"),
        ("comment only", Array("# a\n".utf8), "f:1:1: error: the file is empty; it must hold a mapping"),
        ("UTF-16", [0xFF, 0xFE, 0x61, 0], "f:1:1: error: the file is encoded as UTF-16; it must be UTF-8"),
        ("UTF-16 without mark", [0x61, 0, 0x3A, 0], "f:1:1: error: the file is encoded as UTF-16; it must be UTF-8"),
        ("NUL", Array("a: b\u{0}".utf8), "f:1:5: error: the character U+0000 is not allowed in YAML; remove it"),
        (
            "bad UTF-8", Array("a: b\nc: ".utf8) + [0xFF],
            "f:2:4: error: a byte here is not UTF-8; the file must be UTF-8 text"
        ),
        (
            "tab", Array("a:\n\tb: 1\n".utf8),
            "f:2:1: error: a tab stands in the indentation; YAML indents with spaces"
        ),
        (
            "two documents", Array("a: 1\n---\nb: 2\n".utf8),
            "f:2:1: error: a second document begins here; the file must hold one"
        ),
        (
            "duplicates", Array("a: 1\nb: 2\na: 3\n".utf8),
            "f:3:1: error: the key \"a\" is given twice, first at line 1, column 1; keep one of them"
        ),
        (
            "alias key", Array("a: &x [1]\n*x : 2\n".utf8),
            "f:2:1: error: the alias \"*x\" is used as a key; a key must be written out"
        ),
        (
            "list key", Array("? [c]\n: d\n".utf8),
            "f:1:3: error: a mapping or a list is used as a key; a key must be one plain word"
        ),
        (
            "tag", Array("a: !!binary abc\n".utf8),
            "f:1:4: error: the tag \"tag:yaml.org,2002:binary\" is not accepted here; remove it"
        ),
    ]

    @Test(arguments: refused.map(\.0)) func `a document that cannot count says why and where`(name: String) throws {
        let (_, bytes, message) = try #require(YAMLTreeTests.refused.first { $0.0 == name })
        #expect(YAMLTree.read(bytes, named: "f").diagnostics.map(\.description) == [message])
    }

    @Test func `several duplicates come out in one go, quoted ones too`() {
        let text = "a: 1\n\"bé\": {x: 1, y: 2, x: 3}\na: 3\n'bé': 4\n"
        let lines = YAMLTree.read(Array(text.utf8), named: "f").diagnostics.sorted().map(\.location.description)
        #expect(lines == ["f:2:20", "f:3:1", "f:4:1"])
    }

    @Test func `looks never make a type`() throws {
        let text = "\u{FEFF}no: [yes, 0123, 12:30, 1_000, 2026-11-01, 1.10, ~, 'null']\r\nb: x\r\n"
        let tree = YAMLTree.read(Array(text.utf8), named: "f")
        let entries = try #require(tree.root?.entries)
        #expect(entries.map(\.key) == ["no", "b"])
        #expect(entries[1].keyLocation.description == "f:2:1")
        let values = try #require(entries[0].value.elements)
        #expect(
            values.compactMap(\.scalar?.text) == ["yes", "0123", "12:30", "1_000", "2026-11-01", "1.10", "~", "null"])
        #expect(values.map(\.isNull) == [false, false, false, false, false, false, true, false])
    }

    @Test func `aliases stand for values within the budget`() {
        let good = YAMLTree.read(Array("a: &x [1, 2]\nb: *x\n".utf8), named: "f")
        #expect(good.root?.entries?.last?.value.elements?.count == 2)
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        let refused = YAMLTree.read(Array(bomb.utf8), named: "f").diagnostics
        #expect(refused.map(\.message.text) == ["the file holds more than 200000 values, aliases counted in full"])
    }

    /// An alias inside a key makes the parser hash whole expansions: eight more levels would take minutes.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["? *a%\n: x\n", "? [*a%]\n: x\n", "{[*a%]: x}\n", "{*a%: x}\n", "{{b: *a%} : x}\n"])
    func `an alias in a key is refused before it is composed`(tail: String) {
        var bomb = "- &a0 [x, x]\n"
        for level in 1...40 {
            let width = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "- &a\(level) [\(width)]\n"
        }
        let last = tail.replacing("%", with: "40").replacing("\n", with: "\n  ")
        let diagnostics = YAMLTree.read(Array((bomb + "- " + last + "\n").utf8), named: "f").diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.message.text.contains("as a key") == true)
    }

    @Test(.timeLimit(.minutes(1))) func `floods are refused at once`() {
        let huge = [UInt8](repeating: UInt8(ascii: "a"), count: 50 << 20)
        #expect(
            YAMLTree.read(huge, named: "f").diagnostics.map(\.description)
                == ["f: error: the file has 52428800 bytes; the limit is 4194304"])
        let commas = [UInt8](repeating: UInt8(ascii: ","), count: 3 << 20)
        #expect(YAMLTree.read(commas, named: "f").diagnostics.count == 1)
        let deep = Array((String(repeating: "[", count: 900) + String(repeating: "]", count: 900)).utf8)
        #expect(
            YAMLTree.read(deep, named: "f").diagnostics.map(\.message.text) == ["values nest deeper than 32 levels"])
        let deeper = [UInt8](repeating: UInt8(ascii: "["), count: 1 << 18)
        #expect(YAMLTree.read(deeper, named: "f").diagnostics.count == 1)
    }
}
