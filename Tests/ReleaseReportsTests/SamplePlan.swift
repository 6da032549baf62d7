import ReleaseModel

extension SampleReport {
    var policy: Policy {
        Policy(
            name: text("platform"), digest: digest("c"), playbooks: [playbook(.low), playbook(.high)],
            criteria: [
                criterion("tests-passed", "Did the tests pass?", fact: "tests.failed", key: true),
                criterion("plan-reviewed", "Is the plan reviewed?", fact: "plan.deletes"),
                criterion("docs-current", "Are the docs current?", fact: "docs.age"),
                criterion("cost-within-budget", "Is the cost in budget?", fact: "cost.monthly_delta", required: false),
                Criterion(
                    id: "rollback-owned", question: text("Does every rollback step have an owner?"),
                    rationale: text("why"),
                    remedy: text("name the owner"), owner: "sre-lead", rule: .structural),
            ],
            evidenceLifetimes: ["*": [.low: .days(7), .high: .days(1)], "ci": [.high: .hours(24)]], phases: [phase],
            control: ControlPolicy(signals: [signal], confidenceFloor: SampleReport.number("0.6")),
            loosenings: [
                Policy.Loosening(what: text("pass score 85"), reason: text("young service"), location: place(80))
            ])
    }

    private func criterion(
        _ id: CriterionID, _ question: String, fact: FactID, key: Bool = false, required: Bool = true
    ) -> Criterion {
        Criterion(
            id: id, question: text(question), rationale: text("a release manager asks it"), remedy: text("mend it"),
            owner: "sre-lead",
            rule: .threshold(
                ThresholdRule(
                    fact: fact, pass: [[ThresholdRule.Condition(.equal, .absolute(0), text: text("==0"))]],
                    warning: [[ThresholdRule.Condition(.lessOrEqual, .absolute(2), text: text("<=2"))]])),
            isRequired: required, isKey: key, weight: key ? 3 : 1, kinds: [.production],
            timeToLive: [.high: .hours(12)])
    }

    private func playbook(_ riskClass: RiskClass) -> Playbook {
        Playbook(
            riskClass: riskClass, title: riskClass.rawValue, summary: text("for \(riskClass.rawValue) changes"),
            approvalKinds: riskClass == .low ? [] : [.production],
            approvalRequirement: riskClass == .low ? .allOf([]) : .role("cto"), approvalValidity: .days(3),
            identityStrength: .webSignIn, escalation: [Playbook.EscalationStep(after: .hours(4), role: "director")],
            approvalTimeout: .days(1), waiverMaximum: .days(14), waiverRenewals: 1, mayWaiveUnknown: false,
            waiverApprovers: ["cto"], overrideRoles: ["cto", "sre-lead"], overrideMaximum: .hours(24),
            reviewWithin: .days(5), rolloutSteps: [text("10 % of traffic"), text("all traffic")],
            soakTimes: [.staging: .hours(24)], rehearsalMaximumDays: 90, rollbackDecisionDeadline: .minutes(30))
    }

    private var phase: Phase {
        Phase(
            id: "pilot", title: text("Pilot"), goal: text("prove it on staging"), weeks: 1, kinds: [.staging],
            exitCriteria: [text("error rate at or under 0.5 % for 24 h")])
    }

    private var signal: ControlPolicy.Signal {
        ControlPolicy.Signal(
            id: "error-rate", title: text("Error rate"), source: text("query \"billing:error_rate\""),
            fact: "slo.error_rate",
            green: text("at or under 0.5 %"), yellow: text("under 1 %"), red: text("1 % or more"), window: .minutes(10),
            owner: "sre-lead", phases: [])
    }

    var toolchain: ToolchainLayout {
        let ids: [ConnectorID] = ["ci", "terraform", "jira", "slack"]
        return ToolchainLayout(
            layers: ToolchainLayout.Layer.allCases.map { layer in
                ToolchainLayout.LayerPlan(
                    layer: layer, purpose: text("what \(layer.rawValue) does"), connectors: ids, owner: "sre-lead",
                    handOff: text("the SRE lead passes it on"))
            },
            connectors: ids.compactMap { ConnectorCatalog.connector($0) }.map { connector in
                ToolchainLayout.ConnectorPlan(
                    connector: connector, layers: connector.access == .readOnly ? [.intake] : [.writeback],
                    owner: "sme",
                    handOff: text("the SME exports, the SRE lead reads"))
            })
    }

