import ReleaseModel

/// A judged and planned release to write drafts from: a medium change that waits for one approval.
enum SampleReview {
    static let asOf = Instant(seconds: 1_795_000_000)

    static var release: Release {
        var release = Release(file: "release.yaml")
        release.subject = Subject(name: "Payments", version: "2.4.0", revision: "3f2a9b8c7d6e")
        release.initiative = Initiative(
            id: "payments-2-4", name: "Faster checkout", objective: "Card payments answer within a second.",
            products: ["Checkout"],
            stakeholders: [
                Stakeholder(name: "Shop customers", impact: "Checkout may ask to sign in once more."),
                Stakeholder(name: "Support desk"),
            ])
        release.scope = ChangeScope(
            environments: [
                Environment(id: "staging", kind: .staging), Environment(id: "production", kind: .production),
            ], modules: ["payments-api", "checkout_web"], teams: ["payments", "web"], teamCount: 2,
            artefacts: ["docs", "support comms"], isCustomerFacing: true, hasDataMigration: false,
            hasIrreversibleStep: false)
        release.approvalMatrix = ApprovalMatrix(
            roles: [
                Role(id: "sre-lead", title: "SRE lead"), Role(id: "release-manager", title: "Release manager"),
                Role(id: "service-owner", title: "Service owner"), Role(id: "comms-lead", title: "Comms lead"),
            ],
            rules: [
                ApprovalRule(
                    classes: [.medium, .high], draftKinds: [.docsPage],
                    requirement: .allOf([.role("service-owner"), .role("sre-lead")]))
            ])
        release.rollbackPlan = RollbackPlan(
            steps: [
                RollbackStep(
                    action: "Restore the snapshot taken before the change.", kind: .data, owner: "sre-lead",
                    duration: .minutes(20))
            ], decisionOwner: "service-owner", window: .minutes(30), verification: ["checkout success is over 99 %"],
            limitations: ["receipts that were sent stay sent"], lastRehearsed: CivilDate(iso8601: "2026-11-02"))
        release.riskTolerance = RiskTolerance(
            rollbackConstraints: [
                RollbackConstraint(isCustomerFacingOnly: true, after: .minutes(30), approver: "director")
            ], rollbackDecisionDeadline: .minutes(15))
        return release
    }

    static var review: ReadinessReview {
        let approved = ApprovalStatus(requirement: nil, state: .notRequired)
        let waiting = ApprovalStatus(requirement: .role("sre-lead"), state: .pending, missingRoles: ["sre-lead"])
        let open = CalendarVerdict(state: .open, explanation: "open")
        let finding = Finding(
            criterion: "tests-passed", environment: "production", state: .yellow, reason: "seen 3 h ago",
            measured: .count(2), limit: "==0", isRequired: true, isKey: false, weight: 1, owner: "service-owner")
        let gates = [
            gate("staging", .staging, .green, .proceed, approved, open, []),
            gate("production", .production, .yellow, .wait, waiting, open, [finding]),
        ]
        return ReadinessReview(
            release: release, policy: policy, asOf: asOf,
            risk: RiskAssessment(
                riskClass: .medium,
                factors: [.init(id: "customer-facing", engine: .scope, riskClass: .medium, reason: "customers see it")],
                requiresManualApproval: false),
            evidence: [
                JudgedEvidence(path: "evidence/junit.xml", channel: "tests", standing: .accepted),
                JudgedEvidence(
                    path: "evidence/plan.json", channel: "terraform",
                    standing: .stale(age: .hours(80), limit: .hours(72))),
            ], gates: gates,
            gaps: [
                Gap(
                    kind: .dependency, id: "dependency:ledger", summary: "ledger service is not ready",
                    owner: "service-owner", action: "confirm the date of the ledger service",
                    environments: ["production"], isBlocking: true)
            ], waivers: [])
    }

    private static func gate(
        _ id: EnvironmentID, _ kind: Environment.Kind, _ state: ReadinessState, _ decision: PromotionDecision,
        _ approval: ApprovalStatus, _ calendar: CalendarVerdict, _ findings: [Finding]
    ) -> GateResult {
        GateResult(
            environment: id, kind: kind, state: state, score: 92, unknownCount: 0, waivedCount: 0, findings: findings,
            approval: approval, calendar: calendar, decision: decision, decisionReason: "", blockers: [], waits: [],
            validUntil: nil,
            pathToGreen: decision == .proceed
                ? [] : [RoleAction(role: "sre-lead", action: "approve the promotion, or reject it with a reason")],
            approvableContent: ApprovedContent(items: []))
    }

