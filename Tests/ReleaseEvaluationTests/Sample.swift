import ReleaseModel

@testable import ReleaseEvaluation

/// A small release and policy in which everything is ready, for tests to break.
enum Sample {
    static let now = at("2026-11-20T12:00:00Z")
    static let revision = "9f2c1e7a4b5d6c8e0f1a2b3c4d5e6f7a8b9c0d1e"

    static func at(_ text: String) -> Instant { Instant(rfc3339: text) ?? Instant(seconds: 0) }
    static func hoursAgo(_ hours: Int64) -> Instant { now - .hours(hours) }

    static func digest(_ number: Int) -> ContentDigest {
        let digits = String(number, radix: 16)
        let text = String(repeating: "0", count: 64 - digits.count) + digits
        return ContentDigest(text) ?? digest(0)
    }

    static func location(_ line: Int = 1) -> SourceLocation { SourceLocation(file: "release.yaml", line: line) }

    static func item(
        _ path: String, _ channel: ChannelID, format: String = "junit-xml", revision: String? = Sample.revision,
        environment: EnvironmentID? = nil, runID: String? = nil, producer: String? = nil,
        observedAt: Instant? = Sample.hoursAgo(2), number: Int = 1, _ facts: [Fact]
    ) -> EvidenceItem {
        EvidenceItem(
            path: path, channel: channel, format: format, revision: revision, environment: environment, runID: runID,
            producer: producer, observedAt: observedAt, digest: digest(number), facts: facts)
    }

    static func tests(
        _ path: String = "tests.xml", failed: Int64 = 0, total: Int64 = 100, number: Int = 1,
        observedAt: Instant? = Sample.hoursAgo(2), runID: String? = nil, environment: EnvironmentID? = nil
    ) -> EvidenceItem {
        item(
            path, "tests", environment: environment, runID: runID, observedAt: observedAt, number: number,
            [
                Fact("tests.total", .count(total)), Fact("tests.passed", .count(total - failed)),
                Fact("tests.failed", .count(failed)), Fact("tests.skipped", .count(0)),
                Fact(
                    "tests.pass_rate",
                    .ratio(ExactDecimal(total - failed).divided(by: ExactDecimal(total)) ?? 0)),
            ])
    }

    static func plan(
        _ path: String = "plan.json", deletes: Int64 = 0, stateful: Int64 = 0, changes: Int64 = 3, number: Int = 2,
        environment: EnvironmentID? = nil
    ) -> EvidenceItem {
        item(
            path, "terraform", format: "terraform-plan", environment: environment, number: number,
            [
                Fact("plan.changes", .count(changes)), Fact("plan.deletes", .count(deletes)),
                Fact("plan.deletes.stateful", .count(stateful)), Fact("plan.replaces.stateful", .count(0)),
            ])
    }

    static var evidence: [EvidenceItem] {
        [
            tests(), plan(),
            item(
                "page.json", "confluence", format: "confluence-page", revision: nil, number: 3,
                [Fact("docs.age", .duration(.days(2)))]),
        ]
    }

    static func channel(_ id: ChannelID, _ paths: [String] = []) -> EvidenceChannel {
        EvidenceChannel(
            id: id, name: id.name, owner: "qa-lead",
            sources: paths.map { EvidenceSource(path: $0, location: location()) }, location: location())
    }

    static func person(_ name: String, _ aliases: String..., isBot: Bool = false) -> Person {
        Person(id: PersonID(name), aliases: aliases, isBot: isBot)
    }

    static var matrix: ApprovalMatrix {
        ApprovalMatrix(
            roles: [
                Role(id: "sre-lead", title: "SRE lead", members: [person("sam", "sam@example.com"), person("sue")]),
                Role(id: "cto", title: "CTO", members: [person("carol")]),
                Role(id: "release-manager", title: "Release manager", members: [person("rita"), person("sue")]),
            ],
            rules: [
                ApprovalRule(classes: [.low, .medium], requirement: .role("sre-lead")),
                ApprovalRule(classes: [.high, .critical], requirement: .allOf([.role("sre-lead"), .role("cto")])),
            ])
    }

    static var release: Release {
        Release(
            file: "release.yaml", subject: Subject(name: "shop", version: "2.4.0", revision: revision),
            initiative: Initiative(id: "shop", name: "Shop", requester: "rob", authors: ["Ann Lee <ann@example.com>"]),
            scope: ChangeScope(
                environments: [
                    Environment(id: "dev", kind: .development, owner: "sre-lead"),
                    Environment(id: "staging", kind: .staging, after: ["dev"], owner: "sre-lead"),
                    Environment(
                        id: "production", kind: .production, after: ["staging"],
                        plannedStart: at("2026-11-23T09:00:00Z"), plannedDuration: .hours(1), owner: "sre-lead"),
                ],
                modules: ["cart"], teams: ["checkout"], teamCount: 1, isCustomerFacing: false,
                hasDataMigration: false, hasIrreversibleStep: false, touchesRegulatedData: false),
            channels: [channel("tests", ["tests.xml"]), channel("terraform", ["plan.json"]), channel("confluence")],
            riskTolerance: RiskTolerance(maximumClass: .high, monthlyCostIncrease: [CostBudget(Money(500, "EUR"))]),
            approvalMatrix: matrix,
            rollbackPlan: RollbackPlan(
                steps: [RollbackStep(action: "Route back", kind: .deployment, owner: "sre-lead")],
                decisionOwner: "sre-lead", window: .hours(2), verification: ["error rate falls"], limitations: [],
                lastRehearsed: CivilDate(year: 2026, month: 11, day: 1)))
    }

