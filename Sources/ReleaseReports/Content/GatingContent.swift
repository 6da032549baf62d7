import ReleaseModel

/// Section 3: what each class asks, how exceptions work, and when a wait escalates.
func gatingBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let review = report.review
    return criteriaByClass(review, names) + exceptionBlocks(review, names) + escalationBlocks(review, names)
}

private func criteriaByClass(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let policy = review.policy
    let classes = policy.playbooks.map(\.riskClass)
    let rows = policy.criteria.map { criterion -> [Prose] in
        let cells = classes.map { riskClass -> Prose in
            guard criterion.notApplicableReason == nil else { return .muted("set aside") }
            guard criterion.classes.contains(riskClass) else { return .muted("not asked") }
            let force = criterion.isKey ? "key" : criterion.isRequired ? "required" : "advisory"
            return Prose(force + (criterion.timeToLive[riskClass].map { ", \($0) old at most" } ?? ""))
        }
        let place =
            criterion.environments.isEmpty ? criterion.kinds.map(\.rawValue) : criterion.environments.map(\.name)
        return [
            .lines([Prose(criterion.question), .code(criterion.id.name)]), Prose(criterion.ruleText), .list(place),
        ] + cells
    }
    let playbooks = policy.playbooks.map { playbook -> [Prose] in
        [
            className(playbook, review), Prose(playbook.summary),
            playbook.approvalKinds.isEmpty ? "none" : .list(playbook.approvalKinds.map(\.rawValue)),
            Prose(approvalRule(playbook, review, names)), .lines(playbook.rolloutSteps.map { Prose($0) }),
            .lines(
                Environment.Kind.allCases.compactMap { kind in
                    playbook.soakTimes[kind].map { Prose("\(kind.rawValue) \($0)") }
                }),
            "at most \(counted(playbook.rehearsalMaximumDays, "day", "days")) old",
        ]
    }
    return [
        .heading("Gate criteria by risk class"),
        .table(
            ReportDocument.Table(
                "Playbook of each class",
                columns: ["Class", "For", "Approval in", "By", "Rollout", "Soak", "Rollback rehearsal"],
                rows: playbooks,
                empty: "The policy has no playbook.")),
        .full([
            .folded(
                "\(counted(policy.criteria.count, "criterion", "criteria")) by class, and how long evidence counts",
                [
                    .table(
                        ReportDocument.Table(
                            "Criteria of each class",
                            columns: ["Criterion", "Rule", "Asked for"] + classes.map(\.rawValue), rows: rows,
                            empty: "The policy has no criterion.")),
                    .table(lifetimeTable(policy, classes, names)),
                ])
        ]),
        .brief([
            .minorHeading("Criteria of each class"),
            policy.criteria.isEmpty
                ? .paragraph("The policy has no criterion.")
                : .list(policy.criteria.map { briefCriterion($0, classes) }, isOrdered: false),
        ]),
    ]
}

/// `tests-passed: tests.failed: pass ==0; key in every class; staging, production`.
private func briefCriterion(_ criterion: Criterion, _ classes: [RiskClass]) -> Prose {
    let asked = classes.filter { criterion.classes.contains($0) }
    let force = criterion.isKey ? "key" : criterion.isRequired ? "required" : "advisory"
    let scope =
        asked.count == classes.count
        ? "every class" : asked.isEmpty ? "no class" : asked.map(\.rawValue).joined(separator: ", ")
    let place = criterion.environments.isEmpty ? criterion.kinds.map(\.rawValue) : criterion.environments.map(\.name)
    let places = place.count == Environment.Kind.allCases.count ? "everywhere" : place.joined(separator: ", ")
    let aside = criterion.notApplicableReason.map { "; set aside: \($0)" } ?? ""
    return .strong(criterion.id.name) + Prose(" \(criterion.ruleText)")
        + .muted("; \(force) in \(scope); \(places)\(aside)")
}

private func className(_ playbook: Playbook, _ review: ReadinessReview) -> Prose {
    let title = playbook.title == playbook.riskClass.rawValue ? "" : " \(playbook.title)"
    let isOurs = playbook.riskClass == review.risk.riskClass
    return .mark(playbook.riskClass.mark) + Prose(title) + (isOurs ? .strong(" ← this release") : Prose([]))
}

private func approvalRule(_ playbook: Playbook, _ review: ReadinessReview, _ names: ReportNames) -> String {
    let rules = review.release.approvalMatrix.rules.filter {
        $0.classes.contains(playbook.riskClass) && $0.draftKinds.isEmpty
    }
    guard !rules.isEmpty else {
        return playbook.approvalRequirement == nil
            ? names.requirement(nil) : names.requirement(playbook.approvalRequirement) + " (policy's default)"
    }
    return rules.map { rule in
        let place = rule.environments.isEmpty ? "" : " for \(rule.environments.map(\.name).joined(separator: ", "))"
        return names.requirement(rule.requirement) + place
    }.joined(separator: "; ")
}

