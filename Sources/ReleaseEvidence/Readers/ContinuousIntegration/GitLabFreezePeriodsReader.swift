import ReleaseModel

/// Reads the freeze periods of a GitLab project. They are noted, not judged: the calendar of the release file decides.
package enum GitLabFreezePeriodsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-freeze-periods", title: "GitLab freeze periods", channel: "gitlab",
        facts: ["calendar.freeze_periods"],
        specification: "https://docs.gitlab.com/api/freeze_periods/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        outline.has("freeze_start", "freeze_end") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let periods = root.elements ?? [root]
        var reading = EvidenceReading()
        guard !periods.isEmpty else {
            reading.giveUnknown(format.facts, "the list is empty, which no permission shows as well")
            return reading
        }
        for period in periods {
            let start = try period.requiredText("freeze_start")
            let end = try period.requiredText("freeze_end")
            let zone = try period.text("cron_timezone") ?? "UTC"
            reading.note(
                .information,
                "freeze from \(start.prefix(40)) to \(end.prefix(40)) in \(zone.prefix(40)) (cron); for it to count, state "
                    + "freeze_start, freeze_end and cron_timezone in a window of the release file's timeline")
        }
        reading.count("calendar.freeze_periods", periods.count)
        return reading
    }
}
