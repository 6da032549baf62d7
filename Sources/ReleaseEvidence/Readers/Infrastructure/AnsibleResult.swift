import JSONStream

/// The result of one task on one host, as Ansible's JSON callbacks print it. Values are kept to be digested and forgotten.
struct AnsibleResult {
    private(set) var isChanged = false
    private(set) var isSkipped = false
    private(set) var isFailed = false
    private(set) var isUnreachable = false
    private(set) var isCensored = false
    /// Whether check mode kept the task, or an item of its loop, from running.
    private(set) var isHeldBackByCheckMode = false
    /// Whether the result shows that something ran for real.
    private(set) var ranForReal = false
    /// The module as the result names it; empty where it does not.
    private(set) var action = ""
    /// Arguments and differences of the task and of the items of its loop, as they stand.
    private(set) var details: [[UInt8]] = []
    /// The details are longer than is held in memory.
    private(set) var isTooLong = false

    private var hasStarted = false
    private var hasEnded = false
    private var hasTransferred = false

    /// Modules that check mode never runs, so a result with a beginning and an end is one of a real run.
    private static let commands: Set<String> = [
        "command", "shell", "raw", "script", "expect", "win_command", "win_shell", "win_powershell",
    ]

    init(_ json: inout JSONCursor) throws(JSONError) {
        var read = self
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "changed": read.isChanged = try json.lenientFlag()
            case "skipped": read.isSkipped = try json.lenientFlag()
            case "failed": read.isFailed = try json.lenientFlag()
            case "unreachable": read.isUnreachable = try json.lenientFlag()
            case "censored":
                read.isCensored = true
                try json.skip()
            case "action", "module", "_ansible_action": read.action = try json.textOrNothing() ?? read.action
            case "msg", "skip_reason":
                if let text = try json.textOrNothing(), AnsibleResult.speaksOfCheckMode(text) {
                    read.isHeldBackByCheckMode = true
                }
            case "start": read.hasStarted = try json.textOrNothing() != nil
            case "end": read.hasEnded = try json.textOrNothing() != nil
            case "src": read.hasTransferred = try json.textOrNothing()?.contains("ansible-tmp-") ?? false
            case "results": try read.readItems(&json)
            case "diff", "invocation": try read.keepDetail(&json)
            default: try json.skip()
            }
        }
        self = read
        let module = action.split(separator: ".").last.map(String.init) ?? ""
        let ranCommand = hasStarted && hasEnded && (module.isEmpty || AnsibleResult.commands.contains(module))
        ranForReal = ranForReal || (!isSkipped && ranCommand) || (isChanged && hasTransferred)
        // A failed task that quotes the words is no task that check mode kept from running.
        if isFailed, !isSkipped { isHeldBackByCheckMode = false }
    }

    private mutating func keepDetail(_ json: inout JSONCursor) throws(JSONError) {
        var detail: [UInt8] = []
        if try !json.skip(keepingIn: &detail, limit: PlanDigest.valueLimit) { isTooLong = true }
        let size = details.reduce(detail.count) { $0 + $1.count }
        if size > PlanDigest.valueLimit { isTooLong = true } else { details.append(detail) }
    }

    /// The items of a loop. Some modules use the name for something else, which is passed over.
    private mutating func readItems(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .array else { return try json.skip() }
        try json.readArray { json throws(JSONError) in
            guard try json.peek() == .object else { return try json.skip() }
            let item = try AnsibleResult(&json)
            if item.isHeldBackByCheckMode, item.isSkipped { isHeldBackByCheckMode = true }
            if item.ranForReal { ranForReal = true }
            if item.isChanged { details += item.details }
            if item.isTooLong || details.reduce(0, { $0 + $1.count }) > PlanDigest.valueLimit { isTooLong = true }
        }
    }

    private static func speaksOfCheckMode(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.contains("check mode") || text.contains("check_mode")
    }
}

extension JSONCursor {
    /// Reads true or false; anything else, as modules of other people put there, counts as false.
    fileprivate mutating func lenientFlag() throws(JSONError) -> Bool {
        if try peek() == .bool { return try bool() }
        try skip()
        return false
    }

    /// Reads a string; nil for a value of any other type.
    fileprivate mutating func textOrNothing() throws(JSONError) -> String? {
        if try peek() == .string { return try string() }
        try skip()
        return nil
    }
}
