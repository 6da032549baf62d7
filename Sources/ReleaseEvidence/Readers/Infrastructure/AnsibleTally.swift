import JSONStream
import ReleaseModel

/// Counts the results of a run and holds them against its recap.
struct AnsibleTally {
    /// One line of the recap.
    struct Recap {
        var ok: Int64 = 0
        var changed: Int64 = 0
        var unreachable: Int64 = 0
        var failures: Int64 = 0
        var skipped: Int64 = 0
        var rescued: Int64 = 0
        var ignored: Int64 = 0
    }

    private(set) var recap: [String: Recap]?
    private var results: Int64 = 0
    private var changed: Int64 = 0
    private var unreachable: Set<String> = []
    private var heldBack: Int64 = 0
    private var heldBackNames = NameList()
    private var real: Int64 = 0
    private var realChanged: Int64 = 0
    private var realNames = NameList()
    private var censored = 0
    private var emptyPlays: Int64 = 0
    private var emptyPlayNames = NameList()
    private var fingerprint: PlanDigest
    /// The time of the last thing that happened.
    var observedAt: Instant?

    static let factIDs: [FactID] = [
        "plan.updates", "plan.changes", "plan.unknown", "plan.errors", "plan.hosts", "plan.hosts_unreachable",
        "plan.unchecked", "plan.ran_for_real", PlanDigest.factID,
    ]

    /// - Parameter format: the format that the results come from.
    init(_ format: String) {
        fingerprint = PlanDigest(
            format, form: .cautious(hiding: AnsibleTally.passing, cleaning: AnsibleTally.withoutTemporaryPath))
    }

    /// Members of a difference that tell of the state before or name temporary files.
    private static let passing: Set<String> = ["before", "before_header", "after_header"]

    /// Files are handed to a module in folders whose names are drawn anew for every run.
    private static func withoutTemporaryPath(_ text: String) -> String {
        text.contains("ansible-tmp-") || text.contains("ansible-local-") ? "*" : text
    }

    /// Digests what a task would change, with its arguments and the values after the change. What `no_log` hides is not in
    /// the document; names and texts that look like secrets are left out.
    private mutating func digest(_ result: AnsibleResult, _ task: String, _ host: String) {
        guard result.isChanged || result.isHeldBackByCheckMode || result.ranForReal else { return }
        let shown = "\(ShownAddress.name(task)) on \(ShownAddress.name(host))"
        guard !result.isTooLong else { return fingerprint.skip(shown: shown) }
        let flags = [
            result.isChanged ? "changed" : "", result.isHeldBackByCheckMode ? "held back" : "",
            result.ranForReal ? "real" : "", result.isFailed ? "failed" : "",
        ]
        fingerprint.add(shown: shown, [task, host, result.action] + flags) { form in
            form.append(unordered: result.details)
        }
    }

    mutating func count(_ result: AnsibleResult, task: String, host: String) {
        digest(result, task, host)
        results += 1
        if result.isUnreachable { unreachable.insert(host) }
        if result.isChanged, !result.isFailed { changed += 1 }
        if result.isCensored { censored += 1 }
        if result.isHeldBackByCheckMode {
            heldBack += 1
            heldBackNames.append { "\(ShownAddress.name(task)) on \(ShownAddress.name(host))" }
        }
        if result.ranForReal {
            real += 1
            if result.isChanged { realChanged += 1 }
            realNames.append { "\(ShownAddress.name(task)) on \(ShownAddress.name(host))" }
        }
    }

    /// Takes note of a play in which no task ran on any host.
    mutating func countEmptyPlay(_ name: String) {
        emptyPlays += 1
        emptyPlayNames.append { ShownAddress.name(name) }
    }

    /// Reads the recap: `{"web1": {"ok": 4, "changed": 4, "unreachable": 0, "failures": 0, …}}`.
    mutating func readRecap(_ json: inout JSONCursor) throws(JSONError) {
        var hosts: [String: Recap] = [:]
        try json.members { host, json throws(JSONError) in
            var line = Recap()
            try json.readObject { name, json throws(JSONError) in
                switch name {
                case "ok": line.ok = try json.count()
                case "changed": line.changed = try json.count()
                case "unreachable": line.unreachable = try json.count()
                case "failures": line.failures = try json.count()
                case "skipped": line.skipped = try json.count()
                case "rescued": line.rescued = try json.count()
                case "ignored": line.ignored = try json.count()
                default: try json.skip()
                }
            }
            hosts[host] = line
        }
        recap = hosts
    }
}

extension AnsibleTally {
    /// The facts and notes, once everything went by.
    var reading: EvidenceReading {
        let reason = reasonForNothing ?? reasonForIncomplete
        return EvidenceReading(
            observedAt: observedAt, facts: facts + [fingerprint.fact(unknownBecause: reason)], notes: notes,
            plannedChanges: fingerprint.list(unknownBecause: reason))
    }

