import ReleaseModel

/// The lines of a file, to find where a phrase stands in a scalar that quoting or folding has changed.
struct SourceText {
    private let lines: [[Unicode.Scalar]]
    private let file: String

    init(_ bytes: [UInt8], file: String) {
        self.file = file
        // Only small files have phrases worth pointing into; a large one is not split twice.
        guard bytes.count < 1 << 20 else {
            self.lines = []
            return
        }
        let text = String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
        self.lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            Array($0.unicodeScalars)
        }
    }

    /// Where `phrase` begins at or after `start`, looking at the next 50 lines; `start` where it cannot be found.
    func location(of phrase: String, from start: SourceLocation) -> SourceLocation {
        let words = phrase.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return start }
        // The longest run of words that stands on one line decides; folding breaks lines between words.
        for count in [words.count, min(2, words.count), 1] {
            let needle = Array(words.prefix(count).joined(separator: " ").unicodeScalars)
            if let found = find(needle, from: start) { return found }
        }
        return find(Array(String(first).unicodeScalars), from: start) ?? start
    }

    private func find(_ needle: [Unicode.Scalar], from start: SourceLocation) -> SourceLocation? {
        guard !needle.isEmpty, start.line >= 1, start.line <= lines.count else { return nil }
        for line in start.line...min(lines.count, start.line + 50) {
            let scalars = lines[line - 1]
            let first = line == start.line ? max(0, start.column - 1) : 0
            guard scalars.count >= needle.count, first <= scalars.count - needle.count else { continue }
            for index in first...(scalars.count - needle.count)
            where scalars[index] == needle[0] && Array(scalars[index..<(index + needle.count)]) == needle {
                return SourceLocation(file: file, line: line, column: index + 1)
            }
        }
        return nil
    }
}
