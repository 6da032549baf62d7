/// Finds the name that a misspelt one was meant to be.
package enum NearestName {
    /// The candidate that is closest to `name`; nil where none is close.
    ///
    /// Close means at most a third of the letters differ (insertions, deletions, replacements and swaps of neighbours
    /// count one each), or one name is the beginning of the other. Ties go to the first candidate.
    package static func nearest(to name: String, in candidates: [String]) -> String? {
        let wanted = folded(name)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let other = folded(candidate)
            let limit = max(1, min(wanted.count, other.count) / 3)
            let distance = distance(wanted, other)
            let isBeginning =
                min(wanted.count, other.count) >= 4 && (wanted.starts(with: other) || other.starts(with: wanted))
            guard distance <= limit || isBeginning else { continue }
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// `; did you mean "…"?`, or nothing.
    static func hint(for name: String, in candidates: [String]) -> String {
        nearest(to: name, in: candidates).map { "; did you mean \(quoted($0))?" } ?? ""
    }

    private static func folded(_ name: String) -> [Unicode.Scalar] {
        name.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }
    }

    /// The optimal string alignment distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = last[column] + (scalar == other ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
