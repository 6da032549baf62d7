import ReleaseCalendar
import ReleaseModel
import ReleasePlanning
import Testing

/// Plans a fixture; shared by the suites of this folder.
struct TimelineFixture {
    var fixture = ReviewFixture()
    var windows: [CalendarWindow] = []

    var working: WorkingCalendar {
        let input = fixture.timeline
        return WorkingCalendar(
            clock: ZonedClock(identifier: input.timeZone ?? "UTC") ?? .utc, workingDays: input.workingDays,
            workingHours: input.workingHours, holidays: input.holidays)
    }

    var timeline: ReleaseTimeline {
        TimelinePlanner.plan(for: fixture.review, working: working, calendar: ChangeCalendar(windows: windows))
    }

    static func freeze(_ title: String, from: String, to: String, environments: [EnvironmentID] = []) -> CalendarWindow
    {
        CalendarWindow(
            id: "freeze", kind: .deny, title: title, owner: "operations", reason: "year end",
            start: .init(date: CivilDate(iso8601: from) ?? CivilDate(daysSinceEpoch: 0)),
            end: .init(date: CivilDate(iso8601: to) ?? CivilDate(daysSinceEpoch: 0)), timeZone: "Europe/Berlin",
            environments: environments)
    }
}

@Suite struct TimelinePlannerTests {
    private func timeline(_ change: (inout TimelineFixture) -> Void = { _ in }) -> ReleaseTimeline {
        var fixture = TimelineFixture()
        change(&fixture)
        return fixture.timeline
    }

    private func task(_ id: String, in timeline: ReleaseTimeline) throws -> TimelineTask {
        try #require(timeline.tasks.first { $0.id == id }, "no task \(id)")
    }

    private func instant(_ text: String) -> Instant { ReviewFixture.instant(text) }

    @Test func hasThreePhasesInOrderWithoutOverlap() {
        let phases = timeline().phases
        #expect(phases.map(\.phase.id) == ["pilot", "hardening", "expansion"])
        #expect(phases.map(\.start.iso8601) == ["2026-11-23", "2026-11-30", "2026-12-07"])
        #expect(phases.map(\.end.iso8601) == ["2026-11-29", "2026-12-06", "2026-12-13"])
        #expect(phases.map(\.firstWeek) == [1, 2, 3])
    }

    @Test func promotesEachEnvironmentInItsPhase() throws {
        let timeline = timeline()
        #expect(try task("promote-dev", in: timeline).start == instant("2026-11-23T08:00:00Z"))
        #expect(try task("promote-staging", in: timeline).phase == "pilot")
        #expect(try task("promote-preprod", in: timeline).start == instant("2026-11-30T08:00:00Z"))
        let production = try task("promote-production", in: timeline)
        #expect(production.title == "promote to production in 2 steps")
        #expect(production.owner == "sre-lead")
        // Asked at 09:00 and answered by 13:30; the comms draft is through by 12:30.
        #expect(production.start == instant("2026-12-07T12:30:00Z"))
        #expect(production.dependencies.contains("approve-production-sre-lead"))
        #expect(production.dependencies.contains("soak-preprod"))
    }

    @Test func watchingCountsDayAndNight() throws {
        let soak = try task("soak-staging", in: timeline())
        #expect(soak.end - soak.start == .hours(24))
        #expect(soak.dependencies == ["promote-staging"])
    }

