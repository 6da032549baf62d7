import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("InfracostReader")
struct InfracostReaderTests {
    private func money(_ reading: FixtureReading, _ fact: FactID) -> String? {
        reading.reading.facts.first { $0.id == fact }?.value?.display
    }

    @Test("amounts with their currency, the commit, the time, what has no price")
    func real() throws {
        let report = try FixtureReading("infracost/no_diff.json")
        #expect(report.format == "infracost-json")
        #expect(money(report, "cost.monthly_total") == "1272.9834 USD")
        #expect(money(report, "cost.monthly_delta") == "0 USD")
        #expect(report["cost.unpriced"] == 6)
        #expect(report.reading.revision == "1234")
        #expect(report.reading.observedAt == Instant(rfc3339: "2023-12-28T09:45:58.122Z"))
        #expect(report.hasNote("152 resources that are free"))
        let changes = try FixtureReading("infracost/changes.json")
        #expect(money(changes, "cost.monthly_total") == "1696.92 USD")
        #expect(changes.reading.runID == "9f8a29a5-2851-4ccf-bd31-6219eda7bc94")
    }

    @Test("an error report is missing evidence, never a cost of zero")
    func errors() throws {
        let report = try FixtureReading("infracost/errors.json")
        for fact in InfracostReader.format.facts { #expect(report.reason(fact)?.contains("errors") == true) }
        #expect(report.hasNote("examples/terraform (code 102)"))
        #expect(!report.dump.contains("hugo"))
    }

    private static func report(_ totals: String, projects: String = "[{\"name\":\"a\",\"metadata\":{}}]") -> String {
        "{\"version\":\"0.2\",\"currency\":\"EUR\",\"projects\":\(projects),\(totals),"
            + "\"summary\":{\"totalUnsupportedResources\":0,\"totalNoPriceResources\":3}}"
    }

    @Test(
        "differences",
        arguments: [
            (
                "\"totalMonthlyCost\":\"120.5\",\"pastTotalMonthlyCost\":\"100\",\"diffTotalMonthlyCost\":\"20.5\"",
                "20.5 EUR"
            ),
            (
                "\"totalMonthlyCost\":\"80\",\"pastTotalMonthlyCost\":\"100\",\"diffTotalMonthlyCost\":\"-20\"",
                "-20 EUR"
            ),
            ("\"totalMonthlyCost\":80,\"diffTotalMonthlyCost\":-20", "-20 EUR"),
            ("\"totalMonthlyCost\":\"80\",\"pastTotalMonthlyCost\":\"100\",\"diffTotalMonthlyCost\":\"0\"", nil),
            ("\"totalMonthlyCost\":\"80\",\"pastTotalMonthlyCost\":null,\"diffTotalMonthlyCost\":null", nil),
            ("\"totalMonthlyCost\":\"0.12345678901234567890123456789012345\",\"diffTotalMonthlyCost\":\"1\"", "1 EUR"),
        ] as [(String, String?)])
    func differences(totals: String, expected: String?) throws {
        let report = try FixtureReading(text: Self.report(totals))
        #expect(money(report, "cost.monthly_delta") == expected)
        #expect(money(report, "cost.monthly_total") != nil)
        #expect(report["cost.unpriced"] == 0)
    }

    @Test(
        "no project, a project with an error, a total of null",
        arguments: [
            "[]", "null",
            "[{\"name\":\"a\",\"metadata\":{}},{\"name\":\"b\",\"metadata\":{\"errors\":[{\"code\":301}]}}]",
        ])
    func missing(projects: String) throws {
        let report = try FixtureReading(text: Self.report("\"totalMonthlyCost\":\"0\"", projects: projects))
        for fact in InfracostReader.format.facts { #expect(report.reason(fact) != nil, "\(fact)") }
    }

    @Test("prices that depend on usage are told, in resources and in what they contain")
    func usage() throws {
        let component = "{\"name\":\"c\",\"monthlyCost\":null}"
        let projects =
            "[{\"name\":\"a\",\"breakdown\":{\"resources\":[{\"costComponents\":[\(component)],"
            + "\"subresources\":[{\"costComponents\":[\(component),{\"monthlyCost\":\"2\"}]}]}]}}]"
        let report = try FixtureReading(text: Self.report("\"totalMonthlyCost\":null", projects: projects))
        #expect(report.hasNote("2 prices depend on usage"))
        #expect(report.reason("cost.monthly_total") == "the report states no total")
    }

    @Test("what is refused, and where")
    func refused() {
        #expect(readingError("{\"version\":\"1.0\",\"currency\":\"USD\",\"projects\":[]}")?.column == 12)
        #expect(
            readingError("{\"version\":\"0.2\",\"currency\":\"dollar\",\"projects\":[]}")?.message.contains("three")
                == true)
        let wrong = readingError(Self.report("\"totalMonthlyCost\":\"a lot\""))
        #expect(wrong?.message.contains("12.34") == true)
    }
}
