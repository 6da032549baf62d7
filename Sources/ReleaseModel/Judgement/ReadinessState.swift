/// The state of a criterion or a gate.
package enum ReadinessState: String, CaseIterable, Hashable, Sendable {
    case green = "GREEN"
    case yellow = "YELLOW"
    case red = "RED"
    case unknown = "UNKNOWN"
    case waived = "WAIVED"
    case notApplicable = "NOT_APPLICABLE"

    /// The rank for "worst of": RED and UNKNOWN 3, WAIVED and YELLOW 2, GREEN 1, NOT_APPLICABLE 0.
    package var rank: Int {
        switch self {
        case .red, .unknown: 3
        case .waived, .yellow: 2
        case .green: 1
        case .notApplicable: 0
        }
    }

    /// Reports whether the state blocks a gate when its criterion is required.
    package var blocks: Bool { rank == 3 }

    /// The share of its weight that a criterion in this state earns, in halves.
    package var earnedHalves: Int64 {
        switch self {
        case .green: 2
        case .yellow, .waived: 1
        case .red, .unknown, .notApplicable: 0
        }
    }
}
