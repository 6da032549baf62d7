import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// From the first export to the last: what the ledger and a listing prove, and what is written for a person to carry.
@Suite struct DraftLifecycleTests {
    private func drafts(_ workplace: Workplace, _ arguments: String...) throws -> Command.Outcome {
        try workplace.command(["drafts"] + arguments + ["--now", workplace.now]).run()
    }

    /// The draft of an artefact in the JSON of `drafts status` or `drafts export`.
    private func standing(_ artefact: String, in outcome: Command.Outcome) throws -> JSONValue {
        let drafts = try json(outcome.output)["drafts"]?.elements ?? []
        return try #require(drafts.first { $0["artefact"]?.text == artefact }, "\(outcome.output)\(outcome.errors)")
    }

    private func state(_ artefact: String, _ workplace: Workplace, _ listing: String...) throws -> String? {
        let options = listing.flatMap { ["--listing", $0] }
        let status = try workplace.command(
            ["drafts", "status", "--format", "json", "--now", workplace.now] + options
        ).run()
        return try standing(artefact, in: status)["state"]?.text
    }

    /// The address is where the draft goes, so it may stand in it; any other may not.
    @Test func `a named recipient does not hold a draft back`() throws {
        let workplace = try Workplace()
        let slack = "connector: slack, container: \"#training-runtime-drafts\""
        try workplace.edit(slack, "connector: email, container: release-comms@example.com")
        #expect(try state("announcement", workplace) == "planned")
        try workplace.edit("Ship the launcher fix", "Write to jane.doe@example.com and ship the launcher fix")
        #expect(try state("announcement", workplace) == "held_back")
    }

