import ReleaseModel

/// A task before it has dates.
struct TaskSpec: Hashable, Sendable {
    /// How its end follows from its start.
    enum Mode: Hashable, Sendable {
        /// Work of people: counts working time only.
        case working
        /// Watching: time that passes by day and night.
        case elapsed
        /// A promotion: in one piece, inside working hours and outside freezes, not before the planned start.
        case promotion(plannedStart: Instant?)
        /// Work that begins so many days after the end of its first dependency, at the earliest.
        case daysAfter(Int)
    }

    var id: String
    var title: String
    var kind: TimelineTask.Kind
    var owner: RoleID
    /// The index of its phase.
    var phase: Int
    var environment: EnvironmentID?
    var duration: TimeAmount
    var mode: Mode
    var dependencies: [String]
    var requiredEvidence: [String]
    /// Work that would be too early before this instant.
    var notBefore: Instant?

    init(
        _ id: String, _ title: String, _ kind: TimelineTask.Kind, owner: RoleID, phase: Int,
        environment: EnvironmentID? = nil, duration: TimeAmount, mode: Mode = .working,
        after dependencies: [String] = [],
        requiredEvidence: [String] = [], notBefore: Instant? = nil
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.owner = owner
        self.phase = phase
        self.environment = environment
        self.duration = duration
        self.mode = mode
        self.dependencies = dependencies
        self.requiredEvidence = requiredEvidence
        self.notBefore = notBefore
    }
}

/// How long the tasks of a plan take where nothing else says so, in working time.
enum TaskEstimates {
    static let repair = TimeAmount.hours(8)
    static let evidence = TimeAmount.hours(2)
    static let refresh = TimeAmount.hours(1)
    static let request = TimeAmount.minutes(30)
    static let vote = TimeAmount.hours(4)
    static let prepareDraft = TimeAmount.hours(1)
    static let approveDraft = TimeAmount.hours(2)
    static let handOverDraft = TimeAmount.minutes(30)
    static let rehearsal = TimeAmount.hours(4)
    static let promotion = TimeAmount.hours(1)
    static let review = TimeAmount.hours(1)
    /// No single task is planned longer than this, so that a slip of the pen in a file stays a finite plan.
    static let longest = TimeAmount.days(366)

    /// The time to close a gap of `kind`.
    static func gap(_ kind: Gap.Kind) -> TimeAmount {
        switch kind {
        case .evidence, .policy: .hours(2)
        case .dependency, .rollback: .hours(8)
        case .phrase, .writeback: .minutes(30)
        case .approval, .scope: .hours(1)
        }
    }
}

/// Makes names safe and unique as task ids.
struct TaskNames {
    private var taken: Set<String> = []

    /// A new id from `words` in kebab case; a number follows where it is taken.
    mutating func make(_ words: String...) -> String {
        let base = words.map(TaskNames.slug).filter { !$0.isEmpty }.joined(separator: "-")
        var candidate = base
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(base)-\(number)"
            number += 1
        }
        return candidate
    }

    /// Lower-case ASCII letters and digits; other letters by their number, everything else as one hyphen.
    static func slug(_ text: String) -> String {
        var result = ""
        for scalar in text.lowercased().unicodeScalars {
            if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else if scalar.properties.isAlphabetic {
                result += "u" + String(scalar.value, radix: 16)
            } else if !result.isEmpty && result.last != "-" {
                result += "-"
            }
        }
        return result.hasSuffix("-") ? String(result.dropLast()) : result
    }
}
