import JSONStream
import ReleaseModel

/// The parts of a machine-readable message that are looked at.
struct TerraformMessage {
    var type = ""
    var version: String?
    /// The version of the message format.
    var interface: String?
    var time: Instant?
    var change: Change?
    var summary: TerraformSummary?
    var diagnostic: Diagnostic?

    /// A planned change or a drift: `{"resource": {…}, "previous_resource": {…}, "action": "update"}`.
    struct Change {
        private(set) var address = ""
        private(set) var type = ""
        private(set) var action = ""
        private(set) var isImporting = false
        private(set) var isMoved = false

        init(_ json: inout JSONCursor) throws(JSONError) {
            let start = try json.startOfValue()
            var read = self
            try json.readObject { name, json throws(JSONError) in
                switch name {
                case "resource":
                    try json.readObject { name, json throws(JSONError) in
                        switch name {
                        case "addr": read.address = try json.string()
                        case "resource_type": read.type = try json.string()
                        default: try json.skip()
                        }
                    }
                case "previous_resource":
                    read.isMoved = try json.peek() != .null
                    try json.skip()
                case "importing":
                    read.isImporting = try json.peek() != .null
                    try json.skip()
                case "action": read.action = try json.string()
                default: try json.skip()
                }
            }
            self = read
            guard !address.isEmpty, !action.isEmpty else {
                throw json.error("a change has no `resource.addr` or no `action`", at: start)
            }
        }

        /// The action in the common vocabulary; nil where it is not known.
        ///
        /// The words are those of `jsonentities.ChangeAction` in the sources of Terraform and OpenTofu.
        var plannedActions: [PlannedAction]? {
            switch action {
            case "noop", "no-op": []
            case "create": [.creates]
            case "read": [.reads]
            case "update": [.updates]
            case "replace": [.replaces]
            case "delete": [.deletes]
            case "move": [.moves]
            case "import": [.imports]
            case "remove", "forget": [.forgets]
            default: nil
            }
        }
    }

    /// An error or a warning; only what kind of trouble it is, never the detail, which may quote values.
    struct Diagnostic {
        private(set) var severity = ""
        private(set) var summary = ""

        init(_ json: inout JSONCursor) throws(JSONError) {
            var read = self
            try json.readObject { name, json throws(JSONError) in
                switch name {
                case "severity": read.severity = try json.string()
                case "summary": read.summary = try json.string()
                default: try json.skip()
                }
            }
            self = read
        }
    }
}

/// The summary of changes: `{"add": 2, "change": 1, "import": 1, "remove": 2, "operation": "plan"}`.
struct TerraformSummary {
    private(set) var operation = ""
    private var counts: [String: Int64] = [:]

    init(_ json: inout JSONCursor) throws(JSONError) {
        var read = self
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "operation": read.operation = try json.string()
            case "add", "change", "remove", "import", "forget": read.counts[name] = try json.integer()
            default: try json.skip()
            }
        }
        self = read
    }

    /// Where the summary says something else than what was counted; nil where they agree.
    func difference(from tally: PlanTally) -> String? {
        let counted = [
            ("add", tally[.creates] + tally[.replaces]), ("change", tally[.updates]),
            ("remove", tally[.deletes] + tally[.replaces]), ("import", tally[.imports]),
        ]
        let differences = counted.filter { name, count in counts[name].map { $0 != count } ?? false }
        guard !differences.isEmpty else { return nil }
        return differences.map { name, count in "\(name) is \(counts[name] ?? 0) there and \(count) here" }
            .joined(separator: ", ")
    }
}
