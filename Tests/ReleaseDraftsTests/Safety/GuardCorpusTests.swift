import Foundation
import ReleaseTestSupport
import Testing

@testable import ReleaseDrafts

/// The command rule against lines that other people wrote. See `Fixtures/SOURCES.md` for where they come from and for
/// the misses.
@Suite("Guard corpus") struct GuardCorpusTests {
    @Test func keepsItsPrecisionAndRecall() throws {
        let path = projectFolder + "/Tests/ReleaseDraftsTests/Fixtures/guard-corpus.tsv"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var missed: [String] = []
        var alarms: [String] = []
        var commandCount = 0
        var proseCount = 0
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "\t", maxSplits: 2)
            let sample = String(try #require(fields.last))
            let found = CommandRule.command(in: sample)
            if fields[0] == "command" {
                commandCount += 1
                if found == nil { missed.append(sample) }
            } else {
                proseCount += 1
                if found != nil { alarms.append(sample) }
            }
        }
        let caught = commandCount - missed.count
        try expectGolden(
            """
            commands: \(caught) of \(commandCount) held; false alarms: \(alarms.count) of \(proseCount) lines of prose

            missed:
            \(missed.joined(separator: "\n"))

            false alarms:
            \(alarms.joined(separator: "\n"))

            """, at: projectFolder + "/Tests/ReleaseDraftsTests/Fixtures/guard-corpus.measured.txt")
        #expect(commandCount >= 280 && proseCount >= 480)
        #expect(caught * 100 >= commandCount * 92, "recall")
        #expect(caught * 100 >= (caught + alarms.count) * 98, "precision")
    }

    /// A rule that reads every draft must stay linear on hostile text.
    @Test(arguments: ["kubectl ", "select ", "a|", "drop table ", "`", "$(", "--x ", "\\", "git -"])
    func staysLinear(_ unit: String) {
        let body = String(repeating: unit, count: 20_000)
        let time = ContinuousClock().measure {
            _ = DraftGuard().inspect(title: "DRAFT", body: body, approverTitles: ["x"], roleTitles: [])
        }
        #expect(time < .seconds(20))
    }
}
