import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// `drafts check` on drafts, payloads and folders, clean and spoilt.
@Suite struct DraftCheckTests {
    @Test func `a whole export and all drafts of a plan are clean`() throws {
        let workplace = try Workplace()
        _ = try workplace.plan()
        _ = try workplace.command(["drafts", "export", "--now", workplace.now]).run()
        let exported = try workplace.run("drafts", "check", "drafts-export", "--format", "json")
        #expect(exported.status == 0, "\(exported.output)")
        let inspections = try json(exported.output)["drafts"]?.elements ?? []
        #expect(inspections.count == 5)
        #expect(inspections.allSatisfy { $0["form"] == "export" && $0["request"]?.text != nil })
        #expect(inspections.contains { $0["limits"]?.elements?.isEmpty == false })
        let planned = try workplace.run("drafts", "check", "readiness/drafts")
        #expect(planned.status == 0, "\(planned.output)")
    }

    @Test func `a hit names the place in the payload and the user's own line`() throws {
        let workplace = try Workplace()
        _ = try workplace.command(["drafts", "export", "--now", workplace.now]).run()
        let folder = workplace.folder.path("drafts-export/jira")
        let key = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let file = "drafts-export/jira/\(key)/payload.json"
        let command = "kubectl rollout undo deployment/launcher"
        try workplace.edit("Ship the launcher fix to the training clusters.", command)
        let text = try workplace.folder.text(file)
        #expect(text.contains("Ship the launcher fix to the training clusters."))
        try workplace.folder.write(
            text.replacingOccurrences(of: "Ship the launcher fix to the training clusters.", with: command), to: file)
        let line =
            try #require(
                workplace.folder.text(file).split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
                    $0.contains(command)
                }) + 1
        let source =
            try #require(
                workplace.folder.text("release.yaml").split(separator: "\n", omittingEmptySubsequences: false)
                    .firstIndex {
                        $0.contains(command)
                    }) + 1
        let check = try workplace.run("drafts", "check", file)
        #expect(check.status == 1)
        #expect(check.output.contains("\(file):\(line):"), "\(check.output)")
        #expect(unwrapped(check.output).contains("no-command: kubectl"), "\(check.output)")
        #expect(check.output.contains("it comes from release.yaml:\(source)"), "\(check.output)")
    }

    @Test func `a command in a project's template is traced to the template`() throws {
        let workplace = try Workplace()
        try workplace.folder.write(
            "DRAFT announcement: {{subject.title}}\nSoon.\nThen terraform apply -auto-approve and wait.\n{{>review-footer}}\n",
            to: "templates/announcement.mustache")
        let status = try workplace.run("drafts", "status", "--now", workplace.now, "--format", "json")
        let drafts = try json(status.output)["drafts"]?.elements ?? []
        let announcement = try #require(drafts.first { $0["artefact"] == "announcement" })
        #expect(announcement["state"] == "held_back")
        #expect(
            announcement["guard_hits"]?.elements?.first?.text?.hasPrefix(
                "templates/announcement.mustache:3:1: no-command")
                == true, "\(announcement)")
    }

    @Test(arguments: [
        ("\"operation\": \"create_draft\"", "\"operation\": \"publish\"", "the closed set"),
        ("\"method\": \"POST\"", "\"method\": \"DELETE\"", "may not carry a draft"),
        (
            "\"path\": \"/rest/api/3/issue\"", "\"path\": \"/rest/api/3/issue/TRN-1/transitions\"",
            "may not carry a draft"
        ),
    ])
    func `a card that does more than a draft is refused`(old: String, new: String, message: String) throws {
        let workplace = try Workplace()
        _ = try workplace.command(["drafts", "export", "--now", workplace.now]).run()
        let folder = workplace.folder.path("drafts-export/jira")
        let key = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let file = "drafts-export/jira/\(key)/card.json"
        let text = try workplace.folder.text(file)
        #expect(text.contains(old))
        try workplace.folder.write(text.replacingOccurrences(of: old, with: new), to: file)
        let check = try workplace.run("drafts", "check", "drafts-export/jira")
        #expect(check.status == 1)
        #expect(check.output.contains(message), "\(check.output)")
    }

    @Test(arguments: [
        ("missing.md", 66, "there is no such file"), ("empty", 66, "the folder has no draft"),
        ("broken/payload.json", 65, "the payload is no JSON"),
    ])
    func `what is no draft is said`(path: String, status: Int32, message: String) throws {
        let workplace = try Workplace()
        try workplace.folder.write("x", to: "empty/notes.txt")
        try workplace.folder.write("{", to: "broken/payload.json")
        let check = try workplace.run("drafts", "check", path)
        #expect(check.status == status)
        #expect(check.errors.contains(message), "\(check.errors)")
    }
}

/// What a payload must still say, because the draft behind its key says it.
@Suite struct LedgerDraftCheckTests {
    @Test func `a payload alone is held against the draft its key leads to`() throws {
        let workplace = try Workplace()
        _ = try workplace.command(["drafts", "export", "--now", workplace.now]).run()
        let folder = workplace.folder.path("drafts-export/confluence")
        let key = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().first)
        let text = try workplace.folder.text("drafts-export/confluence/\(key)/payload.json")
        try workplace.folder.write(text, to: "alone/page.json")
        let clean = try workplace.run("drafts", "check", "alone/page.json")
        #expect(clean.status == 0, "\(clean.output)")

        let role = try #require(["Service owner", "SRE lead", "Release manager"].first { text.contains($0) })
        try workplace.folder.write(
            text.replacingOccurrences(of: "pprover", with: "eader").replacingOccurrences(of: role, with: "Nobody"),
            to: "alone/page.json")
        let spoilt = try workplace.run("drafts", "check", "alone/page.json")
        #expect(spoilt.status == 1)
        #expect(spoilt.output.contains("approver-named"), "\(spoilt.output)")

        // Without its key it is anybody's text, and only the rules about texts hold.
        try workplace.folder.write(
            text.replacingOccurrences(of: key, with: "rg1-00000000000000000000")
                .replacingOccurrences(of: "pprover", with: "eader"), to: "alone/page.json")
        #expect(try workplace.run("drafts", "check", "alone/page.json").status == 0)
    }

    @Test func `a message may carry the recipients and the channel that the release names, and no other`() throws {
        let workplace = try Workplace()
        try workplace.edit(
            "container: \"#training-runtime-drafts\"}", "container: C0DRAFTS, settings: {draft_channels: C0DRAFTS}}")
        _ = try workplace.command(["drafts", "export", "--now", workplace.now]).run()
        let folder = workplace.folder.path("drafts-export/slack")
        let key = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        let card = try json(workplace.folder.text("drafts-export/slack/\(key)/card.json"))
        #expect(card["request"]?["path"]?.text == "/api/chat.postMessage")
        let file = "drafts-export/slack/\(key)/payload.json"
        #expect(try workplace.run("drafts", "check", file).status == 0)
        try workplace.folder.write(
            workplace.folder.text(file).replacingOccurrences(of: "C0DRAFTS", with: "C0GENERAL"), to: file)
        let spoilt = try workplace.run("drafts", "check", file)
        #expect(spoilt.status == 1)
        #expect(
            unwrapped(spoilt.output).contains("one of the values set as \"draft_channels\""), "\(spoilt.output)")
    }
}

/// What was printed, with its lines joined again.
private func unwrapped(_ output: String) -> String {
    output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
