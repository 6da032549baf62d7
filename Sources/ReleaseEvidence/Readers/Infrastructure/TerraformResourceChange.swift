import JSONStream

/// One element of `resource_changes` or `resource_drift`, without its values.
struct TerraformResourceChange {
    private var address = ""
    private(set) var type = ""
    /// `managed` or `data`; newer versions know `ephemeral`.
    private(set) var mode = "managed"
    private(set) var importID: String?
    private(set) var actions: [String] = []
    private(set) var isImporting = false
    private var previousAddress: String?
    private var deposedKey: String?
    /// What comparing the values before and after showed; nil where they were not to be compared.
    private(set) var comparison: TerraformValueComparison?

    /// Reads the next value, which must be an object with `change.actions`.
    ///
    /// - Parameters:
    ///   - planned: keeps the planned values.
    init(_ json: inout JSONCursor, keeping planned: inout TerraformPlannedValues) throws(JSONError) {
        planned.removeAll()
        try self.init(&json) { name, json throws(JSONError) in try planned.read(name, &json) }
    }

    /// Reads the next value like the other, with its values before and after compared.
    init(_ json: inout JSONCursor, comparing values: inout TerraformValues) throws(JSONError) {
        values.removeAll()
        try self.init(&json) { name, json throws(JSONError) in try values.read(name, &json) }
        // Only of a change can be said whether it shows: what came or went shows by that.
        if actions == ["update"] { comparison = values.comparison }
    }

    private init(
        _ json: inout JSONCursor,
        values readValues: (_ name: String, _ json: inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) {
        let start = try json.startOfValue()
        var hasActions = false
        var read = self
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "address": read.address = try json.string()
            case "type": read.type = try json.string()
            case "mode": read.mode = try json.string()
            case "previous_address": read.previousAddress = try json.optionalString()
            case "deposed":
                read.deposedKey = try json.optionalString() ?? ""
            case "change":
                try json.readObject { name, json throws(JSONError) in
                    switch name {
                    case "actions":
                        hasActions = true
                        try json.readArray { json throws(JSONError) in read.actions.append(try json.string()) }
                    case "importing":
                        if try !json.null() {
                            read.isImporting = true
                            read.importID = try json.importID()
                        }
                    case "before", "after", "before_sensitive", "after_sensitive":
                        try readValues(name, &json)
                    default: try json.skip()
                    }
                }
            default: try json.skip()
            }
        }
        self = read
        guard hasActions else {
            throw json.error(
                "the change of \"\(shownAddress)\" has no `change.actions`, which says what happens", at: start)
        }
        guard !address.isEmpty else { throw json.error("a resource change has no `address`", at: start) }
    }

    /// The address as it may be shown.
    var shownAddress: String { ShownAddress.address(address) + (deposedKey != nil ? " (deposed object)" : "") }

    /// Adds the change to a fingerprint, with the values that were kept of it.
    func add(to fingerprint: inout PlanDigest, _ planned: TerraformPlannedValues) {
        guard !planned.isTooLong else { return fingerprint.skip(shown: shownAddress) }
        let words = [
            address, deposedKey ?? "", previousAddress ?? "", isImporting ? "import" : "", importID ?? "", mode,
            actions.joined(separator: ","),
        ]
        let mask = planned.mask
        fingerprint.add(shown: shownAddress, words) { form in planned.append(to: &form, without: mask) }
    }

    /// Whether the resource is renamed in the state.
    var isMoved: Bool { previousAddress.map { $0 != address } ?? false }

    /// The actions in the common vocabulary; nil where they are not known.
    ///
    /// The pairs are those of `jsonplan` in the sources of Terraform and OpenTofu.
    var plannedActions: [PlannedAction]? {
        switch actions {
        case ["no-op"]: []
        case ["create"]: [.creates]
        case ["read"]: [.reads]
        case ["update"]: [.updates]
        case ["delete"]: [.deletes]
        case ["delete", "create"], ["create", "delete"]: [.replaces]
        case ["forget"]: [.forgets]
        // The old object is left running and a new one made: nothing is destroyed.
        case ["create", "forget"], ["forget", "create"]: [.creates, .forgets]
        default: nil
        }
    }
}

/// The kinds of the types met so far: few types repeat many times.
struct TypeCache {
    private var terraform: [String: ResourceKind] = [:]

    /// Types that are remembered; a plan with more is read all the same, only slower.
    private static let limit = 4096

    mutating func kinds(terraform type: String) -> ResourceKind {
        if let kinds = terraform[type] { return kinds }
        let kinds = ResourceKindTable.kinds(terraform: type)
        if terraform.count < TypeCache.limit { terraform[type] = kinds }
        return kinds
    }
}

extension JSONCursor {
    /// The id in `{"id": "vpc-123"}`; nil where it is not known yet or the object has another shape.
    fileprivate mutating func importID() throws(JSONError) -> String? {
        guard try peek() == .object else {
            try skip()
            return nil
        }
        var id: String?
        try readObject { name, json throws(JSONError) in
            guard name == "id", try json.peek() == .string else { return try json.skip() }
            id = try json.string()
        }
        return id
    }
}
