import ReleaseModel

/// A report in which every part of the model speaks, built from literals.
///
/// `text` is applied to every string a person or a document could have written, so that one hostile function makes the
/// whole report hostile.
struct SampleReport {
    typealias Text = (String) -> String

    static let asOf = at("2026-11-21T02:14:00Z")

    static let rich = SampleReport { $0 }.report

    let text: Text

    init(text: @escaping Text) { self.text = text }

    var report: ReadinessReport {
        ReadinessReport(
            review: review, toolchain: toolchain, timeline: timeline, drafts: drafts, control: control,
            ledger: LedgerSummary(entryCount: 42, rootDigest: digest("f")))
    }

    static func at(_ text: String) -> Instant { Instant(rfc3339: text) ?? Instant(seconds: 0) }
    static func day(_ text: String) -> CivilDate { CivilDate(iso8601: text) ?? CivilDate(daysSinceEpoch: 0) }
    static func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? 0 }

    func digest(_ digit: Character) -> ContentDigest {
        ContentDigest(String(repeating: digit, count: 64))
            ?? ContentDigest(bytes: [UInt8](repeating: 0, count: 32)).unsafelyUnwrapped
    }

    func place(_ line: Int) -> SourceLocation { SourceLocation(file: text("release.yaml"), line: line, column: 5) }

    var review: ReadinessReview {
        ReadinessReview(
            release: release, policy: policy, asOf: SampleReport.asOf,
            risk: RiskAssessment(
                riskClass: .high,
                factors: [
                    RiskAssessment.Factor(
                        id: "stateful-delete", engine: .infrastructure, riskClass: .high,
                        reason: text("1 stateful resource is deleted; the limit for medium is 0")),
                    RiskAssessment.Factor(
                        id: "customer-facing", engine: .scope, riskClass: .medium,
                        reason: text("the change is customer-facing")),
                    RiskAssessment.Factor(
                        id: "no-history", engine: .missingData, riskClass: .medium,
                        reason: text("the ledger knows no earlier release of \"billing\"")),
                ], requiresManualApproval: true),
            evidence: evidence, gates: [stagingGate, productionGate], gaps: gaps, waivers: waivers)
    }

    private var release: Release {
        Release(
            file: text("release.yaml"),
            subject: Subject(name: text("billing"), version: text("2.4.0"), revision: "4f2a9c1d7e6b5a40"),
            initiative: Initiative(
                id: "invoice-split", name: text("Split invoices by cost centre"),
                objective: text("Customers see one invoice per cost centre"), products: [text("Billing"), text("請求書")],
                stakeholders: [
                    Stakeholder(name: text("Finance customers"), impact: text("Invoices change from December")),
                    Stakeholder(name: text("Support"), impact: nil),
                ], requester: PersonID(text("ana")), authors: [PersonID(text("bo")), PersonID(text("chen"))],
                declaredClass: .medium, criticality: text("high")),
            scope: ChangeScope(
                environments: [
                    Environment(id: EnvironmentID(text("staging")), kind: .staging, owner: "sre-lead"),
                    Environment(
                        id: EnvironmentID(text("production")), kind: .production,
                        after: [EnvironmentID(text("staging"))],
                        plannedStart: SampleReport.at("2026-12-01T09:00:00Z"), plannedDuration: .hours(2),
                        timeZone: "Europe/Berlin", owner: "sre-lead"),
                ], modules: [text("invoice-api"), text("ledger-db")], teams: [text("Payments")], teamCount: 3,
                artefacts: [text("docs"), text("support comms")], isCustomerFacing: true, hasDataMigration: true,
                hasIrreversibleStep: nil, touchesRegulatedData: false,
                dependencies: [
                    Dependency(name: text("tax service 3.1"), owner: "sme", isReady: true),
                    Dependency(name: text("mail templates"), owner: nil, isReady: nil),
                ]),
            channels: [
                EvidenceChannel(id: "ci", name: text("CI status"), location: place(20)),
                EvidenceChannel(id: "terraform", name: text("Terraform plan"), location: place(21)),
            ],
            riskTolerance: RiskTolerance(
                rollbackConstraints: [
                    RollbackConstraint(isCustomerFacingOnly: true, after: .minutes(30), approver: "director")
                ],
                statements: [text("No change on pay day")]),
            approvalMatrix: ApprovalMatrix(
                roles: [
                    Role(id: "sre-lead", title: text("SRE lead"), members: [Person(id: PersonID(text("dana")))]),
                    Role(id: "cto", title: text("CTO"), members: [Person(id: PersonID(text("eve")))]),
                ],
                rules: [
                    ApprovalRule(
                        classes: [.high],
                        requirement: .allOf([.role("cto"), .anyOf([.role("sre-lead"), .role("director")])]))
                ]),
            rollbackPlan: RollbackPlan(
                steps: [
                    RollbackStep(
                        action: text("Restore the snapshot taken before the change"), kind: .data, owner: "dba",
                        duration: .minutes(20)),
                    RollbackStep(action: text("Tell support"), kind: .communication),
                ], decisionOwner: "sre-lead", window: .hours(4), verification: [text("invoice totals match")],
                limitations: [text("sent e-mails")], lastRehearsed: SampleReport.day("2026-10-30")),
            preferredLLM: [text("gpt-5")],
            phrases: [
                Phrase(
                    input: "approval_matrix", text: text("SME for low risk"),
                    reading: .understood(as: text("low: role sme")), location: place(30)),
                Phrase(
                    input: "rollback_plan", text: text("comms reversal maybe"),
                    reading: .notUnderstood(accepted: text("an action and its owner")), location: place(34)),
            ])
    }

    private var evidence: [JudgedEvidence] {
        [
            JudgedEvidence(
                path: text("evidence/junit.xml"), channel: "ci", format: "junit-xml", revision: "4f2a9c1d7e6b5a40",
                observedAt: SampleReport.at("2026-11-20T20:00:00Z"), digest: digest("a"), standing: .accepted,
                expiresAt: SampleReport.at("2026-11-21T20:00:00Z"),
                facts: [
                    Fact("tests.failed", .count(3)), Fact("tests.pass_rate", .ratio(SampleReport.number("0.985"))),
                    Fact("tests.flaky", unknown: text("the report has no reruns")),
                ], notes: [EvidenceNote(.ignored, text("2 skipped suites"))]),
            JudgedEvidence(
                path: text("evidence/plan.json"), channel: "terraform", format: "terraform-plan",
                revision: "4f2a9c1d7e6b5a40", environment: EnvironmentID(text("production")),
                observedAt: SampleReport.at("2026-11-17T02:14:00Z"), digest: digest("b"),
                standing: .stale(age: .days(4), limit: .days(1)),
                facts: [
                    Fact("plan.deletes", .count(1)),
                    Fact("cost.monthly_delta", .money(Money(SampleReport.number("340.50"), "EUR"))),
                ],
                claims: [ApprovalClaim(identity: text("eve@example.com"), statement: text("approved"), at: nil)]),
            JudgedEvidence(
                path: text("evidence/slack.json"), channel: "slack", standing: .missing(text("there is no such file"))),
        ]
    }

    private func finding(
        _ criterion: CriterionID, _ environment: String, _ state: ReadinessState, _ reason: String,
        unwaived: ReadinessState? = nil, measured: FactValue? = nil, fact: FactID? = nil, limit: String? = nil,
        required: Bool = true, key: Bool = false, remedy: String? = nil,
        evidence: [Finding.EvidenceReference] = [], waiver: WaiverID? = nil
    ) -> Finding {
        Finding(
            criterion: criterion, environment: EnvironmentID(text(environment)), state: state, unwaivedState: unwaived,
            reason: text(reason), measured: measured, fact: fact, limit: limit.map(text), isRequired: required,
            isKey: key, weight: key ? 3 : 1, owner: "sre-lead", remedy: remedy.map(text), evidence: evidence,
            waiver: waiver, validUntil: state == .green ? SampleReport.at("2026-11-21T20:00:00Z") : nil)
    }

    private var testReference: Finding.EvidenceReference {
        Finding.EvidenceReference(
            path: text("evidence/junit.xml"), digest: digest("a"), observedAt: SampleReport.at("2026-11-20T20:00:00Z"))
    }

    private var stagingGate: GateResult {
        GateResult(
            environment: EnvironmentID(text("staging")), kind: .staging, state: .green, score: 100, unknownCount: 0,
            waivedCount: 0,
            findings: [
                finding(
                    "rollback-owned", "staging", .green, "every rollback step that staging needs has an owner",
                    evidence: []),
                finding(
                    "tests-passed", "staging", .notApplicable, "the policy asks it for production only"),
            ], approval: ApprovalStatus(requirement: nil, state: .notRequired),
            calendar: CalendarVerdict(state: .unrestricted, explanation: text("no window is known for staging")),
            decision: .proceed, decisionReason: text("every required criterion is green"), blockers: [], waits: [],
            validUntil: SampleReport.at("2026-11-21T20:00:00Z"), pathToGreen: [],
            approvableContent: ApprovedContent(items: []))
    }

    private var productionGate: GateResult {
        let vote = ApprovalStatus.Vote(
            record: ApprovalRecord(
                subject: .gate(EnvironmentID(text("production"))), vote: .approve, role: "cto",
                person: PersonID(text("eve")),
                reason: text("reviewed"), at: SampleReport.at("2026-11-19T08:00:00Z"),
                content: ApprovedContent(items: []), strength: .webSignIn),
            voidReason: text("plan.deletes grew from 0 to 1 after the approval"))
        return GateResult(
            environment: EnvironmentID(text("production")), kind: .production, state: .red,
            score: SampleReport.number("45.454545"), unknownCount: 1, waivedCount: 1,
            findings: [
                finding(
                    "tests-passed", "production", .red, "3 tests failed; the limit is 0", measured: .count(3),
                    fact: "tests.failed", limit: "==0", key: true,
                    remedy: "mend the 3 failing tests and hand in the new report",
                    evidence: [testReference]),
                finding(
                    "plan-reviewed", "production", .unknown, "the plan is 4 d old; it counts for 1 d",
                    fact: "plan.deletes", limit: "==0", remedy: "hand in a fresh plan"),
                finding(
                    "docs-current", "production", .waived, "the page is 90 d old; the limit is 30 d", unwaived: .red,
                    measured: .duration(.days(90)), fact: "docs.age", limit: "<=30d", waiver: "w-1"),
                finding(
                    "cost-within-budget", "production", .yellow, "340.5 EUR more; the warning limit is 500 EUR",
                    measured: .money(Money(SampleReport.number("340.50"), "EUR")), fact: "cost.monthly_delta",
                    limit: "<=300 EUR", required: false, remedy: "state the budget"),
                finding("rollback-owned", "production", .green, "both steps have been rehearsed"),
            ],
            approval: ApprovalStatus(
                requirement: .allOf([.role("cto"), .anyOf([.role("sre-lead"), .role("director")])]), state: .pending,
                votes: [vote], missingRoles: ["cto", "sre-lead"], excluded: [text("bo wrote the change")]),
            calendar: CalendarVerdict(
                state: .closed, explanation: text("freeze \"year end\" by finance, until 2026-11-30 00:00 UTC"),
                window: text("year end"), nextOpen: SampleReport.at("2026-11-30T00:00:00Z")),
            decision: .block, decisionReason: text("tests-passed is RED and key"),
            blockers: [text("tests-passed: 3 tests failed"), text("plan-reviewed: no fresh plan")],
            waits: [
                Wait(.approval, text("approval by CTO"), role: "cto", until: SampleReport.at("2026-11-24T10:00:00Z")),
                Wait(.calendar, text("freeze \"year end\""), until: SampleReport.at("2026-11-30T00:00:00Z")),
            ], validUntil: SampleReport.at("2026-11-21T20:00:00Z"),
            pathToGreen: [
                RoleAction(role: "sre-lead", action: text("mend the 3 failing tests"), criterion: "tests-passed"),
                RoleAction(role: "dba", action: text("hand in a fresh plan"), criterion: "plan-reviewed"),
                RoleAction(role: "cto", action: text("approve the gate again")),
            ], override: text("em-1 until 2026-11-22, review due 2026-11-29"),
            approvableContent: ApprovedContent(items: [
                ApprovedContent.Item(name: "revision", value: "4f2a9c1d7e6b5a40"),
                ApprovedContent.Item(name: "plan.deletes", value: "1", severity: 1),
            ]))
    }

    private var gaps: [Gap] {
        [
            Gap(
                kind: .phrase, id: "phrase:rollback_plan:34",
                summary: text("\"comms reversal maybe\" was not understood"),
                owner: "sre-lead", action: text("write the step with its owner"), environments: [], isBlocking: false,
                location: place(34)),
            Gap(
                kind: .evidence, id: "evidence:slack", summary: text("the Slack export is not there"), owner: "sme",
                action: text("export the thread"), environments: [EnvironmentID(text("production"))], isBlocking: true,
                location: place(22)),
        ]
    }

    private var waivers: [JudgedWaiver] {
        let first = Waiver(
            id: "w-1", criterion: "docs-current", environments: [EnvironmentID(text("production"))], owner: "sme",
            requester: PersonID(text("ana")), approver: PersonID(text("eve")), approverRole: "cto",
            reason: text("the page moves next week"), ticket: text("DOC-7"),
            start: SampleReport.at("2026-11-20T00:00:00Z"),
            end: SampleReport.at("2026-11-25T00:00:00Z"), renewals: 1)
        var second = first
        second.id = "w-2"
        second.approver = nil
        return [
            JudgedWaiver(waiver: first, refusal: nil, endsSoon: true),
            JudgedWaiver(waiver: second, refusal: text("nobody approved it"), endsSoon: false),
        ]
    }
}
