import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Prometheus, alerts, incidents and attestations")
struct OperationsTests {
    static func answer(_ result: String, type: String = "vector", rest: String = "") -> String {
        "{\"status\": \"success\"\(rest), \"data\": {\"resultType\": \"\(type)\", \"result\": \(result)}}"
    }

    @Test(
        "Prometheus values",
        arguments: [
            ("[{\"metric\": {\"__name__\": \"m\"}, \"value\": [1763632800, \"1.5\"]}]", "vector", "metric.m", "1.5"),
            ("[{\"metric\": {}, \"value\": [1763632800, \"NaN\"]}]", "vector", "metric.value", "?"),
            ("[{\"metric\": {}, \"value\": [1763632800, \"+Inf\"]}]", "vector", "metric.value", "?"),
            ("[1763632800.5, \"2e-05\"]", "scalar", "metric.value", "0.00002"),
            (
                "[{\"metric\": {}, \"values\": [[1763632800, \"1\"], [1763632860, \"2\"]]}]", "matrix", "metric.value",
                "2"
            ),
            ("[]", "vector", "metric.value", "?"),
            (
                "[{\"metric\": {\"a\": \"1\"}, \"value\": [1, \"1\"]}, {\"metric\": {\"a\": \"2\"}, \"value\": [1, \"1\"]}]",
                "vector",
                "metric.value", "?"
            ),
        ])
    func prometheus(result: String, type: String, fact: String, shown: String) throws {
        #expect(try read(Self.answer(result, type: type)).shown == [fact: shown])
    }

