import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// A release whose every text, in the file and in its evidence, tries to act at some target, with drafts for all of them.
@Suite struct HostileReleaseTests {
    private static let formats = ["json", "markdown", "html", "sarif", "junit", "csv", "ics", "cloudevents"]

    private static func folder() throws -> (workplace: TemporaryFolder, now: String) {
        let source = projectFolder + "/Tests/EndToEndTests/Fixtures/hostile"
        let folder = try TemporaryFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: source).sorted() {
            try folder.copy("\(source)/\(name)", to: name)
        }
        return (folder, try folder.text("now").trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Command.Outcome {
        try Command(
            Workplace.program, arguments, environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path],
            folder: folder.path
        ).run()
    }

    @Test func `every connector gets complete drafts, none is held back, and the check finds nothing`() throws {
        let (folder, now) = try HostileReleaseTests.folder()
        let plan = try HostileReleaseTests.run(["plan", "--now", now], in: folder)
        #expect(plan.status == 1, "\(plan.output)")
        #expect(!plan.output.contains("\u{202E}") && !plan.output.contains("\u{1B}[31m"))
        let export = try HostileReleaseTests.run(["drafts", "export", "--now", now, "--format", "json"], in: folder)
        #expect(export.status == 0, "\(export.output)")
        let drafts = try json(export.output)["drafts"]?.elements ?? []
        #expect(drafts.allSatisfy { $0["state"] == "planned" })
        let writeCapable = ConnectorCatalog.all.filter { $0.access == .writeCapable }.map(\.id.name)
        #expect(Set(drafts.compactMap { $0["connector"]?.text }) == Set(writeCapable))

        var cards = 0
        let exported = folder.path("drafts-export")
        for name in try FileManager.default.subpathsOfDirectory(atPath: exported) where name.hasSuffix("card.json") {
            cards += 1
            let card = try json(folder.text("drafts-export/\(name)"))
            #expect(card["missing_settings"]?.elements?.isEmpty == true, "\(name): \(card["notes"] ?? .null)")
            if let request = card["request"], request != .null {
                #expect(request["path"]?.text?.contains("{") == false, "\(name): \(request)")
            }
        }
        #expect(cards == drafts.count && cards >= 27)

        let check = try HostileReleaseTests.run(["drafts", "check", "drafts-export", "--format", "json"], in: folder)
        #expect(check.status == 0, "\(check.output)")
        let inspected = try json(check.output)["drafts"]?.elements ?? []
        // A payload in Markdown is a draft too, and `drafts check` reads it as one.
        #expect(inspected.count == cards)
    }

    @Test(arguments: HostileReleaseTests.formats) func `every format of the report is whole`(format: String) throws {
        let (folder, now) = try HostileReleaseTests.folder()
        let report = try HostileReleaseTests.run(["report", "--now", now, "--format", format], in: folder)
        #expect(report.status == 1, "\(report.output)")
        let hidden = report.output.unicodeScalars.filter {
            $0 == "\u{202E}" || $0 == "\u{2066}" || $0 == "\u{FEFF}" || $0 == "\u{0}" || $0 == "\u{1B}"
        }
        // Documents for programs hold the texts as they are; what people look at shows what is hidden.
        if !["json", "cloudevents", "ics"].contains(format) {
            #expect(hidden.isEmpty, "\(format) holds \(Set(hidden))")
        }
        #expect(!hidden.contains("\u{0}") && !hidden.contains("\u{1B}"))
        switch format {
        case "json", "sarif", "cloudevents": _ = try json(report.output)
        case "html": #expect(!report.output.contains("<script>alert") && !report.output.contains("<img src=x"))
        default: #expect(!report.output.isEmpty)
        }
    }
}
