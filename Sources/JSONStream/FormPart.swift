/// A member or an element in `CanonicalForm.output`.
struct FormPart {
    let start: Int
    let end: Int

    /// Puts `parts` in order, and returns false where they stood in it.
    static func sort(_ parts: inout [FormPart], in output: [UInt8], areMembers: Bool) -> Bool {
        var isChanged = false
        // Most containers are small, and most of those nearly sorted.
        guard parts.count <= 24 else {
            let isInOrder = parts.indices.dropFirst().allSatisfy { index in
                !parts[index].isBefore(parts[index - 1], in: output, areMembers)
            }
            if !isInOrder { parts.sort { $0.isBefore($1, in: output, areMembers) } }
            return !isInOrder
        }
        for index in parts.indices.dropFirst() {
            let part = parts[index]
            var place = index
            while place > 0, part.isBefore(parts[place - 1], in: output, areMembers) {
                parts[place] = parts[place - 1]
                place -= 1
            }
            if place != index {
                parts[place] = part
                isChanged = true
            }
        }
        return isChanged
    }

    /// Whether this part comes before `other`: of members by the bytes of the name as it is spelled here, and where these
    /// are the same, or of elements, by all bytes.
    private func isBefore(_ other: FormPart, in output: [UInt8], _ areMembers: Bool) -> Bool {
        var (a, b) = (start, other.start)
        var isInName = areMembers
        // Past the quote that begins both names.
        if isInName { (a, b) = (a + 1, b + 1) }
        while a < end, b < other.end {
            let (x, y) = (output[a], output[b])
            if isInName, x == UInt8(ascii: "\"") || y == UInt8(ascii: "\"") {
                if x != y { return x == UInt8(ascii: "\"") }
                isInName = false
            } else if isInName, x == UInt8(ascii: "\\"), y == x, a + 1 < end, b + 1 < other.end {
                // The byte behind a backslash ends no name.
                (a, b) = (a + 1, b + 1)
                if output[a] != output[b] { return output[a] < output[b] }
            } else if x != y {
                return x < y
            }
            a += 1
            b += 1
        }
        return end - start < other.end - other.start
    }
}
