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
    private var before: [UInt8] = []
    private var after: [UInt8] = []
    private var marks: [UInt8] = []
    private var isAnySensitive = false
    private var isTooLong = false

    /// Bytes of each of the two that are held.
    private static let limit = 1 << 20

    /// Begins with another resource, with the memory that is there.
    mutating func removeAll() {
        before.removeAll(keepingCapacity: true)
        after.removeAll(keepingCapacity: true)
        isAnySensitive = false
        isTooLong = false
    }

    /// Reads the member of `change` called `name`.
    mutating func read(_ name: String, _ json: inout JSONCursor) throws(JSONError) {
        switch name {
        case "before": if try !json.skip(keepingIn: &before, limit: TerraformValues.limit) { isTooLong = true }
        case "after": if try !json.skip(keepingIn: &after, limit: TerraformValues.limit) { isTooLong = true }
        default:
            // A mask that is too long to be held may mark anything.
            let isKept = try json.skip(keepingIn: &marks, limit: TerraformValues.limit)
            if !isKept || CanonicalMask(json: marks) != .nothing { isAnySensitive = true }
        }
    }

    var comparison: TerraformValueComparison {
        if isTooLong { return .tooLarge }
        var budget = ComparedValue.Budget()
        // Most attributes are the same to the byte: only the others are looked into.
        let pairs = before == after ? [] : UnequalMembers.of(before, after) ?? [(before, after)]
        for (before, after) in pairs {
            guard let before = ComparedValue(json: before, &budget), let after = ComparedValue(json: after, &budget)
            else { return .differ }
            if budget.isSpent { return .tooLarge }
            if before != after { return .differ }
        }
        return isAnySensitive ? .maybeHidden : .equal
    }
}
