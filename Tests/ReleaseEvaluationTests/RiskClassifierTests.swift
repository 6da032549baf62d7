import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct RiskClassifierTests {
    static let rows: [(String, RiskClass, @Sendable (inout ReviewInput) -> Void)] = [
        ("declared-class", .high, { $0.release.initiative.declaredClass = .high }),
        ("criticality-band", .critical, { $0.release.initiative.criticality = "Critical" }),
        (
            "criticality-band", .high,
            {
                $0.release.initiative.criticality = "tier 1"
                $0.release.criticalityBands = [CriticalityBand(name: "Tier 1", riskClass: .high)]
            }
        ),
        ("emergency-change", .high, { $0.release.initiative.isEmergency = true }),
        ("customer-facing-production", .medium, { $0.release.scope.isCustomerFacing = true }),
        ("data-migration", .high, { $0.release.scope.hasDataMigration = true }),
        ("irreversible-step", .high, { $0.release.scope.hasIrreversibleStep = true }),
        ("regulated-data", .high, { $0.release.scope.touchesRegulatedData = true }),
        (
            "irreversible-data-change", .critical,
            {
                $0.release.scope.hasIrreversibleStep = true
                $0.release.scope.hasDataMigration = true
            }
        ),
        ("team-count", .medium, { $0.release.scope.teamCount = 2 }),
        ("team-count", .high, { $0.release.scope.teamCount = 5 }),
        ("module-count", .medium, { $0.release.scope.modules = ["a", "b", "c", "d"] }),
        ("stateful-destruction", .high, { $0.evidence[1] = Sample.plan(stateful: 1) }),
        ("resource-destruction", .medium, { $0.evidence[1] = Sample.plan(deletes: 1) }),
        ("blast-radius", .medium, { $0.evidence[1] = Sample.plan(changes: 25) }),
        ("blast-radius", .high, { $0.evidence[1] = Sample.plan(changes: 100) }),
        ("infrastructure-unreadable", .high, { $0.evidence[1].revision = "0000000" }),
        ("infrastructure-unknown", .medium, { $0.evidence.remove(at: 1) }),
        ("history-unknown", .medium, { $0.records.outcomes = [] }),
        ("earlier-incidents", .high, { $0.records.outcomes[0].result = .incident }),
        ("earlier-rollbacks", .medium, { $0.records.outcomes[0].result = .rolledBack }),
        ("schedule-unknown", .medium, { $0.schedule = [] }),
        ("outside-working-days", .medium, { $0.schedule[0].isOutsideWorkingDays = true }),
        ("end-of-day", .medium, { $0.schedule[0].minutesToEndOfDay = 119 }),
        ("near-freeze", .medium, { $0.schedule[0].nextFreeze = Sample.at("2026-11-25T09:00:00Z") }),
        ("overlapping-release", .high, { $0.schedule[0].overlapping = ["cart 3"] }),
        ("scope-unknown", .medium, { $0.release.scope.hasDataMigration = nil }),
    ]

    @Test(arguments: rows.indices) func raises(index: Int) {
        let (id, expected, change) = RiskClassifierTests.rows[index]
        let risk = Evaluation.review(Sample.changed(change)).risk
        #expect(risk.riskClass == expected)
        #expect(risk.factors.contains { $0.id == id && $0.riskClass == expected })
        let isMissing = RiskFactorCatalog.all.first { $0.id == id }?.engine == .missingData
        #expect(risk.requiresManualApproval == risk.factors.contains { $0.engine == .missingData })
        if isMissing { #expect(risk.requiresManualApproval) }
    }

    @Test func limitsAreExact() {
        let none: [(inout ReviewInput) -> Void] = [
            { $0.release.initiative.declaredClass = .low }, { $0.release.scope.modules = ["a", "b", "c"] },
            { $0.evidence[1] = Sample.plan(changes: 24) }, { $0.schedule[0].minutesToEndOfDay = 120 },
            {
                $0.schedule[0].nextFreeze = Instant(
                    milliseconds: Sample.at("2026-11-25T09:00:00Z").milliseconds + 1000)
            },
            { $0.records.outcomes[0].result = .successWithIssues },
        ]
        for change in none { #expect(Evaluation.review(Sample.changed(change)).risk.riskClass == .low) }
    }

    @Test func onlyTheLastFiveOfTheSameScopeCount() {
        let outcome = { (name: String, modules: [String], result: ReleaseOutcome.Result, hours: Int64) in
            ReleaseOutcome(
                subjectName: name, revision: nil, modules: modules, result: result, at: Sample.hoursAgo(hours))
        }
        let old = Sample.changed { input in
            input.records.outcomes =
                (1...5).map { outcome("shop", [], .success, $0) } + [outcome("shop", [], .incident, 9)]
        }
        #expect(Evaluation.review(old).risk.riskClass == .low)
        let module = Sample.changed { $0.records.outcomes.append(outcome("other", ["cart"], .incident, 9)) }
        #expect(Evaluation.review(module).risk.riskClass == .high)
        let foreign = Sample.changed { $0.records.outcomes.append(outcome("other", ["mail"], .incident, 9)) }
        #expect(Evaluation.review(foreign).risk.riskClass == .low)
    }

    @Test func aHigherClassShortensLifetimesAndMayRaiseAgain() {
        // Two days old: fresh for medium, stale for high. The stale plan leaves engine 3 without data.
        let input = Sample.changed {
            $0.release.scope.hasDataMigration = true
            $0.evidence[1].observedAt = Sample.now - .days(2)
        }
        let review = Evaluation.review(input)
        #expect(review.risk.riskClass == .high)
        #expect(review.evidence.first { $0.path == "plan.json" }?.standing.word == "STALE")
        #expect(review.risk.factors.contains { $0.id == "infrastructure-unknown" })
        #expect(review.risk.requiresManualApproval)
    }

    @Test func theCatalogNamesEveryFactorOnce() {
        #expect(Set(RiskFactorCatalog.all.map(\.id)).count == RiskFactorCatalog.all.count)
        #expect(RiskFactorCatalog.all.allSatisfy { $0.documentation.hasSuffix(".") })
        #expect(Set(RiskFactorCatalog.all.map(\.engine)) == Set(RiskAssessment.Engine.allCases))
    }
}
