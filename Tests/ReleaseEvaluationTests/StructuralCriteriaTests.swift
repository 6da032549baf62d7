import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseEvaluation

@Suite struct StructuralCriteriaTests {
    @Test func everyFileIsInTheCatalogUnderItsOwnName() throws {
        let folder = projectFolder + "/Sources/ReleaseEvaluation/Criteria"
        let types = try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            return text.contains(": StructuralCriterion {")
        }.map { String($0.dropLast(6)) }
        #expect(Set(types) == Set(StructuralCriteria.all.map { String(describing: $0) }))
        for type in StructuralCriteria.all {
            #expect(type.id.name == kebab(String(describing: type)))
            #expect(type.summary.hasSuffix("."))
        }
        #expect(Set(StructuralCriteria.ids).count == StructuralCriteria.all.count)
    }

    private func kebab(_ name: String) -> String {
        name.reduce(into: "") { text, letter in
            if letter.isUppercase && !text.isEmpty { text += "-" }
            text += letter.lowercased()
        }
    }

    @Test func aCriterionWithoutCodeIsUnknown() {
        let input = Sample.changed { input in
            input.policy.criteria.append(
                Criterion(
                    id: "moon-full", question: "", rationale: "", remedy: "wait", owner: "cto", rule: .structural))
        }
        #expect(Evaluation.review(input).finding("moon-full")?.state == .unknown)
    }

    static let rows: [(CriterionID, ReadinessState, @Sendable (inout Release) -> Void)] = [
        ("subject-identified", .unknown, { $0.subject = nil }),
        ("subject-identified", .unknown, { $0.subject?.revision = nil }),
        ("subject-identified", .unknown, { $0.subject?.name = " " }),
        (
            "inputs-understood", .unknown,
            {
                $0.phrases = [
                    Phrase(
                        input: "risk_tolerance", text: "be nice", reading: .notUnderstood(accepted: "a limit"),
                        location: Sample.location())
                ]
            }
        ),
        ("scope-complete", .unknown, { $0.scope.isCustomerFacing = nil }),
        ("scope-complete", .unknown, { $0.scope.teams = [] }),
        ("scope-complete", .unknown, { $0.scope.teamCount = 3 }),
        ("scope-complete", .unknown, { $0.scope.modules = [] }),
        ("owners-assigned", .red, { $0.scope.environments[2].owner = nil }),
        ("owners-assigned", .red, { $0.rollbackPlan.decisionOwner = nil }),
        ("dependencies-ready", .green, { $0.scope.dependencies = [Dependency(name: "db", isReady: true)] }),
        ("dependencies-ready", .red, { $0.scope.dependencies = [Dependency(name: "db", isReady: false)] }),
        ("dependencies-ready", .unknown, { $0.scope.dependencies = [Dependency(name: "db")] }),
        ("rollback-plan-complete", .red, { $0.rollbackPlan = RollbackPlan() }),
        ("rollback-plan-complete", .red, { $0.rollbackPlan.verification = [] }),
        ("rollback-plan-complete", .red, { $0.rollbackPlan.limitations = nil }),
        ("rollback-plan-complete", .red, { $0.scope.hasDataMigration = true }),
        ("rollback-plan-complete", .green, { $0.rollbackPlan.steps[0].duration = .hours(2) }),
        (
            "rollback-plan-complete", .red,
            { $0.rollbackPlan.steps[0].duration = TimeAmount(seconds: 2 * 3600 + 1) }
        ),
        ("rollback-covers-environment", .green, { $0.rollbackPlan.environments = ["production"] }),
        ("rollback-covers-environment", .red, { $0.rollbackPlan.environments = ["staging"] }),
        ("rollback-covers-environment", .red, { $0.rollbackPlan = RollbackPlan() }),
        ("rollback-rehearsed", .unknown, { $0.rollbackPlan.lastRehearsed = nil }),
        ("rollback-rehearsed", .green, { $0.rollbackPlan.lastRehearsed = CivilDate(year: 2026, month: 11, day: 20) }),
        ("rollback-rehearsed", .red, { $0.rollbackPlan.lastRehearsed = CivilDate(year: 2026, month: 11, day: 21) }),
        ("rollback-rehearsed", .green, { $0.rollbackPlan.lastRehearsed = CivilDate(year: 2026, month: 8, day: 22) }),
        ("rollback-rehearsed", .red, { $0.rollbackPlan.lastRehearsed = CivilDate(year: 2026, month: 8, day: 21) }),
        ("approvals-satisfiable", .red, { $0.approvalMatrix.roles[0].members = [] }),
        ("channels-covered", .unknown, { $0.channels = [] }),
        ("channels-covered", .unknown, { $0.channels.append(Sample.channel("jira")) }),
        ("risk-within-tolerance", .green, { $0.initiative.declaredClass = .high }),
        ("risk-within-tolerance", .red, { $0.initiative.declaredClass = .critical }),
        ("risk-within-tolerance", .green, { $0.riskTolerance.maximumClass = nil }),
    ]

    @Test(arguments: rows.indices) func answers(index: Int) {
        let (id, expected, change) = StructuralCriteriaTests.rows[index]
        #expect(Evaluation.review(Sample.input).finding(id)?.state == .green)
        let finding = Evaluation.review(Sample.changed { change(&$0.release) }).finding(id)
        #expect(finding?.state == expected, "\(finding?.reason ?? "")")
    }

    @Test func theRehearsalEndsWithItsLastDay() {
        let finding = Evaluation.review(Sample.input).finding("rollback-rehearsed")
        #expect(finding?.validUntil == Sample.at("2027-01-31T00:00:00Z"))
    }
}
