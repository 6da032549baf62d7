import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("JUnitXMLReader")
struct JUnitXMLReaderTests {
    /// Expected totals from the source of the fixtures: cases, passed, skipped, failed, errors, whole seconds.
    static let expected: [(String, [Int])] = [
        ("bazel/suite-logs.xml", [1, 0, 0, 0, 1, 0]), ("empty-system-out-err.xml", [1, 1, 0, 0, 0, 1]),
        ("jest/jest-junit.xml", [2, 2, 0, 0, 0, 0]), ("minimal-attributes.xml", [4, 1, 1, 1, 1, 0]),
        ("pytest/junit.fail.xml", [5, 3, 1, 1, 0, 2]), ("pytest/junit.gloo.elastic.xml", [14, 10, 4, 0, 0, 72]),
        ("pytest/junit.gloo.elastic.spark.tf.xml", [22, 20, 2, 0, 0, 627]),
        ("pytest/junit.gloo.elastic.spark.torch.xml", [22, 22, 0, 0, 0, 670]),
        ("pytest/junit.gloo.standalone.xml", [97, 80, 17, 0, 0, 205]),
        ("pytest/junit.gloo.static.xml", [24, 12, 12, 0, 0, 69]),
        ("pytest/junit.mpi.integration.xml", [3, 3, 0, 0, 0, 15]),
        ("pytest/junit.mpi.standalone.xml", [97, 96, 1, 0, 0, 219]),
        ("pytest/junit.mpi.static.xml", [24, 24, 0, 0, 0, 124]),
        ("pytest/junit.spark.integration.1.xml", [35, 33, 2, 0, 0, 165]),
        ("pytest/junit.spark.integration.2.xml", [35, 33, 2, 0, 0, 172]),
        ("testsuite-in-testsuite.xml", [5, 5, 0, 0, 0, 4]),
    ]

    @Test("real reports give the expected totals", arguments: expected)
    func totals(path: String, numbers: [Int]) throws {
        let (format, reading) = try readFixture("junit/" + path)
        #expect(format.id == "junit-xml")
        let names = ["total", "passed", "skipped", "failed", "errors"].map { "tests.\($0)" }
        #expect(names.map(reading.shown) == numbers.prefix(5).map(String.init))
        guard case .known(.duration(let duration)) = reading.facts.first(where: { $0.id == "tests.duration" })?.reading
        else {
            Issue.record("no duration")
            return
        }
        #expect((0...1).contains(duration.seconds - Int64(numbers[5])), "rounded up from the source's cut")
    }

    @Test("no case is no result")
    func noCases() throws {
        let reading = try readFixture("junit/no-cases.xml").reading
        #expect(Set(reading.shown.values) == ["?"])
        #expect(reading.notes(.missing).contains("no test case"))
        #expect(try read("<testsuites/>").shown("tests.failed") == "?")
    }