private func lifetimeTable(
    _ policy: Policy, _ classes: [RiskClass], _ names: ReportNames
) -> ReportDocument.Table {
    let rows = policy.evidenceLifetimes.keys.sorted().map { channel -> [Prose] in
        let cells = classes.map { riskClass in
            Prose(policy.evidenceLifetimes[channel]?[riskClass].map { "\($0)" } ?? "no limit")
        }
        return [Prose(channel.name == "*" ? "every other channel" : names.channel(channel))] + cells
    }
    return ReportDocument.Table(
        "How long evidence counts", columns: ["Channel"] + classes.map(\.rawValue), rows: rows,
        empty: "The policy sets no lifetime.")
}

private func exceptionBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let rows = review.policy.playbooks.map { playbook -> [Prose] in
        [
            className(playbook, review), Prose("\(playbook.waiverMaximum)"), "\(playbook.waiverRenewals)",
            playbook.mayWaiveUnknown ? "yes" : "no", Prose(names.roles(playbook.waiverApprovers)),
            Prose(playbook.identityStrength.words), Prose("two of: \(names.roles(playbook.overrideRoles))"),
            Prose("\(playbook.overrideMaximum)"), Prose("\(playbook.reviewWithin)"),
        ]
    }
    let overrides = review.gates.compactMap { gate in
        gate.override.map { Prose.strong(gate.environment.name) + Prose(": \($0)") }
    }
    let loosenings = review.policy.loosenings.map { loosening in
        Prose("\(loosening.what): \(loosening.reason) ") + .muted("(\(loosening.location))")
    }
    return [
        .heading("Exception handling and manual override requirements"),
        .paragraph(
            "A waiver needs an owner, a reason, a ticket, one criterion, named environments, an end, and an approver who is not its requester. A key criterion at critical is never waived. An emergency override needs two people in different roles, a reason, an end, and a review afterwards."
        ),
        .table(
            ReportDocument.Table(
                "Exceptions of each class",
                columns: [
                    "Class", "Waiver at most", "Renewals", "Unknown may be waived", "Waivers approved by", "Identity",
                    "Override by", "Override at most", "Review within",
                ], rows: rows, empty: "The policy has no playbook.")),
        .minorHeading("Overrides in force"),
        overrides.isEmpty ? .paragraph("None.") : .list(overrides, isOrdered: false),
    ] + reviewBlocks(review) + ineffectiveBlocks(review, names) + [
        .minorHeading("Loosenings of the default policy"),
        loosenings.isEmpty
            ? .paragraph("None: no rule is looser than the default.") : .list(loosenings, isOrdered: false),
    ]
}

/// The reviews that overrides owe; nothing where none does.
private func reviewBlocks(_ review: ReadinessReview) -> [ReportDocument.Block] {
    let owed = review.overrides.filter(\.owesReview).map { judged -> Prose in
        .strong(judged.override.environment.name)
            + Prose(
                ": the review of \(judged.override.id) "
                    + (judged.isOverdue
                        ? "was due at \(judged.reviewDue.minuteInUTC) and blocks the next promotion"
                        : "is due at \(judged.reviewDue.minuteInUTC)"))
    }
    return owed.isEmpty ? [] : [.minorHeading("Reviews owed"), .list(owed, isOrdered: false)]
}

/// Entries of the release file and the ledger that break a rule and so count for nothing, with the rule; nothing where
/// there are none. Waivers and votes are told where they would have counted.
private func ineffectiveBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let delegations = review.delegations.compactMap { judged in
        judged.refusal.map { refusal -> Prose in
            let delegation = judged.delegation
            return .strong("delegation of \(names.role(delegation.role)) from \(delegation.from) to \(delegation.to)")
                + Prose(": \(refusal)")
        }
    }
    let overrides = review.overrides.compactMap { judged in
        guard review.asOf < judged.end else { return nil as Prose? }
        return judged.refusal.map { .strong("override \(judged.override.id)") + Prose(": \($0)") }
    }
    let all = delegations + overrides
    return all.isEmpty ? [] : [.minorHeading("Entries that count for nothing"), .list(all, isOrdered: false)]
}

private func escalationBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let rows = review.policy.playbooks.map { playbook -> [Prose] in
        let steps = playbook.escalation.map { Prose("after \($0.after) to \(names.role($0.role))") }
        return [
            className(playbook, review), .lines(steps), "\(playbook.approvalTimeout), then rejected",
            "\(playbook.approvalValidity)", "\(playbook.rollbackDecisionDeadline)",
        ]
    }
    let floor = review.release.riskTolerance.monitoringConfidenceFloor ?? review.policy.control.confidenceFloor
    return [
        .heading("Escalation thresholds and timeout defaults"),
        .paragraph(
            "Times are working time. A timeout escalates or rejects; it never approves. Below a monitoring confidence of \(percent(floor)) the safety-first override turns the state RED and pauses the rollout."
        ),
        .table(
            ReportDocument.Table(
                "Escalation of each class",
                columns: ["Class", "Escalates", "Times out", "An approval counts", "Rollback decided within"],
                rows: rows,
                empty: "The policy has no playbook.")),
    ]
}

/// A share as `80 %`.
func percent(_ ratio: ExactDecimal) -> String { FactValue.ratio(ratio).display }

extension IdentityStrength {
    /// What the strength asks, in words.
    var words: String {
        switch self {
        case .unverified: "any local user"
        case .webSignIn: "web sign-in"
        case .sshSignature: "SSH signature"
        }
    }
}
