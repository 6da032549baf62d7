import ReleaseModel

/// Counts checks of any CI system, the latest attempt of each.
struct CheckTally {
    /// What became of a check.
    enum Outcome: String, Hashable, Sendable {
        case succeeded
        case failed
        /// Queued, waiting or running: not a result.
        case pending
        /// Ended without a verdict.
        case neutral
        case skipped
    }

    /// One attempt of one check.
    struct Attempt {
        /// What makes two attempts the same check.
        var key: String
        var name: String
        var outcome: Outcome
        /// Where in the order of attempts it stands; the highest is the latest.
        var order: [Int64]
        /// True where the system itself says that it is not the first.
        var isRerun = false
    }

    /// The facts that `add(to:)` gives.
    static let facts: [FactID] = [
        "ci.total", "ci.succeeded", "ci.failed", "ci.pending", "ci.neutral", "ci.skipped", "ci.reruns",
    ]

    private(set) var attempts: [Attempt] = []

    mutating func add(_ attempt: Attempt) { attempts.append(attempt) }

    /// Adds the facts, or the reason why there are none.
    func add(to reading: inout EvidenceReading) {
        guard !attempts.isEmpty else {
            reading.giveUnknown(CheckTally.facts, "the list is empty, and no check is no result")
            return
        }
        var latest: [String: Attempt] = [:]
        var rerun: Set<String> = []
        for attempt in attempts {
            if attempt.isRerun { rerun.insert(attempt.key) }
            guard let known = latest[attempt.key] else {
                latest[attempt.key] = attempt
                continue
            }
            rerun.insert(attempt.key)
            if isWorseOrLater(attempt, than: known) { latest[attempt.key] = attempt }
        }
        let outcomes = latest.values.map(\.outcome)
        reading.count("ci.total", outcomes.count)
        reading.count("ci.succeeded", outcomes.count { $0 == .succeeded })
        reading.count("ci.failed", outcomes.count { $0 == .failed })
        reading.count("ci.pending", outcomes.count { $0 == .pending })
        reading.count("ci.neutral", outcomes.count { $0 == .neutral })
        reading.count("ci.skipped", outcomes.count { $0 == .skipped })
        reading.count("ci.reruns", rerun.count)
        for outcome in [Outcome.failed, .pending, .neutral, .skipped] {
            let names = latest.values.filter { $0.outcome == outcome }.map { String($0.name.prefix(80)) }.sorted()
            guard !names.isEmpty else { continue }
            let shown = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
            let more = names.count > 5 ? " and \(names.count - 5) more" : ""
            reading.note(.information, "\(outcome.rawValue): \(shown)\(more)")
        }
    }

    private func isWorseOrLater(_ attempt: Attempt, than known: Attempt) -> Bool {
        if attempt.order == known.order { return attempt.outcome.badness > known.outcome.badness }
        return known.order.lexicographicallyPrecedes(attempt.order)
    }
}

extension CheckTally.Outcome {
    fileprivate var badness: Int {
        switch self {
        case .succeeded: 0
        case .skipped: 1
        case .neutral: 2
        case .pending: 3
        case .failed: 4
        }
    }

    /// The outcome of a GitHub check, run or job.
    ///
    /// `stale` ended without a result after 14 days and counts as failed, as does a conclusion that is not known here.
    /// Source: https://docs.github.com/en/rest/checks/runs
    static func github(status: String, conclusion: String?) -> CheckTally.Outcome {
        guard status == "completed" else { return .pending }
        switch conclusion {
        case "success": return .succeeded
        case "neutral": return .neutral
        case "skipped": return .skipped
        case nil: return .pending
        default: return .failed
        }
    }
}
