import ReleaseModel

/// Section 3 as JSON: what each class asks, exceptions, escalation.
enum PolicyShapes {
    static let criterion = JSONShape<Criterion>(
        "criterion", "A question about readiness.",
        [
            .text("id", "Its id.") { $0.id.name }, .text("question", "Yes means ready.") { $0.question },
            .text("rationale", "Why it is asked.") { $0.rationale }, .text("rule", "What decides.") { $0.ruleText },
            .optionalText("fact", "The fact it compares.") { criterion in
                guard case .threshold(let rule) = criterion.rule else { return nil }
                return rule.fact.name
            },
            .text("remedy", "What the owner does where the answer is no.") { $0.remedy },
            .text("owner", "The role.") { $0.owner.name }, .flag("required", "Whether it decides.") { $0.isRequired },
            .flag("key", "Whether it cannot be outvoted.") { $0.isKey },
            .count("weight", "In the score.") { $0.weight },
            .texts("kinds", "The environment kinds it is asked for.") { $0.kinds.map(\.rawValue) },
            .texts("classes", "The classes it is asked for.") { $0.classes.map(\.rawValue) },
            .texts("environments", "Named environments; empty means all of the kinds.") { $0.environments.map(\.name) },
            .optionalText("not_applicable_reason", "Why it was set aside.") { $0.notApplicableReason },
        ])

    static let escalationStep = JSONShape<Playbook.EscalationStep>(
        "escalation_step", "After so long without an answer, it goes to this role.",
        [.seconds("after_seconds", "Working time.") { $0.after }, .text("role", "The role.") { $0.role.name }])

    static let soakTime = JSONShape<(Environment.Kind, TimeAmount)>(
        "soak_time", "How long an environment is watched before the next promotion.",
        [.choice("kind", "The environment kind.") { $0.0 }, .seconds("seconds", "How long.") { $0.1 }])

    static let playbook = JSONShape<Playbook>(
        "playbook", "What one risk class asks for.",
        [
            .choice("risk_class", "The class.") { $0.riskClass }, .text("title", "The band's title.") { $0.title },
            .text("summary", "For what.") { $0.summary },
            .texts("approval_kinds", "Environment kinds whose promotion needs a person's approval.") {
                $0.approvalKinds.map(\.rawValue)
            },
            .optionalText("approval_requirement", "The default rule; null means nobody can approve.") {
                $0.approvalRequirement?.expression
            },
            .seconds("approval_validity_seconds", "How long an approval counts.") { $0.approvalValidity },
            .choice("identity", "How approvers must be verified.") { $0.identityStrength },
            .objects("escalation", "The steps.", escalationStep) { $0.escalation },
            .seconds("approval_timeout_seconds", "Working time to rejection.") { $0.approvalTimeout },
            .seconds("waiver_maximum_seconds", "How long a waiver may last.") { $0.waiverMaximum },
            .count("waiver_renewals", "How often it may be renewed.") { $0.waiverRenewals },
            .flag("may_waive_unknown", "Whether an UNKNOWN may be waived.") { $0.mayWaiveUnknown },
            .texts("waiver_approvers", "The roles that approve waivers.") { $0.waiverApprovers.map(\.name) },
            .texts("override_roles", "Two different ones make an override.") { $0.overrideRoles.map(\.name) },
            .seconds("override_maximum_seconds", "How long an override may last.") { $0.overrideMaximum },
            .seconds("review_within_seconds", "When the review after it is due.") { $0.reviewWithin },
            .texts("rollout_steps", "In words.") { $0.rolloutSteps },
            .objects("soak_times", "By environment kind.", soakTime) { playbook in
                Environment.Kind.allCases.compactMap { kind in playbook.soakTimes[kind].map { (kind, $0) } }
            },
            .count("rehearsal_maximum_days", "How old the last rollback rehearsal may be.") { $0.rehearsalMaximumDays },
            .seconds("rollback_decision_deadline_seconds", "How fast a rollback is decided.") {
                $0.rollbackDecisionDeadline
            },
        ])

    /// One line of the table of lifetimes.
    struct Lifetime: Sendable {
        var channel: ChannelID
        var riskClass: RiskClass
        var amount: TimeAmount
    }

    static let lifetime = JSONShape<Lifetime>(
        "lifetime", "How long evidence of a channel counts; the channel * stands for every other.",
        [
            .text("channel", "The channel's id.") { $0.channel.name },
            .choice("risk_class", "The class.") { $0.riskClass },
            .seconds("seconds", "How long.") { $0.amount },
        ])

    static let rules = JSONShape<Policy>(
        "change_gating_rules", "Section 3: gate criteria by class, exceptions, escalation.",
        [
            .text("policy", "The policy's name.") { $0.name },
            .optionalDigest("policy_digest", "SHA-256 of its canonical form.") { $0.digest },
            .field("pass_score", .number, "The score that passes.") { .decimal($0.passScore) },
            .field("warning_score", .number, "The score that warns.") { .decimal($0.warningScore) },
            .objects("criteria", "In the order they are asked.", criterion) { $0.criteria },
            .objects("playbooks", "One for each class.", playbook) { $0.playbooks },
            .objects("evidence_lifetimes", "By channel and class.", lifetime) { policy in
                policy.evidenceLifetimes.keys.sorted().flatMap { channel in
                    RiskClass.allCases.compactMap { riskClass in
                        policy.evidenceLifetimes[channel]?[riskClass].map {
                            Lifetime(channel: channel, riskClass: riskClass, amount: $0)
                        }
                    }
                }
            },
            .objects("loosenings", "What is looser than the default.", ScopeShapes.loosening) { $0.loosenings },
        ])
}
