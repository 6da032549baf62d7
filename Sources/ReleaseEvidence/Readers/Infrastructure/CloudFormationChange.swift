import JSONStream

/// One `ResourceChange` of a change set, without contexts and values.
struct CloudFormationChange {
    /// What comes of the resource.
    enum Outcome: Equatable {
        case actions([PlannedAction])
        case unknown(String)
        /// Only CloudFormation's record of the resource is corrected.
        case recordOnly
    }

    private(set) var action = ""
    private(set) var type = ""
    private(set) var driftStatus: String?
    private(set) var hasNestedChangeSet = false
    private var logicalID = ""
    private var replacement: String?
    private var policyAction: String?
    private var details = 0
    private var dynamicDetails = 0

    init(_ json: inout JSONCursor) throws(JSONError) {
        let start = try json.startOfValue()
        var read = self
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "Action": read.action = try json.string()
            case "LogicalResourceId": read.logicalID = try json.string()
            case "ResourceType": read.type = try json.string()
            case "Replacement": read.replacement = try json.optionalString()
            case "PolicyAction": read.policyAction = try json.optionalString()
            case "ChangeSetId": read.hasNestedChangeSet = try json.optionalString() != nil
            case "ResourceDriftStatus": read.driftStatus = try json.optionalString()
            case "Details":
                try json.elements { json throws(JSONError) in
                    read.details += 1
                    try json.readObject { name, json throws(JSONError) in
                        guard name == "Evaluation" else { return try json.skip() }
                        if try json.optionalString() == "Dynamic" { read.dynamicDetails += 1 }
                    }
                }
            default: try json.skip()
            }
        }
        self = read
        guard !action.isEmpty else { throw json.error("a resource change has no `Action`", at: start) }
    }

    /// The logical id and the type, fit to be shown.
    var shown: String { "\(ShownAddress.name(logicalID)) (\(ShownAddress.name(type)))" }

    /// What comes of the resource, by `Action`, `Replacement` and `PolicyAction`.
    var outcome: Outcome {
        switch action {
        case "Add": .actions([.creates])
        case "Remove": .actions([policyAction == "Retain" ? .forgets : .deletes])
        case "Import": .actions([.imports])
        case "Modify": modification
        case "SyncWithActual": .recordOnly
        case "Dynamic": .unknown("the action is decided during the execution")
        default: .unknown("unknown action \"\(ShownAddress.name(action))\"")
        }
    }

    private var modification: Outcome {
        switch replacement {
        case "True":
            // The old resource is left running, so nothing is destroyed.
            policyAction == "ReplaceAndRetain" ? .actions([.creates, .forgets]) : .actions([.replaces])
        case "False" where details > 0 && dynamicDetails == details:
            .unknown("whether it changes is evaluated during the execution")
        case "False": .actions([.updates])
        case "Conditional": .unknown("whether it is replaced is evaluated during the execution")
        case .some(let other): .unknown("unknown replacement \"\(ShownAddress.name(other))\"")
        case nil: .unknown("the change set does not say whether it is replaced")
        }
    }
}
