import JSONStream
import ReleaseModel

/// What is gathered while a report goes by.
struct InfracostReport {
    private var currency = "USD"
    private var isCurrencyStated = false
    private var total: ExactDecimal?
    private var past: ExactDecimal?
    private var delta: ExactDecimal?
    private var timeGenerated: Instant?
    private var commit: String?
    private var runID: String?
    private var command: String?
    private var projects = 0
    private var errors = NameList()
    private var warnings = 0
    private var unsupported: Int64?
    private var free: Int64 = 0
    private var usageDependent = 0

    mutating func read(_ json: inout JSONCursor) throws(JSONError) {
        guard try json.peek() == .object else { throw try json.mismatch("a report, which is an object,") }
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "version": try InfracostReport.checkVersion(&json)
            case "currency": try readCurrency(&json)
            case "totalMonthlyCost": total = try json.amount()
            case "pastTotalMonthlyCost": past = try json.amount()
            case "diffTotalMonthlyCost": delta = try json.amount()
            case "timeGenerated": timeGenerated = try json.time()
            case "runId": runID = try json.optionalString().flatMap { $0.isEmpty ? nil : $0 }
            case "metadata":
                try json.members { name, json throws(JSONError) in
                    switch name {
                    case "infracostCommand": command = try json.optionalString()
                    case "vcsCommitSha": commit = try json.optionalString().flatMap { $0.isEmpty ? nil : $0 }
                    case "errors": try readErrors(&json, of: "the run")
                    default: try json.skip()
                    }
                }
            case "projects": try json.elements { json throws(JSONError) in try readProject(&json) }
            case "summary": try readSummary(&json)
            case "error", "errors": try readErrors(&json, of: "the run")
            default: try json.skip()
            }
        }
    }

    private static func checkVersion(_ json: inout JSONCursor) throws(JSONError) {
        let start = try json.startOfValue()
        let version = try json.string()
        guard version.hasPrefix("0.") else {
            throw json.error("the version \"\(ShownAddress.name(version))\" is not known; 0.x is read", at: start)
        }
    }

    private mutating func readCurrency(_ json: inout JSONCursor) throws(JSONError) {
        let start = try json.startOfValue()
        let code = try json.string()
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw json.error(
                "the currency \"\(ShownAddress.name(code))\" is no code of three capital letters such as \"EUR\"",
                at: start)
        }
        currency = code
        isCurrencyStated = true
    }

    private mutating func readProject(_ json: inout JSONCursor) throws(JSONError) {
        projects += 1
        var name = "project \(projects)"
        var codes: [String] = []
        try json.readObject { member, json throws(JSONError) in
            switch member {
            case "name": name = try json.string()
            case "metadata":
                try json.members { member, json throws(JSONError) in
                    switch member {
                    case "errors":
                        try json.elements { json throws(JSONError) in
                            codes.append(try InfracostReport.errorCode(&json))
                        }
                    case "warnings":
                        try json.elements { json throws(JSONError) in
                            warnings += 1
                            try json.skip()
                        }
                    default: try json.skip()
                    }
                }
            case "breakdown": try readBreakdown(&json)
            default: try json.skip()
            }
        }
        if !codes.isEmpty {
            errors.append { "\(ShownAddress.name(name)) (\(codes.prefix(3).joined(separator: ", ")))" }
        }
    }

    /// The code of an error; its message may quote paths and is passed over.
    private static func errorCode(_ json: inout JSONCursor) throws(JSONError) -> String {
        var code = "error"
        guard try json.peek() == .object else {
            try json.skip()
            return code
        }
        try json.readObject { name, json throws(JSONError) in
            if name == "code", try json.peek() == .number {
                code = "code \(try json.numberText().prefix(8))"
            } else {
                try json.skip()
            }
        }
        return code
    }

    /// Counts the price components that depend on usage nobody stated: their monthly cost is null.
    private mutating func readBreakdown(_ json: inout JSONCursor) throws(JSONError) {
        try json.members { name, json throws(JSONError) in
            guard name == "resources" else { return try json.skip() }
            try json.elements { json throws(JSONError) in try readResource(&json) }
        }
    }

    private mutating func readResource(_ json: inout JSONCursor) throws(JSONError) {
        try json.readObject { name, json throws(JSONError) in
            switch name {
            case "subresources": try json.elements { json throws(JSONError) in try readResource(&json) }
            case "costComponents":
                try json.elements { json throws(JSONError) in
                    try json.readObject { name, json throws(JSONError) in
                        if name == "monthlyCost", try json.peek() == .null { usageDependent += 1 }
                        try json.skip()
                    }
                }
            default: try json.skip()
            }
        }
    }

    private mutating func readSummary(_ json: inout JSONCursor) throws(JSONError) {
        try json.members { name, json throws(JSONError) in
            switch name {
            case "totalUnsupportedResources": unsupported = try json.null() ? nil : try json.integer()
            case "totalNoPriceResources": free = try json.null() ? 0 : try json.integer()
            default: try json.skip()
            }
        }
    }

    /// Errors of the whole run: a text, an object or a list of them.
    private mutating func readErrors(_ json: inout JSONCursor, of name: String) throws(JSONError) {
        if try json.null() { return }
        guard try json.peek() == .array else {
            errors.append { name }
            return try json.skip()
        }
        var count = 0
        try json.readArray { json throws(JSONError) in
            count += 1
            try json.skip()
        }
        if count > 0 { errors.append { "\(name) (\(count))" } }
    }
}

