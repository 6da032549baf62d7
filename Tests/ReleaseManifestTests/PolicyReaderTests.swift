import ReleaseModel
import Testing

@testable import ReleaseManifest

@Suite struct PolicyReaderTests {
    @Test func `the default policy reads without a word`() throws {
        let reading = PolicyReader.defaultPolicy()
        #expect(reading.diagnostics.map(\.description) == [])
        let policy = try #require(reading.policy)
        #expect(policy.playbooks.map(\.riskClass) == RiskClass.allCases)
    }
}
