import JSONStream
import ReleaseModel

/// Reads static analysis results in SARIF 2.1.0, as a stream: a result takes no memory once it is counted.
///
/// The severity of a finding is its `security-severity` (9 and above critical, 7 high, 4 medium, below low), else its
/// level: error is high, warning is medium, note is low. The level is the result's, else the override of the
/// invocation (the worst of several), else the rule's default, else `warning`; a policy of the run can only raise it. Kinds `pass`, `notApplicable` and `informational` are no
/// findings; `open` and `review` could not be decided and count as medium. A finding that is `absent` from the newer
/// scan is gone. A suppression counts unless it is rejected or under review (section 3.27.23).
///
/// A run that failed, that has no results at all (an empty list is a result), or that keeps them in another file makes
/// every fact unknown.
package enum SARIFReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "sarif", title: "SARIF 2.1.0 static analysis results", channel: "security",
        facts: [
            "security.critical", "security.high", "security.medium", "security.low", "security.suppressed",
            "security.new",
        ],
        specification: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if let run = outline.nested["runs"], run.contains("tool") || run.contains("results") { return .certain }
        if outline.values["$schema"]?.lowercased().contains("sarif") == true { return .certain }
        return outline.has("version", "runs") ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var log = SARIFLog()
        do {
            var json = try document.json()
            try json.readObject { name, json throws(JSONError) in
                switch name {
                case "version": log.version = try json.string()
                case "runs":
                    log.hasRuns = true
                    try json.readArray { json throws(JSONError) in
                        var run = SARIFRun()
                        try run.read(&json)
                        log.add(run)
                    }
                default: try json.skip()
                }
            }
            try json.finish()
        } catch let error as JSONError {
            throw EvidenceError(error)
        } catch let error as EvidenceError {
            throw error
        } catch {
            throw EvidenceError("the document cannot be read")
        }
        return try log.reading()
    }
}

/// What all runs of a log add up to.
private struct SARIFLog {
    var version: String?
    var hasRuns = false
    private var runs = 0
    private var counts = SARIFCounts()
    private var problems: [String] = []
    private var revisions: Set<String> = []
    private var latest: Instant?
    private var tools: Set<String> = []

    mutating func add(_ run: SARIFRun) {
        runs += 1
        counts.add(run.resolved())
        if let problem = run.problem { problems.append(problem) }
        revisions.formUnion(run.revisions)
        if let end = run.endTime { latest = max(latest ?? end, end) }
        if let tool = run.tool { tools.insert(tool) }
    }

    func reading() throws(EvidenceError) -> EvidenceReading {
        guard let version else { throw EvidenceError("\"version\" is missing, which a SARIF log cannot be without") }
        guard version == "2.1.0" else {
            throw EvidenceError("the SARIF version is \"\(version.prefix(40))\"; 2.1.0 is read")
        }
        guard hasRuns else { throw EvidenceError("\"runs\" is missing, which a SARIF log cannot be without") }
        var reading = EvidenceReading(
            producer: tools.count == 1 ? tools.first : nil, observedAt: latest)
        if runs == 0 {
            reading.giveUnknown(SARIFReader.format.facts, "the log has no run, and no scan is no result")
        } else if let problem = problems.sorted().first {
            reading.giveUnknown(SARIFReader.format.facts, problem)
        } else {
            counts.add(to: &reading)
        }
        if latest == nil {
            reading.note(.missing, "no run says when it ended; `observed_at` in the release file can state it")
        }
        reading.settleRevision(revisions)
        return reading
    }
}
