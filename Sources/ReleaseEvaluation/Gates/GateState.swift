import ReleaseModel

/// The state that findings add up to.
///
/// The worst required criterion decides; RED and UNKNOWN block alike and show RED; WAIVED caps the gate at YELLOW; an
/// advisory criterion lowers it to YELLOW at most; the score can only make it worse. A gate that no required criterion
/// applies to is UNKNOWN.
enum GateState {
    static func of(
        _ findings: [Finding], score: Score, policy: Policy
    ) -> (state: ReadinessState, rule: String) {
        let applicable = findings.filter { $0.state != .notApplicable }
        let required = applicable.filter(\.isRequired)
        guard !required.isEmpty else { return (.unknown, "no required criterion applies, and nothing is never green") }
        if let red = required.first(where: { $0.state == .red }) {
            return (.red, "\"\(red.criterion)\" is RED: \(red.reason)")
        }
        if let unknown = required.first(where: { $0.state == .unknown }) {
            return (.unknown, "\"\(unknown.criterion)\" is UNKNOWN: \(unknown.reason)")
        }
        guard let value = score.value else { return (.unknown, "no applicable criterion has any weight") }
        if !score.reaches(policy.warningScore) {
            return (.red, "the score is \(value.rounded(places: 2)); the limit is \(policy.warningScore)")
        }
        let weak = required.first { $0.state.rank == 2 } ?? applicable.first { $0.state.rank >= 2 }
        if let weak { return (.yellow, "\"\(weak.criterion)\" is \(weak.state.rawValue): \(weak.reason)") }
        if !score.reaches(policy.passScore) {
            return (.yellow, "the score is \(value.rounded(places: 2)); the limit is \(policy.passScore)")
        }
        return (.green, "all \(required.count) required criteria are green")
    }
}
