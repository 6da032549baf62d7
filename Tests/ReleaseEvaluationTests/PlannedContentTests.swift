import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// What of a plan an approval covers.
@Suite struct PlannedContentTests {
    private func planned(_ items: [EvidenceItem]) -> [String] {
        let review = Evaluation.review(Sample.changed { $0.evidence = [Sample.tests()] + items })
        return review.gates.last?.approvableContent.items.filter(\.isPlanned).map(\.name) ?? []
    }

    private func plan(_ path: String, _ fingerprint: String, _ changes: [PlannedChange]?, number: Int) -> EvidenceItem {
        var item = Sample.plan(path, number: number)
        item.facts.append(Fact("plan.fingerprint", .text(fingerprint)))
        item.plannedChanges = changes
        return item
    }

    @Test func fewChangesAreListedAndManyAreNot() {
        let digest = Sample.digest(7)
        let few = plan("a.json", "sha256:a", [PlannedChange(address: "x.y", digest: digest)], number: 2)
        #expect(planned([few]) == ["planned:x.y (\(digest.hexadecimal))"])
        #expect(planned([plan("a.json", "sha256:a", nil, number: 2)]) == ["plan.fingerprint:sha256:a"])
        #expect(planned([plan("a.json", "sha256:a", [], number: 2)]) == [])
    }

    /// Two stacks side by side: neither hides the other.
    @Test func everyPlanCounts() {
        let two = [plan("a.json", "sha256:a", nil, number: 2), plan("b.json", "sha256:b", nil, number: 3)]
        #expect(planned(two) == ["plan.fingerprint:sha256:a", "plan.fingerprint:sha256:b"])
    }
}
