package import ReleaseModel

/// A phrase that nobody understood may hold the one condition that matters.
package struct InputsUnderstood: StructuralCriterion {
    package static let id: CriterionID = "inputs-understood"
    package static let summary = "Every phrase of the inputs that came as plain sentences was understood."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let phrases = context.release.phrases
        let open = phrases.filter { phrase in
            if case .notUnderstood = phrase.reading { return true }
            return false
        }
        guard let first = open.first else {
            return CriterionAnswer(
                .green, phrases.isEmpty ? "all inputs are structured" : "all \(phrases.count) phrases were understood")
        }
        return CriterionAnswer(
            .unknown,
            "\(open.count) of \(phrases.count) phrases were not understood, the first in \(first.input): \"\(first.text)\""
        )
    }
}
