import ReleaseModel

/// Reads Opsgenie alerts: a list with all its pages, or one alert.
///
/// An alert that is not `closed` fires, acknowledged or not; a snoozed one is silent. A page with another behind it gives
/// no facts, and neither does an empty list or one closed alert.
package enum OpsgenieAlertsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "opsgenie-alerts", title: "Opsgenie alerts", channel: "alertmanager",
        facts: ["alerts.firing", "alerts.silenced"],
        specification: "https://docs.opsgenie.com/docs/alert-api#list-alerts")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages, outline.has("data"), outline.has("took") || outline.has("requestId") else { return .no }
        guard let alert = outline.nested["data"] else { return .no }
        return alert.contains("tinyId") || alert.isEmpty && outline.has("paging") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("data")
        var reading = EvidenceReading()
        guard let alerts = try pages[0]["data"]?.elements == nil ? nil : pages.entries("data") else {
            try addOne(try pages[0].requiredObject("data"), to: &reading)
            return reading
        }
        reading.note(
            .missing, "a list has no time of its own; `observed_at` in the release file states when it was taken")
        for page in pages.dropLast() {
            guard try page.object("paging")?.text("next") == nil else { continue }
            reading.giveUnknown(
                format.facts, "a page before the last does not say that more follow, so these are several answers")
            return reading
        }
        guard let paging = try pages.last?.object("paging"), try paging.text("next") == nil else {
            reading.giveUnknown(
                format.facts, "the last page has more behind it, or does not say that it has not; ask for every page")
            return reading
        }
        guard !alerts.isEmpty else {
            reading.giveUnknown(
                format.facts, "the list is empty, which no permission shows as well; include closed alerts")
            return reading
        }
        var (firing, silenced) = (0, 0)
        for alert in alerts where try alert.requiredText("status") != "closed" {
            if try alert.flag("snoozed") == true { silenced += 1 } else { firing += 1 }
        }
        reading.count("alerts.firing", firing)
        reading.count("alerts.silenced", silenced)
        return reading
    }

    private static func addOne(_ alert: LocatedValue, to reading: inout EvidenceReading) throws(EvidenceError) {
        let isClosed = try alert.requiredText("status") == "closed"
        let isSnoozed = try alert.flag("snoozed") == true
        reading.observedAt = try alert.firstInstant("updatedAt", "createdAt")
        reading.note(.information, "one alert only, not all alerts")
        if isClosed || isSnoozed {
            reading.giveUnknown(["alerts.firing"], "that one alert does not fire says nothing of the others")
        } else {
            reading.count("alerts.firing", 1)
        }
        if isSnoozed && !isClosed {
            reading.count("alerts.silenced", 1)
        } else {
            reading.giveUnknown(["alerts.silenced"], "that one alert is not snoozed says nothing of the others")
        }
    }
}
