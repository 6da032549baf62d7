import JSONStream

/// What the values of a resource before and after a change are to one another.
enum TerraformValueComparison: Hashable {
    case differ
    /// Nothing differs but how absence is written.
    case equal
    /// They look equal, and some are marked as sensitive: a tool that blanks them out may have hidden the difference.
    case maybeHidden
    /// They are larger than is held in memory.
    case tooLarge
}

/// The values of one resource before and after a change, for as long as it takes to compare them.
struct TerraformValues {
    private var before = ComparedValue.nothing
    private var after = ComparedValue.nothing
    private var isAnySensitive = false
    private var budget = ComparedValue.Budget()

    /// Reads the member of `change` called `name`.
    mutating func read(_ name: String, _ json: inout JSONCursor) throws(JSONError) {
        switch name {
        case "before": before = try ComparedValue(&json, &budget)
        case "after": after = try ComparedValue(&json, &budget)
        default: if try TerraformValues.hasMark(&json) { isAnySensitive = true }
        }
    }

    var comparison: TerraformValueComparison {
        if budget.isSpent { return .tooLarge }
        if before != after { return .differ }
        return isAnySensitive ? .maybeHidden : .equal
    }

    /// Reads a tree of sensitive marks, and reports whether one is set.
    private static func hasMark(_ json: inout JSONCursor) throws(JSONError) -> Bool {
        switch try json.peek() {
        case .bool: return try json.bool()
        case .array:
            var hasMark = false
            try json.readArray { json throws(JSONError) in
                if try TerraformValues.hasMark(&json) { hasMark = true }
            }
            return hasMark
        case .object:
            var hasMark = false
            try json.readObject { _, json throws(JSONError) in
                if try TerraformValues.hasMark(&json) { hasMark = true }
            }
            return hasMark
        default:
            try json.skip()
            return false
        }
    }
}
