import ReleaseModel

/// The policy file as tables of keys. The default policy is written in the same format.
enum PolicyFileFormat {
    static let file = FileSection(
        "policy", "The rules of a team: criteria, limits and lifetimes per risk class.",
        [
            FileKey("name", .text, "The policy's name."),
            FileKey("limits", .section(limits), "Score limits and clock skew."),
            FileKey("playbooks", .section(playbooks), "What each risk class asks for."),
            FileKey("evidence_ttl", .map(.section(lifetime)), "How long evidence counts, per channel; * is the rest."),
            FileKey("criteria", .map(.section(criterion)), "The criteria, in the order they are asked."),
            FileKey("phases", .list(.section(phase)), "The phases of timeline and control; given, they replace all."),
            FileKey("phases_reason", .text, "Why phases are shortened or lose exit criteria."),
            FileKey("control", .section(control), "What is watched."),
            FileKey(
                "allowed_signers", .text,
                "The keys of people who sign approvals, in the form that git uses, beside this file."
            ),
            FileKey("revoked_keys", .text, "Keys that count no longer, text or a binary list, beside this file."),
            FileKey("risk_limits", .section(riskLimits), "Numbers from which the risk engines raise the class."),
        ])

    private static let reason = FileKey("reason", .text, "Why it is loosened against the policy underneath.")
    private static let kinds = Environment.Kind.allCases.map(\.rawValue)
    private static let classes = RiskClass.allCases.map(\.rawValue)

    static let limits = FileSection(
        "limits", "Score limits and clock skew.",
        [
            FileKey("pass_score", .wholeNumber(0...100), "The score from which a gate may be green."),
            FileKey("warning_score", .wholeNumber(0...100), "The score from which a gate may be yellow."),
            FileKey("clock_skew", .duration, "How far in the future evidence may be dated."),
            reason,
        ])

    static let playbooks = FileSection(
        "playbooks", "What each risk class asks for.",
        RiskClass.allCases.map { FileKey($0.rawValue, .section(playbook), "The class \($0.rawValue).") })

    static let playbook = FileSection(
        "playbook", "What one risk class asks for.",
        [
            FileKey("title", .text, "The band's title.", required: true),
            FileKey("summary", .text, "One sentence.", required: true),
            FileKey("approval_kinds", .list(.choice(kinds)), "Environment kinds whose promotion needs approval."),
            FileKey("approval", .requirement, "Who approves where the release's matrix has no rule."),
            FileKey("approval_validity", .duration, "How long an approval counts.", required: true),
            FileKey(
                "identity", .choice(IdentityStrength.allCases.map(\.rawValue)), "How approvers must be verified.",
                required: true),
            FileKey("escalation", .list(.section(escalation)), "Who is asked next when nobody answers."),
            FileKey("approval_timeout", .duration, "When the request is rejected.", required: true),
            FileKey("waiver_maximum", .duration, "The longest waiver.", required: true),
            FileKey("waiver_renewals", .wholeNumber(0...100), "How often a waiver may be renewed.", required: true),
            FileKey("waive_unknown", .flag, "Whether an UNKNOWN may be waived.", required: true),
            FileKey("waiver_approvers", .list(.role), "Who approves waivers."),
            FileKey("override_roles", .list(.role), "Roles of which two make an emergency override."),
            FileKey("override_maximum", .duration, "The longest override.", required: true),
            FileKey("review_within", .duration, "When the review after an override is due.", required: true),
            FileKey("rollout", .list(.text), "Rollout steps in words."),
            FileKey("soak", .map(.duration), "How long each environment kind is watched."),
            FileKey(
                "rehearsal_maximum_days", .wholeNumber(1...3650), "How old the last rollback rehearsal may be.",
                required: true),
            FileKey(
                "rollback_decision_deadline", .duration, "How long the rollback's owner may take to decide.",
                required: true),
            reason,
        ])

    static let escalation = FileSection(
        "escalation", "One step of an escalation.",
        [
            FileKey("after", .duration, "The time without an answer.", required: true),
            FileKey("role", .role, "Who is asked then.", required: true),
        ])

    static let lifetime = FileSection(
        "evidence_ttl", "How long evidence of one channel counts.",
        RiskClass.allCases.map { FileKey($0.rawValue, .duration, "For the class \($0.rawValue).") } + [reason])