    @Test("Prometheus: warnings make an answer partial, an error makes it none")
    func prometheusTrouble() throws {
        let result = "[{\"metric\": {}, \"value\": [1763632800, \"1\"]}]"
        #expect(try read(Self.answer(result, rest: ", \"warnings\": [\"partial\"]")).shown == ["metric.value": "?"])
        let error = #expect(throws: EvidenceError.self) {
            try read("{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"parse error\"}")
        }
        #expect(error?.message.contains("parse error") == true)
    }

    @Test("a notification is about its own group: it never says that nothing fires")
    func notification() throws {
        func webhook(_ status: String) -> String {
            """
            {"version": "4", "receiver": "team", "groupKey": "g", "status": "\(status)", "truncatedAlerts": 0,
             "alerts": [{"status": "\(status)", "labels": {"alertname": "Down"}, "fingerprint": "f"}]}
            """
        }
        #expect(try read(webhook("firing")).shown("alerts.firing") == "1")
        #expect(Set(try read(webhook("resolved")).shown.values) == ["?"])
        // Grafana numbers its notifications by itself.
        let grafana = webhook("firing").replacing("\"version\": \"4\"", with: "\"version\": \"1\", \"orgId\": 1")
        #expect(try read(grafana).shown("alerts.firing") == "1")
        #expect(throws: EvidenceError.self) {
            try read(webhook("firing").replacing("\"version\": \"4\"", with: "\"version\": \"5\""))
        }
    }

    @Test("no alert at all is not silence")
    func alerts() throws {
        #expect(Set(try read("[]", as: "alertmanager-alerts").shown.values) == ["?"])
        let watched = try read(
            "{\"status\": \"success\", \"data\": {\"alerts\": [{\"labels\": {\"alertname\": \"Watchdog\"}, \"state\": \"firing\"}]}}"
        )
        #expect(watched.shown("alerts.firing") == "0")
    }

    @Test("PagerDuty: a page with more, and a silent list, give nothing")
    func pagerDuty() throws {
        #expect(try read("{\"incidents\": [], \"more\": false}").shown("incidents.open") == "?")
        let more = try read("{\"incidents\": [{\"status\": \"resolved\"}], \"more\": true}")
        #expect(Set(more.shown.values) == ["?"])
        #expect(try read("{\"maintenance_windows\": [{}, {}], \"more\": false}").shown("maintenance.active") == "2")
    }

    static func statement(_ type: String, _ predicate: String) -> String {
        """
        {"_type": "https://in-toto.io/Statement/v1", "subject": [{"digest": {"sha256": "\(String(repeating: "a", count: 64))"}}],
         "predicateType": "\(type)", "predicate": \(predicate)}
        """
    }

    @Test(
        "only PASSED passes",
        arguments: [
            ("https://in-toto.io/attestation/test-result/v0.1", "{\"result\": \"PASSED\"}", "yes"),
            ("https://in-toto.io/attestation/test-result/v0.1", "{\"result\": \"WARNED\"}", "no"),
            ("https://slsa.dev/verification_summary/v1", "{\"verificationResult\": \"FAILED\"}", "no"),
            ("https://slsa.dev/provenance/v1", "{}", "?"),
        ])
    func attestations(type: String, predicate: String, passed: String) throws {
        let reading = try read(Self.statement(type, predicate))
        #expect(reading.shown("attestation.passed") == passed)
        #expect(reading.shown("attestation.verified") == "?")
        #expect(reading.revision?.hasPrefix("sha256:aaaa") == true)
    }

    @Test(
        "one incident of PagerDuty: what is open counts, what is resolved says nothing of the others",
        arguments: [
            ("incident.triggered", "incident", "triggered", "1"),
            ("incident.acknowledged", "incident", "acknowledged", "1"),
            ("incident.reopened", "incident", "triggered", "1"), ("incident.resolved", "incident", "resolved", "?"),
            ("incident.annotated", "incident_note", "", "?"), ("pagey.ping", "ping", "", "?"),
        ])
    func pagerDutyEvents(type: String, data: String, status: String, open: String) throws {
        let reading = try read(
            """
            {"event": {"id": "5ac64822", "event_type": "\(type)", "resource_type": "incident",
              "occurred_at": "2026-11-20T10:00:00.000Z", "agent": {"id": "PXPGF42", "summary": "Earline"}, "client": null,
              "data": {"id": "PT4KHLK", "type": "\(data)", "status": "\(status)", "number": 1234}}}
            """)
        #expect(reading.shown("incidents.open") == open)
        #expect(reading.shown("maintenance.active") == "?")
        #expect(reading.observedAt == Instant(rfc3339: "2026-11-20T10:00:00Z"))
        guard data == "incident" else { return }
        let alone = try read("{\"incident\": {\"id\": \"P\", \"incident_number\": 1, \"status\": \"\(status)\"}}")
        #expect(alone.shown("incidents.open") == open)
    }

    @Test(
        "the webhook of a status page",
        arguments: [
            ("investigating", "1", "?"), ("monitoring", "1", "?"), ("resolved", "?", "?"), ("postmortem", "?", "?"),
            ("scheduled", "?", "?"), ("in_progress", "?", "1"), ("verifying", "?", "1"), ("completed", "?", "?"),
        ])
    func statuspageWebhook(status: String, open: String, active: String) throws {
        let page =
            "{\"id\": \"k\", \"status_indicator\": \"none\", \"status_description\": \"All Systems Operational\"}"
        let reading = try read(
            """
            {"meta": {}, "page": \(page), "incident": {"id": "i", "name": "n", "status": "\(status)", "impact": "none",
              "updated_at": "2026-11-20T10:00:00.000-06:00"}}
            """)
        #expect(reading.shown("incidents.open") == open)
        #expect(reading.shown("maintenance.active") == active)
        let component = try read(
            """
            {"meta": {}, "page": \(page), "component_update": {"created_at": "2026-11-20T10:00:00Z",
              "new_status": "operational", "old_status": "major_outage"}, "component": {"id": "c"}}
            """)
        #expect(Set(component.shown.values) == ["?"])
    }

    @Test("Opsgenie: what is not closed fires, and a page is no list")
    func opsgenie() throws {
        func alert(_ id: Int, _ status: String, snoozed: Bool = false) -> String {
            "{\"id\": \"\(id)\", \"tinyId\": \"\(id)\", \"status\": \"\(status)\", \"snoozed\": \(snoozed), \"acknowledged\": true}"
        }
        func list(_ alerts: [String], next: Bool = false) -> String {
            let paging = next ? "{\"next\": \"https://x\"}" : "{\"first\": \"https://x\"}"
            return
                "{\"data\": [\(alerts.joined(separator: ","))], \"paging\": \(paging), \"took\": 0.1, \"requestId\": \"r\"}"
        }
        let mixed = try read(list([alert(1, "open"), alert(2, "closed"), alert(3, "open", snoozed: true)]))
        #expect(mixed.shown == ["alerts.firing": "1", "alerts.silenced": "1"])
        #expect(try read(list([alert(1, "closed")])).shown("alerts.firing") == "0")
        #expect(try read(list([alert(1, "closed")], next: true)).shown("alerts.firing") == "?")
        #expect(try read(list([])).shown("alerts.firing") == "?")
        let pages = list([alert(1, "open")], next: true) + list([alert(2, "open")])
        #expect(try read(pages).shown("alerts.firing") == "2")
        #expect(try read(list([alert(1, "open")]) + list([alert(2, "open")])).shown("alerts.firing") == "?")
        let one = { (status: String) in "{\"data\": \(alert(1, status)), \"took\": 0.1, \"requestId\": \"r\"}" }
        #expect(try read(one("open")).shown("alerts.firing") == "1")
        #expect(try read(one("closed")).shown("alerts.firing") == "?")
    }

    @Test("an envelope without a signature is known not to be verified, and a broken payload has its place")
    func envelopes() throws {
        let payload = "eyJhIjoxfQ=="
        let broken = #expect(throws: EvidenceError.self) {
            try read(
                "{\"payloadType\": \"application/vnd.in-toto+json\", \"payload\": \"\(payload)\", \"signatures\": []}")
        }
        #expect(broken?.message.contains("inside the payload, at 1:1") == true)
    }
}
