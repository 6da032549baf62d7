import ReleaseModel
import Testing

@testable import ReleaseReports

@Suite struct FactDigestTests {
    private static let parts = (1...6).map { Fact(FactID("plan.deletes.part\($0)"), .count(0)) }

    @Test func aCrowdOfZerosIsOneLine() {
        let facts = [Fact("plan.deletes", .count(0)), Fact("plan.deletes.stateful", .count(2))] + FactDigestTests.parts
        let digest = FactDigest(facts)
        #expect(digest.shown.map(\.id.name) == ["plan.deletes", "plan.deletes.stateful"])
        #expect(digest.remarks == ["all other plan.* facts are 0"])
    }

    @Test func whatIsUnknownIsAlwaysShown() {
        let facts = FactDigestTests.parts + [Fact("plan.deletes.identity", unknown: "cut off")]
        #expect(FactDigest(facts).shown.map(\.id.name) == ["plan.deletes.identity"])
    }

    @Test func aFewZerosAreShown() {
        let digest = FactDigest(Array(FactDigestTests.parts.prefix(5)))
        #expect(digest.shown.count == 5)
        #expect(digest.remarks.isEmpty)
    }
}
