import ReleaseModel

/// Reads test reports in the JUnit XML family: Ant, Maven Surefire, Gradle, pytest, Jest, Mocha, PHPUnit, gtest, CTest,
/// Bazel, gotestsum, nextest, Swift Testing and others.
///
/// The cases are counted, because the totals in the attributes are optional and often wrong. Where the attributes
/// claim more tests or more failures than the cases show, the worse number counts and a note says so. A report without
/// cases gives no facts.
///
/// - A case is an error before it is a failure, and a failure before it is skipped; one that is skipped as `todo` is
///   expected to fail.
/// - `flakyFailure` and `flakyError` are failures of a case that passed when run again: passed, and counted as flaky.
/// - `rerunFailure` and `rerunError` stand beside a final failure; alone they are a failure.
/// - A word in `status` or `result` counts beside the elements; a case that ends with a word not known here is an error.
/// - A time without a zone is taken as UTC, and a note says so.
package enum JUnitXMLReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "junit-xml", title: "JUnit XML test report", channel: "tests",
        facts: [
            "tests.total", "tests.passed", "tests.failed", "tests.errors", "tests.skipped", "tests.flaky",
            "tests.pass_rate", "tests.duration",
        ],
        specification: "https://github.com/testmoapp/junitxml")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .xml, let root = outline.rootElement else { return .no }
        if root == "testsuites" || root == "testsuite" { return .certain }
        return relatives[root] != nil ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var tally = JUnitTally()
        try XMLScan.run(document, &tally)
        return tally.reading()
    }

    /// Root elements of other test reports, which a person easily takes for JUnit's.
    static let relatives = [
        "assemblies": "xUnit.net v2", "assembly": "xUnit.net", "test-run": "NUnit 3", "test-results": "NUnit 2",
        "TestRun": "Visual Studio TRX", "suites": "a list of suites that is not JUnit's",
        "suite": "a suite that is not JUnit's",
        "testng-results": "TestNG", "Site": "CTest dashboard", "robot": "Robot Framework",
        "testExecutions": "SonarQube",
        "TestSuite": "QtTest or Boost", "TestCase": "QtTest", "CUNIT_TEST_RUN_REPORT": "CUnit",
    ]
}
