import ReleaseModel

/// Reads PagerDuty incidents or maintenance windows.
///
/// An incident is open unless it is `resolved`. A service under maintenance raises none, so "no incidents" is no
/// evidence for it: the windows are a fact of their own. A page with more behind it gives no facts, and neither does an
/// empty list of incidents.
package enum PagerDutyReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "pagerduty-incidents", title: "PagerDuty incidents or maintenance windows", channel: "pagerduty",
        facts: ["incidents.open", "maintenance.active"],
        specification: "https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages, outline.has("more") || outline.has("limit") else { return .no }
        return outline.has("incidents") || outline.has("maintenance_windows") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages("incidents", "maintenance_windows")
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
}
