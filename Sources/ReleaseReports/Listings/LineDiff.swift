/// The difference of two texts by lines, after E. W. Myers, "An O(ND) Difference Algorithm" (1986).
struct LineDiff {
    enum Edit: Hashable, Sendable {
        case same(String)
        case removed(String)
        case added(String)
    }

    /// More differences than this are shown as one replacement, which bounds time and memory.
    private static let mostDifferences = 800

    let edits: [Edit]

    init(_ old: [String], _ new: [String]) {
        var start = 0
        while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
        var tail = 0
        while tail < old.count - start, tail < new.count - start, old[old.count - 1 - tail] == new[new.count - 1 - tail]
        {
            tail += 1
        }
        let middle = LineDiff.shortest(
            Array(old[start..<(old.count - tail)]), Array(new[start..<(new.count - tail)]))
        self.edits = old[..<start].map(Edit.same) + middle + old[(old.count - tail)...].map(Edit.same)
    }

    private static func shortest(_ old: [String], _ new: [String]) -> [Edit] {
        let replacement = old.map(Edit.removed) + new.map(Edit.added)
        if old.isEmpty || new.isEmpty { return replacement }
        let limit = min(old.count + new.count, mostDifferences)
        var furthest = [Int](repeating: 0, count: 2 * limit + 3)
        let offset = limit + 1
        var trace: [[Int]] = []
        for distance in 0...limit {
            trace.append(furthest)
            for diagonal in stride(from: -distance, through: distance, by: 2) {
                let isDown =
                    diagonal == -distance
                    || (diagonal != distance && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1])
                var x = isDown ? furthest[offset + diagonal + 1] : furthest[offset + diagonal - 1] + 1
                while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
                furthest[offset + diagonal] = x
                if x >= old.count && x - diagonal >= new.count {
                    return path(back: trace, offset, old, new)
                }
            }
        }
        return replacement
    }

    /// Walks the trace from both ends to the start.
    private static func path(back trace: [[Int]], _ offset: Int, _ old: [String], _ new: [String]) -> [Edit] {
        var edits: [Edit] = []
        var x = old.count
        var y = new.count
        for distance in trace.indices.reversed() {
            let furthest = trace[distance]
            let diagonal = x - y
            let isDown =
                diagonal == -distance
                || (diagonal != distance && furthest[offset + diagonal - 1] < furthest[offset + diagonal + 1])
            let previous = isDown ? diagonal + 1 : diagonal - 1
            let previousX = distance == 0 ? 0 : furthest[offset + previous]
            let previousY = distance == 0 ? 0 : previousX - previous
            while x > previousX, y > previousY, x > 0, y > 0 {
                edits.append(.same(old[x - 1]))
                x -= 1
                y -= 1
            }
            guard distance > 0 else { break }
            if isDown {
                edits.append(.added(new[y - 1]))
                y -= 1
            } else {
                edits.append(.removed(old[x - 1]))
                x -= 1
            }
        }
        return edits.reversed()
    }
}

extension LineDiff {
    /// A unified diff (POSIX `diff -u`) of two texts, with three lines around each change; empty where they are equal.
    static func unified(_ old: String, _ new: String, from: String, to: String) -> [Edit] {
        LineDiff(lines(old), lines(new)).hunks(around: 3, from: from, to: to)
    }

    /// The lines, with a remark behind the last where its line end is missing.
    private static func lines(_ text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if text.hasSuffix("\n") {
            lines.removeLast()
        } else {
            lines[lines.count - 1] += "\n\\ No newline at end of file"
        }
        return lines
    }

    private func hunks(around context: Int, from: String, to: String) -> [Edit] {
        let changed = edits.indices.filter { if case .same = edits[$0] { false } else { true } }
        guard let first = changed.first else { return [] }
        var ranges: [ClosedRange<Int>] = [max(0, first - context)...min(edits.count - 1, first + context)]
        for index in changed.dropFirst() {
            let range = max(0, index - context)...min(edits.count - 1, index + context)
            if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...range.upperBound
            } else {
                ranges.append(range)
            }
        }
        var output: [Edit] = [.removed("-- \(from)"), .added("++ \(to)")]
        for range in ranges {
            output.append(.same(header(range)))
            output += edits[range]
        }
        return output
    }

    /// `@@ -1,4 +1,5 @@`.
    private func header(_ range: ClosedRange<Int>) -> String {
        func count(_ part: ArraySlice<Edit>) -> (old: Int, new: Int) {
            part.reduce(into: (0, 0)) { sum, edit in
                switch edit {
                case .same: sum = (sum.0 + 1, sum.1 + 1)
                case .removed: sum.0 += 1
                case .added: sum.1 += 1
                }
            }
        }
        let before = count(edits[..<range.lowerBound])
        let inside = count(edits[range])
        func span(_ start: Int, _ length: Int) -> String {
            let first = length == 0 ? start : start + 1
            return length == 1 ? "\(first)" : "\(first),\(length)"
        }
        return "@@ -\(span(before.old, inside.old)) +\(span(before.new, inside.new)) @@"
    }
}