    @Test func reviewsFollowThePromotionByDays() throws {
        let timeline = timeline()
        #expect(timeline.reviews.map(\.day) == [0, 1, 7])
        #expect(
            timeline.reviews.map(\.at.rfc3339) == [
                "2026-12-07T13:30:00Z", "2026-12-08T08:00:00Z", "2026-12-14T08:00:00Z",
            ])
        #expect(timeline.reviews.allSatisfy { !$0.questions.isEmpty })
        #expect(try task("review-day-7", in: timeline).title.hasSuffix("(after the phase)"))
    }

    @Test func withoutAStartWeekOneBeginsOnTheNextWorkingDay() {
        let saturday = timeline {
            $0.fixture.timeline.start = nil
            $0.fixture.asOf = instant("2026-11-21T10:00:00Z")
        }
        #expect(saturday.phases.first?.start.iso8601 == "2026-11-23")
        let wednesday = timeline {
            $0.fixture.timeline.start = nil
            $0.fixture.asOf = instant("2026-11-25T10:00:00Z")
        }
        #expect(wednesday.phases.first?.start.iso8601 == "2026-11-25")
        #expect(wednesday.tasks.allSatisfy { $0.start >= instant("2026-11-25T10:00:00Z") })
    }

    @Test func aFreezeMovesThePromotionAndIsListed() throws {
        let timeline = timeline {
            $0.windows = [
                TimelineFixture.freeze(
                    "Peak trading", from: "2026-12-07", to: "2026-12-10", environments: ["production"])
            ]
        }
        #expect(try task("promote-production", in: timeline).start == instant("2026-12-10T08:00:00Z"))
        #expect(
            timeline.adjustments.first
                == "\"promote to production in 2 steps\" moves from Mon 2026-12-07 13:30 "
                + "Europe/Berlin to Thu 2026-12-10 09:00 Europe/Berlin because of \"Peak trading\"")
        #expect(try task("approve-production-sre-lead", in: timeline).slack > .hours(8))
    }

    @Test func aSlipThatHitsAFreezeSaysSo() {
        let timeline = timeline {
            $0.windows = [
                TimelineFixture.freeze(
                    "Peak trading", from: "2026-12-08", to: "2026-12-15", environments: ["production"])
            ]
        }
        #expect(
            timeline.slipEffect.hasPrefix(
                "a slip of one working day in \"ask for approval of production\" moves the promotion to production from "
                    + "Mon 2026-12-07 13:30 Europe/Berlin to Tue 2026-12-15 09:00 Europe/Berlin, because it then meets "
                    + "\"Peak trading\""), "\(timeline.slipEffect)")
        #expect(timeline.slipEffect.contains("\"Peak trading\" begins Tue 2026-12-08 00:00 Europe/Berlin"))
    }

    @Test func aPhaseThatTakesLongerPushesTheNextAndSaysSo() {
        let timeline = timeline {
            $0.windows = [
                TimelineFixture.freeze("Audit", from: "2026-11-23", to: "2026-12-02", environments: ["staging"])
            ]
        }
        #expect(timeline.phases.map(\.start.iso8601) == ["2026-11-23", "2026-12-04", "2026-12-11"])
        #expect(
            timeline.adjustments.contains { $0.hasPrefix("the phase Pilot lasts until 2026-12-03, past its planned") })
    }

    @Test func holidaysAreNoWorkingTime() throws {
        let timeline = timeline { $0.fixture.timeline.holidays = [CivilDate(daysSinceEpoch: 20_780)] }
        #expect(CivilDate(daysSinceEpoch: 20_780).iso8601 == "2026-11-23")
        #expect(try task("promote-dev", in: timeline).start == instant("2026-11-24T08:00:00Z"))
        #expect(timeline.adjustments == ["nobody works on Monday 2026-11-23, a holiday"])
    }

    @Test(arguments: [
        (TimeAmount.hours(2), "2026-11-23T14:00:00Z"), (.hours(3), "2026-11-24T08:00:00Z"),
        (.hours(30), "2026-11-24T08:00:00Z"),
    ])
    func aPromotionRunsInOnePieceBeforePeopleGoHome(duration: TimeAmount, start: String) throws {
        // People work until 16:00 UTC.
        let timeline = timeline { fixture in
            fixture.fixture.asOf = instant("2026-11-23T14:00:00Z")
            fixture.fixture.environments[0].plannedDuration = duration
        }
        #expect(try task("promote-dev", in: timeline).start == instant(start))
    }

    @Test func aPlannedStartIsKeptAtNight() throws {
        let timeline = timeline { $0.fixture.environments[3].plannedStart = instant("2026-12-08T22:00:00Z") }
        #expect(try task("promote-production", in: timeline).start == instant("2026-12-08T22:00:00Z"))
        #expect(timeline.adjustments.isEmpty)
    }

    @Test func aPlannedStartThatCannotBeKeptIsNamed() {
        let timeline = timeline { $0.fixture.environments[3].plannedStart = instant("2026-11-26T09:00:00Z") }
        #expect(timeline.adjustments.contains { $0.contains("was planned for Thu 2026-11-26 10:00 Europe/Berlin") })
    }

    @Test func unmetCriteriaBecomeTasksBeforeTheGate() throws {
        let timeline = timeline { fixture in
            fixture.fixture.findings["staging"] = [
                ReviewFixture.finding("tests-passed", in: "staging", .unknown),
                ReviewFixture.finding("plan-complete", in: "staging", .red, owner: "sre-lead"),
            ]
            fixture.fixture.findings["production"] = [ReviewFixture.finding("tests-passed", in: "production", .unknown)]
        }
        let evidence = try task("evidence-tests-passed", in: timeline)
        #expect(evidence.owner == "qa-lead")
        #expect(evidence.title == "tests-passed for staging and production: the owner supplies it")
        #expect(evidence.phase == "pilot")
        #expect(try task("repair-plan-complete", in: timeline).kind == .gap)
        let staging = try task("promote-staging", in: timeline)
        #expect(Set(staging.dependencies).isSuperset(of: ["evidence-tests-passed", "repair-plan-complete"]))
        #expect(
            staging.requiredEvidence == [
                "tests-passed: UNKNOWN, the QA lead supplies it", "plan-complete: RED, the SRE lead supplies it",
            ])
        #expect(try task("request-approval-production", in: timeline).dependencies == ["evidence-tests-passed"])
    }

    @Test func gapsBecomeTasksAndOnlyBlockingOnesHoldThePromotion() throws {
        let timeline = timeline { fixture in
            fixture.fixture.gaps = [
                Gap(
                    kind: .dependency, id: "dependency:schema", summary: "schema is not there", owner: "dba",
                    action: "provide the schema", environments: ["preprod"], isBlocking: true),
                Gap(
                    kind: .phrase, id: "phrase:1", summary: "not understood", owner: "release-manager",
                    action: "say it in other words", environments: [], isBlocking: false),
            ]
        }
        #expect(try task("gap-dependency-schema", in: timeline).phase == "hardening")
        #expect(try task("promote-preprod", in: timeline).dependencies.contains("gap-dependency-schema"))
        #expect(!timeline.tasks.contains { $0.dependencies.contains("gap-phrase-1") })
    }

    @Test func evidenceThatEndsBeforeThePromotionIsCollectedAgain() throws {
        let timeline = timeline { fixture in
            fixture.fixture.findings["production"] = [
                ReviewFixture.finding("tests-passed", in: "production", .green, validUntil: "2026-11-30T00:00:00Z"),
                ReviewFixture.finding("cost-fits", in: "production", .green, validUntil: "2027-01-30T00:00:00Z"),
            ]
        }
        let refresh = try task("refresh-production-qa-lead", in: timeline)
        #expect(
            refresh.title
                == "collect the evidence of tests-passed again for production (valid until 2026-11-30 00:00 UTC)")
        #expect(try task("promote-production", in: timeline).dependencies.contains("refresh-production-qa-lead"))
        #expect(refresh.phase == "expansion")
    }

    @Test(arguments: [("2026-12-01T00:00:00Z", true), ("2027-01-01T00:00:00Z", false)])
    func anApprovalThatEndsBeforeThePromotionIsAskedForAgain(until: String, isAsked: Bool) {
        let timeline = timeline { fixture in
            fixture.fixture.approvals["production"] = ApprovalStatus(
                requirement: .role("sre-lead"), state: .granted(until: instant(until)))
        }
        #expect(timeline.tasks.contains { $0.id == "request-approval-production" } == isAsked)
    }

    @Test func everyRoleOfAnAllOfVotesForItselfAndSideBySide() throws {
        let timeline = timeline { fixture in
            fixture.fixture.approvals["production"] = ApprovalStatus(
                requirement: .allOf([.role("sre-lead"), .role("cto")]), state: .pending,
                missingRoles: ["sre-lead", "cto"])
        }
        let group = timeline.parallelGroups.first { $0.contains("approve-production-cto") }
        #expect(group?.contains("approve-production-sre-lead") == true)
        #expect(try task("approve-production-cto", in: timeline).title == "vote on production as CTO")
    }

    @Test(arguments: [(nil, true), ("2026-08-01", true), ("2026-11-01", false)] as [(String?, Bool)])
    func anOldRehearsalIsRepeated(date: String?, isNeeded: Bool) throws {
        let timeline = timeline { $0.fixture.rollbackPlan.lastRehearsed = date.flatMap { CivilDate(iso8601: $0) } }
        #expect(timeline.tasks.contains { $0.kind == .rehearsal } == isNeeded)
        if isNeeded {
            let rehearsal = try task("rehearse-rollback", in: timeline)
            #expect(rehearsal.dependencies == ["promote-preprod"])
            #expect(rehearsal.phase == "hardening")
        }
    }

    @Test(arguments: [(FactReading.known(.flag(true)), false), (.known(.flag(false)), true), (.unknown("gone"), true)])
    func onlyWhatIsKnownToBeDeployedIsNotPlannedAgain(reading: FactReading, isPlanned: Bool) {
        let timeline = timeline { fixture in
            var item = ReviewFixture.item(
                "d.json", "ci", "deployment.succeeded", .flag(true), environment: "dev")
            if case .known(let value) = reading { item.facts = [Fact("deployment.succeeded", value)] }
            if case .unknown(let why) = reading {
                item.standing = .withdrawn(why)
                item.facts = [Fact("deployment.succeeded", unknown: why)]
            }
            fixture.fixture.evidence = [item]
        }
        #expect(timeline.tasks.contains { $0.id == "promote-dev" } == isPlanned)
        #expect(timeline.tasks.contains { $0.id == "promote-staging" })
    }

    @Test func withoutEnvironmentsThePhasesStillStand() {
        let timeline = timeline { $0.fixture.environments = [] }
        #expect(timeline.phases.count == 3)
        #expect(timeline.tasks.isEmpty)
        #expect(timeline.slipEffect == "there is no promotion that a slip could move")
    }

    @Test func aCircleOfEnvironmentsStillEnds() {
        let timeline = timeline { fixture in
            fixture.fixture.environments[0].after = ["production"]
            fixture.fixture.environments[1].after = ["staging", "nowhere"]
        }
        #expect(timeline.tasks.contains { $0.id == "promote-production" })
        #expect(timeline.phases.count == 3)
    }

    @Test func aCalendarWithoutWorkingTimeStillGivesDates() {
        let timeline = timeline { $0.fixture.timeline.workingDays = [] }
        #expect(timeline.tasks.contains { $0.id == "promote-production" })
        #expect(
            timeline.adjustments.contains { $0.hasPrefix("dates count by day and night: the calendar has no working") })
    }

    @Test func aFreezeWithoutEndIsSaid() {
        let timeline = timeline {
            var freeze = TimelineFixture.freeze("For ever", from: "2026-11-01", to: "2030-01-01")
            freeze.environments = ["production"]
            $0.windows = [freeze]
        }
        #expect(timeline.adjustments.contains { $0.contains("finds no opening beside \"For ever\"") })
    }

    @Test func durationsBeyondReasonAreBounded() {
        let timeline = timeline { $0.fixture.environments[0].plannedDuration = TimeAmount(seconds: .max) }
        #expect(timeline.phases.count == 3)
    }
}
