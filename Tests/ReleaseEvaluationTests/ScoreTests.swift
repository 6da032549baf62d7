import ReleaseModel
import Testing

@testable import ReleaseEvaluation

@Suite struct ScoreTests {
    private func finding(_ state: ReadinessState, weight: Int = 1) -> Finding {
        Finding(
            criterion: "c", environment: "e", state: state, reason: "", isRequired: true, isKey: false, weight: weight,
            owner: "o")
    }

    @Test func missingDataKeepsTheDenominator() {
        #expect(Score([finding(.green), finding(.unknown)]).value == 50)
        #expect(Score([finding(.green), finding(.notApplicable)]).value == 100)
        #expect(Score([finding(.green), finding(.waived), finding(.yellow), finding(.red)]).value == 50)
    }

    @Test func comparesUnrounded() {
        // 179 of 200 halves: 89.5.
        let score = Score([finding(.green, weight: 79), finding(.yellow, weight: 21)])
        #expect(score.value == ExactDecimal("89.5"))
        #expect(!score.reaches(90))
        #expect(score.reaches(ExactDecimal("89.5") ?? 0))
    }

    @Test func nothingIsNoScore() {
        #expect(Score([]).value == nil)
        #expect(!Score([finding(.green, weight: 0)]).reaches(0))
        #expect(!Score([finding(.green, weight: -5)]).reaches(0))
    }
}
