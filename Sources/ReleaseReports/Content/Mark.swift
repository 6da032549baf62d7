import ReleaseModel

/// A state as people see it: a sign, a word and a tone, so that colour never carries the meaning alone.
struct Mark: Hashable, Sendable {
    /// What a colour would say; renderers choose the colour.
    enum Tone: String, CaseIterable, Hashable, Sendable {
        case good, caution, bad, unknown, waived, neutral
    }

    /// One narrow character.
    var sign: String
    var word: String
    var tone: Tone

    init(_ sign: String, _ word: String, _ tone: Tone) {
        self.sign = sign
        self.word = word
        self.tone = tone
    }
}

extension ReadinessState {
    /// The sign, word and tone of the state.
    var mark: Mark {
        switch self {
        case .green: Mark("✓", "GREEN", .good)
        case .yellow: Mark("!", "YELLOW", .caution)
        case .red: Mark("✗", "RED", .bad)
        case .unknown: Mark("?", "UNKNOWN", .unknown)
        case .waived: Mark("~", "WAIVED", .waived)
        case .notApplicable: Mark("–", "N/A", .neutral)
        }
    }
}

extension PromotionDecision {
    /// The sign, word and tone of the decision.
    var mark: Mark {
        switch self {
        case .proceed: Mark("✓", "PROCEED", .good)
        case .wait: Mark("…", "WAIT", .caution)
        case .block: Mark("✗", "BLOCK", .bad)
        }
    }
}

extension JudgedEvidence.Standing {
    /// The sign, word and tone of the standing.
    var mark: Mark {
        switch self {
        case .accepted: Mark("✓", word, .good)
        case .stale: Mark("!", word, .unknown)
        case .rejected, .broken: Mark("✗", word, .bad)
        case .missing, .withdrawn: Mark("?", word, .unknown)
        }
    }

    /// Why its facts do not count; nil where they do.
    var reason: String? {
        switch self {
        case .accepted: nil
        case .stale(let age, let limit): "\(age) old; it counts for \(limit)"
        case .rejected(let reason), .broken(let reason), .missing(let reason), .withdrawn(let reason): reason
        }
    }
}

extension ControlPlan.Action {
    /// The sign, word and tone of the action.
    var mark: Mark {
        switch self {
        case .keep: Mark("✓", "KEEP", .good)
        case .pause: Mark("!", "PAUSE", .caution)
        case .rollback: Mark("✗", "ROLLBACK", .bad)
        }
    }
}

extension Draft.Change {
    /// The sign, word and tone of the change.
    var mark: Mark {
        switch self {
        case .created: Mark("+", "created", .good)
        case .unchanged: Mark("=", "unchanged", .neutral)
        case .updated: Mark("~", "updated", .caution)
        case .withdrawn: Mark("-", "withdrawn", .unknown)
        }
    }
}

extension RiskClass {
    /// The class in upper case with its tone.
    var mark: Mark {
        switch self {
        case .low: Mark("▁", "LOW", .good)
        case .medium: Mark("▃", "MEDIUM", .caution)
        case .high: Mark("▅", "HIGH", .bad)
        case .critical: Mark("▇", "CRITICAL", .bad)
        }
    }
}
