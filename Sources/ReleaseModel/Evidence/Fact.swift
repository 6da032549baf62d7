/// A named, typed, united value read from evidence, or the reason why it could not be read.
package struct Fact: Hashable, Sendable {
    package var id: FactID
    package var reading: FactReading
    /// Why the value is what it is, where the value alone does not say; nil where there is no more to say.
    package var reason: String?

    package init(_ id: FactID, _ value: FactValue, because reason: String? = nil) {
        self.id = id
        self.reading = .known(value)
        self.reason = reason
    }

    package init(_ id: FactID, unknown reason: String) {
        self.id = id
        self.reading = .unknown(reason)
    }

    /// The value, where it is known.
    package var value: FactValue? {
        guard case .known(let value) = reading else { return nil }
        return value
    }
}

/// What a reader could make of a fact. Unknown is a result, never zero.
package enum FactReading: Hashable, Sendable {
    case known(FactValue)
    case unknown(String)
}

/// The value of a fact. Never a binary float.
package enum FactValue: Hashable, Sendable {
    /// How many.
    case count(Int64)
    /// A share, 1 = 100 %.
    case ratio(ExactDecimal)
    /// A number in the unit that the catalog states.
    case number(ExactDecimal)
    case money(Money)
    case duration(TimeAmount)
    case instant(Instant)
    case text(String)
    case flag(Bool)

    /// The number that thresholds compare: seconds for durations, 0 or 1 for flags; nil for texts and instants.
    package var comparable: ExactDecimal? {
        switch self {
        case .count(let value): ExactDecimal(value)
        case .ratio(let value), .number(let value): value
        case .money(let money): money.amount
        case .duration(let amount): ExactDecimal(amount.seconds)
        case .flag(let value): value ? 1 : 0
        case .instant, .text: nil
        }
    }

    /// For people: `98.5 %`, `12`, `340 EUR`, `2 d 3 h`.
    package var display: String {
        switch self {
        case .count(let value): "\(value)"
        case .ratio(let value): percent(value)
        case .number(let value): "\(value)"
        case .money(let money): "\(money)"
        case .duration(let amount): "\(amount)"
        case .instant(let instant): instant.minuteInUTC
        case .text(let text): text
        case .flag(let value): value ? "yes" : "no"
        }
    }

    private func percent(_ ratio: ExactDecimal) -> String {
        let text = (ratio * 100).rounded(places: 2)
        let trimmed =
            text.hasSuffix(".00") ? String(text.dropLast(3)) : text.hasSuffix("0") ? String(text.dropLast()) : text
        return trimmed + " %"
    }
}

/// One line of the fact catalog.
package struct FactDefinition: Hashable, Sendable {
    package enum ValueType: String, Hashable, Sendable {
        case count, ratio, number, money, duration, instant, text, flag
    }

    package var id: FactID
    package var type: ValueType
    /// The unit as people write it, such as `tests`, `%`, `ms`; empty for texts and flags.
    package var unit: String
    /// One sentence.
    package var summary: String
    /// Whether a larger value is the worse one; nil where neither direction is worse by itself.
    package var largerIsWorse: Bool?

    package init(
        _ id: FactID, _ type: ValueType, unit: String, largerIsWorse: Bool?, _ summary: String
    ) {
        self.id = id
        self.type = type
        self.unit = unit
        self.largerIsWorse = largerIsWorse
        self.summary = summary
    }
}
