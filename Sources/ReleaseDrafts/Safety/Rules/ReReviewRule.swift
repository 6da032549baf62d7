import ReleaseModel

/// A draft is recognisable as one, and says when its approval is void.
struct ReReviewRule {
    static let id = "draft-marked"

    func hits(in text: GuardedText) -> [RawHit] {
        var hits: [RawHit] = []
        if !text.title.hasPrefix("DRAFT") {
            hits.append(
                RawHit(
                    rule: ReReviewRule.id, found: String(text.title.prefix(40)), offending: text.title,
                    explanation: "a title begins with \"DRAFT\" until a person publishes it", line: 0))
        }
        if !text.lines.contains(where: \.reading.namesReReview) {
            hits.append(
                RawHit(
                    rule: ReReviewRule.id, found: "no re-review trigger", offending: "",
                    explanation: "a line with \"re-review\" names the inputs whose change voids the approval", line: 0))
        }
        return hits
    }

    /// Whether a line says when an approval is void: something stands behind the word.
    static func isNamed(in lowercased: String) -> Bool {
        guard let range = lowercased.place(of: "re-review") else { return false }
        return lowercased[range.upperBound...].contains(where: \.isLetter)
    }
}