    @Test func `list and status tell one truth between two plans`() throws {
        let workplace = try Workplace()
        _ = try workplace.command(["plan", "--now", workplace.now]).run()
        #expect(try !drafts(workplace, "status").output.contains("has still to record"))
        try workplace.edit("Ship the launcher fix", "Ship the repaired launcher")
        #expect(
            try drafts(workplace, "status").output
                .contains("2, which `releasegate plan` has still to record; the ledger holds 1"))
        let list = try workplace.command(["drafts", "list"]).run().output
        #expect(list.contains("r1") && list.contains("as the last plan recorded them"))
    }

    @Test func `a place that nobody named is said in words`() throws {
        let workplace = try Workplace()
        try workplace.edit("  - {kind: comms, connector: slack, container: \"#training-runtime-drafts\"}\n", "")
        try workplace.edit(
            "evidence_channels:\n", "evidence_channels:\n  - {channel: slack, owner: sre-lead, files: []}\n")
        for command in [["plan"], ["drafts", "status"], ["drafts", "export"]] {
            let outcome = try workplace.command(command + ["--now", workplace.now]).run()
            #expect(outcome.output.contains("no channel named yet"), "\(outcome.output)\(outcome.errors)")
            #expect(!outcome.output.contains("not-named"), "\(outcome.output)")
        }
        #expect(try !workplace.folder.text("drafts-export/index.md").contains("not-named"))
        let report = try json(workplace.folder.text("readiness/report.json"))
        #expect("\(report)".contains("writeback:comms"))
    }

    @Test func `a draft goes from planned to placed, updated and withdrawn`() throws {
        let workplace = try Workplace()
        let status = try drafts(workplace, "status", "--format", "json")
        #expect(status.status == 0)
        #expect(try standing("change-ticket", in: status)["state"] == "planned")
        #expect(!workplace.folder.has(".releasegate/ledger.sqlite"))

        let first = try drafts(workplace, "export", "--format", "json")
        #expect(first.status == 0, "\(first.errors)")
        let ticket = try standing("change-ticket", in: first)
        #expect(ticket["operation"] == "create_draft")
        let key = try #require(ticket["key"]?.text)
        let folder = "drafts-export/jira/\(key)"
        for name in ["payload.json", "card.json", "preview.html", "preview.txt"] {
            #expect(workplace.folder.has("\(folder)/\(name)"), "\(name)")
        }
        #expect(try workplace.folder.text("drafts-export/index.md").contains("planned"))

        // It left, and nobody said where it stands: both requests, and the same files again.
        let second = try drafts(workplace, "export", "--format", "json")
        #expect(second.status == 2)
        #expect(try standing("change-ticket", in: second)["state"] == "undecided")
        let absent = try json(workplace.folder.text("\(folder)/card.json"))
        let present = try json(workplace.folder.text("\(folder)/if-present/card.json"))
        #expect(absent["operation"] == "create_draft" && present["operation"] == "update_draft")
        #expect(absent["only_if"]?.text?.contains(key) == true && present["only_if"]?.text?.contains(key) == true)
        let before = try workplace.output("drafts-export")
        let entries = try workplace.entries().count
        _ = try drafts(workplace, "export")
        #expect(try workplace.output("drafts-export").differences(from: before) == [])
        #expect(try workplace.entries().count == entries)

        let placed = try drafts(
            workplace, "placed", "change-ticket", "--as", "fay", "--ref", "https://acme.atlassian.net/browse/TRN-12",
            "--revision", "2020-09-01T10:00:00.000+0000")
        #expect(placed.status == 0, "\(placed.errors)")
        #expect(placed.output.contains("stands under TRN-12"))
        #expect(try state("change-ticket", workplace) == "unchanged")
        let third = try drafts(workplace, "export")
        #expect(third.output.contains("removed, nothing is to be carried over: jira/\(key)"), "\(third.output)")
        #expect(!workplace.folder.has("\(folder)/card.json"))

        try workplace.edit("Ship the launcher fix", "Ship the repaired launcher")
        let fourth = try drafts(workplace, "export", "--format", "json")
        #expect(try standing("change-ticket", in: fourth)["operation"] == "update_draft")
        let card = try json(workplace.folder.text("\(folder)/card.json"))
        #expect(card["request"]?["path"]?.text?.hasPrefix("/rest/api/3/issue/TRN-12") == true)

        let other = try drafts(workplace, "placed", "change-ticket", "--as", "fay", "--ref", "TRN-13")
        #expect(other.status == 1)
        #expect(other.errors.contains("stands under TRN-12 already"))
        let forgotten = try drafts(
            workplace, "forget", "change-ticket", "--as", "fay", "--reason", "the project was archived")
        #expect(forgotten.status == 0, "\(forgotten.errors)")
        #expect(try state("change-ticket", workplace) == "planned")
        #expect(try workplace.verify().status == 0)
    }

    @Test func `listings of the targets decide`() throws {
        let workplace = try Workplace()
        _ = try drafts(workplace, "export")
        let status = try drafts(workplace, "status", "--format", "json")
        let ticket = try standing("change-ticket", in: status)
        let key = try #require(ticket["key"]?.text)
        let digest = try #require(ticket["content_digest"]?.text)
        func issues(_ updated: String, category: String = "new", copies: Int = 1) throws -> String {
            let records = (1...max(1, copies)).map { number in
                """
                {"id": "\(number)", "key": "TRN-\(number)", "fields": {"summary": "DRAFT change", "updated": "\(updated)",
                "labels": ["releasegate-draft", "rgk-\(key.dropFirst(4))"],
                "status": {"statusCategory": {"key": "\(category)"}}},
                "properties": {"releasegate.writeback": {"v": 1, "key": "\(key)", "digest": "\(digest)"}}}
                """
            }
            let list = copies == 0 ? "" : records.joined(separator: ",")
            try workplace.folder.write("{\"issues\": [\(list)], \"isLast\": true}", to: "jira.json")
            return "jira.json"
        }
        // Absent and without a time, the payload that left may be on its way.
        #expect(try state("change-ticket", workplace, issues("", copies: 0)) == "undecided")
        #expect(try state("change-ticket", workplace, issues("2020-09-01T10:00:00.000+0000")) == "unchanged")
        _ = try drafts(workplace, "export", "--listing", "jira.json")
        #expect(try state("change-ticket", workplace) == "unchanged")
        #expect(try state("change-ticket", workplace, issues("2020-09-02T10:00:00.000+0000")) == "conflict")
        #expect(try state("change-ticket", workplace, issues("2020-09-01T10:00:00.000+0000", copies: 2)) == "duplicate")
        #expect(
            try state("change-ticket", workplace, issues("2020-09-01T10:00:00.000+0000", category: "done")) == "frozen")
        #expect(try state("change-ticket", workplace, issues("", copies: 0)) == "gone")
        let unknown = try workplace.shell(
            "echo '{\"message\": \"Not Found\"}' > x.json; $RG drafts status --listing x.json")
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("x.json: this is no listing of"), "\(unknown.errors)")
    }

    @Test func `a withdrawn draft leaves the folder, and a person's file stays`() throws {
        let workplace = try Workplace()
        let first = try drafts(workplace, "export", "--format", "json")
        let key = try #require(try standing("announcement", in: first)["key"]?.text)
        try workplace.folder.write("mine", to: "drafts-export/slack/\(key)/notes.txt")
        let text = try workplace.folder.text("release.yaml")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
            !$0.contains("connector: slack")
        }
        try workplace.folder.write(lines.joined(separator: "\n"), to: "release.yaml")
        let second = try drafts(workplace, "export", "--format", "json")
        let withdrawn = try json(second.output)["drafts"]?.elements?.first { $0["key"]?.text == key }
        #expect(withdrawn?["state"] == "withdrawn", "\(second.output)")
        #expect(!workplace.folder.has("drafts-export/slack/\(key)/payload.json"))
        #expect(try workplace.folder.text("drafts-export/slack/\(key)/notes.txt") == "mine")
    }

    @Test func `two exports at once hand out once`() throws {
        let workplace = try Workplace()
        let running = try (0..<2).map { _ in
            try workplace.command(["drafts", "export", "--now", workplace.now]).start()
        }
        let outcomes = try running.map { try $0.wait() }
        #expect(outcomes.map(\.status).sorted() == [0, 2], "\(outcomes.map(\.errors))")
        #expect(try workplace.entries().count { $0["action"] == "draft_export" } == 1)
        #expect(try workplace.verify().status == 0)
    }

    @Test(
        .enabled(
            if: SystemCallFault.isPossible, "needs strace and the right to trace: apt-get install strace"),
        arguments: [("rename", 3), ("fsync", 9), ("fdatasync", 1), ("pwrite64", 17)])
    func `an export killed at any step never leads to a second record`(call: String, stride: Int) throws {
        let undisturbed = try Workplace()
        let count = try ExportFault.count(of: call, in: undisturbed)
        #expect(count > 0)
        for number in Swift.stride(from: 1, through: count, by: stride) {
            let workplace = try Workplace()
            let killed = try ExportFault.run(in: workplace, call, at: number)
            #expect(killed.status == 128 + SIGKILL, "\(call) \(number)")
            // The person carries over whatever stands in the folder.
            var target = try ExportFault.Target()
            try target.carryOver(from: workplace)
            for _ in 0..<2 {
                try workplace.folder.write(target.listing, to: "listing.json")
                let next = try workplace.command(
                    ["drafts", "export", "--listing", "listing.json", "--now", workplace.now]
                ).run()
                #expect([0, 2].contains(next.status), "\(call) \(number): \(next.errors)")
                try target.carryOver(from: workplace)
                #expect(target.records <= 1, "\(call) \(number)")
            }
            #expect(target.records == 1, "\(call) \(number)")
            #expect(try workplace.verify().status == 0, "\(call) \(number)")
        }
    }

    @Test(
        .enabled(
            if: SchemaValidator.python != nil, "needs a Python with jsonschema: pip install -r .ci/requirements.txt"))
    func `what is printed validates`() throws {
        let workplace = try Workplace()
        for (document, arguments) in [
            ("draft-standings", ["export", "--format", "json"]), ("draft-standings", ["status", "--format", "json"]),
            (
                "draft-placement",
                ["placed", "change-ticket", "--as", "fay", "--ref", "TRN-12", "--format", "json"]
            ),
            ("drafts", ["preview", "announcement", "--format", "json"]),
        ] {
            let outcome = try workplace.command(["drafts"] + arguments + ["--now", workplace.now]).run()
            try workplace.folder.write(outcome.output, to: "document.json")
            try workplace.folder.write(workplace.run("schema", document).output, to: "schema.json")
            #expect(try SchemaValidator.errors(of: "document.json", "schema.json", in: workplace) == "", "\(arguments)")
        }
        let check = try workplace.run("drafts", "check", "drafts-export", "--format", "json")
        try workplace.folder.write(check.output, to: "document.json")
        try workplace.folder.write(workplace.run("schema", "draft-check").output, to: "schema.json")
        #expect(try SchemaValidator.errors(of: "document.json", "schema.json", in: workplace) == "")
    }
}

