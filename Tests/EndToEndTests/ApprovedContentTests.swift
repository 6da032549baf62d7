import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// An approval covers what stood there: what is worse or more than then makes it void and says so, nothing else does.
@Suite struct ApprovedContentTests {
    /// A change after the approval, and why the vote is void then; nil where it stands.
    static let changes: [(name: String, command: String, reason: String?)] = [
        ("nothing", "true", nil),
        ("words around it", "sed -i 's/^rollback_plan:/# reviewed\\n\\n&/' release.yaml", nil),
        (
            "order of the evidence",
            """
            sed -i -e '/- channel: jira/,/blockers.json/{H;d}' -e '/^risk_tolerance:/{x;s/^\\n//;s/$/\\n/;G}' release.yaml
            grep -q blockers release.yaml
            """, nil
        ),
        ("later evidence that says the same", "sed -i s/2020-08-31T10:0/2020-08-31T11:0/ release.yaml", nil),
        (
            "evidence for the better", "sed -i 's/\"update\"/\"no-op\"/' evidence/plan.json", nil
        ),
        (
            "evidence that is gone", "rm evidence/blockers.json",
            "changed since the approval: gate:blockers-resolved worsened from GREEN to UNKNOWN"
        ),
        (
            "a plan that deletes", "sed -i 's/\"update\"/\"delete\"/' evidence/plan.json",
            "plan.deletes worsened from 0 to 1"
        ),
        (
            "another time",
            "sed -i 's/name: staging, owner: sre-lead/&, planned_start: 2020-09-02T08:00:00Z/' release.yaml",
            "window changed from none to 2020-09-02T08:00:00Z for an unstated time"
        ),
        (
            "another revision",
            "sed -i s/7d1f0c3b9a5e4c62d8f1b0a79e3c5d24f6a8b0c1/8d1f0c3b9a5e4c62d8f1b0a79e3c5d24f6a8b0c1/ release.yaml",
            "revision changed from 7d1f0c3b9a5e4c62d8f1b0a79e3c5d24f6a8b0c1 to 8d1f0c3b9a5e4c62d8f1b0a79e3c5d24f6a8b0c1"
        ),
        (
            "a higher class", "sed -i 's/  regulated_data: false/  regulated_data: true/' release.yaml",
            "the risk class rose from medium to high"
        ),
        ("five days", "NOW=2020-09-06T08:00:00Z", "it ended at 2020-09-06 08:00 UTC"),
    ]

    @Test(arguments: changes.indices)
    func `only what is worse makes an approval void`(index: Int) throws {
        let (name, command, reason) = Self.changes[index]
        let workplace = try Workplace()
        try workplace.forgetApprovals()
        let outcome = try workplace.shell(
            """
            set -e
            $RG approvals approve staging --as eli --role sre-lead --reason 'read the plan' --now $NOW > /dev/null
            \(command)
            $RG approvals status staging --now $NOW --format json || test $? -le 2
            """)
        let vote = try json(outcome.output)["approvals"]?.elements?.first?["approval"]?["votes"]?.elements?.first
        let found = vote?["void_reason"]?.text
        if let reason {
            #expect(found?.contains(reason) == true, "\(name): \(found ?? "it stands") \(outcome.errors)")
        } else {
            #expect(found == nil && vote != nil, "\(name): \(found ?? "no vote") \(outcome.errors)")
        }
    }
}