    var timeline: ReleaseTimeline {
        func task(
            _ id: String, _ title: String, _ kind: TimelineTask.Kind, _ start: String, _ end: String,
            after: [String] = [], critical: Bool = false, evidence: [String] = []
        ) -> TimelineTask {
            TimelineTask(
                id: id, title: text(title), kind: kind, owner: "sre-lead", phase: "pilot",
                environment: EnvironmentID(text("production")), duration: .hours(3), start: SampleReport.at(start),
                end: SampleReport.at(end),
                dependencies: after, isCritical: critical, slack: critical ? .hours(0) : .hours(8),
                requiredEvidence: evidence.map(text))
        }
        return ReleaseTimeline(
            timeZone: "Europe/Berlin",
            phases: [
                DatedPhase(
                    phase: phase, firstWeek: 1, start: SampleReport.day("2026-11-23"),
                    end: SampleReport.day("2026-11-27"))
            ],
            tasks: [
                task(
                    "tests", "Mend the tests", .evidence, "2026-11-23T08:00:00Z", "2026-11-23T11:00:00Z", critical: true
                ),
                task("docs", "Review the docs page", .draft, "2026-11-23T08:00:00Z", "2026-11-23T11:00:00Z"),
                task(
                    "promote-production", "Promote to production", .promotion, "2026-12-01T09:00:00Z",
                    "2026-12-01T11:00:00Z", after: ["tests", "docs"], critical: true,
                    evidence: ["tests-passed from CI status", "a fresh plan"]),
            ],
            reviews: [
                TimelineReview(
                    day: 1, at: SampleReport.at("2026-12-02T09:00:00Z"), owner: "sre-lead",
                    questions: [text("Are totals right?")])
            ], criticalPath: ["tests", "promote-production"], parallelGroups: [["tests", "docs"]],
            slipEffect: text("A day's slip of the tests moves production by a day."),
            adjustments: [text("production moved to 2026-12-01 by the freeze \"year end\"")])
    }

    var drafts: [Draft] {
        [
            draft(.ticket, "change-ticket", "jira", .updated, "1"),
            draft(.comms, "announcement", "slack", .unchanged, "2"),
        ]
    }

    private func draft(
        _ kind: Draft.Kind, _ artefact: String, _ connector: ConnectorID, _ change: Draft.Change, _ digit: Character
    ) -> Draft {
        let isChanged = change != .unchanged
        return Draft(
            key: DraftKey("rg1-0123456789abcdef012" + String(digit)), kind: kind, artefact: artefact,
            connector: connector,
            container: text("BILL"), tier: connector == "slack" ? .fileOnly : .inert,
            operation: isChanged ? .updateDraft : .createDraft, change: change,
            title: text("DRAFT: \(artefact) for billing 2.4.0"),
            body: text("## What changes\n\nInvoices are split.\n\n```\nnot a fence end\n```\n"),
            contentDigest: digest(digit),
            revision: isChanged ? 2 : 1, approverRoles: ["cto"], approverReason: text("the class is high"),
            approval: ApprovalStatus(requirement: .role("cto"), state: .pending, missingRoles: ["cto"]),
            triggers: [
                Draft.Trigger(input: "change_scope", digest: digest("d")),
                Draft.Trigger(input: "risk class", digest: digest("e")),
            ], changedInputs: isChanged ? ["change_scope"] : [], limits: [text("title 40 of 255 characters")],
            guardHits: isChanged
                ? [
                    GuardHit(
                        rule: "no-commands", found: text("kubectl delete"),
                        explanation: text("say which role does what"),
                        line: 3, source: place(50))
                ] : [],
            handOff: text("the CTO reads it in Jira"))
    }

    var control: ControlPlan {
        ControlPlan(
            action: .pause, actionReason: text("one signal is silent"), state: .unknown,
            rules: [
                ControlPlan.Rule(
                    id: "roll-back-errors", action: .rollback, condition: text("error rate 1 % or more for 10 min"),
                    owner: "sre-lead", decisionDeadline: .minutes(30),
                    verification: text("error rate under 0.5 % again")),
                ControlPlan.Rule(
                    id: "keep-going", action: .keep, condition: text("every signal green"), owner: "sre-lead",
                    decisionDeadline: nil, verification: text("the board")),
            ],
            phases: [
                ControlPlan.PhaseControl(
                    phase: phase,
                    signals: [ControlPlan.WatchedSignal(signal: signal, state: .unknown, reading: text("no series"))],
                    exitCriteria: phase.exitCriteria)
            ],
            colourChanges: [
                ControlPlan.ColourChange(from: .green, to: .yellow, condition: text("a signal over its green limit")),
                ControlPlan.ColourChange(from: .yellow, to: .red, condition: text("a signal over its yellow limit")),
            ], confidence: SampleReport.number("0.5"), isSafetyFirst: true)
    }
}
