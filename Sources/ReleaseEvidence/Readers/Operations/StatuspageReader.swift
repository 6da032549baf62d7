import ReleaseModel

/// Reads a Statuspage summary or list of incidents, or its webhook about one incident or component.
///
/// A webhook about something that ended says nothing of the rest of the page, so it gives no number.
/// An incident is open until it is `resolved`, `postmortem` or `completed`. Maintenance counts while it is in progress
/// or being verified. The list of incidents that are not resolved may well be empty: it says whose page it is and when.
package enum StatuspageReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "statuspage-summary", title: "Statuspage summary or incidents", channel: "statuspage",
        facts: ["incidents.open", "maintenance.active"], specification: "https://metastatuspage.com/api")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, let page = outline.nested["page"] else { return .no }
        if page.contains("status_indicator"), outline.has("incident") || outline.has("component_update") {
            return .certain
        }
        guard page.contains("updated_at") else { return .no }
        return outline.has("incidents") || outline.has("scheduled_maintenances") || outline.has("status")
            ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let page = try root.requiredObject("page")
        if root.has("incident") || root.has("component_update") { return try webhook(root, page) }
        var reading = EvidenceReading(observedAt: try page.instant("updated_at"))
        if let incidents = try root.array("incidents") {
            var open = 0
            for incident in incidents {
                let status = try incident.requiredText("status")
                if !["resolved", "postmortem", "completed"].contains(status) { open += 1 }
            }
            reading.count("incidents.open", open)
        } else {
            reading.giveUnknown(["incidents.open"], "the document has no list of incidents")
        }
        if let windows = try root.array("scheduled_maintenances") {
            var active = 0
            for window in windows {
                if ["in_progress", "verifying"].contains(try window.requiredText("status")) { active += 1 }
            }
            reading.count("maintenance.active", active)
        } else {
            reading.giveUnknown(["maintenance.active"], "the document has no list of maintenance windows")
        }
        return reading
    }

    private static func webhook(_ root: LocatedValue, _ page: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        var reading = EvidenceReading()
        if let words = try page.text("status_description") {
            reading.note(.information, "the page says \"\(words.prefix(120))\"")
        }
        guard let incident = try root.object("incident") else {
            let update = try root.requiredObject("component_update")
            reading.observedAt = try update.instant("created_at")
            let status = try update.requiredText("new_status")
            reading.note(.information, "a component is now \(status.prefix(60))")
            reading.giveUnknown(format.facts, "the webhook is about a component and lists no incidents")
            return reading
        }
        reading.observedAt = try incident.firstInstant("updated_at", "created_at")
        let status = try incident.requiredText("status")
        reading.note(.information, "one incident or maintenance only, now \(status.prefix(60))")
        let isMaintenance = ["scheduled", "in_progress", "verifying", "completed"].contains(status)
        if !isMaintenance && !["resolved", "postmortem"].contains(status) {
            reading.count("incidents.open", 1)
        } else {
            reading.giveUnknown(["incidents.open"], "what ended, or is no incident, says nothing of other incidents")
        }
        if ["in_progress", "verifying"].contains(status) {
            reading.count("maintenance.active", 1)
        } else {
            reading.giveUnknown(["maintenance.active"], "the webhook shows no maintenance that goes on")
        }
        return reading
    }
}
