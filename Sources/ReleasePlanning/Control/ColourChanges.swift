import ReleaseModel

/// Writes what moves the workflow from one colour to another.
struct ColourChanges {
    let situation: ControlSituation

    /// Worsening first, then improving.
    var all: [ControlPlan.ColourChange] {
        let signals = situation.review.policy.control.signals
        let samples = max(1, situation.review.policy.control.improvementSamples)
        let yellow = limits(signals.map { "\($0.title): \($0.yellow)" })
        let red = limits(signals.map { "\($0.title): \($0.red)" })
        let silent = "at once, when a watched signal falls silent for its window, or required evidence goes stale"
        let inARow = samples == 1 ? "1 better sample" : "\(samples) better samples in a row"
        return [
            change(.green, .yellow, "at once, on one sample over a YELLOW limit\(yellow)"),
            change(.green, .red, "at once, on one sample over a RED limit\(red)"),
            change(
                .green, .red,
                "safety first: at once, when fewer than \(ControlPlanner.percent(situation.confidenceFloor)) of the "
                    + "watched signals speak, whatever else is green"),
            change(.green, .unknown, silent),
            change(.yellow, .red, "at once, on one sample over a RED limit, or when safety first applies"),
            change(.yellow, .unknown, silent),
            change(.unknown, .red, "at once, when the signal speaks again and is over its RED limit"),
            change(
                .red, .yellow, "after \(inARow) within the YELLOW or GREEN limits; silence does not count as better"),
            change(.unknown, .yellow, "after \(inARow) within the YELLOW or GREEN limits"),
            change(.yellow, .green, "after \(inARow) within the GREEN limits"),
            change(.red, .green, "never in one step: RED becomes YELLOW first, then YELLOW becomes GREEN"),
        ]
    }

    private func change(
        _ from: ReadinessState, _ to: ReadinessState, _ condition: String
    ) -> ControlPlan.ColourChange {
        ControlPlan.ColourChange(from: from, to: to, condition: condition)
    }

    private func limits(_ texts: [String]) -> String {
        texts.isEmpty ? "" : " (" + texts.joined(separator: "; ") + ")"
    }
}
