import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// What people decide, through the built program: the gate, the plan, the report and the drafts say the same.
@Suite struct GovernanceTests {
    private func gate(_ workplace: Workplace, _ environment: String, at now: String? = nil) throws -> JSONValue {
        try json(workplace.run("gate", environment, "--now", now ?? workplace.now, "--format", "json").output)["gate"]
            ?? .null
    }

    private func scorecard(_ workplace: Workplace) throws -> JSONValue {
        try json(workplace.plan("--format", "json").output)["release_readiness_scorecard"] ?? .null
    }

    private func reviewDrafts(_ workplace: Workplace) throws -> [Data] {
        try workplace.output().files.filter { $0.key.contains("post-implementation-review") }.map(\.value)
    }

    @Test func `an override that a command starts has its review draft, and owes its review to the next promotion`()
        throws
    {
        let workplace = try Workplace()
        let started = try workplace.run(
            "override", "start", "production", "--reason", "Jobs of all teams hang.", "--consent", "sre-lead=eli",
            "--consent", "platform-lead=hanna", "--for", "2h", "--now", workplace.now, "--format", "json")
        #expect(started.status == 0, "\(started.errors)")
        let id = try json(started.output)["overrides"]?.elements?.first?["id"]?.text ?? ""
        let plan = try workplace.plan("--format", "json")
        let drafts = try reviewDrafts(workplace)
        #expect(
            !drafts.isEmpty
                && drafts.allSatisfy { String(decoding: $0, as: UTF8.self).contains("Jobs of all teams hang") })
        #expect(drafts.allSatisfy { String(decoding: $0, as: UTF8.self).contains("SRE lead and Platform lead") })
        #expect(plan.output.contains("\"owes_review\": true"))
        // It has ended; the ticket stays, and the next promotion is blocked once the review is late.
        let late = "2020-09-10T08:00:00Z"
        _ = try workplace.run("plan", "--now", late)
        #expect(try !reviewDrafts(workplace).isEmpty)
        let blocked = try gate(workplace, "staging", at: late)
        #expect(blocked["decision"] == "BLOCK")
        let owed = "overrides-reviewed is RED: the review of the override \"\(id)\" was due at"
        func isOwed(_ gate: JSONValue) -> Bool {
            gate["blockers"]?.elements?.contains { $0.text?.hasPrefix(owed) == true } == true
        }
        #expect(isOwed(blocked), "\(blocked["blockers"] ?? .null)")
        // Another initiative that touches the same module owes it too.
        try workplace.edit("id: training-runtime-launcher", "id: another-initiative")
        #expect(isOwed(try gate(workplace, "staging", at: late)))
        try workplace.edit("modules: [launcher]", "modules: [scheduler]")
        try workplace.edit("name: training-runtime\n", "name: something-else\n")
        #expect(!isOwed(try gate(workplace, "staging", at: late)))
        try workplace.edit("modules: [scheduler]", "modules: [launcher]")
        try workplace.edit("id: another-initiative", "id: training-runtime-launcher")
        try workplace.edit("name: something-else\n", "name: training-runtime\n")
        let reviewed = try workplace.run(
            "override", "reviewed", id, "--as", "fay", "--reason", "PIR-12", "--now", late)
        #expect(reviewed.status == 0, "\(reviewed.errors)")
        #expect(!isOwed(try gate(workplace, "staging", at: late)))
        #expect(try workplace.verify().status == 0)
    }

    /// The standard change without its approvals, in a class whose requests time out after an hour.
    private func waiting() throws -> Workplace {
        let workplace = try Workplace()
        let text = try workplace.folder.text("release.yaml")
        guard let approvals = text.range(of: "\napprovals:") else { return workplace }
        try workplace.folder.write(
            String(text[..<approvals.lowerBound]) + "\npolicy: policy.yaml\n", to: "release.yaml")
        try workplace.folder.write(
            "name: quick\nplaybooks: {medium: {approval_timeout: 1h, escalation: [{after: 30 min, role: director}]}}\n",
            to: "policy.yaml")
        return workplace
    }

    @Test func `a request that nobody answers blocks the gate in its own word, everywhere`() throws {
        let workplace = try waiting()
        let first = try workplace.plan()
        #expect(first.status == 2, "\(first.errors)")
        #expect(try workplace.plan().output.contains("Nothing changed since the last plan"))
        let before = try gate(workplace, "staging", at: "2020-09-01T08:59:59Z")
        #expect(before["decision"] == "WAIT" && before["approval"]?["times_out"] == "2020-09-01T09:00:00Z")
        let late = "2020-09-01T09:00:00Z"
        let after = try gate(workplace, "staging", at: late)
        #expect(after["decision"] == "BLOCK" && after["approval"]?["state"] == "timed_out", "\(after)")
        #expect(after["decision_reason"]?.text?.contains("nobody answered the request") == true)
        let status = try workplace.run("approvals", "status", "staging", "--now", late)
        #expect(status.status == 1 && status.output.contains("TIMED OUT"))
        // The plan finds the same, and finds it again.
        for _ in 0..<2 {
            let plan = try workplace.run("plan", "--now", late, "--format", "json")
            #expect(plan.status == 1)
            let gates = try json(plan.output)["release_readiness_scorecard"]?["gates"]?.elements ?? []
            #expect(gates.first?["approval"]?["state"] == "timed_out")
        }
        let page = try workplace.output().files.first { $0.key.contains("readiness-page") }?.value ?? Data()
        #expect(String(decoding: page, as: UTF8.self).contains("rejected, because nobody answered in time"))
        let vote = ["approvals", "approve", "staging", "--as", "eli", "--role", "sre-lead", "--reason", "read it"]
        let refused = try workplace.command(vote + ["--now", late]).run()
        #expect(refused.status == 1 && refused.errors.contains("for want of an answer"), "\(refused.errors)")
        let asked = try workplace.run("approvals", "request", "staging", "--as", "fay", "--now", late)
        #expect(asked.status == 0 || asked.status == 2, "\(asked.errors)")
        #expect(try gate(workplace, "staging", at: late)["decision"] == "WAIT")
        #expect(try workplace.command(vote + ["--now", "2020-09-01T09:10:00Z"]).run().status == 0)
        #expect(try gate(workplace, "staging", at: "2020-09-01T09:10:00Z")["decision"] == "PROCEED")
    }

    @Test func `the next promotion waits for the soak time of a deployment on record`() throws {
        let workplace = try Workplace()
        try workplace.edit(", evidence/staging-deployment.json", "")
        let unknown = try gate(workplace, "production")
        #expect(unknown["decision"] == "WAIT")
        #expect(unknown["waits"]?.elements?.first?["kind"] == "soak")
        #expect(unknown["decision_reason"]?.text?.contains("UNKNOWN whether staging was promoted") == true)
        func record(_ result: String, at time: String) throws {
            let outcome = try workplace.run(
                "outcome", "record", result, "--environment", "staging", "--at", time, "--as", "eli", "--now",
                workplace.now)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try record("success", at: "2020-08-31T21:00:00Z")
        let early = try gate(workplace, "production")
        #expect(early["decision"] == "WAIT")
        #expect(early["waits"]?.elements?.first?["until"] == "2020-09-01T09:00:00Z")
        #expect(try gate(workplace, "production", at: "2020-09-01T09:00:00Z")["decision"] == "PROCEED")
        try record("rolled_back", at: "2020-09-01T07:00:00Z")
        #expect(
            try gate(workplace, "production", at: "2020-09-01T09:00:00Z")["decision_reason"]?.text?.contains(
                "did not succeed") == true)
    }

    @Test func `an entry of the release file that breaks a rule counts for nothing, and says why`() throws {
        let workplace = try Workplace()
        try workplace.edit("  last_rehearsed: 2020-08-28\n", "")
        try workplace.edit("files: [evidence/rehearsal.yaml, ", "files: [")
        let text = try workplace.folder.text("release.yaml")
        try workplace.folder.write(
            text + """

                delegations:
                  - {role: sre-lead, from: bo, to: eli, start: 2020-08-30T00:00:00Z, end: 2020-09-09T00:00:00Z, reason: away}
                waivers:
                  - {id: w-1, criterion: rollback-rehearsed, environments: [staging, production], owner: sre-lead,
                     requester: gil, approver: dana, reason: booked, ticket: OPS-1,
                     start: 2020-09-01T00:00:00Z, end: 2020-09-05T00:00:00Z}
                """, to: "release.yaml")
        #expect(try scorecard(workplace)["waivers"]?.elements?.first?["refusal"] == .null)
        try workplace.edit("authors: [alex, sam]", "authors: [alex, sam, dana]")
        let report = try scorecard(workplace)
        #expect(
            report["waivers"]?.elements?.first?["refusal"]
                == "dana is an author of the change and may not excuse it from a rule")
        #expect(
            report["delegations"]?.elements?.first?["refusal"]
                == "bo is not a member of the role \"sre-lead\" and has no vote in it to delegate")
        #expect(try workplace.plan().output.contains("Entries that count for nothing"))
        #expect(try gate(workplace, "production")["state"] == "UNKNOWN")
    }

    @Test func `a calendar of too many occurrences names the rule`() throws {
        let workplace = try Workplace()
        let events = (0..<40).map { number in
            "BEGIN:VEVENT\r\nUID:e\(number)\r\nSUMMARY:Freeze \(number)\r\nDTSTART:20200101T000000Z\r\nDURATION:PT1S\r\n"
                + "RRULE:FREQ=SECONDLY;COUNT=1000000000\r\nEND:VEVENT\r\n"
        }
        try workplace.folder.write(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n" + events.joined() + "END:VCALENDAR\r\n",
            to: "dense.ics")
        let outcome = try workplace.run(
            "calendar", "expand", "dense.ics", "--from", "2020-09-01T00:00:00Z", "--to", "2021-09-01T00:00:00Z")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("dense.ics:"), "\(outcome.errors)")
        #expect(outcome.errors.contains("take more than 2000000 steps"), "\(outcome.errors)")
    }

    @Test func `a waiver is not approved by an approval, and that is said`() throws {
        let workplace = try Workplace()
        try workplace.forgetApprovals()
        let text = try workplace.folder.text("release.yaml")
        try workplace.folder.write(
            text + """

                approvals:
                  - {subject: "waiver:w-1", vote: approve, role: sre-lead, person: eli, reason: fine,
                     at: 2020-09-01T00:00:00Z, covers: [{name: waiver, value: w-1}]}
                """, to: "release.yaml")
        let outcome = try workplace.run("gate", "staging", "--now", workplace.now)
        #expect(outcome.status == 65)
        #expect(
            outcome.errors.contains("a waiver is approved where it stands, by its \"approver\""), "\(outcome.errors)")
    }

    @Test func `a request in the release file times out as one of the command does`() throws {
        let workplace = try Workplace()
        try workplace.forgetApprovals()
        let text = try workplace.folder.text("release.yaml")
        func state(_ requests: String) throws -> String? {
            try workplace.folder.write(text + "\napproval_requests:\n" + requests, to: "release.yaml")
            return try gate(workplace, "staging")["decision"]?.text
        }
        let early = "  - {subject: \"gate:staging\", person: gil, at: 2020-08-03T08:00:00Z}\n"
        #expect(try state(early) == "BLOCK")
        #expect(try state(early + "  - {subject: \"gate:staging\", person: gil, at: 2020-09-01T07:00:00Z}\n") == "WAIT")
        #expect(
            try state("  - {subject: \"gate:staging\", person: gil, at: 2020-08-03T08:00:00Z, revision: \"1234567\"}\n")
                == "WAIT")
    }
}
