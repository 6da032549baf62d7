import ReleaseModel

/// A review of a small payment service, built from literals; tests change what they are about.
struct ReviewFixture {
    static let here = SourceLocation(file: "release.yaml", line: 1, column: 1)

    /// 2026-11-23 is a Monday; 08:00 UTC.
    var asOf = instant("2026-11-23T08:00:00Z")
    var riskClass = RiskClass.medium
    var environments: [Environment] = [
        Environment(id: "dev", kind: .development),
        Environment(id: "staging", kind: .staging, after: ["dev"], owner: "qa-lead"),
        Environment(id: "preprod", kind: .preproduction, after: ["staging"]),
        Environment(id: "production", kind: .production, after: ["preprod"], owner: "sre-lead"),
    ]
    var channels: [EvidenceChannel] = [
        channel("jira", "Jira"), channel("slack", "Slack"), channel("notion", "Notion"),
        channel("confluence", "Confluence"), channel("ci", "CI status"), channel("tests", "JUnit", owner: "qa-lead"),
    ]
    var writebacks: [WritebackTarget] = []
    var riskTolerance = RiskTolerance(
        rollbackConstraints: [RollbackConstraint(isCustomerFacingOnly: true, after: .minutes(30), approver: "director")]
    )
    var rollbackPlan = RollbackPlan(
        steps: [RollbackStep(action: "restore the previous revision", kind: .deployment, owner: "sre-lead")],
        decisionOwner: "sre-lead", window: .hours(2), verification: ["error rate is back under 0.5 %"])
    var timeline = TimelineInput(start: CivilDate(iso8601: "2026-11-23"), timeZone: "Europe/Berlin")
    var signals: [ControlPolicy.Signal] = [
        ControlPolicy.Signal(
            id: "error-rate", title: "error rate", source: "Prometheus", fact: "metric.error_rate",
            green: "at or under 0.5 %", yellow: "over 0.5 %", red: "over 2 %", window: .minutes(10),
            owner: "sre-lead", phases: []),
        ControlPolicy.Signal(
            id: "alerts", title: "firing alerts", source: "Alertmanager", fact: "alerts.firing", green: "none",
            yellow: "1 firing", red: "2 or more firing", window: .minutes(5), owner: "sre-lead", phases: []),
        ControlPolicy.Signal(
            id: "support-load", title: "support load", source: "manual check by support", fact: nil,
            green: "as usual", yellow: "twice the usual", red: "four times the usual", window: .hours(4),
            owner: "support-lead", phases: ["expansion"]),
    ]
    var improvementSamples = 3
    var confidenceFloor: ExactDecimal = 0
    var phases: [Phase] = [
        Phase(
            id: "pilot", title: "Pilot", goal: "prove it on a small scale", weeks: 1, kinds: [.development, .staging],
            exitCriteria: ["no open blocker"]),
        Phase(
            id: "hardening", title: "Hardening", goal: "close what the pilot showed", weeks: 1, kinds: [.preproduction],
            exitCriteria: ["rollback rehearsed"]),
        Phase(
            id: "expansion", title: "Expansion", goal: "reach everybody", weeks: 1, kinds: [.production],
            exitCriteria: ["day-7 review held"]),
    ]
    var evidence: [JudgedEvidence] = []
    var findings: [EnvironmentID: [Finding]] = [:]
    var decisions: [EnvironmentID: PromotionDecision] = [:]
    var approvals: [EnvironmentID: ApprovalStatus] = [
        "production": ApprovalStatus(requirement: .role("sre-lead"), state: .pending, missingRoles: ["sre-lead"])
    ]
    var gaps: [Gap] = []
    var scope = ChangeScope()
    var initiative = Initiative(
        id: "payments", name: "Payments 2.4", objective: "cut declines by a tenth",
        stakeholders: [Stakeholder(name: "support", impact: "new refund screen")])
    var criteria: [Criterion] = []

    static func channel(_ id: ChannelID, _ name: String, owner: RoleID? = nil) -> EvidenceChannel {
        EvidenceChannel(id: id, name: name, owner: owner, location: here)
    }

    static func instant(_ text: String) -> Instant { Instant(rfc3339: text) ?? Instant(milliseconds: 0) }

    /// An accepted document with one fact.
    static func item(
        _ path: String, _ channel: ChannelID, _ fact: FactID, _ value: FactValue, environment: EnvironmentID? = nil,
        observedAt: String = "2026-11-23T07:00:00Z", standing: JudgedEvidence.Standing = .accepted,
        expiresAt: String? = nil
    ) -> JudgedEvidence {
        JudgedEvidence(
            path: path, channel: channel, format: nil, environment: environment, observedAt: instant(observedAt),
            standing: standing, expiresAt: expiresAt.map(instant), facts: [Fact(fact, value)])
    }

