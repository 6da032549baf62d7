extension StringProtocol {
    /// The first place at which exactly the code points of `words` stand; nil where they stand nowhere or are none.
    ///
    /// Compares UTF-8 bytes. The standard library's search compares characters by canonical equivalence and costs fifty
    /// times as much, which a report that asks a thousand times can feel; names and keywords need none of that.
    package func place(of words: some StringProtocol) -> Range<Index>? {
        let wanted = ContiguousArray(words.utf8)
        let found = utf8.withContiguousStorageIfAvailable { wanted.withUnsafeBufferPointer($0.offset(of:)) }
        guard
            let offset = found
                ?? ContiguousArray(utf8).withUnsafeBufferPointer({ bytes in
                    wanted.withUnsafeBufferPointer(bytes.offset(of:))
                })
        else { return nil }
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: wanted.count)
    }

    /// Whether exactly the code points of `words` stand in the text; true where `words` is empty.
    package func holds(_ words: some StringProtocol) -> Bool { words.isEmpty || place(of: words) != nil }
}

extension Substring {
    /// Without the bytes that `isBlank` names at either end; only ASCII may be named.
    package func trimmed(of isBlank: (UInt8) -> Bool) -> Substring {
        guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return self[first..<utf8.index(after: last)]
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where `words` first stand; nil where they stand nowhere or are none.
    fileprivate func offset(of words: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = words.first, words.count <= count else { return nil }
        for start in 0...(count - words.count) where self[start] == first {
            var length = 1
            while length < words.count, self[start + length] == words[length] { length += 1 }
            if length == words.count { return start }
        }
        return nil
    }
}
