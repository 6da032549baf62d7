import ReleaseModel

/// Reads a Statuspage summary or list of incidents.
///
/// An incident is open until it is `resolved`, `postmortem` or `completed`. Maintenance counts while it is in progress
/// or being verified. The list of incidents that are not resolved may well be empty: it says whose page it is and when.
package enum StatuspageReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "statuspage-summary", title: "Statuspage summary or incidents", channel: "statuspage",
        facts: ["incidents.open", "maintenance.active"], specification: "https://metastatuspage.com/api")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject, let page = outline.nested["page"], page.contains("updated_at") else {
            return .no
        }
        return outline.has("incidents") || outline.has("scheduled_maintenances") || outline.has("status")
            ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let page = try root.requiredObject("page")
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
}
