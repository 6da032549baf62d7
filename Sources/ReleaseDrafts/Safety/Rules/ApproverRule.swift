import ReleaseModel

/// A draft says who must approve it.
struct ApproverRule {
    static let id = "approver-named"

    let approverTitles: [String]

    func hits(in text: GuardedText) -> [RawHit] {
        let words = text.lines.dropFirst().compactMap(\.reading.approverWords).joined(separator: "\n")
        guard !approverTitles.isEmpty else {
            return [hit("no approver role", "nobody can approve this draft; the approval matrix needs a role for it")]
        }
        return approverTitles.filter { !words.holds($0.lowercased()) }.map {
            hit(
                "no line names \"\($0)\" as approver",
                "a line with the word \"approver\" names every role that must approve")
        }
    }

    private func hit(_ found: String, _ explanation: String) -> RawHit {
        RawHit(rule: ApproverRule.id, found: found, offending: "", explanation: explanation, line: 0)
    }
}
