import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseManifest

@Suite struct ReleaseSchemaTests {
    @Test func `the schema names exactly the keys that the reader accepts`() throws {
        let names = try #require(properties(ReleaseSchema.document()))
        #expect(names == ReleaseFileFormat.file.keys.map(\.name))
        #expect(properties(ReleaseSchema.policyDocument()) == PolicyFileFormat.file.keys.map(\.name))
    }

    @Test(arguments: [ReleaseFileFormat.file, PolicyFileFormat.file].map(\.name))
    func `every key and every section says what it is`(name: String) throws {
        let file = name == "policy" ? PolicyFileFormat.file : ReleaseFileFormat.file
        visit(file)
    }

    @Test func `the schemas are as published`() throws {
        let folder = Fixture.folder + "/Golden"
        try expectGolden(ReleaseSchema.document().serialized(), at: folder + "/release.schema.json")
        try expectGolden(ReleaseSchema.policyDocument().serialized(), at: folder + "/policy.schema.json")
    }

    private func properties(_ schema: JSONValue) -> [String]? {
        guard case .object(let members)? = schema["properties"] else { return nil }
        return members.map(\.name)
    }

    private func visit(_ section: FileSection) {
        #expect(section.summary.hasSuffix("."), "\(section.name)")
        let names = section.keys.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count, "\(section.name)")
        for key in section.keys {
            #expect(key.summary.hasSuffix("."), "\(section.name).\(key.name)")
            visit(key.type)
        }
    }

    private func visit(_ type: FieldType) {
        switch type {
        case .section(let section), .sectionOrText(let section): visit(section)
        case .list(let element), .map(let element): visit(element)
        case .sentencesOr(let types), .either(let types): types.forEach { visit($0) }
        default: break
        }
    }
}

/// The settings of connectors in `docs/drafts.md` are those of the catalog.
@Suite struct ConnectorSettingsDocsTests {
    @Test func `the docs have one row for each setting`() throws {
        var rows = ["| connector | setting | for | needed | what it is | example |", "|---|---|---|---|---|---|"]
        for connector in ConnectorCatalog.all {
            for setting in ConnectorSettingCatalog.settings(of: connector.id) {
                let kinds = (setting.kinds.isEmpty ? connector.draftKinds : setting.kinds).map(\.rawValue)
                rows.append(
                    "| \(connector.id) | `\(setting.name)` | \(kinds.joined(separator: ", ")) | \(setting.need.words) "
                        + "| \(setting.meaning) | `\(setting.example)` |")
            }
        }
        let docs = try String(contentsOfFile: projectFolder + "/docs/drafts.md", encoding: .utf8)
        #expect(docs.contains(rows.joined(separator: "\n")), "the table is \(rows.joined(separator: "\n"))")
    }
}
