import Foundation
import ReleaseTestSupport
import Testing

/// Wrong release files, policies, templates, calendars and command lines: the right status, what is wrong and where,
/// and nothing written.
@Suite struct BadReleaseFileTests {
    /// A release file, what the command must end with, and what it must say.
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var text: @Sendable () -> String
        var messages: [String]

        init(_ name: String, _ text: @autoclosure @escaping @Sendable () -> String, _ messages: String...) {
            testDescription = name
            self.text = text
            self.messages = messages
        }
    }

    static let cases = [
        Case("nothing", "", "release.yaml:1:1: error: the file is empty; it must hold a mapping"),
        Case("spaces", "  \n\n  \n", "release.yaml:1:1: error: the file is empty; it must hold a mapping"),
        Case("a comment", "# later\n", "release.yaml:1:1: error: the file is empty; it must hold a mapping"),
        Case("a tab", "subject:\n\tname: x\n", "release.yaml:2:1: error: a tab stands in the indentation"),
        Case(
            "a word", "hello\n",
            "release.yaml:1:1: error: \"release file\" is \"hello\"; accepted: a mapping with subject"),
        Case(
            "a list", "- a\n", "release.yaml:1:1: error: \"release file\" is a list; accepted: a mapping with subject"),
        Case(
            "50 MB",
            "initiative_context: x\n" + String(repeating: "a: \(String(repeating: "b", count: 995))\n", count: 50_000),
            "release.yaml: error: the file has", "the limit is 4194304"),
        Case("aliases of aliases", aliasBomb(), "release.yaml:", "more than 200000 values, aliases counted in full"),
        Case("aliases as keys", keyBomb(), "release.yaml:2:", "is used as a key; a key must be written out"),
        Case("deep nesting", String(repeating: "[", count: 100_000), "release.yaml:1:", "error:"),
        Case("two documents", "subject: {name: a}\n---\nsubject: {name: b}\n", "release.yaml:", "error:"),
        Case(
            "wrong types everywhere", wrongTypes,
            "release.yaml:1:10: error: \"subject\" is a list; accepted: a mapping with name, version, revision",
            "release.yaml:2:26: error: \"id\" is a list; accepted: a text", "release.yaml:2:83: error: \"authors\"",
            "release.yaml:3:19: error: \"change_scope\"", "release.yaml:8:11: error: \"timeline\""),
    ]

    @Test(arguments: cases)
    func `is refused`(_ example: Case) throws {
        let workplace = try Workplace()
        try workplace.folder.write(example.text(), to: "release.yaml")
        let outcome = try workplace.plan()
        #expect(outcome.status == 65)
        for message in example.messages { #expect(outcome.errors.contains(message), "\(outcome.errors.prefix(600))") }
        #expect(outcome.errors.utf8.count < 100_000)
        #expect(outcome.output == "")
        expectNothingWritten(workplace)
    }

    @Test func `bytes that are no text are refused`() throws {
        let workplace = try Workplace()
        try workplace.folder.write(Data([0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x0A]), to: "release.yaml")
        let outcome = try workplace.plan()
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("release.yaml:1:4: error: a byte here is not UTF-8"), "\(outcome.errors)")
        expectNothingWritten(workplace)
    }

    @Test func `a release file that is not there, or is a folder, is an input that is missing`() throws {
        let workplace = try Workplace()
        try workplace.folder.remove("release.yaml")
        let missing = try workplace.plan()
        #expect(
            missing == Command.Outcome(status: 66, output: "", errors: "error: release.yaml: there is no such file\n"))
        try FileManager.default.createDirectory(
            atPath: workplace.folder.path("release.yaml"), withIntermediateDirectories: false)
        let folder = try workplace.plan()
        #expect(folder.status == 66)
        #expect(folder.errors == "error: release.yaml: this is a folder; a file is needed\n")
        expectNothingWritten(workplace)
    }

    @Test(arguments: [
        ("criteria: [", 65, "policy.yaml:", "the file is not YAML"),
        ("criteria:\n  - x\n", 65, "policy.yaml:2:3: error: \"criteria\" is a list", "accepted: a mapping"),
        (
            "criteria:\n  tests-passed: {required: false}\n", 65,
            "policy.yaml:2:3: error: \"tests-passed\" (from required to advisory) is loosened", "only with a \"reason\""
        ),
        ("", 65, "policy.yaml", "empty"),
    ])
    func `a policy that cannot stand is refused`(_ text: String, _ status: Int32, _ first: String, _ second: String)
        throws
    {
        let workplace = try Workplace()
        try workplace.edit("subject:\n", "policy: policy.yaml\nsubject:\n")
        try workplace.folder.write(text, to: "policy.yaml")
        let outcome = try workplace.plan()
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(first) && outcome.errors.contains(second), "\(outcome.errors)")
        expectNothingWritten(workplace)
    }

    @Test func `a policy that is not there is an input that is missing`() throws {
        let workplace = try Workplace()
        try workplace.edit("subject:\n", "policy: policy.yaml\nsubject:\n")
        let outcome = try workplace.plan()
        #expect(outcome.status == 66)
        #expect(outcome.errors == "error: policy.yaml: there is no such file\n")
        expectNothingWritten(workplace)
    }

    @Test func `a template that asks for what there is not is refused with its place`() throws {
        let workplace = try Workplace()
        try workplace.folder.write("DRAFT x\n\n{{nope}}\n{{#gates}}", to: "templates/announcement.mustache")
        let outcome = try workplace.plan()
        #expect(outcome.status == 65)
        let errors = outcome.errors
        #expect(errors.contains("templates/announcement.mustache:3:1: error: there is no field \"nope\""), "\(errors)")
        #expect(errors.contains("templates/announcement.mustache:4:1: error: the section \"gates\" is never closed"))
        let missing = try workplace.plan("--templates", "elsewhere")
        #expect(missing.status == 66)
        #expect(missing.errors == "error: elsewhere: there is no such folder of templates\n")
        expectNothingWritten(workplace)
    }

    @Test func `a calendar that is cut off is refused with its place`() throws {
        let workplace = try Workplace()
        try workplace.edit("timeline:\n", "timeline:\n  calendars: [freezes.ics]\n")
        try workplace.folder.write("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2020\r\n", to: "freezes.ics")
        let outcome = try workplace.plan()
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("freezes.ics:2: error: VEVENT is not closed"), "\(outcome.errors)")
        expectNothingWritten(workplace)
    }

    @Test(arguments: [
        ["plan", "--now", "yesterday"], ["plan", "--now", "2020-13-01T00:00:00Z"],
        ["plan", "--now", "2020-02-30T00:00:00Z"],
        ["plan", "--now", "2020-01-01T00:00:00"], ["plan", "--now", ""], ["plan", "--fromat", "json"],
        ["plan", "--format", "yaml"],
        ["plan", "a.yaml", "b.yaml"], ["paln"], ["gate"], ["gate", "nowhere"], ["drafts", "show"],
        ["explain", "no-such-name"],
        ["schema", "nothing"], ["evidence", "read"],
    ])
    func `a wrong command line is told as one`(arguments: [String]) throws {
        let workplace = try Workplace()
        let outcome = try workplace.command(arguments).run()
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errors.lowercased().hasPrefix("error: "), "\(outcome.errors)")
        expectNothingWritten(workplace)
    }

    private func expectNothingWritten(
        _ workplace: Workplace, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(!workplace.folder.has("readiness"), sourceLocation: sourceLocation)
        #expect(!workplace.folder.has(".releasegate"), sourceLocation: sourceLocation)
    }

    private static func aliasBomb() -> String {
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (before, name) in zip("abcdefghij", "bcdefghijk") {
            text += "\(name): &\(name) [\(Array(repeating: "*\(before)", count: 9).joined(separator: ", "))]\n"
        }
        return text + "initiative_context: *k\n"
    }

    private static func keyBomb() -> String {
        var text = "a: &a {x: y}\n"
        for (before, name) in zip("abcdefghijkl", "bcdefghijklm") {
            text += "\(name): &\(name) {? *\(before) : *\(before), ? [*\(before), *\(before)] : 1}\n"
        }
        return text
    }

    private static let wrongTypes = """
        subject: [1, 2]
        initiative_context: {id: [a], name: {x: 1}, products: 7, requester: [x], authors: {a: b}}
        change_scope: [1, [2]]
        evidence_channels: {channel: 5}
        risk_tolerance: [true]
        approval_matrix: 12
        rollback_plan: [null]
        timeline: soon
        writebacks: {a: 1}
        overrides: 3
        policy: [x]
        criticality_bands: 4
        preferred_llm: {a: 1}

        """
}
