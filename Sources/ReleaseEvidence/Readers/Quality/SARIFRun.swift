import JSONStream
import ReleaseModel

/// One run of an analysis tool.
struct SARIFRun {
    /// What decides how a result counts; results that agree in all of it are counted together.
    private struct Class: Hashable {
        var ruleID: String?
        var ruleIndex: Int64?
        var level: String?
        var kind: String?
        var baseline: String?
        var severity: ExactDecimal?
        var isSuppressed = false
    }

    private struct Rule {
        var id: String?
        var level: String?
        var severity: ExactDecimal?
    }

    private(set) var tool: String?
    private(set) var revisions: Set<String> = []
    private(set) var endTime: Instant?
    private(set) var problem: String?
    private var hasResults = false
    private var classes: [Class: Int] = [:]
    private var driverRules: [Rule] = []
    private var rulesByID: [String: Rule] = [:]
    private var overrides: [String: String] = [:]
    /// Levels that the policies of the run ask for; one that is milder than the tool's own changes nothing.
    private var policyLevels: [String: String] = [:]

    mutating func read(_ json: inout JSONCursor) throws(JSONError) {
        var run = self
        try json.readObject { name, json throws(JSONError) in
            guard try !json.null() else { return }
            switch name {
            case "tool": try run.readTool(&json)
            case "invocations":
                try json.readArray { json throws(JSONError) in try run.readInvocation(&json) }
            case "results":
                run.hasResults = true
                try json.readArray { json throws(JSONError) in try run.readResult(&json) }
            case "versionControlProvenance":
                try json.readArray { json throws(JSONError) in
                    if let revision = try json.value(maximumNodes: 10_000)["revisionId"]?.text {
                        run.revisions.insert(revision)
                    }
                }
            case "policies":
                try json.readArray { json throws(JSONError) in
                    for rule in try json.value(maximumNodes: 100_000)["rules"]?.elements ?? [] {
                        guard let id = rule["id"]?.text, let level = rule["defaultConfiguration"]?["level"]?.text else {
                            continue
                        }
                        run.policyLevels[id] = SARIFRun.worse(level, run.policyLevels[id])
                    }
                }
            case "externalPropertyFileReferences":
                if let results = try json.value(maximumNodes: 10_000)["results"]?.elements, !results.isEmpty {
                    run.problem = "a run keeps its results in another file, which is not followed"
                }
            default: try json.skip()
            }
        }
        if !run.hasResults && run.problem == nil { run.problem = "a run has no results, not even an empty list" }
        self = run
    }

    private mutating func readTool(_ json: inout JSONCursor) throws(JSONError) {
        var run = self
        try json.readObject { part, json throws(JSONError) in
            switch part {
            case "driver": try run.readComponent(&json, isDriver: true)
            case "extensions" where try json.peek() == .array:
                try json.readArray { json throws(JSONError) in try run.readComponent(&json, isDriver: false) }
            default: try json.skip()
            }
        }
        self = run
    }

    private mutating func readComponent(_ json: inout JSONCursor, isDriver: Bool) throws(JSONError) {
        var run = self
        try json.readObject { name, json throws(JSONError) in
            guard try !json.null() else { return }
            switch name {
            case "name" where isDriver: run.tool = String(try json.string().prefix(200))
            case "rules":
                try json.readArray { json throws(JSONError) in
                    let value = try json.value(maximumNodes: 100_000)
                    let rule = Rule(
                        id: value["id"]?.text, level: value["defaultConfiguration"]?["level"]?.text,
                        severity: SARIFRun.severity(value["properties"]))
                    if isDriver { run.driverRules.append(rule) }
                    if let id = rule.id { run.rulesByID[id] = rule }
                }
            default: try json.skip()
            }
        }
        self = run
    }

    private mutating func readInvocation(_ json: inout JSONCursor) throws(JSONError) {
        let value = try json.value(maximumNodes: 1_000_000)
        if value["executionSuccessful"] == .bool(false) {
            problem = "the tool says that its run failed (`executionSuccessful: false`)"
        }
        if let end = value["endTimeUtc"]?.text ?? value["startTimeUtc"]?.text, let time = StatedTime(end)?.instant {
            endTime = max(endTime ?? time, time)
        }
        for override in value["ruleConfigurationOverrides"]?.elements ?? [] {
            guard let level = override["configuration"]?["level"]?.text else { continue }
            // Compilers list each level that a rule has anywhere in the code; the worst may be meant.
            if let id = override["descriptor"]?["id"]?.text { overrides[id] = SARIFRun.worse(level, overrides[id]) }
            if let index = override["descriptor"]?["index"]?.wholeNumber {
                overrides["#\(index)"] = SARIFRun.worse(level, overrides["#\(index)"])
            }
        }
    }