extension InfracostReport {
    /// The facts and notes, once everything went by.
    var reading: EvidenceReading {
        EvidenceReading(
            revision: commit, runID: runID, observedAt: timeGenerated,
            facts: [
                fact("cost.monthly_total", total, missing: "the report states no total"),
                fact("cost.monthly_delta", delta, missing: "the report has no earlier cost to compare with"),
                unpriced,
            ], notes: notes)
    }

    /// Why no amount can be used; nil where they can.
    private var reasonForUnknown: String? {
        if !errors.isEmpty { return "the cost tool reports errors: \(errors)" }
        if projects == 0 { return "the report has no project, so nothing was priced" }
        return nil
    }

    private func fact(_ id: FactID, _ amount: ExactDecimal?, missing: String) -> Fact {
        if let reasonForUnknown { return Fact(id, unknown: reasonForUnknown) }
        guard let amount else { return Fact(id, unknown: missing) }
        guard isCurrencyStated else { return Fact(id, unknown: "the report states no currency") }
        if id == "cost.monthly_delta", let total, let past, total - past != amount {
            return Fact(id, unknown: "the difference \(amount) is not \(total) less \(past), which the report states")
        }
        return Fact(id, .money(Money(amount, currency)))
    }

    private var unpriced: Fact {
        if let reasonForUnknown { return Fact("cost.unpriced", unknown: reasonForUnknown) }
        guard let unsupported, unsupported >= 0 else {
            return Fact("cost.unpriced", unknown: "the report has no summary of resources")
        }
        return Fact("cost.unpriced", .count(unsupported))
    }

    private var notes: [EvidenceNote] {
        var notes: [EvidenceNote] = []
        if !errors.isEmpty {
            notes.append(EvidenceNote(.missing, "amounts beside errors do not count: \(errors)"))
        }
        if command == "breakdown", past == .zero, delta == total, delta != nil, reasonForUnknown == nil {
            notes.append(
                EvidenceNote(.information, "the report compares with nothing, so the whole cost counts as the change"))
        }
        if free > 0 { notes.append(EvidenceNote(.ignored, "\(free) resources that are free of charge")) }
        if usageDependent > 0 {
            notes.append(
                EvidenceNote(
                    .missing, "\(usageDependent) prices depend on usage that is not stated; they are not in the total"))
        }
        if warnings > 0 { notes.append(EvidenceNote(.ignored, "\(warnings) warnings of the cost tool")) }
        if commit == nil {
            notes.append(
                .noRevision("the report"))
        }
        if timeGenerated == nil { notes.append(.noTime) }
        return notes
    }
}

extension JSONCursor {
    /// Reads an amount, a decimal in a string or a number; nil for null.
    ///
    /// More than 15 digits after the point are cut: a price per hour carries more, and no budget is that fine.
    fileprivate mutating func amount() throws(JSONError) -> ExactDecimal? {
        let start = try startOfValue()
        if try null() { return nil }
        let text = try peek() == .string ? string() : numberText()
        guard let value = ExactDecimal(shortened(text)) else {
            throw error("found \"\(ShownAddress.name(text))\" where an amount such as \"12.34\" is expected", at: start)
        }
        return value
    }

    private func shortened(_ text: String) -> String {
        guard let point = text.firstIndex(of: "."), !text.contains(where: { $0 == "e" || $0 == "E" }) else {
            return text
        }
        return String(text[...point] + text[text.index(after: point)...].prefix(15))
    }
}
