import Foundation
import ReleaseTestSupport
import Testing

/// What stands in the project and is made by the program is what the program makes today.
@Suite struct GeneratedDocsTests {
    @Test(arguments: [
        ("docs/facts.md", ["evidence", "facts"]), ("samples/release.schema.json", ["schema", "release"]),
    ])
    func `generated files are current`(path: String, arguments: [String]) throws {
        let workplace = try Workplace()
        let printed = try workplace.command(arguments).run()
        let file = try String(contentsOfFile: projectFolder + "/" + path, encoding: .utf8)
        #expect(printed.status == 0)
        #expect(printed.output == file, "releasegate \(arguments.joined(separator: " ")) > \(path)")
    }
}
