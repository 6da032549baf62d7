import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Large evidence costs neither memory nor time that its content does not warrant.
@Suite struct LargeEvidenceTests {
    /// The peak over what the program holds when it reads one small document.
    private static let allowance = 64 << 20

    private func measure(_ workplace: Workplace, _ path: String) throws -> (outcome: Command.Outcome, peakMemory: Int) {
        // A debug build takes its time; a gigabyte that is read whole takes longer by far.
        try workplace.command(["evidence", "read", path]).start().measure(seconds: 20)
    }

    @Test(
        "a gigabyte that was never written is refused as what it is",
        arguments: [
            ("hole.json", "", "begins with NUL bytes"),
            (
                "plan.json", #"{"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": ["#,
                "plan.json:1:"
            ),
            ("report.xml", "<testsuites><testsuite name=\"a\">", "report.xml:1:"),
            ("lcov.info", "TN:\nSF:a.swift\nDA:1,1\n", "1073741824 bytes"),
            ("runs.json", #"{"workflow_runs": ["#, "1073741824 bytes"),
        ])
    func sparse(name: String, beginning: String, words: String) throws {
        let workplace = try Workplace()
        let idle = try measure(workplace, "evidence/tests.xml").peakMemory
        try workplace.folder.write(beginning, to: name)
        #expect(truncate(workplace.folder.path(name), 1 << 30) == 0)
        let (outcome, peak) = try measure(workplace, name)
        #expect(outcome.status == 65)
        let text = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(words), "\(outcome.output)")
        #expect(peak < idle + LargeEvidenceTests.allowance, "\(peak) bytes beside \(idle)")
    }

    @Test("a folder of many documents is read whole, and listed in short")
    func folder() throws {
        let workplace = try Workplace()
        for index in 0..<60 {
            try workplace.folder.write(
                "<testsuite name=\"a\" tests=\"1\"><testcase name=\"b\"/></testsuite>", to: "many/\(index).xml")
        }
        try workplace.folder.write("no evidence", to: "many/.hidden")
        try workplace.folder.write("words", to: "many/deeper/notes.txt")
        let read = try workplace.run("evidence", "read", "many")
        #expect(read.status == 65)
        #expect(read.output.contains("61 documents, 1 unreadable"), "\(read.output)")
        #expect(read.output.contains("many/deeper/notes.txt"))
        #expect(read.output.contains("JUnit XML test report"))
        #expect(read.output.contains("… and 20 more that lack something to count"), "\(read.output)")
        #expect(read.output.split(separator: "\n").count < 160)
        let all = try workplace.run("evidence", "read", "--format", "json", "many")
        #expect(try json(all.output).elements?.count == 61)
    }

    @Test(
        "many paths are the same documents wherever options stand between them",
        arguments: [[], ["--format", "json"], ["--"]])
    func manyPaths(options: [String]) throws {
        let workplace = try Workplace()
        let names = (0..<200).map { $0 == 150 ? "-\($0).json" : "\($0).json" }
        for name in names { try workplace.folder.write("{\"\(name)\": 1}", to: name) }
        // What begins with a dash is a path only behind two of them.
        let plain = options == ["--"] ? names : names.filter { !$0.hasPrefix("-") }
        let before = options.isEmpty ? ["--format", "json"] : []
        let read = try workplace.command(
            ["evidence", "read"] + before + plain.prefix(100)
                + options + plain.dropFirst(100)
        ).run()
        #expect(read.status == 65)
        if options == ["--"] {
            #expect(read.output.contains("200 documents"), "\(read.output)")
        } else {
            #expect(try json(read.output).elements?.compactMap { $0["path"]?.text } == plain)
        }
    }

    @Test("a secret in a document reaches no output")
    func secrets() throws {
        // Put together here so that scanners of the source do not take it for a real one.
        let secret = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
        let workplace = try Workplace()
        let document = """
            {"id": "1", "type": "page", "status": "current", "title": "token \(secret)", "spaceId": "1",
             "version": {"number": 7, "createdAt": "2026-11-18T09:30:00Z", "message": "\(secret)"}}
            """
        try workplace.folder.write(document, to: "page.json")
        try workplace.folder.write("{\"\(secret)\": 1}", to: "unknown.json")
        try workplace.edit(
            "evidence_channels:", "evidence_channels:\n  - {channel: notion, files: [page.json, unknown.json]}")
        for format in ["text", "json"] {
            for name in ["page.json", "unknown.json"] {
                let read = try workplace.run("evidence", "read", "--format", format, name)
                #expect(!(read.output + read.errors).contains(secret), "\(name) as \(format)")
            }
        }
        let plan = try workplace.plan("--format", "json")
        #expect(!(plan.output + plan.errors).contains(secret))
        for (path, bytes) in try workplace.output().files {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(secret), "\(path)")
        }
    }
}
