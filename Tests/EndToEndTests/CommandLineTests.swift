import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// What a person at a terminal and a script in a pipe meet.
@Suite struct CommandLineTests {
    private static let commands = [
        "", "init", "plan", "gate", "evidence", "evidence read", "evidence facts", "drafts", "drafts list",
        "drafts show",
        "drafts diff", "drafts check", "drafts status", "drafts export", "drafts placed", "drafts forget",
        "drafts preview",
        "drafts template", "audit", "audit log", "audit verify", "explain", "schema",
    ]

    @Test(arguments: commands)
    func `has a help`(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let workplace = try Workplace()
        let help = try workplace.command(words + ["--help"]).run()
        #expect(help.status == 0 && help.errors == "")
        #expect(help.output.contains("OVERVIEW: ") && help.output.contains("USAGE: releasegate"))
        #expect(
            help.output.split(separator: "\n").allSatisfy { $0.count <= 100 || $0.hasPrefix("USAGE") }, "\(help.output)"
        )
        if ["", "plan", "gate"].contains(command) {
            #expect(help.output.contains("EXIT STATUS"))
            for status in [
                "0   PROCEED", "1   BLOCK", "2   WAIT", "64  ", "65  ", "66  ", "70  ", "73  ", "74  ", "75  ",
            ] {
                #expect(help.output.contains(status), "\(status)")
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `has a completion`(shell: String) throws {
        let workplace = try Workplace()
        let script = try workplace.run("--generate-completion-script", shell)
        #expect(script.status == 0)
        for name in ["plan", "gate", "evidence", "drafts", "audit", "explain", "schema"] {
            #expect(script.output.contains(name))
        }
        guard let program = Program.find(shell) else { return }
        try workplace.folder.write(script.output, to: "completion")
        let check = try Command(program, ["-n", "completion"], folder: workplace.folder.path).run()
        #expect(check.status == 0, "\(check.errors)")
    }

    @Test(arguments: Workplace.samples)
    func `a gate of each environment ends with its decision`(sample: String) throws {
        let workplace = try Workplace(sample: sample)
        let plan = try json(workplace.plan("--format", "json").output)
        #expect(plan["schema"] == "releasegate.report/v1")
        let gates = plan["release_readiness_scorecard"]?["gates"]?.elements ?? []
        #expect(!gates.isEmpty)
        for gate in gates {
            guard let environment = gate["environment"]?.text ?? gate["environment"]?["name"]?.text else {
                Issue.record("a gate without environment")
                continue
            }
            let outcome = try workplace.run("gate", environment, "--now", workplace.now, "--format", "json")
            let document = try json(outcome.output)
            #expect(document["schema"] == "releasegate.gate/v1")
            let decision = gate["decision"]?.text
            let statuses: [String: Int32] = ["PROCEED": 0, "BLOCK": 1, "WAIT": 2]
            #expect(outcome.status == decision.flatMap { statuses[$0] }, "\(environment) \(decision ?? "none")")
        }
        try expectExplained(plan, in: workplace)
    }

    /// Every name that the report uses has a page.
    private func expectExplained(_ report: JSONValue, in workplace: Workplace) throws {
        let pages = try json(workplace.run("explain", "--format", "json").output).elements ?? []
        let names = Set(pages.compactMap { $0["id"]?.text })
        var used: Set<String> = []
        func collect(_ value: JSONValue) {
            for key in ["criterion", "fact", "format", "channel", "connector"] {
                if let name = value[key]?.text, name != "*" { used.insert(name) }
            }
            for factor in value["factors"]?.elements ?? [] { factor["id"]?.text.map { _ = used.insert($0) } }
            switch value {
            case .object(let members): for member in members { collect(member.value) }
            case .array(let elements): for element in elements { collect(element) }
            default: break
            }
        }
        collect(report)
        #expect(used.count > 20)
        #expect(used.subtracting(names).sorted() == [])
        for name in used.sorted().prefix(2) {
            let page = try workplace.run("explain", name, "--format", "json")
            #expect(page.status == 0)
            #expect(try json(page.output)["schema"] == "releasegate.explanation/v1")
        }
    }

    @Test func `every command's JSON names its schema`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        let cases: [([String], String)] = [
            (["plan", "--now", workplace.now], "releasegate.report/v1"),
            (["gate", "staging", "--now", workplace.now], "releasegate.gate/v1"),
            (["drafts", "list"], "releasegate.drafts/v1"),
            (["drafts", "show", "announcement"], "releasegate.drafts/v1"),
            (["drafts", "diff", "announcement"], "releasegate.drafts/v1"),
            (["audit", "log", "--ledger", ".releasegate/ledger.sqlite"], "releasegate.audit/v1"),
            (["audit", "verify", "--ledger", ".releasegate/ledger.sqlite"], "releasegate.audit-verification/v1"),
            (["evidence", "facts"], "releasegate.facts/v1"),
            (["explain", "tests-passed"], "releasegate.explanation/v1"),
        ]
        for (arguments, schema) in cases {
            let outcome = try workplace.command(arguments + ["--format", "json"]).run()
            #expect([0, 1, 2].contains(outcome.status), "\(arguments): \(outcome.errors)")
            #expect(try json(outcome.output)["schema"] == .string(schema), "\(arguments)")
        }
        let items = try json(workplace.run("evidence", "read", "evidence/tests.xml", "--format", "json").output)
        let names = ["path", "format", "subject", "environment", "observedAt", "digest", "facts", "notes"]
        #expect(names.allSatisfy { items.elements?.first?[$0] != nil }, "\(items)")
        for document in ["release", "policy", "report", "gate"] {
            let schema = try json(workplace.run("schema", document).output)
            #expect(schema["$schema"]?.text?.contains("json-schema.org/draft") == true, "\(document)")
        }
    }

    @Test func `a pipe gets no colour, a terminal does unless NO_COLOR is set`() throws {
        let workplace = try Workplace()
        let piped = try workplace.plan()
        #expect(!piped.output.contains("\u{1B}") && !piped.errors.contains("\u{1B}"))
        guard Program.find("script") != nil else { return }
        let terminal = "script -qec \"$RG gate staging --now $NOW\" /dev/null"
        #expect(try workplace.shell("TERM=xterm " + terminal).output.contains("\u{1B}["))
        for variables in ["TERM=xterm NO_COLOR=1", "TERM=dumb"] {
            #expect(!(try workplace.shell("\(variables) \(terminal)").output.contains("\u{1B}")), "\(variables)")
        }
    }

    @Test func `a reader that goes away ends nothing half-way`() throws {
        let workplace = try Workplace()
        let outcome = try workplace.shell("$RG plan --now $NOW | head -1; echo ${PIPESTATUS[0]}")
        #expect(outcome.output == "training-runtime 0.20.1 (7d1f0c3b9a5e)\n0\n", "\(outcome)")
        #expect(workplace.folder.has("readiness/report.html"))
        let explain = try workplace.shell("$RG explain --format json | true; echo ${PIPESTATUS[0]}")
        #expect(explain.output == "0\n", "\(explain)")
    }

    @Test func `an output that cannot be written is an error`() throws {
        let workplace = try Workplace()
        let outcome = try workplace.shell("$RG explain > /dev/full; echo $?")
        #expect(outcome.output == "74\n")
        #expect(outcome.errors == "error: the output cannot be written: no space left on device\n")
    }

    @Test func `what init writes can be planned`() throws {
        let workplace = try Workplace()
        #expect(try workplace.run("init", "new").status == 0)
        let again = try workplace.run("init", "new")
        #expect(again.status == 73 && again.errors.contains("new/release.yaml: a file stands there"), "\(again)")
        let plan = try workplace.plan("new/release.yaml")
        #expect([0, 1, 2].contains(plan.status), "\(plan.errors)")
    }

    @Test func `the version is told`() throws {
        let workplace = try Workplace()
        let outcome = try workplace.run("--version")
        #expect(outcome.status == 0 && outcome.output.contains("."))
    }

    /// Every option for a time says which form it takes, and the time that was probably meant.
    static let times: [(command: String, said: String)] = [
        ("plan --now 2026-11-23T10:00Z", "did you mean \"2026-11-23T10:00:00Z\"?"),
        ("gate production --now 2026-11-23T10:00+01:00", "did you mean \"2026-11-23T10:00:00+01:00\"?"),
        ("report --format csv --now 2026-11-23", "did you mean \"2026-11-23T00:00:00Z\"?"),
        ("calendar check production --from 2026-11-23T10:00Z", "did you mean \"2026-11-23T10:00:00Z\"?"),
        ("calendar next production --from tomorrow", ""),
        ("calendar expand release.yaml --from 2026-11-23T10:00:00 --to 2026-11-24T00:00:00Z", ""),
        ("calendar expand release.yaml --from 2026-11-23T00:00:00Z --to 2026-02-30T00:00:00Z", ""),
        ("outcome record success --as ana --at now", ""),
        ("drafts status --listed-at 10:00", ""),
        ("waivers request --criterion a --env b --as c --owner d --reason e --ticket f --end 1.1.2027", ""),
        ("waivers request --criterion a --env b --as c --owner d --reason e --ticket f --for 1d --start x", ""),
        ("approvals approve production --as a --role b --reason c --expires never", ""),
        ("approvals reject production --as a --role b --reason c --signature s --signed-at then", ""),
        (
            "approvals delegate --role a --from b --to c --reason d --until 2027-01-01T00:00Z",
            "did you mean \"2027-01-01T00:00:00Z\"?"
        ),
    ]

    @Test(arguments: times.indices)
    func `a time in another form is told the form`(index: Int) throws {
        let (command, said) = Self.times[index]
        let workplace = try Workplace()
        let outcome = try workplace.command(command.components(separatedBy: " ")).run()
        #expect(outcome.status == 64)
        #expect(
            outcome.errors.contains(
                "a time is written as RFC 3339 with seconds and an offset, such as 2026-11-23T10:00:00Z"),
            "\(command): \(outcome.errors)")
        #expect(said.isEmpty || outcome.errors.contains(said), "\(command): \(outcome.errors)")
        #expect(outcome.errors.contains("did you mean") == !said.isEmpty, "\(command): \(outcome.errors)")
    }

