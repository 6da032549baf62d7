import ReleaseCalendar
import ReleaseModel
import ReleasePlanning
import Testing

/// Laws that hold for every plan, tried on generated releases.
@Suite struct TimelineLawTests {
    /// A linear congruential generator: the same releases on every machine.
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    static func fixture(seed: Int) -> TimelineFixture {
        var dice = Dice(state: UInt64(seed) &* 977 &+ 11)
        var plan = TimelineFixture()
        let states: [ReadinessState] = [.green, .yellow, .red, .unknown, .waived]
        for environment in plan.fixture.environments.map(\.id) {
            plan.fixture.findings[environment] = (0..<dice.roll(5)).map { number in
                ReviewFixture.finding(
                    CriterionID("criterion-\(number)"), in: environment, states[dice.roll(states.count)],
                    owner: dice.roll(2) == 0 ? "qa-lead" : "sre-lead",
                    validUntil: dice.roll(2) == 0 ? "2026-12-0\(1 + dice.roll(9))T10:00:00Z" : nil)
            }
            if dice.roll(2) == 0 {
                plan.fixture.approvals[environment] = ApprovalStatus(
                    requirement: .allOf([.role("sre-lead"), .role("director")]), state: .pending,
                    missingRoles: dice.roll(2) == 0 ? ["sre-lead", "director"] : ["director"])
            }
        }
        plan.fixture.gaps = (0..<dice.roll(4)).map { number in
            Gap(
                kind: Gap.Kind.allCases[dice.roll(Gap.Kind.allCases.count)], id: "gap:\(number)", summary: "missing",
                owner: "release-manager", action: "supply it",
                environments: dice.roll(2) == 0 ? [] : [plan.fixture.environments[dice.roll(4)].id],
                isBlocking: dice.roll(2) == 0)
        }
        plan.fixture.asOf = plan.fixture.asOf + .hours(Int64(dice.roll(200)))
        if dice.roll(2) == 0 { plan.fixture.timeline.start = nil }
        plan.fixture.timeline.timeZone = ["Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC"][dice.roll(4)]
        plan.fixture.timeline.holidays = (0..<dice.roll(3)).map { _ in CivilDate(daysSinceEpoch: 20_780 + dice.roll(30))
        }
        for number in 0..<dice.roll(3) {
            let first = CivilDate(daysSinceEpoch: 20_780 + dice.roll(25))
            var freeze = TimelineFixture.freeze(
                "Freeze \(number)", from: first.iso8601, to: first.adding(days: 1 + dice.roll(9)).iso8601)
            freeze.id = "freeze-\(number)"
            plan.windows.append(freeze)
        }
        return plan
    }

    @Test(arguments: 0..<60) func lawsHold(seed: Int) throws {
        let plan = TimelineLawTests.fixture(seed: seed)
        let timeline = plan.timeline
        let working = plan.working
        let calendar = ChangeCalendar(windows: plan.windows)
        #expect(timeline == plan.timeline, "planning twice gives the same plan")
        #expect(Set(timeline.tasks.map(\.id)).count == timeline.tasks.count)
        let byID = Dictionary(timeline.tasks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (phase, next) in zip(timeline.phases, timeline.phases.dropFirst()) { #expect(phase.end < next.start) }
        for task in timeline.tasks {
            #expect(task.start >= plan.fixture.asOf)
            #expect(task.start <= task.end)
            for dependency in task.dependencies {
                let before = try #require(byID[dependency])
                #expect(before.end <= task.start, "\(task.id) starts before \(dependency) ends")
            }
            if task.kind != .soak { #expect(working.isWorking(task.start), "\(task.id) starts outside working time") }
            if task.kind != .soak && task.kind != .promotion {
                #expect(working.workingTime(from: task.start, to: task.end) == task.duration, "\(task.id)")
            }
            if task.kind == .promotion, let environment = task.environment {
                let verdict = calendar.verdict(
                    from: task.start, for: task.duration, environment: environment, modules: [])
                #expect(verdict.state == .open || verdict.state == .unrestricted, "\(task.id) meets a freeze")
            }
            let phase = try #require(timeline.phases.first { $0.phase.id == task.phase })
            #expect(working.clock.date(task.start) >= phase.start)
            let isInside = working.clock.date(Instant(milliseconds: task.end.milliseconds - 1)) <= phase.end
            #expect(isInside || task.title.hasSuffix("(after the phase)"), "\(task.id) leaves its phase silently")
            #expect(task.slack.seconds >= 0)
        }
    }

    @Test(arguments: 0..<60) func theCriticalPathIsAChainThatEndsThePlan(seed: Int) throws {
        let timeline = TimelineLawTests.fixture(seed: seed).timeline
        let byID = Dictionary(timeline.tasks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let path = try timeline.criticalPath.map { try #require(byID[$0]) }
        #expect(path.last?.end == timeline.tasks.map(\.end).max())
        #expect(path.allSatisfy { $0.isCritical && $0.slack.seconds == 0 })
        for (before, after) in zip(path, path.dropFirst()) { #expect(after.dependencies.contains(before.id)) }
        #expect(Set(timeline.tasks.filter(\.isCritical).map(\.id)) == Set(timeline.criticalPath))
    }

    @Test(arguments: 0..<60) func parallelTasksDoNotNeedEachOther(seed: Int) {
        let timeline = TimelineLawTests.fixture(seed: seed).timeline
        let byID = Dictionary(timeline.tasks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        func ancestors(_ id: String) -> Set<String> {
            (byID[id]?.dependencies ?? []).reduce(into: Set<String>()) { $0.formUnion(ancestors($1).union([$1])) }
        }
        for group in timeline.parallelGroups {
            #expect(group.count > 1)
            for id in group { #expect(ancestors(id).isDisjoint(with: group)) }
        }
    }

    /// Using up the stated slack of any one task must not move the production promotion or the end.
    @Test(arguments: 0..<25) func slackIsNeverOverstated(seed: Int) throws {
        let plan = TimelineLawTests.fixture(seed: seed)
        let timeline = plan.timeline
        for task in timeline.tasks where task.kind == .promotion && task.slack.seconds > 0 {
            let index = try #require(plan.fixture.environments.firstIndex { $0.id == task.environment })
            var late = plan
            let start = try plan.working.adding(task.slack, to: task.start)
            late.fixture.environments[index].plannedStart = try plan.working.nextWorkingInstant(onOrAfter: start)
            let after = late.timeline
            #expect(after.phases.map(\.start) == timeline.phases.map(\.start), "\(task.id) \(task.slack)")
            #expect(after.reviews.map(\.at) == timeline.reviews.map(\.at), "\(task.id) \(task.slack)")
        }
    }
}