    static let criterion = FileSection(
        "criterion", "A question whose yes means ready.",
        [
            FileKey("question", .text, "The question.", required: true),
            FileKey("rationale", .text, "Why it is asked.", required: true),
            FileKey("remedy", .text, "What its owner does where the answer is no.", required: true),
            FileKey("owner", .role, "The role that answers for it.", required: true),
            FileKey("fact", .text, "The fact it compares; without one the criterion is structural."),
            FileKey("pass", .conditions, "Alternatives of conditions for GREEN."),
            FileKey("warning", .conditions, "Alternatives of conditions for YELLOW."),
            FileKey("baseline", .section(baseline), "What relative conditions compare with."),
            FileKey("required", .flag, "Whether it decides its gate; true where not given."),
            FileKey("key", .flag, "Whether it cannot be outvoted."),
            FileKey("weight", .wholeNumber(1...100), "Its weight in the score."),
            FileKey("kinds", .list(.choice(kinds)), "The environment kinds it is asked for."),
            FileKey("classes", .list(.choice(classes)), "The risk classes it is asked for."),
            FileKey("environments", .list(.text), "The environments it is asked for, by name."),
            FileKey("ttl", .section(criterionLifetime), "A shorter time-to-live of its evidence, per class."),
            FileKey("only_with_channels", .list(.text), "Asked only of releases that declare one of these."),
            FileKey("not_applicable", .text, "Why it is set aside for this team."),
            reason,
        ])

    static let criterionLifetime = FileSection(
        "ttl", "A time-to-live per class.",
        RiskClass.allCases.map { FileKey($0.rawValue, .duration, "For the class \($0.rawValue).") })

    static let baseline = FileSection(
        "baseline", "An aggregate of earlier results.",
        [
            FileKey(
                "aggregate", .choice(ThresholdRule.Baseline.Aggregate.allCases.map(\.rawValue)), "The aggregate."),
            FileKey("count", .wholeNumber(1...100), "How many results, newest first."),
            FileKey("minimum_count", .wholeNumber(1...100), "How many there must be."),
        ])

    static let phase = FileSection(
        "phases", "One phase of the timeline.",
        [
            FileKey("id", .text, "Its identifier.", required: true),
            FileKey("title", .text, "Its title.", required: true),
            FileKey("goal", .text, "What it is for.", required: true),
            FileKey("weeks", .wholeNumber(1...52), "Its length."),
            FileKey("kinds", .list(.choice(kinds)), "The environment kinds promoted in it."),
            FileKey("exit_criteria", .list(.text), "What must hold to enter the next phase.", required: true),
        ])

    static let control = FileSection(
        "control", "What is watched, and what is done when it worsens.",
        [
            FileKey("improvement_samples", .wholeNumber(1...100), "Good samples that an improvement needs."),
            FileKey("confidence_floor", .share, "Monitoring confidence under which safety comes first."),
            FileKey("signals", .map(.section(signal)), "The signals, by identifier."),
            reason,
        ])

    static let signal = FileSection(
        "signal", "One thing to watch.",
        [
            FileKey("title", .text, "Its title.", required: true),
            FileKey("source", .text, "Where a person reads it.", required: true),
            FileKey("fact", .text, "The fact that carries it."),
            FileKey("green", .text, "The limits in words.", required: true),
            FileKey("yellow", .text, "The limits in words.", required: true),
            FileKey("red", .text, "The limits in words.", required: true),
            FileKey("window", .duration, "The time it is looked at over.", required: true),
            FileKey("owner", .role, "The role that watches.", required: true),
            FileKey("phases", .list(.text), "The phases it is watched in; none means all."),
            reason,
        ])

    static let riskLimits = FileSection(
        "risk_limits", "Numbers from which the risk engines raise the class.",
        [
            FileKey("teams_for_medium", .wholeNumber(1...10_000), "Teams from which the scope is medium."),
            FileKey("teams_for_high", .wholeNumber(1...10_000), "Teams from which the scope is high."),
            FileKey("modules_for_medium", .wholeNumber(1...10_000), "Modules from which the scope is medium."),
            FileKey("resources_for_medium", .wholeNumber(1...1_000_000), "Changed resources: medium."),
            FileKey("resources_for_high", .wholeNumber(1...1_000_000), "Changed resources: high."),
            FileKey("days_before_freeze", .wholeNumber(0...365), "Days before a freeze: medium."),
            reason,
        ])
}
