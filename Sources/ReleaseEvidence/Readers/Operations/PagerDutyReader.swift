import ReleaseModel

/// Reads PagerDuty incidents or maintenance windows, one incident, or the event of a webhook (version 3).
///
/// One incident that is resolved says nothing of the others, so it gives no number of open ones.
/// An incident is open unless it is `resolved`. A service under maintenance raises none, so "no incidents" is no
/// evidence for it: the windows are a fact of their own. A page with more behind it gives no facts, and neither does an
/// empty list of incidents.
package enum PagerDutyReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "pagerduty-incidents", title: "PagerDuty incidents or maintenance windows", channel: "pagerduty",
        facts: ["incidents.open", "maintenance.active"],
        specification: "https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        if outline.shape == .jsonObject {
            if let event = outline.nested["event"], event.contains("event_type"), event.contains("data") {
                return .certain
            }
            if let incident = outline.nested["incident"], incident.contains("incident_number") { return .certain }
        }
        guard outline.isPages, outline.has("more") || outline.has("limit") else { return .no }
        return outline.has("incidents") || outline.has("maintenance_windows") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("incidents", "maintenance_windows")
        if let event = try pages[0].object("event") { return try reading(ofEvent: event) }
        if let incident = try pages[0].object("incident") {
            var reading = EvidenceReading(observedAt: try incident.firstInstant("updated_at", "created_at"))
            addOne(try incident.requiredText("status"), to: &reading)
            return reading
        }
        var reading = EvidenceReading()
        reading.note(
            .missing, "a list has no time of its own; `observed_at` in the release file states when it was taken")
        let incidents = try pages.entries("incidents")
        let windows = try pages.entries("maintenance_windows")
        guard incidents != nil || windows != nil else { throw pages[0].missing("incidents") }
        if let reason = try pages.gap("more") {
            reading.giveUnknown(format.facts, reason)
            return reading
        }
        if let incidents, !incidents.isEmpty {
            var open = 0
            for incident in incidents where try incident.requiredText("status") != "resolved" { open += 1 }
            reading.count("incidents.open", open)
        } else {
            reading.giveUnknown(
                ["incidents.open"],
                incidents == nil
                    ? "the document has no list of incidents"
                    : "the list is empty, which no permission and a silenced service show as well; include resolved ones"
            )
        }
        if let windows {
            reading.count("maintenance.active", windows.count)
            if !windows.isEmpty {
                reading.note(.information, "\(windows.count) maintenance windows silence their services")
            }
        } else {
            reading.giveUnknown(["maintenance.active"], "the document has no list of maintenance windows")
        }
        return reading
    }

    /// What happened to one incident, or to something else.
    private static func reading(ofEvent event: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        let type = try event.requiredText("event_type")
        var reading = EvidenceReading(observedAt: try event.instant("occurred_at"))
        reading.producer = try event.object("agent")?.firstText("summary", "id")
        reading.note(.information, "the event \(type.prefix(60))")
        let data = try event.object("data")
        if let data, try data.text("type") == "incident", let status = try data.text("status") {
            addOne(status, to: &reading)
        } else {
            reading.giveUnknown(format.facts, "the event does not show how an incident stands")
        }
        return reading
    }

    private static func addOne(_ status: String, to reading: inout EvidenceReading) {
        reading.note(.information, "one incident only, not all incidents")
        if status == "resolved" {
            reading.giveUnknown(["incidents.open"], "that one incident is resolved says nothing of the others")
        } else {
            reading.count("incidents.open", 1)
        }
        reading.giveUnknown(["maintenance.active"], "the document has no list of maintenance windows")
    }
}