/// Kills an export at one of its system calls, and plays the target that a person carries drafts over to.
enum ExportFault {
    static func count(of name: String, in workplace: Workplace) throws -> Int {
        _ = try traced(workplace, ["-e", "trace=\(name)", "-o", "trace"])
        return try workplace.folder.text("trace").split(separator: "\n").filter { $0.contains("\(name)(") }.count
    }

    static func run(in workplace: Workplace, _ name: String, at number: Int) throws -> Command.Outcome {
        try traced(
            workplace, ["-e", "trace=\(name)", "-e", "inject=\(name):signal=KILL:when=\(number)", "-o", "/dev/null"])
    }

    private static func traced(_ workplace: Workplace, _ options: [String]) throws -> Command.Outcome {
        var command = workplace.command(["drafts", "export", "--now", workplace.now])
        command.arguments = ["-f", "-qq"] + options + [command.executable] + command.arguments
        command.executable = Program.find("strace") ?? "strace"
        return try command.run()
    }

    /// A Jira project, as far as the change ticket goes.
    struct Target {
        private(set) var records = 0
        private var key = ""
        private var digest = ""

        init() throws {}

        /// A person does what the folder says, and looks for the key where the card asks for that.
        mutating func carryOver(from workplace: Workplace) throws {
            let folder = workplace.folder.path("drafts-export/jira")
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard workplace.folder.has("drafts-export/jira/\(name)/card.json") else { continue }
                let card = try json(workplace.folder.text("drafts-export/jira/\(name)/card.json"))
                let looksFirst = card["only_if"] != nil
                if card["operation"] == "create_draft", !looksFirst || records == 0 { records += 1 }
                key = card["key"]?.text ?? ""
                digest = card["content_digest"]?.text ?? ""
            }
        }

        /// As a person exports it an hour later.
        var listing: String {
            let entry = """
                {"id": "TRN-1", "revision": "r1", "key": "\(key)", "digest": "\(digest)", "state": "draft", "title": "DRAFT"}
                """
            return """
                {"releasegate_listing": 1, "connector": "jira", "container": "TRN", "complete": true,
                "observed_at": "2030-01-01T00:00:00Z", "entries": [\(records == 0 ? "" : entry)]}
                """
        }
    }
}
