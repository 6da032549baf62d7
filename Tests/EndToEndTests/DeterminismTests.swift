import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// The same inputs and the same time give the same bytes, wherever and whenever.
@Suite struct DeterminismTests {
    private static let surroundings: [[String: String]] = [
        ["LANG": "C", "LC_ALL": "C", "TZ": "UTC"],
        ["LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Kathmandu"],
        ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns", "LANGUAGE": "tr"],
    ]

    @Test(arguments: ["standard-change", "founding-sentences", "stale-and-foreign-evidence"])
    func `locale, zone and process do not show`(sample: String) throws {
        var results: [(Command.Outcome, FolderSnapshot)] = []
        for environment in DeterminismTests.surroundings {
            var workplace = try Workplace(sample: sample)
            workplace.environment = environment
            results.append((try workplace.plan(), try workplace.output()))
        }
        for (outcome, output) in results.dropFirst() {
            #expect(outcome == results[0].0)
            #expect(output.differences(from: results[0].1) == [])
        }
        #expect(results[0].1.files.count > 8)
    }

    @Test func `the order in which files were made and their times do not show`() throws {
        let first = try Workplace()
        let second = try Workplace()
        let names = try FileManager.default.contentsOfDirectory(atPath: first.folder.path("evidence")).sorted()
        try second.folder.remove("evidence")
        for (index, name) in names.reversed().enumerated() {
            try second.folder.copy(first.folder.path("evidence/" + name), to: "evidence/" + name)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000 + Double(index))],
                ofItemAtPath: second.folder.path("evidence/" + name))
        }
        let outcomes = [try first.plan(), try second.plan()]
        #expect(outcomes[0] == outcomes[1])
        #expect(try second.output().differences(from: first.output()) == [])
    }

    @Test func `a second run writes nothing and says so`() throws {
        let workplace = try Workplace()
        let first = try workplace.plan()
        let stamps = try stamps(workplace)
        let entries = try workplace.entries()
        let second = try workplace.plan()
        #expect(first.status == second.status)
        #expect(first.output.contains("Drafts: 5 created."))
        #expect(
            second.output.contains("Nothing changed since the last plan: 5 drafts and 13 files stand as they were."))
        #expect(try self.stamps(workplace) == stamps)
        #expect(try workplace.entries() == entries)
        #expect(entries.count == 1)
    }

    @Test func `where the release file is named from changes nothing`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        let before = try workplace.output()
        let absolute = try workplace.plan(workplace.folder.path("release.yaml"))
        #expect(absolute.output.contains("Nothing changed since the last plan"), "\(absolute.output.suffix(300))")
        #expect(try workplace.entries().count == 1)
        #expect(try workplace.output().differences(from: before) == [])
    }

    @Test func `one changed input changes the drafts that show it, and is named`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        let before = try workplace.output()
        let word = "use the fixed launcher"
        let showing = drafts(of: before).filter { before.files[$0].map { text($0).contains(word) } ?? false }
        try workplace.edit(word, "use the repaired launcher")
        let second = try workplace.plan()
        let after = try workplace.output()
        let changed = drafts(of: after).filter { before.files[$0] != after.files[$0] }
        #expect(!showing.isEmpty && showing.count < drafts(of: before).count)
        #expect(
            changed.filter { path in after.files[path].map { text($0).contains("revision: 2\n") } ?? false } == showing)
        #expect(second.output.contains("\(showing.count) updated"))
        for path in showing {
            let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
            let line = "\(name) (\(path.split(separator: ".").dropLast().last ?? "")): revision 2, "
            #expect(second.output.contains(line + "because initiative_context changed; its approval is void."))
        }
        let third = try workplace.plan()
        #expect(third.output.contains("Nothing changed since the last plan"), "\(third.output.suffix(300))")
        #expect(try workplace.entries().count == 2)
    }

    @Test func `another target withdraws the draft of the first, which comes back as the same one`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        let jira = "{kind: ticket, connector: jira, container: TRN, settings: {issue_type: Change request}}"
        let serviceNow = "{kind: ticket, connector: servicenow, container: change_request}"
        try workplace.edit(jira, serviceNow)
        let second = try workplace.plan()
        #expect(second.output.contains("Drafts: 1 created, 4 unchanged, 1 withdrawn."), "\(second)")
        let ticket = "drafts/ticket/change-ticket.jira.md"
        #expect(try workplace.output().files[ticket] == nil)
        let third = try workplace.plan()
        #expect(third.output.contains("Nothing changed since the last plan"), "\(third)")
        #expect(try workplace.entries().count == 2)
        try workplace.edit(serviceNow, jira)
        let fourth = try workplace.plan()
        #expect(fourth.output.contains("change-ticket (jira): revision 2"), "\(fourth)")
        let stored = try json(workplace.run("drafts", "list", "--format", "json").output)["drafts"]?.elements ?? []
        #expect(stored.count == 6)
        #expect(stored.count { $0["artefact"] == "change-ticket" && $0["connector"] == "jira" } == 1)
        #expect(try workplace.output().files[ticket] != nil)
        #expect(try workplace.verify().status == 0)
    }

    @Test func `two targets in one system have a file each`() throws {
        let workplace = try Workplace()
        let one = "  - {kind: ticket, connector: jira, container: TRN, settings: {issue_type: Change request}}\n"
        try workplace.edit(one, one + one.replacingOccurrences(of: "TRN", with: "OPS"))
        #expect(try workplace.plan().output.contains("6 created"))
        #expect(try drafts(of: workplace.output()).count == 6)
        #expect(try workplace.plan().output.contains("Nothing changed since the last plan"))
    }

    private func drafts(of snapshot: FolderSnapshot) -> [String] {
        snapshot.files.keys.filter { $0.hasPrefix("drafts/") }.sorted()
    }

    private func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

    /// Which file each path is, and when it was changed, to the nanosecond.
    private func stamps(_ workplace: Workplace) throws -> [String: String] {
        var stamps: [String: String] = [:]
        for name in try workplace.output().files.keys {
            var status = stat()
            #expect(stat(workplace.folder.path("readiness/" + name), &status) == 0)
            stamps[name] = "\(status.st_ino) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
        }
        return stamps
    }
}