    @Test("other roots and broken files say what they are")
    func errors() throws {
        let other = #expect(throws: EvidenceError.self) { try readFixture("junit/non-junit.xml") }
        #expect(other?.message.contains("not JUnit") == true)
        let broken = #expect(throws: EvidenceError.self) { try readFixture("junit/pytest/corrupt-xml.xml") }
        #expect((broken?.line ?? 0) >= 10)
        let entity = #expect(throws: EvidenceError.self) {
            try read("<!DOCTYPE a [<!ENTITY x \"y\">]><testsuite><testcase name=\"&x;\"/></testsuite>")
        }
        #expect(entity?.message.contains("declarations of its own") == true)
    }

    @Test(
        "results of one case, by dialect",
        arguments: [
            ("<testcase><failure/><failure/></testcase>", "failed"),
            ("<testcase><failure/><error/></testcase>", "errors"),
            ("<testcase failure=\"x\"><skipped type=\"todo\"/><failure/></testcase>", "skipped"),
            ("<testcase><skipped/><failure/></testcase>", "failed"), ("<testcase status=\"notrun\"/>", "skipped"),
            ("<testcase status=\"run\" result=\"completed\"/>", "passed"),
            ("<testcase result=\"suppressed\"/>", "skipped"),
            ("<testcase status=\"disabled\"/>", "skipped"), ("<testcase><disabled/></testcase>", "skipped"),
            ("<testcase status=\"fail\"/>", "failed"), ("<testcase><flakyFailure/></testcase>", "passed"),
            ("<testcase><failure/><rerunFailure/></testcase>", "failed"),
            ("<testcase><rerunError/></testcase>", "failed"),
            ("<testcase status=\"errored\"/>", "errors"), ("<testcase status=\"Panicked\"/>", "errors"),
            ("<testcase status=\"undefined\"/>", "errors"), ("<testcase result=\"Not Run\"/>", "skipped"),
            ("<testcase status=\"untested\"/>", "skipped"), ("<testcase status=\"Passed\"/>", "passed"),
            ("<testcase status=\"something new\"/>", "errors"), ("<testcase status=\"\"/>", "passed"),
            ("<testcase><system-out/></testcase>", "passed"), ("<testcase><properties/></testcase>", "passed"),
        ])
    func results(xml: String, outcome: String) throws {
        let reading = try read("<testsuite>\(xml)</testsuite>")
        #expect(reading.shown("tests.total") == "1")
        for name in ["passed", "failed", "errors", "skipped"] {
            #expect(reading.shown("tests.\(name)") == (name == outcome ? "1" : "0"), "\(name)")
        }
    }

    /// Surefire counts each run of a case in the attributes, as in the reports of the Jenkins plugin's issue 237.
    @Test(
        "runs of one case that the attributes count as well are no further tests",
        arguments: [
            ("<testcase><flakyFailure/><flakyFailure/></testcase>", "tests=\"3\" failures=\"2\"", "1", "0", "1"),
            (
                "<testcase><failure/><rerunFailure/><rerunFailure/></testcase>", "tests=\"3\" failures=\"3\"", "1", "1",
                "0"
            ),
            ("<testcase><flakyError/></testcase>", "tests=\"4\" errors=\"3\"", "3", "0", "1"),
        ])
    func runsOfOneCase(xml: String, attributes: String, total: String, failed: String, flaky: String) throws {
        let reading = try read("<testsuite \(attributes)>\(xml)</testsuite>")
        #expect(reading.shown("tests.total") == total)
        #expect(reading.shown("tests.failed") == failed)
        #expect(reading.shown("tests.flaky") == flaky)
        #expect(reading.shown("tests.errors") == (total == "3" ? "2" : "0"))
    }

    /// As pytest 9.2 writes three tests with six subtests that pass.
    @Test("pytest counts subtests that passed and shows no case for them")
    func subtests() throws {
        let cases = "<testcase name=\"a\"/><testcase name=\"b\"/><testcase name=\"c\"/>"
        let attributes = "errors=\"0\" failures=\"0\" skipped=\"0\" tests=\"9\""
        let reading = try read(
            "<testsuites name=\"pytest tests\"><testsuite name=\"pytest\" \(attributes)>\(cases)</testsuite></testsuites>"
        )
        #expect(reading.shown("tests.total") == "3")
        #expect(reading.shown("tests.pass_rate") == "100 %")
        let other = try read("<testsuites><testsuite name=\"other\" \(attributes)>\(cases)</testsuite></testsuites>")
        #expect(other.shown("tests.total") == "9")
        let worse = try read(
            "<testsuite name=\"pytest\" tests=\"9\" failures=\"1\">\(cases)</testsuite>")
        #expect(worse.shown("tests.failed") == "1")
        #expect(worse.shown("tests.total") == "9")
    }

    @Test("failures that a report without cases claims count, and what it says of the rest does not")
    func failuresWithoutCases() throws {
        let reading = try read("<testsuite tests=\"6\" failures=\"1\" skipped=\"2\"/>")
        #expect(reading.shown("tests.failed") == "1")
        #expect(reading.shown("tests.errors") == "0")
        #expect(reading.facts.contains { $0.id == "tests.passed" && $0.value == nil })
        #expect(reading.facts.contains { $0.id == "tests.pass_rate" && $0.value == nil })
        let good = try read("<testsuite tests=\"6\" failures=\"0\" skipped=\"2\"/>")
        #expect(good.facts.contains { $0.id == "tests.failed" && $0.value == nil })
    }

    @Test("attributes that claim worse than the cases show are believed")
    func contradiction() throws {
        let worse = try read("<testsuite tests=\"10\" failures=\"2\"><testcase/><testcase/></testsuite>")
        #expect(worse.shown("tests.failed") == "2")
        #expect(worse.shown("tests.errors") == "0")
        #expect(worse.shown("tests.total") == "10")
        #expect(worse.shown("tests.pass_rate") == "20 %")
        #expect(worse.notes(.information).contains("the worse counts"))
        let better = try read(
            "<testsuite tests=\"1\" failures=\"0\"><testcase/><testcase><failure/></testcase></testsuite>")
        #expect(better.shown("tests.failed") == "1")
        #expect(better.shown("tests.pass_rate") == "50 %")
        let several = try read(
            "<testsuite tests=\"1\" failures=\"2\"><testcase><failure/><failure/></testcase></testsuite>")
        #expect(several.shown("tests.errors") == "0")
        let nested = try read(
            "<testsuites tests=\"2\"><testsuite tests=\"2\"><testsuite tests=\"2\"><testcase/><testcase/></testsuite></testsuite></testsuites>"
        )
        #expect(nested.shown("tests.total") == "2")
        let huge = try read(
            "<testsuite tests=\"9223372036854775807\" errors=\"9223372036854775807\"><testcase/></testsuite>")
        #expect(huge.shown("tests.passed") == "1")
    }

    @Test("a test that broke in its teardown counts once, though its attributes count it twice")
    func teardown() throws {
        let cases = "<testcase/><testcase><error message=\"failed on teardown\"/></testcase>"
        let reading = try read("<testsuite tests=\"3\" errors=\"1\" failures=\"0\">\(cases)</testsuite>")
        #expect(reading.shown("tests.total") == "2")
        #expect(reading.shown("tests.pass_rate") == "50 %")
        let more = try read("<testsuite tests=\"4\" errors=\"1\" failures=\"0\">\(cases)</testsuite>")
        #expect(more.shown("tests.total") == "4")
    }

    @Test("a failure of a suite itself is an error")
    func suiteFailure() throws {
        let reading = try read("<testsuite name=\"a\"><testcase/><error message=\"setup broke\"/></testsuite>")
        #expect(reading.shown("tests.errors") == "1")
        #expect(reading.shown("tests.pass_rate") == "50 %")
    }

    @Test("times and revisions")
    func subject() throws {
        let sample = try read(
            """
            <testsuites><testsuite timestamp="2026-11-20T10:00:00"><properties><property name="GITHUB_SHA" value="ABCDEF1234"/>
            </properties><testcase/></testsuite><testsuite timestamp="2026-11-20T12:00:00.5+01:00"><testcase time="1,234.5"/>
            </testsuite></testsuites>
            """)
        #expect(sample.observedAt?.rfc3339 == "2026-11-20T11:00:00.500Z")
        #expect(sample.revision == "abcdef1234")
        #expect(sample.notes(.information).contains("taken as UTC"))
        #expect(sample.shown("tests.duration") == "20 min 35 s")
        let mixed = try read(
            """
            <testsuite><properties><property name="commit" value="aaaaaaa"/><property name="git.sha" value="bbbbbbb"/>
            </properties><testcase/></testsuite>
            """)
        #expect(mixed.revision == nil)
        #expect(Set(mixed.shown.values) == ["?"])
    }
}
