import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Many processes at once lose nothing and double nothing.
@Suite struct ConcurrencyTests {
    @Test(arguments: [2, 8])
    func `plans of the same inputs record once`(count: Int) throws {
        let alone = try Workplace()
        let expected = try alone.plan()
        let workplace = try Workplace()
        let running = try (0..<count).map { _ in try workplace.command(["plan", "--now", workplace.now]).start() }
        let outcomes = try running.map { try $0.wait() }
        #expect(outcomes.map(\.status) == Array(repeating: expected.status, count: count), "\(outcomes.map(\.errors))")
        #expect(outcomes.count { $0.output.contains("5 created") } == 1)
        #expect(try workplace.entries().count == 1)
        try expectWhole(workplace)
        #expect(try workplace.output().differences(from: alone.output()) == [])
    }

    @Test func `plans of different inputs each record, one after the other`() throws {
        let workplace = try Workplace()
        let text = try workplace.folder.text("release.yaml")
        let count = 8
        for number in 0..<count {
            let own = text.replacingOccurrences(of: "use the fixed launcher", with: "use the launcher number \(number)")
            try workplace.folder.write(own, to: "release-\(number).yaml")
        }
        let running = try (0..<count).map { number in
            try workplace.command(["plan", "release-\(number).yaml", "--now", workplace.now]).start()
        }
        let outcomes = try running.map { try $0.wait() }
        #expect(outcomes.map(\.status) == Array(repeating: 0, count: count), "\(outcomes.map(\.errors))")
        let entries = try workplace.entries()
        #expect(entries.map { $0["index"]?.wholeNumber } == (0..<count).map { Int64($0) })
        let drafts = try json(
            workplace.run("drafts", "list", "--release", "release-0.yaml", "--format", "json").output)["drafts"]?
            .elements
        #expect(drafts?.count == 5)
        #expect(Set(drafts?.compactMap { $0["key"]?.text } ?? []).count == 5)
        #expect(drafts?.first { $0["artefact"] == "announcement" }?["revision"] == .integer(Int64(count)))
        try expectWhole(workplace)
    }

    @Test(arguments: [2, 8])
    func `approvals of different people are all kept`(count: Int) throws {
        let people = (1...count).map { "approver-\($0)" }
        let workplace = try Self.asking(for: count, of: people.joined(separator: ", "))
        let outcomes = try Self.approve(people, in: workplace)
        #expect(outcomes.map(\.status) == Array(repeating: 0, count: count), "\(outcomes.map(\.errors))")
        let approval = try Self.approval(in: workplace)
        #expect(approval?["state"] == "granted")
        #expect(Set(approval?["votes"]?.elements?.compactMap { $0["person"]?.text } ?? []) == Set(people))
        #expect(try workplace.entries().count == 1 + count)
        #expect(try workplace.verify().status == 0)
    }

    @Test(arguments: [2, 8])
    func `approvals of one person under many names are one`(count: Int) throws {
        let names = [
            "eli", "ELI", "eli@example.com", "Eli <eli@example.com>", "@eli", " eli ", "mailto:eli@example.com", "Eli",
        ]
        let workplace = try Self.asking(for: 2, of: "{id: eli, aliases: [eli@example.com]}, lee")
        let outcomes = try Self.approve(Array(names.prefix(count)), in: workplace)
        #expect(outcomes.count { $0.status == 0 } == 1, "\(outcomes)")
        #expect(
            outcomes.count { $0.status == 1 && $0.errors.contains("has voted already") } == count - 1, "\(outcomes)")
        #expect(try Self.approval(in: workplace)?["state"] == "pending")
        #expect(try workplace.entries().count == 2)
        #expect(try workplace.verify().status == 0)
    }

    /// A planned release whose promotion into staging needs `count` of `members`.
    private static func asking(for count: Int, of members: String) throws -> Workplace {
        let workplace = try Workplace()
        try workplace.forgetApprovals()
        try workplace.edit("members: [dana, eli]", "members: [\(members)]")
        try workplace.edit("medium: sre-lead", "medium: {count: \(count), of: [sre-lead]}")
        _ = try workplace.plan()
        return workplace
    }

    private static func approve(_ people: [String], in workplace: Workplace) throws -> [Command.Outcome] {
        let running = try people.map { person in
            try workplace.command([
                "approvals", "approve", "staging", "--as", person, "--role", "sre-lead", "--reason", "read the plan",
                "--now", workplace.now,
            ]).start()
        }
        return try running.map { try $0.wait() }
    }

    private static func approval(in workplace: Workplace) throws -> JSONValue? {
        let status = try workplace.run("approvals", "status", "staging", "--now", workplace.now, "--format", "json")
        return try json(status.output)["approvals"]?.elements?.first?["approval"]
    }

    /// The log is whole, and the files are those of the plan that was recorded last.
    private func expectWhole(_ workplace: Workplace) throws {
        let verification = try workplace.verify()
        #expect(verification.status == 0, "\(verification.output)")
        let head = try json(verification.output)["head"]?.text ?? "none"
        #expect(try workplace.folder.text("readiness/report.json").contains(head))
        let files = try workplace.output().files.keys
        #expect(files.filter { $0.contains("releasegate-new") || $0.contains("staging") } == [])
    }
}
