import ReleaseModel

/// Reads an OpenSSF Scorecard result. A score of -1 is no score: the check could not be decided, which a note says.
package enum ScorecardReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "openssf-scorecard", title: "OpenSSF Scorecard", channel: "security", facts: ["security.scorecard"],
        specification: "https://github.com/ossf/scorecard")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, outline.has("score", "checks") else { return .no }
        return outline.nested["scorecard"] != nil ? .certain : outline.has("repo") ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading(revision: try root.object("repo")?.text("commit"))
        if let date = try root.text("date") {
            // Older versions write the day alone; its first instant is the safe reading.
            reading.observedAt = StatedTime(date)?.instant ?? CivilDate(iso8601: date)?.startInUTC
        }
        guard let score = try root.decimal("score") else { throw root.missing("score") }
        var undecided: [String] = []
        let checks = try root.requiredArray("checks")
        for check in checks {
            let name = try check.requiredText("name")
            if try check.decimal("score").map({ $0 < .zero }) ?? true { undecided.append(name) }
        }
        if checks.isEmpty || score < .zero || score > 10 {
            reading.giveUnknown(format.facts, "the aggregate could not be decided")
        } else {
            reading.facts = [Fact("security.scorecard", .number(score))]
        }
        if !undecided.isEmpty {
            reading.note(
                .missing,
                "\(undecided.count) of \(checks.count) checks could not be decided and are not in the aggregate: "
                    + undecided.sorted().prefix(20).joined(separator: ", "))
        }
        return reading
    }
}
