import ReleaseEvidence
import ReleaseModel
import Testing

@Suite("Cobertura and LCOV")
struct CoverageReaderTests {
    @Test(
        "real reports",
        arguments: [
            ("cobertura-sample.xml", "69.44 %", "50 %"), ("opencppcoverage.xml", "12.05 %", "?"),
            ("swift.xml", "50 %", "100 %"),
            ("altcover.xml", "66.48 %", "22.45 %"), ("java.xml", "66.67 %", "25 %"), ("cpp.info", "89.47 %", "?"),
            ("sample.info", "69.44 %", "50 %"), ("trailing-space.info", "100 %", "100 %"),
        ])
    func real(name: String, lines: String, branches: String) throws {
        let reading = try readFixture("coverage/" + name).reading
        #expect(reading.shown("coverage.lines") == lines)
        #expect(reading.shown("coverage.branches") == branches)
    }

    @Test(
        "Cobertura: what the root does not say is counted, and the lower of two statements counts",
        arguments: [
            ("line-rate=\"NaN\"", "50 %"), ("line-rate=\"0.9\"", "90 %"),
            ("line-rate=\"0.3\" lines-covered=\"9\" lines-valid=\"10\"", "30 %"),
            ("line-rate=\"0,8\"", "80 %"), ("line-rate=\"7\"", "50 %"),
            ("line-rate=\"0.9012\" lines-covered=\"9\" lines-valid=\"10\"", "90 %"),
        ])
    func cobertura(attributes: String, lines: String) throws {
        let reading = try read(
            """
            <coverage \(attributes)><packages><package><classes><class><lines><line number="1" hits="1"/>
            <line number="2" hits="0"/></lines></class></classes></package></packages></coverage>
            """)
        #expect(reading.shown("coverage.lines") == lines)
    }

    @Test(
        "no line is no coverage",
        arguments: [
            "<coverage line-rate=\"1\" branch-rate=\"1\" lines-covered=\"0\" lines-valid=\"0\"><packages/></coverage>",
            "<coverage line-rate=\"1\"><packages/></coverage>", "TN:\nSF:a.c\nend_of_record\n",
        ])
    func nothing(text: String) throws {
        #expect(Set(try read(text).shown.values) == ["?"])
    }

    @Test("Clover is told apart")
    func clover() {
        #expect(throws: EvidenceError.self) { try read("<coverage generated=\"1\" clover=\"4.4\"/>", as: "cobertura") }
    }

    @Test("LCOV: a line listed twice counts once, and counts as run where either ran it")
    func merge() throws {
        let reading = try read(
            """
            SF:a.c
            DA:1,0
            DA:2,0
            end_of_record
            SF:a.c
            DA:1,5,checksum
            LF:99
            end_of_record

            """)
        #expect(reading.shown("coverage.lines") == "50 %")
    }

    @Test(
        "LCOV: what is none of its lines has its place",
        arguments: [
            ("SF:a.c\nDA:1,1\nDA:x,1\nend_of_record\n", 3), ("SF:a.c\nDA:1,1\n", 3), ("SF:a.c\nDA:1,1\nSF:b.c\n", 3),
            ("SF:a.c\nend_of_rec", 2),
        ])
    func errors(text: String, line: Int) {
        let error = #expect(throws: EvidenceError.self) { try read(text, as: "lcov") }
        #expect(error?.line == line)
    }
}
