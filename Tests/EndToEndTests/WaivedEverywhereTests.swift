import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// A waived criterion is shown as WAIVED, with who allowed it, until when and why, in every form that leaves the program.
@Suite struct WaivedEverywhereTests {
    private static let waiver = """

        waivers:
          - id: w-77
            criterion: rollback-rehearsed
            environments: [staging, production]
            owner: sre-lead
            requester: gil
            approver: dana
            reason: the drill is booked for the fourth
            ticket: OPS-771
            start: 2020-08-30T00:00:00Z
            end: 2020-09-05T12:00:00Z
        """

    /// A release whose rehearsal is missing and excused.
    private static func prepared() throws -> Workplace {
        let workplace = try Workplace()
        try workplace.edit("  last_rehearsed: 2020-08-28\n", "")
        try workplace.edit("files: [evidence/rehearsal.yaml, ", "files: [")
        try workplace.folder.write(try workplace.folder.text("release.yaml") + waiver + "\n", to: "release.yaml")
        let plan = try workplace.plan()
        try workplace.folder.write(plan.output, to: "plan.txt")
        return workplace
    }

    /// The words as each form writes them, line breaks of its own taken out.
    private static func flat(_ text: String, _ form: String) -> String {
        let joined = form == "ics" ? text.replacingOccurrences(of: "\r\n ", with: "") : text
        return joined.replacingOccurrences(of: "\\", with: "").split { $0.isWhitespace }.joined(separator: " ")
    }

    static let files = [
        "plan.txt", "readiness/report.md", "readiness/report.html", "readiness/report.json",
        "readiness/findings.sarif", "readiness/gates.junit.xml", "readiness/findings.csv", "readiness/timeline.ics",
        "readiness/attestation.intoto.json", "readiness/drafts/ticket/change-ticket.jira.md",
        "readiness/drafts/docs_page/readiness-page.confluence.md",
    ]

    @Test func `every file of a plan says it`() throws {
        let workplace = try Self.prepared()
        for file in Self.files {
            let text = Self.flat(
                try workplace.folder.text(file), file.split(separator: ".").last.map(String.init) ?? "")
            for word in ["WAIVED", "w-77", "dana", "the drill is booked for the fourth", "OPS-771"] {
                #expect(text.contains(word), "\(file) does not say \(word)")
            }
            #expect(
                ["2020-09-05T12:00:00Z", "2020-09-05 12:00 UTC", "2020-09-05 14:00", "20200905T120000Z"]
                    .contains(where: text.contains), "\(file) does not say until when")
        }
    }

    @Test(arguments: ["sarif", "junit", "csv", "ics", "cloudevents", "html", "markdown", "json"])
    func `every format of report says it`(format: String) throws {
        let workplace = try Self.prepared()
        let text = Self.flat(
            try workplace.run("report", "--format", format, "--now", workplace.now).output, format)
        for word in ["WAIVED", "w-77", "dana", "the drill is booked for the fourth"] {
            #expect(text.contains(word), "\(format) does not say \(word)")
        }
        #expect(
            ["2020-09-05T12:00:00Z", "2020-09-05 12:00 UTC"].contains(where: text.contains), "\(format): until when")
    }

    @Test func `the gate and the listing say it`() throws {
        let workplace = try Self.prepared()
        for arguments in [
            ["gate", "production"], ["gate", "production", "--format", "json"], ["waivers", "list"],
            ["waivers", "list", "--format", "json"],
        ] {
            let text = Self.flat(try workplace.command(arguments + ["--now", workplace.now]).run().output, "")
            for word in ["w-77", "dana", "the drill is booked for the fourth"] {
                #expect(text.contains(word), "\(arguments) does not say \(word)")
            }
            #expect(text.contains("2020-09-05"), "\(arguments): until when")
        }
        let gate = try json(
            workplace.run("gate", "production", "--now", workplace.now, "--format", "json").output)["gate"]
        #expect(gate?["waived_count"] == .integer(1))
        let finding = gate?["findings"]?.elements?.first { $0["criterion"] == "rollback-rehearsed" }
        #expect(finding?["state"] == "WAIVED" && finding?["waiver"] == "w-77")
    }

    /// In the machines' forms it stands where their readers look for an exception, and never as a pass.
    @Test func `machines read it as an exception`() throws {
        let workplace = try Self.prepared()
        let sarif = try json(workplace.folder.text("readiness/findings.sarif"))
        let results = (sarif["runs"]?.elements?.first?["results"]?.elements ?? []).filter {
            $0["ruleId"] == "rollback-rehearsed"
        }
        #expect(!results.isEmpty)
        for result in results {
            let suppression = result["suppressions"]?.elements?.first
            #expect(suppression?["status"] == "accepted")
            #expect(
                suppression?["justification"]
                    == "the drill is booked for the fourth (OPS-771, approved by dana, until 2020-09-05T12:00:00Z)")
        }
        let junit = try workplace.folder.text("readiness/gates.junit.xml")
        #expect(junit.contains("<skipped message=\"WAIVED, without waiver UNKNOWN: "))
        let rows = try workplace.folder.text("readiness/findings.csv").components(separatedBy: "\r\n")
        #expect(
            rows.contains { $0.hasPrefix("production,") && $0.contains(",WAIVED,UNKNOWN,") && $0.contains(",w-77,") })
        let calendar = Self.flat(try workplace.folder.text("readiness/timeline.ics"), "ics")
        #expect(calendar.contains("DTSTART:20200905T120000Z SUMMARY:Waiver w-77 ends"))
    }

    /// A waiver that does not apply is told, and nothing is WAIVED by it.
    @Test func `a refused one excuses nothing in any form`() throws {
        let workplace = try Self.prepared()
        try workplace.edit("approver: dana", "approver: gil")
        _ = try workplace.plan()
        for file in Self.files.dropFirst() where !file.contains("drafts") {
            let text = Self.flat(
                try workplace.folder.text(file), file.split(separator: ".").last.map(String.init) ?? "")
            #expect(!text.contains("waived until"), "\(file)")
        }
        let gate = try json(
            workplace.run("gate", "production", "--now", workplace.now, "--format", "json").output)["gate"]
        #expect(gate?["waived_count"] == .integer(0) && gate?["decision"] == "BLOCK")
    }
}
