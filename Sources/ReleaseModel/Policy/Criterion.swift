/// A question about readiness, put so that *yes* means ready, and what answers it.
package struct Criterion: Hashable, Sendable {
    /// What answers the question.
    package enum Rule: Hashable, Sendable {
        /// A fact against limits, in Keptn's notation.
        case threshold(ThresholdRule)
        /// A question about the release file, answered by the code of the same id.
        case structural
        /// The weighted score of other criteria against limits.
        case score(ScoreRule)
    }

    package var id: CriterionID
    /// The question, such as "Did the tests pass?".
    package var question: String
    /// Why a release manager asks it.
    package var rationale: String
    /// What the owner does where the answer is no or unknown: a role acts, in words, never a command.
    package var remedy: String
    package var owner: RoleID
    package var rule: Rule
    /// A required criterion decides its gate; an advisory one lowers it to YELLOW at most.
    package var isRequired: Bool
    /// A key criterion cannot be outvoted, and at `critical` cannot be waived.
    package var isKey: Bool
    package var weight: Int
    /// The environment kinds it is asked for.
    package var kinds: [Environment.Kind]
    /// The risk classes it is asked for.
    package var classes: [RiskClass]
    /// Environments it is asked for, by name, where that is narrower than the kinds; empty means all of the kinds.
    package var environments: [EnvironmentID]
    /// The time-to-live of its evidence per class, where it is shorter than the channel's.
    package var timeToLive: [RiskClass: TimeAmount]
    /// Where not empty, the criterion is asked only of a release that declares one of these channels; otherwise it is
    /// not applicable, and says so.
    package var onlyWithChannels: [ChannelID]
    /// Why a policy overlay set it aside for this team; a named loosening. Nil where it is asked.
    package var notApplicableReason: String?

    package init(
        id: CriterionID, question: String, rationale: String, remedy: String, owner: RoleID, rule: Rule,
        isRequired: Bool = true, isKey: Bool = false, weight: Int = 1,
        kinds: [Environment.Kind] = Environment.Kind.allCases, classes: [RiskClass] = RiskClass.allCases,
        environments: [EnvironmentID] = [], timeToLive: [RiskClass: TimeAmount] = [:],
        onlyWithChannels: [ChannelID] = [], notApplicableReason: String? = nil
    ) {
        self.id = id
        self.question = question
        self.rationale = rationale
        self.remedy = remedy
        self.owner = owner
        self.rule = rule
        self.isRequired = isRequired
        self.isKey = isKey
        self.weight = weight
        self.kinds = kinds
        self.classes = classes
        self.environments = environments
        self.timeToLive = timeToLive
        self.onlyWithChannels = onlyWithChannels
        self.notApplicableReason = notApplicableReason
    }
}

/// Limits for the score of other criteria: 100 × the earned share of their weight.
package struct ScoreRule: Hashable, Sendable {
    /// The criteria that are weighed, asked in the same environments.
    package var members: [CriterionID]
    /// The score from which it is GREEN, and from which it is YELLOW; 0 to 100.
    package var pass: ExactDecimal
    package var warning: ExactDecimal

    package init(members: [CriterionID], pass: ExactDecimal, warning: ExactDecimal) {
        self.members = members
        self.pass = pass
        self.warning = warning
    }
}

/// Limits for one fact. `pass` and `warning` are alternatives (OR) of condition lists (AND).
package struct ThresholdRule: Hashable, Sendable {
    package var fact: FactID
    package var pass: [[Condition]]
    package var warning: [[Condition]]
    /// What relative conditions compare with; nil where there are none.
    package var baseline: Baseline?

    package init(fact: FactID, pass: [[Condition]], warning: [[Condition]] = [], baseline: Baseline? = nil) {
        self.fact = fact
        self.pass = pass
        self.warning = warning
        self.baseline = baseline
    }

    /// Aggregate of the last comparable results.
    package struct Baseline: Hashable, Sendable {
        package enum Aggregate: String, CaseIterable, Hashable, Sendable {
            case avg, p50, p90, p95
        }

        package var aggregate: Aggregate
        /// How many comparable results are looked at, newest first.
        package var count: Int
        /// How many there must be for the criterion to be decidable.
        package var minimumCount: Int
        /// Whether only results that were GREEN are comparable; otherwise those that were YELLOW are as well.
        package var onlyPassed: Bool

        package init(aggregate: Aggregate = .avg, count: Int = 3, minimumCount: Int = 1, onlyPassed: Bool = false) {
            self.aggregate = aggregate
            self.count = count
            self.minimumCount = minimumCount
            self.onlyPassed = onlyPassed
        }
    }

    /// One comparison, such as `>=98%`, `<600ms`, `==0` or `<=+10%`.
    package struct Condition: Hashable, Sendable {
        package enum Comparison: String, CaseIterable, Hashable, Sendable {
            case less = "<"
            case lessOrEqual = "<="
            case equal = "=="
            case notEqual = "!="
            case greaterOrEqual = ">="
            case greater = ">"
        }

        /// What the value is compared with.
        package enum Limit: Hashable, Sendable {
            /// A number in the fact's own scale (a ratio of 0.98 for `98%`, seconds for durations).
            case absolute(ExactDecimal)
            /// The baseline plus this share of its magnitude (0.10 for `+10%`).
            case relative(ExactDecimal)
            /// The baseline plus this number, in the fact's own scale.
            case offset(ExactDecimal)
            /// An amount in a currency: only comparable with the same currency.
            case money(Money)
            /// The budget the release file states for the evidence's currency.
            case budget
        }

        package var comparison: Comparison
        package var limit: Limit
        /// As the policy writes it.
        package var text: String

        package init(_ comparison: Comparison, _ limit: Limit, text: String) {
            self.comparison = comparison
            self.limit = limit
            self.text = text
        }
    }
}
