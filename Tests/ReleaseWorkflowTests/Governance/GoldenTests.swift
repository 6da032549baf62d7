import ReleaseModel
import ReleaseReports
import ReleaseTestSupport
import Testing

@testable import ReleaseWorkflow

@Suite("Governance texts")
struct GoldenTests {
    static let folder = projectFolder + "/Tests/ReleaseWorkflowTests/Governance/Golden/"

    @Test("status, request and escalations read as they did")
    func texts() throws {
        let place = try Workplace([("medium: sre-lead", "medium: {all_of: [sre-lead, service-owner]}")])
        try place.plan()
        try place.vote()
        try place.rewrite(
            "- {name: staging, owner: sre-lead}",
            "- {name: staging, owner: sre-lead, planned_start: 2020-09-02T08:00:00Z}")
        try place.vote(.approve, "bo", as: "service-owner", hours: 1)
        let status = try place.workflow(1).approvals(of: "staging")
        let (release, policy) = (status.review.release, status.review.policy)
        let request = try #require(status.value.first)
        let text = ApprovalListing.status(status.value, release: release, policy: policy)
        try expectGolden(text.replacing(request.digest.prefixed, with: "DIGEST"), at: Self.folder + "status.txt")
        #expect(ApprovalListing.request(request, release: release, policy: policy).contains("Who is asked"))
        let waits = try place.workflow(1).escalations().value.filter { $0.kind == .gate }
        try expectGolden(
            EscalationListing.text(waits, release: release, policy: policy), at: Self.folder + "escalations.txt")
    }
}
