extension StringProtocol {
    /// The first place at which exactly the code points of `words` stand; nil where they stand nowhere or are none.
    ///
    /// Compares UTF-8 bytes. The standard library's search compares characters by canonical equivalence and costs fifty
    /// times as much, which a report that asks a thousand times can feel; names and keywords need none of that.
    package func place(of words: some StringProtocol) -> Range<Index>? {
        let wanted = words.utf8
        guard let first = wanted.first else { return nil }
        let bytes = utf8
        var start = bytes.startIndex
        while let candidate = bytes[start...].firstIndex(of: first) {
            var here = candidate
            var there = wanted.startIndex
            while there != wanted.endIndex, here != bytes.endIndex, bytes[here] == wanted[there] {
                here = bytes.index(after: here)
                there = wanted.index(after: there)
            }
            if there == wanted.endIndex { return candidate..<here }
            start = bytes.index(after: candidate)
        }
        return nil
    }

    /// Whether exactly the code points of `words` stand in the text; true where `words` is empty.
    package func holds(_ words: some StringProtocol) -> Bool { words.isEmpty || place(of: words) != nil }
}
