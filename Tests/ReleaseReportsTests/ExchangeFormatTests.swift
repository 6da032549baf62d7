import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseReports

@Suite struct ExchangeFormatTests {
    @Test func matchGolden() throws {
        try expectGolden(SARIFReport.render(SampleReport.rich), at: golden("findings.sarif"))
        try expectGolden(JUnitReport.render(SampleReport.rich), at: golden("gates.junit.xml"))
        try expectGolden(CSVReport.render(SampleReport.rich), at: golden("findings.csv"))
        try expectGolden(SARIFReport.render(HostileText.report), at: golden("hostile.sarif"))
        try expectGolden(JUnitReport.render(HostileText.report), at: golden("hostile.junit.xml"))
    }

    @Test func sarifHoldsEveryAnswerThatIsNotGreen() {
        let text = SARIFReport.render(SampleReport.rich)
        let open = SampleReport.rich.review.gates.flatMap(\.findings).filter {
            $0.state != .green && $0.state != .notApplicable
        }
        #expect(text.split(separator: "\"ruleIndex\"").count == open.count + 1)
        #expect(text.split(separator: "\"justification\"").count == 2)
    }

    @Test func junitCountsFailuresAndSkips() {
        let text = JUnitReport.render(SampleReport.rich)
        #expect(
            text.contains(
                "<testsuites name=\"release gates\" tests=\"7\" failures=\"2\" errors=\"0\" skipped=\"2\" time=\"0\">"))
        #expect(text.contains("<failure type=\"UNKNOWN\""))
        #expect(text.contains("<skipped message=\"WAIVED, without waiver RED: "))
    }

    @Test(arguments: [
        ("a", "a"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=1+1", "'=1+1"), ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"), (" =1", "\"' =1\""), ("\t=1", "\"' =1\""), ("＝1", "'＝1"), ("a\r\nb", "\"a b\""), ("", ""),
        ("\"=1", "\"'\"\"=1\""), ("a;b", "\"a;b\""), ("==0", "'==0"), ("<=30d", "<=30d"),
    ]) func cellsAreNoFormulas(text: String, expected: String) {
        #expect(CSVReport.cell(text) == expected)
    }

    @Test func everyCSVRecordHasTheSameNumberOfCells() {
        for report in [SampleReport.rich, HostileText.report] {
            let records = cells(of: CSVReport.render(report))
            #expect(records.count == 8)
            #expect(Set(records.map(\.count)) == [20])
        }
    }

    @Test(arguments: [
        ("a b.xml", "a%20b.xml"), ("é/x", "%C3%A9/x"), ("../x", "../x"), ("a#b?", "a%23b%3F"), ("c:d", "c%3Ad"),
    ])
    func pathsBecomeReferences(path: String, expected: String) {
        #expect(PercentEncoding.path(path) == expected)
    }

    /// A reader of RFC 4180, independent of the writer.
    private func cells(of text: String) -> [[String]] {
        var records: [[String]] = [[""]]
        var isQuoted = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: records[records.count - 1].append("")
            case "\n" where !isQuoted: records.append([""])
            default: records[records.count - 1][records[records.count - 1].count - 1].unicodeScalars.append(scalar)
            }
        }
        return records.dropLast()
    }
}