    static var policy: Policy {
        Policy(
            name: "default",
            playbooks: [
                Playbook(
                    riskClass: .medium, title: "medium", summary: "One approval before production.",
                    approvalKinds: [.production], approvalRequirement: .role("sre-lead"), approvalValidity: .days(3),
                    identityStrength: .unverified,
                    escalation: [.init(after: .hours(4), role: "director")], approvalTimeout: .hours(16),
                    waiverMaximum: .days(14), waiverRenewals: 1, mayWaiveUnknown: false,
                    waiverApprovers: ["release-manager"], overrideRoles: ["sre-lead", "director"],
                    overrideMaximum: .hours(4), reviewWithin: .days(3), rolloutSteps: ["10 % of traffic"],
                    soakTimes: [:], rehearsalMaximumDays: 90, rollbackDecisionDeadline: .minutes(30))
            ],
            criteria: [
                Criterion(
                    id: "tests-passed", question: "Did the tests pass?", rationale: "", remedy: "",
                    owner: "service-owner",
                    rule: .structural)
            ], evidenceLifetimes: [:], phases: [], control: ControlPolicy(signals: [], confidenceFloor: 0))
    }

    static var timeline: ReleaseTimeline {
        let start = Instant(seconds: 1_796_000_400)
        return ReleaseTimeline(
            timeZone: "Europe/Berlin",
            phases: [
                DatedPhase(
                    phase: Phase(
                        id: "pilot", title: "Pilot", goal: "Prove it on staging.", weeks: 1, kinds: [], exitCriteria: []
                    ),
                    firstWeek: 1, start: CivilDate(daysSinceEpoch: 20_783), end: CivilDate(daysSinceEpoch: 20_787))
            ],
            tasks: [
                TimelineTask(
                    id: "promote-production", title: "Promote to production", kind: .promotion, owner: "sre-lead",
                    phase: "pilot", environment: "production", duration: .hours(1), start: start,
                    end: start + .hours(1),
                    dependencies: [], isCritical: true, slack: .minutes(0))
            ], reviews: [TimelineReview(day: 7, at: start + .days(7), owner: "service-owner", questions: [])],
            criticalPath: [], parallelGroups: [], slipEffect: "Each day of delay moves the go-live by a day.",
            adjustments: [])
    }

    static var control: ControlPlan {
        let signal = ControlPolicy.Signal(
            id: "errors", title: "Error rate", source: "sum(rate(errors[5m]))", fact: nil, green: "at or under 0.5 %",
            yellow: "over 0.5 %", red: "over 2 %", window: .minutes(5), owner: "sre-lead", phases: [])
        return ControlPlan(
            action: .keep, actionReason: "", state: .green,
            rules: [
                ControlPlan.Rule(
                    id: "errors-red", action: .rollback, condition: "error rate over 2 % for 5 minutes",
                    owner: "sre-lead",
                    decisionDeadline: .minutes(15), verification: "error rate at or under 0.5 % again")
            ],
            phases: [
                ControlPlan.PhaseControl(
                    phase: Phase(id: "pilot", title: "Pilot", goal: "", weeks: 1, kinds: [], exitCriteria: []),
                    signals: [.init(signal: signal, state: .green, reading: "0.1 %")], exitCriteria: [])
            ], colourChanges: [], confidence: 1, isSafetyFirst: false)
    }

    static let targets = [
        WritebackTarget(kind: .ticket, connector: "jira", container: "REL"),
        WritebackTarget(kind: .docsPage, connector: "confluence", container: "DOCS"),
        WritebackTarget(kind: .comms, connector: "slack", container: "#releases"),
    ]

    /// The drafts as the ledger would give them back.
    static func stored(_ drafts: [Draft]) -> [StoredDraft] {
        drafts.map {
            StoredDraft(
                key: $0.key, kind: $0.kind, artefact: $0.artefact, connector: $0.connector, container: $0.container,
                title: $0.title, body: $0.body, contentDigest: $0.contentDigest, revision: $0.revision,
                triggers: $0.triggers, isWithdrawn: $0.change == .withdrawn)
        }
    }
}
