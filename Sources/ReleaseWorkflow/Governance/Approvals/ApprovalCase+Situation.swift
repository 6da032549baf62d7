import ReleaseEvaluation
import ReleaseModel
import ReleaseReports

extension Situation {
    /// Everything about the approval of `target`, as it stands.
    func approvalCase(_ target: ApprovalTarget) -> ApprovalCase {
        let status = target.status(in: review, records: records)
        var course: WaitCourse?
        if status.isOpen, let since = waitingSince(target, status) {
            course = self.course(of: status.missingRoles, since: since).map(WaitCourse.init)
        }
        return ApprovalCase(
            subject: target.subject, title: target.title, content: target.content, digest: target.digest,
            status: status, asked: askedRoles(status), whyTheseRoles: whyTheseRoles(target, status),
            reReview: reReview(target), course: course, validity: playbook?.approvalValidity ?? TimeAmount(seconds: 0),
            strength: playbook?.identityStrength ?? .unverified, note: note(target))
    }

    private func askedRoles(_ status: ApprovalStatus) -> [ApprovalCase.AskedRole] {
        let evaluator = ApprovalEvaluator(review, records: records)
        return (status.requirement?.roles ?? []).map { id in
            let role = release.approvalMatrix.role(id)
            return ApprovalCase.AskedRole(
                role: id, title: role?.title ?? id.name, isMissing: status.missingRoles.contains(id),
                people: (role?.members ?? []).map {
                    ApprovalCase.AskedPerson(person: $0.id, obstacle: evaluator.obstacle(to: $0.id))
                })
        }
    }

    private func whyTheseRoles(_ target: ApprovalTarget, _ status: ApprovalStatus) -> String {
        let riskClass = review.risk.riskClass
        let reason = review.risk.factors.first { $0.riskClass == riskClass }?.reason
        let why = "the class is \(riskClass.rawValue)" + (reason.map { " because \($0)" } ?? "")
        guard let requirement = status.requirement else { return why }
        let rule = release.approvalMatrix.rules.first { rule in
            (rule.classes.isEmpty || rule.classes.contains(riskClass))
                && Set(rule.requirement.roles)
                    .isSubset(of: requirement.roles)
                && !rule.requirement.roles.isEmpty
        }
        let source =
            rule.map { "the approval matrix\($0.location.map { " (\($0))" } ?? "") asks for them" }
            ?? "the playbook of class \(riskClass.rawValue) asks for them"
        return "\(source); \(why)"
    }

    private func reReview(_ target: ApprovalTarget) -> [String] {
        let items = target.content.items
        var lines: [String] = []
        let exact =
            items.filter { $0.severity == nil && !$0.name.hasPrefix("waiver:") && !$0.isPlanned }.map(\.name)
            + (items.contains(where: \.isPlanned) ? ["the planned changes or their values"] : [])
        if !exact.isEmpty { lines.append("any change of \(exact.joined(separator: ", "))") }
        if let item = items.first(where: { $0.name == "class" }) {
            lines.append("a risk class above \(item.value)")
        }
        switch target.kind {
        case .gate:
            let findings = items.filter { $0.name.hasPrefix("gate:") }
            lines.append("any of the \(findings.count) criteria worse than it is now, or a further one")
            lines.append("a further waiver")
            let measured = items.filter { item in
                item.severity != nil && item.name != "class" && !item.name.hasPrefix("gate:")
            }
            lines += measured.filter { $0.severity != 0 }.map { "\($0.name) above \($0.value)" }
            let none = measured.count { $0.severity == 0 }
            if none > 0 { lines.append("any of \(none) planned actions and drifts that are 0 now above 0") }
        case .draft(let draft):
            let inputs = draft.triggers.map(\.input)
            if !inputs.isEmpty {
                lines.append("a new revision, made when one of these changes: \(inputs.joined(separator: ", "))")
            }
        }
        if let playbook { lines.append("\(playbook.approvalValidity) after the vote") }
        return lines
    }

    private func note(_ target: ApprovalTarget) -> String? {
        switch target.kind {
        case .gate(let gate):
            gate.decision == .block ? "the gate is blocked whatever people approve: \(gate.decisionReason)" : nil
        case .draft: nil
        }
    }
}
