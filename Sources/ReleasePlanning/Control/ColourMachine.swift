package import ReleaseModel

/// The colour of a watched thing over time, with hysteresis so that a noisy signal does not make people jump.
///
/// - Worsening is immediate: GREEN, then YELLOW, then UNKNOWN, then RED.
/// - Improving needs several consecutive better samples and goes one step: RED and UNKNOWN to YELLOW, YELLOW to GREEN.
///   RED never becomes GREEN in one step, and silence never improves anything.
package struct ColourMachine: Hashable, Sendable {
    /// How many consecutive better samples one step of improvement needs; at least 1.
    package let improvementSamples: Int
    /// GREEN, YELLOW, UNKNOWN or RED.
    package private(set) var colour: ReadinessState
    /// The better samples seen in a row since the colour last changed or a sample was not better.
    package private(set) var betterSamples: Int

    /// A machine that starts at `colour`, and a number of samples below 1 counts as 1.
    package init(startingAt colour: ReadinessState, improvementSamples: Int) {
        self.improvementSamples = max(1, improvementSamples)
        self.colour = ColourMachine.colour(of: colour) ?? .unknown
        self.betterSamples = 0
    }

    /// Takes one more sample. WAIVED counts as YELLOW; NOT_APPLICABLE says nothing and changes nothing.
    package mutating func take(_ sample: ReadinessState) {
        guard let sample = ColourMachine.colour(of: sample) else { return }
        if ColourMachine.severity(sample) > ColourMachine.severity(colour) {
            colour = sample
            betterSamples = 0
        } else if ColourMachine.severity(sample) < ColourMachine.severity(colour) && sample != .unknown {
            betterSamples += 1
            guard betterSamples >= improvementSamples else { return }
            colour = colour == .yellow ? .green : .yellow
            betterSamples = 0
        } else {
            betterSamples = 0
        }
    }

    /// The worst of `states` as a colour: RED over UNKNOWN over YELLOW over GREEN; UNKNOWN where there is none.
    package static func worst(_ states: [ReadinessState]) -> ReadinessState {
        states.compactMap(colour).max { severity($0) < severity($1) } ?? .unknown
    }

    private static func colour(of state: ReadinessState) -> ReadinessState? {
        switch state {
        case .green, .yellow, .red, .unknown: state
        case .waived: .yellow
        case .notApplicable: nil
        }
    }

    private static func severity(_ colour: ReadinessState) -> Int {
        switch colour {
        case .red: 3
        case .unknown: 2
        case .yellow, .waived: 1
        case .green, .notApplicable: 0
        }
    }
}
