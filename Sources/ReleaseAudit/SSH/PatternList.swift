/// Patterns with `*` and `?`, parted by commas; a `!` in front excludes what matches (ssh_config, section PATTERNS).
package struct PatternList: Hashable, Sendable {
    /// The list as it stands.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// Reports whether `name` matches a pattern and none that excludes it. Bytes are compared, case counts.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        var isMatched = false
        for pattern in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let isExcluding = pattern.first == UInt8(ascii: "!")
            guard PatternList.matches(name, Array(isExcluding ? pattern.dropFirst() : pattern)) else { continue }
            if isExcluding { return false }
            isMatched = true
        }
        return isMatched
    }

    /// Two positions and one way back: at most name × pattern steps, no recursion.
    private static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
        var (position, index) = (0, 0)
        var star: (index: Int, position: Int)?
        while position < name.count {
            if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
                star = (index, position)
                index += 1
            } else if index < pattern.count,
                pattern[index] == UInt8(ascii: "?") || pattern[index] == name[position]
            {
                index += 1
                position += 1
            } else if let last = star {
                star = (last.index, last.position + 1)
                index = last.index + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pattern[index...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
