import ReleaseModel

/// Reads alerts: Alertmanager's list, its webhook, and Prometheus' list.
///
/// Alerts that always fire to show that the path works (`Watchdog`) are not counted, and make an otherwise empty list
/// one that can be believed: a list without any alert at all gives no facts, because a broken path looks the same. A
/// notification is about one group of alerts, so it can say that some fire and never that none does.
package enum AlertmanagerReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "alertmanager-alerts", title: "Alertmanager or Prometheus alerts", channel: "alertmanager",
        facts: ["alerts.firing", "alerts.silenced"],
        specification: "https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml")

    private static let watchdogs: Set<String> = [
        "Watchdog", "DeadMansSwitch", "DeadMansSnitch", "AlwaysFiring", "InfoInhibitor",
    ]

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonArray: outline.has("labels", "status") && outline.has("fingerprint") ? .certain : .no
        case .jsonObject:
            outline.nested["data"]?.contains("alerts") == true || outline.has("receiver", "alerts", "groupKey")
                ? .certain : .no
        default: .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        var reading = EvidenceReading()
        var (firing, silenced, pending, watchdogs) = (0, 0, 0, 0)
        if root.has("data"), try root.text("status") != "success" {
            throw root.error("Prometheus answered with an error, so this is no evidence")
        }
        // Grafana sends the same notification as its own version 1, with the number of its organisation.
        let known = root.has("orgId") ? "1" : "4"
        if root.has("groupKey"), let version = try root.identifier("version"), version != known {
            throw root.error("the notification is of version \"\(version.prefix(20))\"; version \(known) is read")
        }
        let alerts: [LocatedValue]
        if let elements = root.elements {
            alerts = elements
        } else {
            alerts = try root.objectOrSelf("data").requiredArray("alerts")
        }
        for alert in alerts {
            let name = try alert.requiredObject("labels").text("alertname") ?? ""
            if let time = try alert.instant("updatedAt") { reading.observedAt = max(reading.observedAt ?? time, time) }
            let state: String
            if let status = alert["status"], status.members != nil {
                state = try status.requiredText("state")
            } else if let text = try alert.text("status") {
                state = text
            } else {
                state = try alert.requiredText("state")
            }
            switch state {
            case _ where Self.watchdogs.contains(name): watchdogs += 1
            case "suppressed": silenced += 1
            case "resolved", "inactive": continue
            case "pending": pending += 1
            default: firing += 1
            }
        }
        if try root.integer("truncatedAlerts") ?? 0 > 0 {
            reading.giveUnknown(format.facts, "the notification was truncated, so there are more alerts")
        } else if root.has("groupKey"), firing == 0 {
            reading.giveUnknown(
                format.facts, "the notification is about one group of alerts and does not say whether others fire")
        } else if alerts.isEmpty {
            reading.giveUnknown(
                format.facts,
                "the list is empty, which a broken path shows as well; an alert that always fires tells the two apart")
        } else {
            reading.count("alerts.firing", firing)
            reading.count("alerts.silenced", silenced)
        }
        if watchdogs > 0 { reading.note(.ignored, "\(watchdogs) alerts that fire always") }
        if pending > 0 { reading.note(.information, "\(pending) alerts are pending") }
        if reading.observedAt == nil {
            reading.note(.missing, "the list has no time; `observed_at` in the release file states when it was taken")
        }
        return reading
    }
}
