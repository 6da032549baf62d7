import ReleaseModel

/// Reads a Jenkins build (`api/json`).
///
/// `UNSTABLE`, `FAILURE` and `ABORTED` are failed, `NOT_BUILT` is skipped, and a build that runs has no result whatever
/// it says. Where several repositories were checked out, as with shared libraries, none of their revisions is taken.
package enum JenkinsBuildReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "jenkins-build", title: "Jenkins build", channel: "ci", facts: CheckTally.facts,
        specification: "https://www.jenkins.io/doc/book/using/remote-access-api/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, outline.has("building", "result") else { return .no }
        return outline.has("number") || outline.has("timestamp") ? .certain : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        guard let isBuilding = try root.flag("building") else { throw root.missing("building") }
        let result = try root.text("result")
        let outcome: CheckTally.Outcome =
            switch result {
            case _ where isBuilding: .pending
            case "SUCCESS": .succeeded
            case "NOT_BUILT": .skipped
            case nil: .pending
            default: .failed
            }
        var reading = EvidenceReading(runID: try root.firstIdentifier("id", "number"))
        if let start = try root.integer("timestamp"), start > 0, start < 1 << 50 {
            let duration = min(max(try root.integer("duration") ?? 0, 0), 1 << 40)
            reading.observedAt = Instant(milliseconds: start + duration)
        }
        var tally = CheckTally()
        let name = try root.text("fullDisplayName") ?? "build \(reading.runID ?? "")"
        tally.add(CheckTally.Attempt(key: name, name: name, outcome: outcome, order: []))
        tally.add(to: &reading)
        var revisions: Set<String> = []
        for action in try root.array("actions") ?? [] {
            if let revision = try action.object("lastBuiltRevision")?.text("SHA1") { revisions.insert(revision) }
        }
        if revisions.count > 1 {
            reading.note(
                .missing, "\(revisions.count) repositories were checked out, so the build names no one revision")
        } else {
            reading.revision = revisions.first
        }
        return reading
    }
}
