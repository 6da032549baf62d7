import ReleaseModel
import Testing

@testable import ReleaseConnectors

/// Bodies longer than targets take, in every shape that can make them so.
enum LongBody {
    /// Ends each word: letters outside ASCII and one character of five code points.
    static let ending = "é👩\u{200D}👩\u{200D}👧x"

    static func word(_ number: Int) -> String { "wq\(number)\(ending)" }

    private static func words(_ range: Range<Int>) -> String { range.map(word).joined(separator: " ") }

    private static let footer = "\n\n---\n\n- **Approver:** Release manager\n- **Re-review:** gates\n"

    private static func lines(_ count: Int, _ separator: String, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined(separator: separator)
    }

    private static let table: String = {
        let rows = lines(900, "\n") { number in "| \(word(number)) | **\(word(number))** | `\(word(number))` |" }
        return "| a | b | c |\n|---|---|---|\n\(rows)"
    }()

    private static let nested = lines(240, "\n") { number in
        let item = word(number)
        return "- \(item)\n  - \(item)\n    - \(words(number..<number + 9))"
    }

    private static let hostile: String = {
        let text = HostileText.active.joined(separator: " ")
        return lines(25, "\n\n") { _ in text }
    }()

    static let all: [(name: String, body: String)] = [
        ("one paragraph", words(0..<2800)),
        ("many paragraphs", lines(350, "\n\n") { words($0 * 8..<$0 * 8 + 8) }),
        ("many headings", lines(250, "\n\n") { "## \(word($0))\n\n\(words($0..<$0 + 10))" }),
        ("a long list", lines(1300, "\n") { "- \(word($0)) \(word($0 + 1))" }),
        ("nested lists", nested),
        ("a long table", table),
        ("a wide quote", lines(420, "\n") { "> \(words($0..<$0 + 6))\n>" }),
        ("characters of many code points", String(repeating: "a\u{301}\u{302}\u{303} ", count: 9000)),
        ("one character", "e" + String(repeating: "\u{301}", count: 90_000)),
        ("a word without end", String(repeating: "x", count: 90_000)),
        ("no blanks", String(repeating: "日本語のテキスト。", count: 3000)),
        ("hostile", hostile),
    ].map { (name: $0.0, body: "## Start\n\n" + $0.1 + footer) }
}

@Suite("Limits of targets")
struct EncoderLimitTests {
    @Test("no payload is longer than its target takes, nor cut inside a word", arguments: SampleDraft.all.indices)
    func withinLimits(index: Int) throws {
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        for (name, body) in LongBody.all {
            let title = "DRAFT " + (body.prefix(4000).split(separator: " ").dropLast().joined(separator: " "))
            let draft = SampleDraft.draft(connector, kind: kind, title: title, body: body)
            let encoded = encoder.encode(draft, settings: SampleDraft.settings)
            #expect(VendorLimits.exceeded(by: encoded, at: connector) == [], "\(name)")
            #expect(encoded.preview.hasPrefix("DRAFT"))
            let isShortened = encoded.preview.contains("The rest is left out")
            #expect(encoded.notes.contains { $0.contains("the body was") } == isShortened, "\(name)")
            if isShortened { #expect(encoded.preview.contains("Release manager"), "\(name)") }
            for text in EncoderLimitTests.texts(of: encoded, at: connector) {
                let cut = EncoderLimitTests.cutWords(in: text)
                #expect(cut.isEmpty, "\(connector), \(name): \(cut.prefix(3))")
            }
        }
    }

    private static func texts(of encoded: EncodedDraft, at connector: ConnectorID) -> [String] {
        // The message's own encoding is checked by mail parsers.
        (connector == "email" ? [] : VendorLimits.leaves(of: encoded.payload.body)) + [encoded.preview]
    }

    /// The words of `LongBody` that are not whole.
    private static func cutWords(in text: String) -> [Substring] {
        text.split(separator: "wq").dropFirst().filter { part in
            part.first?.isNumber == true && !part.drop(while: \.isNumber).hasPrefix(LongBody.ending)
        }
    }

    @Test("a body of more than a million characters is shortened too", arguments: ["gitlab"] as [ConnectorID])
    func veryLong(connector: ConnectorID) throws {
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        let body = String(repeating: "word word word word word word word word word\n\n", count: 25_000)
        let encoded = encoder.encode(SampleDraft.draft(connector, body: body), settings: SampleDraft.settings)
        #expect(VendorLimits.exceeded(by: encoded, at: connector) == [])
        #expect(encoded.notes.contains { $0.contains("shortened to 900,000 characters") })
    }
}
