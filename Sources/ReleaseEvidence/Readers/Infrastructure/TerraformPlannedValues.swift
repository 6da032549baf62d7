import JSONStream

/// The planned values of one resource, as bytes, until it is clear whether and how they are digested.
///
/// Which of them are sensitive stands behind them in the document, and the actions may as well. The memory is used again
/// for the next resource; the values leave it only as a digest, and those that are marked as sensitive not at all.
struct TerraformPlannedValues {
    private var after: [UInt8] = []
    private var sensitive: [UInt8] = []
    /// The values are longer than is held in memory.
    private(set) var isTooLong = false

    /// Begins with another resource.
    mutating func removeAll() {
        after.removeAll(keepingCapacity: true)
        sensitive.removeAll(keepingCapacity: true)
        isTooLong = false
    }

    /// Reads the member of `change` called `name`.
    mutating func read(_ name: String, _ json: inout JSONCursor) throws(JSONError) {
        switch name {
        case "after":
            if try !json.skip(keepingIn: &after, limit: PlanDigest.valueLimit) { isTooLong = true }
        case "after_sensitive":
            if try !json.skip(keepingIn: &sensitive, limit: PlanDigest.valueLimit) { isTooLong = true }
        default: try json.skip()
        }
    }

    /// Which values are sensitive.
    var mask: CanonicalMask { CanonicalMask(json: sensitive) }

    /// Adds the values, without those that `mask` names.
    func append(to form: inout CanonicalForm, without mask: CanonicalMask) {
        if !after.isEmpty { form.append(json: after, without: mask) }
    }
}
