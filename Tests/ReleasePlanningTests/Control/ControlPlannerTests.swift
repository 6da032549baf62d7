import ReleaseModel
import ReleasePlanning
import Testing

@Suite struct ControlPlannerTests {
    private func plan(_ change: (inout ReviewFixture) -> Void) -> ControlPlan {
        var fixture = ReviewFixture()
        change(&fixture)
        return ControlPlanner.plan(for: fixture.review)
    }

    private func deployed(_ environment: EnvironmentID, _ succeeded: Bool = true) -> JudgedEvidence {
        ReviewFixture.item(
            "deploy-\(environment).json", "ci", "deployment.succeeded", .flag(succeeded), environment: environment)
    }

    @Test func keepsWhenEverythingSpeaksAndIsGreen() {
        let plan = plan { $0.signalsSpeak() }
        #expect(plan.action == .keep)
        #expect(plan.state == .green)
        #expect(plan.confidence == 1)
        #expect(!plan.isSafetyFirst)
    }

    @Test func aSilentSignalIsUnknownAndPauses() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence.removeAll { $0.channel == "prometheus" }
        }
        #expect(plan.action == .pause)
        #expect(plan.state == .unknown)
        #expect(plan.actionReason.hasPrefix("error rate is UNKNOWN: silent: no accepted evidence holds"))
        #expect(plan.confidence == ExactDecimal("0.5"))
    }

    @Test func staleEvidenceDoesNotSpeak() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence[0].standing = .stale(age: .days(9), limit: .days(7))
        }
        #expect(plan.phases.first?.signals.first?.state == .unknown)
    }

    @Test func aFactThatTheNewestDocumentDoesNotKnowIsSilent() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            var newer = ReviewFixture.item("later.json", "prometheus", "metric.error_rate", .count(0))
            newer.observedAt = ReviewFixture.instant("2026-11-23T07:30:00Z")
            newer.facts = [Fact("metric.error_rate", unknown: "the query gave no series")]
            fixture.evidence.append(newer)
        }
        #expect(plan.phases.first?.signals.first?.state == .unknown)
    }

    @Test func underTheFloorTheStateIsRedAndTheActionPause() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence.removeAll { $0.channel == "prometheus" }
            fixture.confidenceFloor = ExactDecimal("0.8") ?? 1
        }
        #expect(plan.isSafetyFirst)
        #expect(plan.state == .red)
        #expect(plan.action == .pause)
        #expect(plan.actionReason == "safety first: 1 of 2 watched signals speak (50 %); the floor is 80 %")
    }

    @Test func theTeamMayRaiseTheFloorAndNotLowerIt() {
        let raised = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence.removeAll { $0.channel == "prometheus" }
            fixture.riskTolerance.monitoringConfidenceFloor = ExactDecimal("0.9")
        }
        #expect(raised.isSafetyFirst)
        let lowered = plan { fixture in
            fixture.confidenceFloor = ExactDecimal("0.8") ?? 1
            fixture.riskTolerance.monitoringConfidenceFloor = 0
        }
        #expect(lowered.isSafetyFirst)
    }

    @Test func noSignalAtAllIsNoConfidence() {
        let plan = plan { fixture in
            fixture.signals = []
            fixture.confidenceFloor = ExactDecimal("0.1") ?? 1
        }
        #expect(plan.confidence == 0)
        #expect(plan.isSafetyFirst)
    }

    @Test func redBeforeAnyPromotionPauses() {
        let plan = plan { $0.signalsSpeak(errorRate: .red) }
        #expect(plan.action == .pause)
        #expect(plan.state == .red)
    }

    @Test func redAfterAPromotionAsksForTheRollbackDecision() {
        let plan = plan { fixture in
            fixture.signalsSpeak(errorRate: .red)
            fixture.evidence.append(deployed("staging"))
        }
        #expect(plan.action == .rollback)
        #expect(plan.state == .red)
        #expect(
            plan.actionReason
                == "error rate is RED after the promotion to staging: 0.3 at 2026-11-23 07:00 UTC (metrics.json); "
                + "the SRE lead decides on the rollback within 30 min")
    }

    @Test func aWaiverDoesNotQuietenASignal() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence.append(deployed("dev"))
            fixture.findings["staging"] = [
                ReviewFixture.finding(
                    "error-rate-low", in: "staging", .waived, fact: "metric.error_rate", unwaived: .red)
            ]
        }
        #expect(plan.action == .rollback)
    }

    @Test func aFailedDeploymentAsksForTheRollbackDecision() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence.append(deployed("production", false))
        }
        #expect(plan.action == .rollback)
        #expect(plan.actionReason.hasPrefix("the deployment to production is reported as failed"))
    }

    @Test func theSignalsOfTheDeployedPhaseCount() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence.append(deployed("production"))
        }
        // The expansion phase watches a manual check that nobody signed.
        #expect(plan.action == .pause)
        #expect(plan.actionReason.contains("no signed statement \"support-load\"; the support lead checks and signs"))
    }

    @Test(arguments: [(true, ReadinessState.green), (false, .red)])
    func aManualCheckSpeaksThroughItsStatement(isGiven: Bool, expected: ReadinessState) {
        let plan = plan { fixture in
            fixture.evidence.append(
                ReviewFixture.item("signed.yaml", "sign-off", "signoff.support-load", .flag(isGiven)))
        }
        #expect(plan.phases.last?.signals.last?.state == expected)
    }

    @Test func aManualCheckIsNotDueBeforeSomethingIsDeployed() {
        var plan = plan { fixture in
            fixture.signals.append(
                ControlPolicy.Signal(
                    id: "smoke", title: "smoke test", source: "by hand", fact: nil, green: "", yellow: "", red: "",
                    window: .hours(1), owner: "qa-lead", phases: []))
            fixture.signalsSpeak()
        }
        #expect(plan.phases.first?.signals.last?.state == .notApplicable)
        #expect(plan.confidence == 1)
        #expect(plan.action == .keep)
        plan = self.plan { fixture in
            fixture.signals = [
                ControlPolicy.Signal(
                    id: "smoke", title: "smoke test", source: "by hand", fact: nil, green: "", yellow: "", red: "",
                    window: .hours(1), owner: "qa-lead", phases: [])
            ]
            fixture.evidence = [deployed("dev")]
        }
        #expect(plan.phases.first?.signals.last?.state == .unknown)
        #expect(plan.confidence == 0)
    }

    @Test func withdrawnEvidenceOfADeploymentStillShowsThatOneTookPlace() {
        let plan = plan { fixture in
            fixture.signalsSpeak(errorRate: .red)
            var gone = deployed("staging")
            gone.standing = .withdrawn("seen in an earlier run")
            gone.facts = [Fact("deployment.succeeded", unknown: "withdrawn")]
            fixture.evidence.append(gone)
        }
        #expect(plan.action == .rollback)
    }

    @Test func theNewestDeploymentCounts() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            var old = deployed("staging", false)
            old.observedAt = ReviewFixture.instant("2026-11-22T07:00:00Z")
            fixture.evidence += [deployed("staging"), old]
        }
        #expect(plan.action == .keep)
    }

    @Test func aSignalSpeaksForTheDeployedEnvironmentAndForWhatItOnceSpokeFor() {
        func state(_ change: (inout ReviewFixture) -> Void) -> ReadinessState? {
            plan { fixture in
                fixture.signalsSpeak()
                fixture.evidence[0].environment = "staging"
                change(&fixture)
            }.phases.first?.signals.first?.state
        }
        #expect(state { _ in } == .green)
        #expect(state { $0.evidence[0].environment = "dev" } == .unknown)
        #expect(
            state { fixture in
                fixture.evidence[0].environment = "dev"
                fixture.evidence.append(deployed("dev"))
            } == .green)
        #expect(
            state { fixture in
                fixture.evidence.append(
                    ReviewFixture.item(
                        "old.json", "prometheus", "metric.error_rate", .count(0), environment: "dev",
                        standing: .stale(age: .days(9), limit: .days(7))))
            } == .unknown)
    }

    @Test func aReadingThatNoCriterionJudgesIsUnknownButSpeaks() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.findings = [:]
        }
        #expect(plan.phases.first?.signals.map(\.state) == [.unknown, .unknown])
        #expect(plan.confidence == 1)
    }

    @Test func everyRollbackRuleHasOwnerThresholdDeadlineAndCheckpoint() {
        let rules = plan { _ in }.rules
        let rollback = rules.filter { $0.action == .rollback }
        #expect(
            rollback.map(\.id) == [
                "rollback-error-rate", "rollback-alerts", "rollback-support-load", "rollback-failed-deployment",
                "rollback-constraint-1",
            ])
        #expect(rollback.allSatisfy { $0.decisionDeadline == .minutes(30) && !$0.verification.isEmpty })
        #expect(rollback.first?.condition == "after a promotion, error rate: over 2 %, measured over 10 min")
        #expect(rollback.last?.owner == "director")
        #expect(
            rollback.last?.condition
                == "more than 30 min after the promotion, a rollback that customers see needs the approval of the "
                + "director first")
        #expect(Set(rules.map(\.id)).count == rules.count)
    }

    @Test func theDeadlineComesFromTheToleranceThenThePlaybookThenTheConstraint() {
        func deadline(_ change: (inout ReviewFixture) -> Void) -> TimeAmount? {
            plan(change).rules.first { $0.id == "rollback-alerts" }?.decisionDeadline
        }
        #expect(deadline { $0.riskTolerance = RiskTolerance(rollbackDecisionDeadline: .minutes(15)) } == .minutes(15))
        #expect(deadline { $0.riskTolerance = RiskTolerance() } == .hours(1))
        #expect(deadline { $0.scope.isCustomerFacing = false } == .hours(1))
        #expect(deadline { $0.riskTolerance.rollbackDecisionDeadline = .hours(2) } == .minutes(30))
    }

    @Test func aConstraintWithoutApproverForbidsTheRollback() {
        let rule = plan {
            $0.riskTolerance.rollbackConstraints = [
                RollbackConstraint(isCustomerFacingOnly: false, after: .hours(1), approver: nil)
            ]
        }.rules.first { $0.id == "rollback-constraint-1" }
        #expect(rule?.action == .pause)
        #expect(
            rule?.condition == "more than 1 h after the promotion, a rollback is not allowed: pause and repair forward")
    }

    @Test func aMissingRollbackPlanIsARule() {
        #expect(plan { $0.rollbackPlan = RollbackPlan() }.rules.contains { $0.id == "pause-no-rollback-plan" })
        #expect(!plan { _ in }.rules.contains { $0.id == "pause-no-rollback-plan" })
    }

    @Test func redNeverBecomesGreenInOneStep() {
        let changes = plan { _ in }.colourChanges
        let direct = changes.filter { $0.from == .red && $0.to == .green }
        #expect(direct.count == 1)
        #expect(direct.first?.condition.hasPrefix("never in one step") == true)
        #expect(changes.contains { $0.from == .yellow && $0.to == .green && $0.condition.contains("3 better samples") })
    }

    @Test func exitCriteriaNameSoakAndTheNextGates() {
        let phases = plan { $0.decisions["preprod"] = .wait }.phases
        #expect(phases.map(\.phase.id) == ["pilot", "hardening", "expansion"])
        #expect(
            phases.first?.exitCriteria == [
                "no open blocker", "staging watched for 1 d without a RED or UNKNOWN signal",
                "the preprod gate says PROCEED (today WAIT)",
            ])
        #expect(phases.last?.exitCriteria.last?.contains("day-0, day-1 and day-7") == true)
    }

    @Test func waitingForTheNextGateIsAPause() {
        let plan = plan { fixture in
            fixture.signalsSpeak()
            fixture.decisions["production"] = .wait
        }
        #expect(plan.action == .pause)
        #expect(plan.actionReason == "the production gate says WAIT: something is missing")
        #expect(plan.state == .green)
    }

    @Test func removingAnyDocumentNeverImprovesTheAction() {
        var fixture = ReviewFixture()
        fixture.signalsSpeak()
        fixture.evidence.append(
            ReviewFixture.item("signed.yaml", "sign-off", "signoff.support-load", .flag(true)))
        let order = ControlPlan.Action.allCases
        let whole = ControlPlanner.plan(for: fixture.review)
        for index in fixture.evidence.indices {
            var less = fixture
            less.evidence.remove(at: index)
            let plan = ControlPlanner.plan(for: less.review)
            #expect((order.firstIndex(of: plan.action) ?? 0) >= (order.firstIndex(of: whole.action) ?? 0))
            #expect(plan.confidence <= whole.confidence)
        }
    }
}
