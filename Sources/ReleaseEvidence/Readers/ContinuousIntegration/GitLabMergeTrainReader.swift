import ReleaseModel

/// Reads a GitLab merge train: one merge request in it, or all of a branch.
///
/// What is idle, fresh, stale or merging still waits; `merged` and `skip_merged` have landed; a status that is not known
/// here waits as well. The pipeline of a single merge request counts for the commit that it tests, which is the merged
/// result and not the head of the branch.
package enum GitLabMergeTrainReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-merge-train", title: "GitLab merge train", channel: "gitlab",
        facts: ["merge_train.waiting"] + CheckTally.facts, specification: "https://docs.gitlab.com/api/merge_trains/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        return outline.has("merge_request", "pipeline", "target_branch", "status") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let cars = root.elements ?? [root]
        guard !cars.isEmpty else {
            var reading = EvidenceReading()
            reading.giveUnknown(
                format.facts, "the list is empty, which a train without cars and no permission both show")
            return reading
        }
        var waiting: [String] = []
        var landed = 0
        var latest: Instant?
        for car in cars {
            let request = try car.requiredObject("merge_request")
            guard let number = try request.identifier("iid") else { throw request.missing("iid") }
            switch try car.requiredText("status") {
            case "merged", "skip_merged": landed += 1
            case let status:
                let branch = try car.text("target_branch") ?? "an unnamed branch"
                waiting.append("!\(number.prefix(20)) into \(branch.prefix(60)) (\(status.prefix(30)))")
            }
            if let time = try car.firstInstant("updated_at", "created_at") { latest = max(latest ?? time, time) }
        }
        var reading = try checks(of: cars)
        reading.observedAt = [latest, reading.observedAt].compactMap { $0 }.max()
        if root.elements != nil, [20, 50, 100].contains(cars.count) {
            reading.giveUnknown(
                ["merge_train.waiting"],
                "the list has \(cars.count) entries, a full page, so there may be more; join every page")
        } else {
            reading.count("merge_train.waiting", waiting.count)
        }
        if !waiting.isEmpty {
            let more = waiting.count > 5 ? " and \(waiting.count - 5) more" : ""
            reading.note(.information, "waiting: \(waiting.prefix(5).joined(separator: ", "))\(more)")
        }
        if landed > 0 { reading.note(.information, "\(landed) have been merged") }
        return reading
    }

    /// The checks of the only merge request; unknown where there are several, which test several commits.
    private static func checks(of cars: [LocatedValue]) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading()
        guard cars.count == 1, let car = cars.first else {
            reading.giveUnknown(
                CheckTally.facts,
                "the \(cars.count) merge requests of the train test different commits; ask for one of them")
            return reading
        }
        guard let pipeline = try car.object("pipeline") else {
            reading.giveUnknown(CheckTally.facts, "the merge request has no pipeline in the train yet")
            return reading
        }
        var checks = GitLabChecks()
        try checks.addPipeline(pipeline, isAlone: true)
        return checks.reading()
    }
}
