import ReleaseModel
import Testing

@Suite struct ByteSearchTests {
    @Test(arguments: [
        ("into production", "production", 5), ("aab", "ab", 1), ("é into é", " into", 1), ("ababac", "abac", 2),
        ("aaaa", "a", 0), ("x", "x", 0),
    ])
    func findsTheFirstPlace(text: String, words: String, offset: Int) throws {
        let range = try #require(text.place(of: words))
        #expect(text.distance(from: text.startIndex, to: range.lowerBound) == offset)
        #expect(text[range] == words)
        #expect(text.holds(words))
    }

    @Test(arguments: [("", "a"), ("ab", "abc"), ("ab", "ba"), ("prod", "Prod"), ("a\u{301}", "\u{E1}")])
    func findsNothing(text: String, words: String) {
        #expect(text.place(of: words) == nil)
        #expect(!text.holds(words))
    }

    @Test func nothingStandsNowhereAndIsHeldByAll() {
        #expect("abc".place(of: "") == nil)
        #expect("".holds(""))
    }

    /// Every text of up to six letters out of two against every pattern of up to three: as the standard library says.
    @Test func agreesWithTheStandardLibrary() {
        let texts = words(of: 6)
        for pattern in words(of: 3) where !pattern.isEmpty {
            for text in texts { #expect(text.place(of: pattern) == text.firstRange(of: pattern)) }
        }
    }

    private func words(of length: Int) -> [String] {
        var all = [""]
        var last = [""]
        for _ in 0..<length {
            last = last.flatMap { [$0 + "a", $0 + "b"] }
            all += last
        }
        return all
    }
}
