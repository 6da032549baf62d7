import ReleaseModel

/// Reads what `gh pr checks --json` gives: the checks of a pull request, the newest of each name.
///
/// The list holds the fields that were asked for. The client's bucket `skipping` holds skipped and neutral checks alike;
/// where `state` is there it tells them apart. The list names no commit.
package enum GitHubPullRequestChecksReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-pr-checks", title: "GitHub checks of a pull request (gh pr checks)", channel: "ci",
        facts: CheckTally.facts.filter { $0 != "ci.reruns" },
        specification: "https://cli.github.com/manual/gh_pr_checks")

    private static let fields: Set<String> = [
        "bucket", "completedAt", "description", "event", "link", "name", "startedAt", "state", "workflow",
    ]

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonArray, Set(outline.names).isSubset(of: fields) else { return .no }
        if outline.has("bucket") || outline.has("name", "state") { return .certain }
        return outline.has("state", "workflow") || outline.has("state", "link") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        guard let checks = root.elements else { throw root.error("the document is no list of checks") }
        var reading = EvidenceReading()
        var tally = CheckTally()
        var times: [Instant] = []
        for (index, check) in checks.enumerated() {
            guard ["name", "bucket", "workflow", "link"].contains(where: check.has) else {
                throw check.missing("name")
            }
            guard let outcome = try outcome(of: check) else {
                throw check.error("the check shows neither \"state\" nor \"bucket\"; ask for one of them")
            }
            tally.add(
                CheckTally.Attempt(
                    key: "\(index)", name: try check.text("name") ?? "check \(index + 1)", outcome: outcome,
                    order: [Int64(index)]))
            for name in ["startedAt", "completedAt"] {
                // The client writes the year 1 where there is no time.
                if let time = try check.instant(name), time.milliseconds > 0 { times.append(time) }
            }
        }
        reading.observedAt = times.max()
        tally.add(to: &reading)
        reading.facts.removeAll { $0.id == "ci.reruns" }
        reading.note(
            .missing, "the list names no commit; `revision:` in the release file says which one it is about")
        if reading.observedAt == nil {
            reading.note(.missing, "the list names no time; ask for `completedAt` as well, or state `observed_at`")
        }
        return reading
    }

    /// The worse of what both fields say; nil where neither is there.
    private static func outcome(of check: LocatedValue) throws(EvidenceError) -> CheckTally.Outcome? {
        let state: CheckTally.Outcome? =
            switch try check.text("state")?.uppercased() {
            case nil, "": nil
            case "SUCCESS": .succeeded
            case "NEUTRAL": .neutral
            case "SKIPPED": .skipped
            case "EXPECTED", "REQUESTED", "WAITING", "QUEUED", "PENDING", "IN_PROGRESS": .pending
            default: .failed
            }
        let bucket: CheckTally.Outcome? =
            switch try check.text("bucket") {
            case nil, "": nil
            case "pass": .succeeded
            case "skipping": state == .neutral ? .neutral : .skipped
            case "pending": state == .failed ? .failed : .pending
            default: .failed
            }
        guard let state, let bucket else { return state ?? bucket }
        return state == .succeeded ? bucket : state
    }
}
