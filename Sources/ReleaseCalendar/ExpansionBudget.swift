import ReleaseModel

/// What the answer to one question may still cost, in steps of expansion, shared by all windows that it touches.
///
/// Each rule of a file may be harmless and the file still endless. A step is a period, a day or a candidate that is
/// looked at; an occurrence counts `occurrenceCost` of them.
final class ExpansionBudget {
    /// The steps of one question: 19,000 daily windows can be asked about, and 400,000 occurrences listed.
    static let usual = 2_000_000
    static let occurrenceCost = 5

    private let limit: Int
    private(set) var spent = 0
    private var costs: [CalendarWindow: Int] = [:]
    /// The window whose occurrences were cut off first, for a bound of its own or for this one.
    private var firstCut: CalendarWindow?

    init(limit: Int = ExpansionBudget.usual) {
        self.limit = limit
    }

    var remaining: Int { max(0, limit - spent) }
    var isExhausted: Bool { spent >= limit }

    /// Takes what expanding `window` has cost.
    func charge(_ steps: Int, for window: CalendarWindow, isCut: Bool) {
        spent += steps
        // Only what is dear can be the cause, and a hash of every window would cost more than most windows do.
        if steps > limit / 1000 { costs[window, default: 0] += steps }
        if isCut && firstCut == nil { firstCut = window }
    }

    /// What stopped the expansion and what helps, with the place of the costliest rule; nil where nothing stopped it.
    var obstacle: Diagnostic? {
        let costliest = costs.max { ($0.value, $1.key.id) < ($1.value, $0.key.id) }?.key
        guard let window = isExhausted ? costliest ?? firstCut : firstCut else { return nil }
        let rule = window.recurrenceRule.map { " (\($0))" } ?? ""
        let fact =
            isExhausted
            ? "the windows asked about take more than \(limit) steps to expand, and \"\(window.title)\"\(rule) takes "
                + "most of them"
            : "\"\(window.title)\"\(rule) recurs too often to be expanded over the whole interval"
        return Diagnostic(
            .error, at: window.location ?? SourceLocation(file: "calendar"),
            "\(fact); give it a simpler rule or an earlier end, or ask about less time")
    }
}