    static func finding(
        _ criterion: CriterionID, in environment: EnvironmentID, _ state: ReadinessState, fact: FactID? = nil,
        unwaived: ReadinessState? = nil, owner: RoleID = "qa-lead", validUntil: String? = nil, isRequired: Bool = true
    ) -> Finding {
        Finding(
            criterion: criterion, environment: environment, state: state, unwaivedState: unwaived,
            reason: "\(criterion) is \(state.rawValue)", fact: fact, isRequired: isRequired, isKey: false, weight: 1,
            owner: owner, remedy: "The owner supplies it", validUntil: validUntil.map(instant))
    }

    /// Readings of the two signals that every phase watches, in every environment, with findings that judge them.
    mutating func signalsSpeak(errorRate: ReadinessState = .green, alerts: ReadinessState = .green) {
        evidence += [
            Self.item("metrics.json", "prometheus", "metric.error_rate", .number(ExactDecimal("0.3") ?? 0)),
            Self.item("alerts.json", "alertmanager", "alerts.firing", .count(0)),
        ]
        for environment in environments.map(\.id) {
            findings[environment, default: []] += [
                Self.finding("error-rate-low", in: environment, errorRate, fact: "metric.error_rate"),
                Self.finding("alerts-quiet", in: environment, alerts, fact: "alerts.firing"),
            ]
        }
    }

    var playbook: Playbook {
        Playbook(
            riskClass: riskClass, title: riskClass.rawValue, summary: "", approvalKinds: [.production],
            approvalRequirement: .role("sre-lead"), approvalValidity: .days(7), identityStrength: .unverified,
            escalation: [Playbook.EscalationStep(after: .hours(4), role: "director")], approvalTimeout: .days(1),
            waiverMaximum: .days(14), waiverRenewals: 1, mayWaiveUnknown: false, waiverApprovers: ["director"],
            overrideRoles: ["sre-lead", "director"], overrideMaximum: .hours(4), reviewWithin: .days(3),
            rolloutSteps: ["10 % of traffic", "everybody"],
            soakTimes: [.staging: .hours(24), .preproduction: .hours(24), .production: .hours(48)],
            rehearsalMaximumDays: 90, rollbackDecisionDeadline: .hours(1))
    }

    var review: ReadinessReview {
        var scope = scope
        scope.environments = environments
        let release = Release(
            file: "release.yaml", subject: Subject(name: "payments", version: "2.4.0", revision: "0123456789abcdef"),
            initiative: initiative, scope: scope, channels: channels, riskTolerance: riskTolerance,
            approvalMatrix: ApprovalMatrix(roles: [
                Role(id: "sre-lead", title: "SRE lead"), Role(id: "director", title: "director"),
            ]),
            rollbackPlan: rollbackPlan, timeline: timeline, writebacks: writebacks)
        let policy = Policy(
            name: "test", playbooks: [playbook], criteria: criteria,
            evidenceLifetimes: ["*": [.low: .days(14), .medium: .days(7), .high: .days(3), .critical: .days(1)]],
            phases: phases,
            control: ControlPolicy(
                signals: signals, improvementSamples: improvementSamples, confidenceFloor: confidenceFloor))
        let gates = environments.map { environment in
            let own = findings[environment.id] ?? []
            let state = own.map(\.state).max { $0.rank < $1.rank } ?? .green
            let decision = decisions[environment.id] ?? (state.blocks ? .block : .proceed)
            return GateResult(
                environment: environment.id, kind: environment.kind, state: state, score: nil, unknownCount: 0,
                waivedCount: 0, findings: own,
                approval: approvals[environment.id] ?? ApprovalStatus(requirement: nil, state: .notRequired),
                calendar: CalendarVerdict(state: .unrestricted, explanation: "no window"), decision: decision,
                decisionReason: decision == .proceed ? "everything holds" : "something is missing", blockers: [],
                waits: [], validUntil: nil, pathToGreen: [], approvableContent: ApprovedContent(items: []))
        }
        return ReadinessReview(
            release: release, policy: policy, asOf: asOf,
            risk: RiskAssessment(riskClass: riskClass, factors: [], requiresManualApproval: false),
            evidence: evidence, gates: gates, gaps: gaps, waivers: [])
    }
}
