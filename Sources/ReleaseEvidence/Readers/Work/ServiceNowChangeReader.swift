import ReleaseModel

/// Reads a ServiceNow change request, from the table or the change interface.
///
/// A value stands bare or as `{value, display_value}`. Only the approval `approved` is one, and it counts for nothing once
/// the change was canceled or while it is on hold. `conflict_status` shows
/// whether the schedule conflicts, not how often: `No Conflict` is none, `Conflict` is at least one, and where the check
/// did not run nobody knows. Times are UTC, as the interface stores them; display values alone are in an unknown zone.
package enum ServiceNowChangeReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "servicenow-change", title: "ServiceNow change request", channel: "servicenow",
        facts: ["change.approved", "change.conflicts"],
        specification:
            "https://www.servicenow.com/docs/bundle/zurich-api-reference/page/integrate/inbound-rest/concept/change-management-api.html"
    )

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if let result = outline.nested["result"], result.contains("approval"), result.contains("state") {
            return .certain
        }
        return outline.has("sys_id", "approval", "state") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var change = root
        if let results = root["result"]?.elements {
            guard results.count == 1, let only = results.first else {
                throw root.error("the answer has \(results.count) change requests; a document about one is accepted")
            }
            change = only
        } else {
            change = try root.objectOrSelf("result")
        }
        guard let approval = try value("approval", of: change) else { throw change.missing("approval") }
        var reading = EvidenceReading(runID: try value("number", of: change))
        // Where only what people see is shown, the times are in the zone of whoever asked.
        if let shown = change["state"]?.string, !shown.isEmpty, Int64(shown) == nil {
            reading.note(
                .missing,
                "the answer shows display values only, whose times are in the zone of whoever asked; ask with "
                    + "`sysparm_display_value=all`, or state `observed_at`")
        } else if let updated = try value("sys_updated_on", of: change) {
            reading.observedAt = StatedTime(updated)?.instant
        }
        let state = try value("state", of: change)
        let isCanceled = ["4", "canceled", "cancelled"].contains(state?.lowercased())
        let isOnHold = try value("on_hold", of: change)?.lowercased() == "true"
        let isApproved = approval.lowercased() == "approved" && !isCanceled && !isOnHold
        reading.facts.append(Fact("change.approved", .flag(isApproved)))
        switch try value("conflict_status", of: change)?.lowercased() {
        case "no conflict", "no_conflict": reading.count("change.conflicts", 0)
        case "conflict": reading.count("change.conflicts", 1)
        default: reading.giveUnknown(["change.conflicts"], "the conflict check did not run, or its answer is not shown")
        }
        if let state {
            reading.note(.information, "state \(states[state] ?? String(state.prefix(40)))")
        }
        if isOnHold { reading.note(.information, "the change is on hold") }
        return reading
    }

    /// The states of the default change model.
    private static let states = [
        "-5": "New", "-4": "Assess", "-3": "Authorize", "-2": "Scheduled", "-1": "Implement", "0": "Review",
        "3": "Closed", "4": "Canceled",
    ]

    private static func value(_ name: String, of change: LocatedValue) throws(EvidenceError) -> String? {
        guard let field = change[name] else { return nil }
        let text = field.members == nil ? field.scalarText : try field.firstIdentifier("value", "display_value")
        guard let text else { throw field.mismatch(name, "a string or {value, display_value}") }
        return text.isEmpty ? nil : text
    }
}