    static func playbook(_ riskClass: RiskClass) -> Playbook {
        Playbook(
            riskClass: riskClass, title: riskClass.rawValue, summary: "", approvalKinds: [.production],
            approvalRequirement: .role("sre-lead"), approvalValidity: .days(3),
            identityStrength: riskClass == .critical ? .sshSignature : .unverified,
            escalation: [Playbook.EscalationStep(after: .hours(4), role: "cto")], approvalTimeout: .hours(24),
            waiverMaximum: .days(14), waiverRenewals: 1, mayWaiveUnknown: riskClass == .low,
            waiverApprovers: ["release-manager"], overrideRoles: ["sre-lead", "cto"], overrideMaximum: .hours(8),
            reviewWithin: .days(5), rolloutSteps: [], soakTimes: [:], rehearsalMaximumDays: 90,
            rollbackDecisionDeadline: .minutes(30))
    }

    typealias Condition = ThresholdRule.Condition

    static func threshold(
        _ id: CriterionID, _ fact: FactID, pass: [[Condition]], warning: [[Condition]] = [],
        baseline: ThresholdRule.Baseline? = nil, isRequired: Bool = true, isKey: Bool = false,
        onlyWithChannels: [ChannelID] = []
    ) -> Criterion {
        Criterion(
            id: id, question: "Is \(id) met?", rationale: "", remedy: "Mend \(id)", owner: "qa-lead",
            rule: .threshold(ThresholdRule(fact: fact, pass: pass, warning: warning, baseline: baseline)),
            isRequired: isRequired, isKey: isKey, onlyWithChannels: onlyWithChannels)
    }

    static let zero = Condition(.equal, .absolute(0), text: "==0")

    static var criteria: [Criterion] {
        StructuralCriteria.ids.map {
            Criterion(
                id: $0, question: "\($0)?", rationale: "", remedy: "Mend \($0)", owner: "release-manager",
                rule: .structural)
        } + [
            threshold(
                "tests-passed", "tests.failed", pass: [[zero]],
                warning: [[Condition(.lessOrEqual, .absolute(2), text: "<=2")]], isKey: true),
            threshold(
                "pass-rate", "tests.pass_rate",
                pass: [[Condition(.greaterOrEqual, .absolute(ExactDecimal("0.98") ?? 0), text: ">=98%")]]),
            threshold("no-stateful-deletes", "plan.deletes.stateful", pass: [[zero]], onlyWithChannels: ["terraform"]),
            threshold(
                "docs-current", "docs.age",
                pass: [[Condition(.lessOrEqual, .absolute(30 * 86_400), text: "<=30d")]], isRequired: false),
        ]
    }

    static var policy: Policy {
        Policy(
            name: "test", digest: digest(99), playbooks: RiskClass.allCases.map(playbook), criteria: criteria,
            evidenceLifetimes: [
                "*": [.low: .days(7), .medium: .days(3), .high: .days(1), .critical: .hours(12)],
                "confluence": [.low: .days(30), .medium: .days(30), .high: .days(30), .critical: .days(30)],
            ],
            phases: [], control: ControlPolicy(signals: [], confidenceFloor: 0))
    }

    static var records: LedgerRecords {
        LedgerRecords(outcomes: [
            ReleaseOutcome(subjectName: "shop", revision: "aaaaaaa", modules: [], result: .success, at: hoursAgo(500))
        ])
    }

    static var schedule: [ScheduleFacts] {
        [
            ScheduleFacts(
                environment: "production", localStart: "Mon 2026-11-23 09:00 UTC", isOutsideWorkingDays: false,
                minutesToEndOfDay: 480, nextFreeze: nil, nextFreezeTitle: nil, overlapping: [])
        ]
    }

    static var input: ReviewInput {
        ReviewInput(
            release: release, policy: policy, evidence: evidence, records: records, schedule: schedule, asOf: now)
    }

    static func changed(_ change: (inout ReviewInput) -> Void) -> ReviewInput {
        var input = input
        change(&input)
        return input
    }

    static func approval(
        _ person: PersonID, _ role: RoleID, _ input: ReviewInput, _ environment: EnvironmentID = "production",
        vote: ApprovalRecord.Vote = .approve, at: Instant = Sample.hoursAgo(1), expiresAt: Instant? = nil,
        strength: IdentityStrength = .unverified, onBehalfOf: PersonID? = nil
    ) -> ApprovalRecord {
        let gate = Evaluation.review(input).gate(environment)
        return ApprovalRecord(
            subject: .gate(environment), vote: vote, role: role, person: person, reason: "looks good", at: at,
            expiresAt: expiresAt, content: gate?.approvableContent ?? ApprovedContent(items: []), strength: strength,
            onBehalfOf: onBehalfOf)
    }

    static func waiver(
        _ id: WaiverID = "w-1", _ criterion: CriterionID = "no-stateful-deletes",
        _ environments: [EnvironmentID] = ["production"], requester: PersonID = "quinn", approver: PersonID? = "rita",
        start: Instant = Sample.hoursAgo(24), end: Instant = Sample.now + .days(10)
    ) -> Waiver {
        Waiver(
            id: id, criterion: criterion, environments: environments, owner: "sre-lead", requester: requester,
            approver: approver, reason: "old volume", ticket: "OPS-1", start: start, end: end)
    }
}

extension ReadinessReview {
    func gate(_ environment: EnvironmentID) -> GateResult? { gates.first { $0.environment == environment } }

    func finding(_ criterion: CriterionID, _ environment: EnvironmentID = "production") -> Finding? {
        gate(environment)?.findings.first { $0.criterion == criterion }
    }
}
