import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct ApprovedContentComparisonTests {
    typealias Item = ApprovedContent.Item

    static let approved = [
        Item(name: "class", value: "medium", severity: 2), Item(name: "revision", value: "abc"),
        Item(name: "gate:tests", value: "YELLOW", severity: 2), Item(name: "plan.deletes", value: "3", severity: 3),
        Item(name: "window", value: "none"),
    ]

    @Test(arguments: [
        ("same", approved, []),
        ("order", approved.reversed(), []),
        ("improved", replacing("gate:tests", Item(name: "gate:tests", value: "GREEN", severity: 1)), []),
        ("fewer", replacing("plan.deletes", Item(name: "plan.deletes", value: "2", severity: 2)), []),
        ("removed", replacing("plan.deletes", nil), []),
        ("added nothing", approved + [Item(name: "plan.creates", value: "0", severity: 0)], []),
        (
            "worsened", replacing("gate:tests", Item(name: "gate:tests", value: "RED", severity: 3)),
            ["gate:tests worsened from YELLOW to RED"]
        ),
        (
            "more", replacing("plan.deletes", Item(name: "plan.deletes", value: "4", severity: 4)),
            ["plan.deletes worsened from 3 to 4"]
        ),
        (
            "added", approved + [Item(name: "waiver:w-1", value: "tests")], ["waiver:w-1 was added: tests"]
        ),
        (
            "class up", replacing("class", Item(name: "class", value: "high", severity: 3)),
            ["the risk class rose from medium to high"]
        ),
        ("class down", replacing("class", Item(name: "class", value: "low", severity: 1)), []),
        (
            "revision", replacing("revision", Item(name: "revision", value: "abd")),
            ["revision changed from abc to abd"]
        ),
        (
            "window", replacing("window", Item(name: "window", value: "tonight")),
            ["window changed from none to tonight"]
        ),
        (
            "other of the same rank", replacing("gate:tests", Item(name: "gate:tests", value: "WAIVED", severity: 2)),
            ["gate:tests changed from YELLOW to WAIVED"]
        ),
    ]) func changes(name: String, current: [Item], expected: [String]) {
        let changes = ApprovedContentComparison.voidingChanges(
            from: ApprovedContent(items: ApprovedContentComparisonTests.approved),
            to: ApprovedContent(items: current))
        #expect(changes == expected, "\(name)")
    }

    static func replacing(_ name: String, _ item: Item?) -> [Item] {
        approved.filter { $0.name != name } + (item.map { [$0] } ?? [])
    }

    @Test func timesDoNotMatterAndValuesDo() throws {
        let input = Sample.changed { $0.records.approvals = [Sample.approval("sam", "sre-lead", $0)] }
        var later = input
        for index in later.evidence.indices { later.evidence[index].observedAt = Sample.hoursAgo(1) }
        later.evidence.reverse()
        #expect(Evaluation.review(later).gate("production")?.decision == .proceed)
        var worse = input
        worse.evidence[1] = Sample.plan(changes: 4)
        let vote = try #require(Evaluation.review(worse).gate("production")?.approval.votes.first)
        #expect(vote.voidReason == "changed since the approval: plan.changes worsened from 3 to 4")
        var better = input
        better.evidence[1] = Sample.plan(changes: 2)
        #expect(Evaluation.review(better).gate("production")?.decision == .proceed)
    }
}

/// Planned changes one by one: what was added or changed is named, what is gone leaves the approval as it is.
@Suite struct PlannedChangeComparisonTests {
    typealias Item = ApprovedContent.Item

    private func item(_ address: String, _ digest: String) -> Item {
        Item(name: "\(ApprovedContent.plannedPrefix)\(address) (\(digest))", value: digest + "00")
    }

    private func changes(_ before: [Item], _ after: [Item]) -> [String] {
        ApprovedContentComparison.voidingChanges(
            from: ApprovedContent(items: before), to: ApprovedContent(items: after))
    }

    @Test func words() {
        let (web, db) = (item("aws_instance.web", "1a"), item("aws_db_instance.main[\"(a)\"]", "2b"))
        #expect(changes([web, db], [db, web]) == [])
        #expect(changes([web, db], [web]) == [])
        #expect(changes([web], [web, db]) == ["aws_db_instance.main[\"(a)\"] was added to what is planned"])
        #expect(changes([web], [item("aws_instance.web", "9f")]) == ["what is planned for aws_instance.web changed"])
        let plan = Item(name: ApprovedContent.fingerprintPrefix + "sha256:1", value: "sha256:1")
        #expect(changes([web], [plan]) == ["the plan is not the one that was approved"])
        #expect(changes([plan], [plan]) == [])
    }

    @Test func manyAreCounted() {
        let many = (0..<20).map { item("a.b\($0)", "\($0)") }
        let words = changes([], many)
        #expect(words.count == 6)
        #expect(words.last == "15 more planned changes are not those approved")
    }
}
