import ReleaseTestSupport
import Testing

/// Each sample gives the answer that stands beside it: every file, the terminal's text and the exit status.
///
/// `RECORD_GOLDEN=1` writes `samples/<name>/expected` anew.
@Suite struct SampleTests {
    @Test(arguments: Workplace.samples)
    func `gives what is expected`(sample: String) throws {
        let workplace = try Workplace(sample: sample)
        let expected = "\(projectFolder)/samples/\(sample)/expected"
        let plan = try workplace.plan()
        try expectGolden("\(plan.status)\n", at: expected + "/status")
        try expectGolden(plan.errors + plan.output, at: expected + "/plan.txt")
        try expectGoldenFolder(workplace.folder.path("readiness"), at: expected + "/readiness")
    }

    @Test func `there are samples`() {
        #expect(Workplace.samples.count >= 7)
    }
}