    private func sum(_ part: KeyPath<Recap, Int64>) -> Int64 {
        // Each part is below 2^31, and a document has fewer than 2^31 hosts.
        (recap ?? [:]).values.reduce(0) { $0 + $1[keyPath: part] }
    }

    private var unreachableHosts: Int64 {
        let inRecap = (recap ?? [:]).values.filter { $0.unreachable > 0 }.count
        return Int64(max(inRecap, unreachable.count))
    }

    private var facts: [Fact] {
        if let reason = reasonForNothing {
            return AnsibleTally.factIDs.filter { $0 != PlanDigest.factID }.map { Fact($0, unknown: reason) }
        }
        let unchecked = heldBack + emptyPlays
        var facts: [Fact] = [
            Fact("plan.errors", .count(sum(\.failures))), Fact("plan.hosts", .count(Int64((recap ?? [:]).count))),
            Fact("plan.hosts_unreachable", .count(unreachableHosts)), Fact("plan.unchecked", .count(unchecked)),
            Fact("plan.ran_for_real", .count(real)),
        ]
        let changes: [(FactID, Int64)] = [
            ("plan.updates", sum(\.changed)), ("plan.changes", sum(\.changed)), ("plan.unknown", unchecked),
        ]
        for (id, count) in changes {
            facts.append(reasonForIncomplete.map { Fact(id, unknown: $0) } ?? Fact(id, .count(count)))
        }
        return facts
    }

    /// Why nothing at all is known; nil where something is.
    private var reasonForNothing: String? {
        guard let recap else { return "the run ended before its recap, so more may be planned" }
        if recap.isEmpty { return "no host matched, so nothing was looked at" }
        if results == 0 { return "no task ran on any host, so nothing was looked at" }
        return nil
    }

    /// Why the planned changes are not known; nil where they are.
    private var reasonForIncomplete: String? {
        if unreachableHosts > 0 {
            return "\(unreachableHosts) hosts could not be reached, so their changes are not known"
        }
        if sum(\.failures) > 0 { return "\(sum(\.failures)) tasks failed, so what would follow them is not known" }
        if realChanged > 0, heldBack == 0 {
            return "\(realChanged) changes were made for real: this was no check, or its tasks say `check_mode: false`"
        }
        return nil
    }

    private var notes: [EvidenceNote] {
        var notes: [EvidenceNote] = []
        if recap != nil, reasonForNothing == nil {
            let parts: [(String, KeyPath<Recap, Int64>)] = [
                ("ok", \.ok), ("changed", \.changed), ("unreachable", \.unreachable), ("failed", \.failures),
                ("skipped", \.skipped), ("rescued", \.rescued), ("ignored", \.ignored),
            ]
            let words = parts.map { "\($0.0)=\(sum($0.1))" }.joined(separator: " ")
            notes.append(EvidenceNote(.information, "the recap over all hosts: \(words)"))
        }
        if recap != nil, changed != sum(\.changed) {
            notes.append(
                EvidenceNote(
                    .information,
                    "\(changed) results are marked as changed and \(sum(\.changed)) in the recap, which counts"))
        }
        if heldBack > 0 {
            notes.append(
                EvidenceNote(.missing, "check mode skipped, so nobody knows what they would do: \(heldBackNames)"))
        }
        if emptyPlays > 0 {
            notes.append(EvidenceNote(.missing, "plays in which no task ran on any host: \(emptyPlayNames)"))
        }
        if real > 0 { notes.append(EvidenceNote(.information, "ran for real: \(realNames)")) }
        if heldBack == 0, real == 0, reasonForNothing == nil {
            notes.append(
                EvidenceNote(
                    .information,
                    "the document does not say whether this was check mode, and nothing in it ran for real"))
        }
        if sum(\.ignored) > 0 {
            notes.append(EvidenceNote(.ignored, "\(sum(\.ignored)) failures that the playbook ignores"))
        }
        if censored > 0 { notes.append(EvidenceNote(.redacted, "\(censored) results that `no_log` hides")) }
        notes.append(EvidenceNote(.redacted, "arguments, differences and output of tasks are not read"))
        notes.append(
            .noRevision("a run"))
        if observedAt == nil { notes.append(.noTime) }
        return notes
    }
}

extension JSONCursor {
    /// Reads a count of at most 2^31.
    fileprivate mutating func count() throws(JSONError) -> Int64 {
        let start = try startOfValue()
        let value = try integer()
        guard (0...1 << 31).contains(value) else {
            throw error("found \(value) where a count is expected", at: start)
        }
        return value
    }
}