    /// The worse of two levels; one that is not known is the worst.
    private static func worse(_ level: String, _ other: String?) -> String {
        guard let other else { return level }
        let order = ["none", "note", "warning", "error"]
        let rank = { (level: String) in order.firstIndex(of: level) ?? order.count }
        return rank(level) >= rank(other) ? level : other
    }

    private mutating func readResult(_ json: inout JSONCursor) throws(JSONError) {
        var result = Class()
        try json.readObject { name, json throws(JSONError) in
            guard try !json.null() else { return }
            switch name {
            case "ruleId": result.ruleID = try json.string()
            case "ruleIndex": result.ruleIndex = try json.integer()
            case "level": result.level = try json.string()
            case "kind": result.kind = try json.string()
            case "baselineState": result.baseline = try json.string()
            case "rule":
                let rule = try json.value(maximumNodes: 10_000)
                result.ruleID = result.ruleID ?? rule["id"]?.text
                if rule["toolComponent"] == nil { result.ruleIndex = result.ruleIndex ?? rule["index"]?.wholeNumber }
            case "suppressions":
                let states = try json.value(maximumNodes: 100_000).elements?.map { $0["status"]?.text } ?? []
                result.isSuppressed = !states.isEmpty && states.allSatisfy { $0 == nil || $0 == "accepted" }
            case "properties": result.severity = SARIFRun.severity(try json.value(maximumNodes: 1_000_000))
            default: try json.skip()
            }
        }
        classes[result, default: 0] += 1
    }

    /// Words that some tools write in place of a number, as the lowest number of their class.
    private static let words: [String: ExactDecimal] = ["critical": 9, "high": 7, "medium": 4, "moderate": 4, "low": 1]

    private static func severity(_ properties: JSONValue?) -> ExactDecimal? {
        switch properties?["security-severity"] {
        case .string(let text): ExactDecimal(text) ?? words[text.lowercased()]
        case .integer(let value): ExactDecimal(value)
        case .decimal(let value): value
        default: nil
        }
    }
}

extension SARIFRun {
    /// The counts, once rules and results are known: either may stand first.
    func resolved() -> SARIFCounts {
        var counts = SARIFCounts()
        for (result, count) in classes { resolve(result, count, into: &counts) }
        return counts
    }

    private func resolve(_ result: Class, _ count: Int, into counts: inout SARIFCounts) {
        if result.baseline == "absent" {
            counts.absent += count
            return
        }
        let isUndecided = result.kind == "open" || result.kind == "review"
        if let kind = result.kind, kind != "fail", !isUndecided,
            ["pass", "notApplicable", "informational"].contains(kind)
        {
            return
        }
        if result.isSuppressed {
            counts.suppressed += count
            return
        }
        let rule = rule(of: result)
        var level = result.level ?? override(of: result) ?? rule?.level ?? "warning"
        if let policy = (result.ruleID ?? rule?.id).flatMap({ policyLevels[$0] }) {
            level = SARIFRun.worse(level, policy)
        }
        switch result.severity ?? rule?.severity {
        case _ where isUndecided:
            counts.undecided += count
            counts.medium += count
        case let severity? where severity >= 9: counts.critical += count
        case let severity? where severity >= 7: counts.high += count
        case let severity? where severity >= 4: counts.medium += count
        case _?: counts.low += count
        case nil:
            switch level {
            case "none":
                counts.unranked += count
                return
            case "note": counts.low += count
            case "warning": counts.medium += count
            default: counts.high += count
            }
        }
        switch result.baseline {
        case "new": counts.new += count
        case "unchanged", "updated": break
        default: counts.withoutBaseline += count
        }
    }

    private func rule(of result: Class) -> Rule? {
        if let index = result.ruleIndex, index >= 0, index < Int64(driverRules.count) {
            let rule = driverRules[Int(index)]
            // An index may count the rules of an extension, as CodeQL's do; then the rule here has another id.
            guard let id = result.ruleID, !id.isEmpty, let found = rule.id, found != id, !id.hasPrefix(found + "/")
            else {
                return rule
            }
        }
        guard let id = result.ruleID else { return nil }
        if let rule = rulesByID[id] { return rule }
        // A result may name a part of a rule: "CA2101/1" (section 3.5.4).
        guard let slash = id.lastIndex(of: "/") else { return nil }
        return rulesByID[String(id[..<slash])]
    }

    private func override(of result: Class) -> String? {
        if let id = result.ruleID, let level = overrides[id] { return level }
        return result.ruleIndex.flatMap { overrides["#\($0)"] }
    }
}
