import ReleaseModel
import ReleasePlanning
import Testing

/// Keep, pause or rollback, line by line: monitoring that is too silent wins over everything that is green.
@Suite struct SafetyFirstTests {
    private static let floor = ExactDecimal("0.8") ?? 1

    private static func plan(_ change: (inout ReviewFixture) -> Void) -> ControlPlan {
        var fixture = ReviewFixture()
        change(&fixture)
        return ControlPlanner.plan(for: fixture.review)
    }

    /// A release in its first phase, which watches two signals.
    struct Situation: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var floor: String
        var teamFloor: String?
        var speaking: Int
        var errorRate: ReadinessState
        var isDeployed = false
        var state: ReadinessState
        var action: ControlPlan.Action
        var isSafetyFirst: Bool

        init(
            _ name: String, floor: String, team: String? = nil, speaking: Int,
            errorRate: ReadinessState = .green, deployed: Bool = false, is state: ReadinessState,
            _ action: ControlPlan.Action, safetyFirst: Bool
        ) {
            testDescription = name
            (self.floor, teamFloor, self.speaking) = (floor, team, speaking)
            self.errorRate = errorRate
            isDeployed = deployed
            (self.state, self.action, isSafetyFirst) = (state, action, safetyFirst)
        }
    }

    static let situations = [
        Situation("all speak, all GREEN", floor: "0.8", speaking: 2, is: .green, .keep, safetyFirst: false),
        Situation("one of two silent", floor: "0.8", speaking: 1, is: .red, .pause, safetyFirst: true),
        Situation("none speaks", floor: "0.8", speaking: 0, is: .red, .pause, safetyFirst: true),
        Situation("exactly at the floor", floor: "0.5", speaking: 1, is: .unknown, .pause, safetyFirst: false),
        Situation("just under the floor", floor: "0.51", speaking: 1, is: .red, .pause, safetyFirst: true),
        Situation(
            "no floor: silence is UNKNOWN and pauses", floor: "0", speaking: 1, is: .unknown, .pause, safetyFirst: false
        ),
        Situation("all silent without a floor", floor: "0", speaking: 0, is: .unknown, .pause, safetyFirst: false),
        Situation(
            "the team raises the floor", floor: "0.4", team: "0.6", speaking: 1, is: .red, .pause, safetyFirst: true),
        Situation(
            "the team cannot lower it", floor: "0.8", team: "0.1", speaking: 1, is: .red, .pause, safetyFirst: true),
        Situation("a floor of everything", floor: "1", speaking: 2, is: .green, .keep, safetyFirst: false),
        Situation(
            "YELLOW pauses", floor: "0.8", speaking: 2, errorRate: .yellow, is: .yellow, .pause, safetyFirst: false),
        Situation(
            "RED before a promotion", floor: "0.8", speaking: 2, errorRate: .red, is: .red, .pause, safetyFirst: false),
        Situation(
            "RED after a promotion", floor: "0.8", speaking: 2, errorRate: .red, deployed: true, is: .red, .rollback,
            safetyFirst: false),
        Situation(
            "GREEN and half silent after a promotion", floor: "0.8", speaking: 1, deployed: true, is: .red, .pause,
            safetyFirst: true),
        Situation(
            "RED and half silent after a promotion", floor: "0.8", speaking: 1, errorRate: .red, deployed: true,
            is: .red, .rollback,
            safetyFirst: true),
        Situation(
            "all silent after a promotion", floor: "0.8", speaking: 0, deployed: true, is: .red, .pause,
            safetyFirst: true),
    ]

    /// Every gate of these releases says PROCEED unless a signal is RED: what is green elsewhere decides nothing.
    @Test(arguments: situations)
    func decides(_ situation: Situation) {
        let plan = Self.plan { fixture in
            fixture.signalsSpeak(errorRate: situation.errorRate)
            fixture.evidence = Array(fixture.evidence.prefix(situation.speaking))
            fixture.confidenceFloor = ExactDecimal(situation.floor) ?? 1
            fixture.riskTolerance.monitoringConfidenceFloor = situation.teamFloor.flatMap { ExactDecimal($0) }
            if situation.isDeployed {
                fixture.evidence.append(
                    ReviewFixture.item(
                        "deploy.json", "ci", "deployment.succeeded", .flag(true), environment: "staging"))
            }
        }
        #expect(plan.state == situation.state)
        #expect(plan.action == situation.action)
        #expect(plan.isSafetyFirst == situation.isSafetyFirst)
        #expect(plan.confidence == ExactDecimal(Int64(situation.speaking)).divided(by: 2))
        #expect(
            plan.actionReason.hasPrefix("safety first: ") == (situation.isSafetyFirst && situation.action == .pause))
    }

    /// What does not count does not speak, whatever its last reading was.
    @Test(arguments: [
        JudgedEvidence.Standing.stale(age: .days(9), limit: .days(7)), .rejected("about another revision"),
        .broken("line 3, column 1"), .withdrawn("seen in an earlier run"),
    ])
    func whatDoesNotCountIsSilent(standing: JudgedEvidence.Standing) {
        let plan = Self.plan { fixture in
            fixture.signalsSpeak()
            fixture.evidence[0].standing = standing
            fixture.confidenceFloor = Self.floor
        }
        #expect(plan.phases.first?.signals.map(\.state) == [.unknown, .green])
        #expect(plan.isSafetyFirst)
        #expect(plan.state == .red)
        #expect(plan.action == .pause)
    }

    /// One sample: worsening is immediate, improving goes one step, RED never becomes GREEN, silence never improves.
    @Test(arguments: [
        (ReadinessState.green, ReadinessState.green, ReadinessState.green), (.green, .yellow, .yellow),
        (.green, .unknown, .unknown), (.green, .red, .red), (.yellow, .green, .green), (.yellow, .yellow, .yellow),
        (.yellow, .unknown, .unknown), (.yellow, .red, .red), (.unknown, .green, .yellow), (.unknown, .yellow, .yellow),
        (.unknown, .unknown, .unknown), (.unknown, .red, .red), (.red, .green, .yellow), (.red, .yellow, .yellow),
        (.red, .unknown, .red), (.red, .red, .red),
    ])
    func oneSample(before: ReadinessState, sample: ReadinessState, after: ReadinessState) {
        var quick = ColourMachine(startingAt: before, improvementSamples: 1)
        quick.take(sample)
        #expect(quick.colour == after)
        // Where two samples are needed, one only ever worsens.
        var slow = ColourMachine(startingAt: before, improvementSamples: 2)
        slow.take(sample)
        let order = [ReadinessState.green, .yellow, .unknown, .red]
        let isBetter = (order.firstIndex(of: after) ?? 0) < (order.firstIndex(of: before) ?? 0)
        #expect(slow.colour == (isBetter ? before : after))
    }

    /// Every rule that may end in a rollback has an owner, the limit of its signal, a deadline and a checkpoint.
    @Test func everyRollbackRuleIsComplete() {
        let plan = Self.plan { $0.rollbackPlan.verification = [] }
        let rollbacks = plan.rules.filter { $0.action == .rollback }
        #expect(
            rollbacks.map(\.id) == [
                "rollback-error-rate", "rollback-alerts", "rollback-support-load", "rollback-failed-deployment",
                "rollback-constraint-1",
            ])
        #expect(rollbacks.map(\.owner) == ["sre-lead", "sre-lead", "sre-lead", "sre-lead", "director"])
        // The constraint takes the decision away after 30 min, so nobody may take longer.
        #expect(rollbacks.map(\.decisionDeadline) == Array(repeating: .minutes(30), count: 5))
        #expect(rollbacks.allSatisfy { !$0.verification.isEmpty })
        #expect(rollbacks[0].condition == "after a promotion, error rate: over 2 %, measured over 10 min")
        #expect(rollbacks[1].condition == "after a promotion, firing alerts: 2 or more firing, measured over 5 min")
    }

    @Test func theRuleOfSafetyFirstNamesFloorOwnerDeadlineAndCheckpoint() throws {
        let plan = Self.plan { $0.confidenceFloor = Self.floor }
        let rule = try #require(plan.rules.first { $0.id == "pause-safety-first" })
        #expect(rule.action == .pause)
        #expect(
            rule.condition
                == "fewer than 80 % of the watched signals speak, whatever else is green; the state is RED")
        #expect(rule.owner == "sre-lead")
        #expect(rule.decisionDeadline == .minutes(30))
        #expect(rule.verification == "the share of speaking signals is back at the floor for 3 samples in a row")
    }

    /// What has to hold, and for how long, to enter the next phase.
    @Test func everyPhaseSaysHowItEnds() {
        let plan = Self.plan { $0.signalsSpeak() }
        #expect(
            plan.phases.map(\.exitCriteria) == [
                [
                    "no open blocker", "staging watched for 1 d without a RED or UNKNOWN signal",
                    "the preprod gate says PROCEED (today PROCEED)",
                ],
                [
                    "rollback rehearsed", "preprod watched for 1 d without a RED or UNKNOWN signal",
                    "the production gate says PROCEED (today PROCEED)",
                ],
                [
                    "day-7 review held", "production watched for 2 d without a RED or UNKNOWN signal",
                    "the day-0, day-1 and day-7 reviews are held and their questions answered with yes",
                ],
            ])
    }
}
