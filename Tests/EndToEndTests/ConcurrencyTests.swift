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