    @Test(arguments: [
        "calendar check production --for soon", "override start production --reason a --consent b=c --for 4",
        "waivers request --criterion a --env b --as c --owner d --reason e --ticket f --for 1month",
    ])
    func `an amount of time in another form is told the form`(command: String) throws {
        let workplace = try Workplace()
        let outcome = try workplace.command(command.components(separatedBy: " ")).run()
        #expect(outcome.status == 64)
        #expect(
            outcome.errors.contains("an amount of time is a number with its unit, such as 90m, 4h, 2d or PT30M"),
            "\(command): \(outcome.errors)")
    }

    @Test(arguments: [("tests-passd", "tests-passed"), ("jirra", "jira"), ("plan.delete", "plan.deletes")])
    func `a misspelt name is told the near one`(name: String, near: String) throws {
        let workplace = try Workplace()
        let outcome = try workplace.run("explain", name)
        #expect(outcome.status == 64)
        #expect(
            outcome.errors == "error: nothing is called \"\(name)\"; did you mean \"\(near)\"?; "
                + "`releasegate explain` lists all names\n")
    }

    @Test(arguments: ["nosuch", "xyzzy", "q"])
    func `a name that is near to none is told the list`(name: String) throws {
        let workplace = try Workplace()
        let outcome = try workplace.run("explain", name)
        #expect(
            outcome.errors == "error: nothing is called \"\(name)\"; `releasegate explain` lists all names\n")
    }

    /// Without a terminal lines are 80 cells wide; only what is copied whole (paths, digests, drafts) may be longer.
    @Test(arguments: [
        ["explain"], ["audit", "verify"], ["audit", "log"], ["approvals", "status"], ["escalations"],
        ["drafts", "check", "readiness/drafts"], ["drafts", "list"], ["drafts", "status"], ["drafts", "template"],
        ["waivers", "list"], ["override", "list"], ["gate", "production"], ["calendar", "check", "production"],
        ["calendar", "next", "production"], ["plan"],
    ])
    func `no line is wider than a terminal`(arguments: [String]) throws {
        let workplace = try Workplace(sample: "destructive-plan")
        _ = try workplace.plan()
        // These are the commands that judge, so they need the sample's time.
        let judges = ["approvals", "escalations", "waivers", "override", "gate", "calendar", "plan"]
        let hasTime = judges.contains(arguments[0]) || arguments == ["drafts", "status"]
        let outcome = try workplace.command(arguments + (hasTime ? ["--now", workplace.now] : [])).run()
        #expect([0, 1, 2].contains(outcome.status), "\(outcome.errors)")
        #expect(!outcome.output.isEmpty)
        for line in outcome.output.split(separator: "\n") where line.count > 80 {
            let words = line.split(separator: " ")
            #expect(words.count == 1 || words.contains { $0.count > 60 }, "\(line)")
        }
    }
}
