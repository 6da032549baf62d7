/// Whether a promotion may start.
package enum PromotionDecision: String, CaseIterable, Hashable, Sendable {
    case proceed = "PROCEED"
    case wait = "WAIT"
    case block = "BLOCK"

    /// The worse of two: BLOCK over WAIT over PROCEED.
    package func worse(of other: PromotionDecision) -> PromotionDecision {
        let order: [PromotionDecision] = [.proceed, .wait, .block]
        return (order.firstIndex(of: self) ?? 0) >= (order.firstIndex(of: other) ?? 0) ? self : other
    }
}

/// Everything about one environment's gate.
package struct GateResult: Hashable, Sendable {
    package var environment: EnvironmentID
    package var kind: Environment.Kind
    /// The worst required criterion, lowered by advisory ones and the score, capped by waivers.
    package var state: ReadinessState
    /// 0...100, unrounded; nil where no criterion applies.
    package var score: ExactDecimal?
    package var unknownCount: Int
    package var waivedCount: Int
    package var findings: [Finding]
    package var approval: ApprovalStatus
    package var calendar: CalendarVerdict
    package var decision: PromotionDecision
    /// The rule that decided, in words.
    package var decisionReason: String
    /// What blocks, one line each.
    package var blockers: [String]
    package var waits: [Wait]
    /// The earliest of evidence, waiver and approval expiry and the next freeze; nil where nothing ends.
    package var validUntil: Instant?
    /// The smallest set of actions that would turn it to PROCEED, in the order to take them.
    package var pathToGreen: [RoleAction]
    /// An emergency override that is in force.
    package var override: String?
    /// What an approval of this gate covers now.
    package var approvableContent: ApprovedContent

    package init(
        environment: EnvironmentID, kind: Environment.Kind, state: ReadinessState, score: ExactDecimal?,
        unknownCount: Int, waivedCount: Int, findings: [Finding], approval: ApprovalStatus,
        calendar: CalendarVerdict, decision: PromotionDecision, decisionReason: String, blockers: [String],
        waits: [Wait], validUntil: Instant?, pathToGreen: [RoleAction], override: String? = nil,
        approvableContent: ApprovedContent
    ) {
        self.environment = environment
        self.kind = kind
        self.state = state
        self.score = score
        self.unknownCount = unknownCount
        self.waivedCount = waivedCount
        self.findings = findings
        self.approval = approval
        self.calendar = calendar
        self.decision = decision
        self.decisionReason = decisionReason
        self.blockers = blockers
        self.waits = waits
        self.validUntil = validUntil
        self.pathToGreen = pathToGreen
        self.override = override
        self.approvableContent = approvableContent
    }
}

/// Who or what a gate waits for.
package struct Wait: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case approval, calendar, previousEnvironment = "previous_environment", soak
    }

    package var kind: Kind
    /// Such as "approval by SRE lead".
    package var description: String
    package var role: RoleID?
    /// When it ends by itself, or times out.
    package var until: Instant?

    package init(_ kind: Kind, _ description: String, role: RoleID? = nil, until: Instant? = nil) {
        self.kind = kind
        self.description = description
        self.role = role
        self.until = until
    }
}

/// An action for a person in a role, in words.
package struct RoleAction: Hashable, Sendable {
    package var role: RoleID
    package var action: String
    /// The criterion it answers, where there is one.
    package var criterion: CriterionID?

    package init(role: RoleID, action: String, criterion: CriterionID? = nil) {
        self.role = role
        self.action = action
        self.criterion = criterion
    }
}

/// How far the approvals of one gate or draft are.
package struct ApprovalStatus: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        /// The class asks for none here.
        case notRequired
        case granted(until: Instant?)
        case pending
        /// Nobody answered the request of `since` in time, so it counts as rejected from `at` on.
        case timedOut(since: Instant, at: Instant)
        /// A standing rejection.
        case rejected(by: PersonID, reason: String)
        /// It can never be met; why.
        case unsatisfiable(String)
    }

    /// One vote and what became of it.
    package struct Vote: Hashable, Sendable {
        package var record: ApprovalRecord
        /// Nil where it counts; else why it does not.
        package var voidReason: String?

        package init(record: ApprovalRecord, voidReason: String?) {
            self.record = record
            self.voidReason = voidReason
        }
    }

    package var requirement: ApprovalRequirement?
    package var state: State
    package var votes: [Vote]
    /// The roles that still have to approve.
    package var missingRoles: [RoleID]
    /// People who may not approve, and why.
    package var excluded: [String]
    /// Since when it is asked for, and when the request times out; nil where nobody is asked.
    package var askedSince: Instant?
    package var timesOut: Instant?

    package init(
        requirement: ApprovalRequirement?, state: State, votes: [Vote] = [], missingRoles: [RoleID] = [],
        excluded: [String] = [], askedSince: Instant? = nil, timesOut: Instant? = nil
    ) {
        self.requirement = requirement
        self.state = state
        self.votes = votes
        self.missingRoles = missingRoles
        self.excluded = excluded
        self.askedSince = askedSince
        self.timesOut = timesOut
    }
}

/// What the calendar says about a planned interval.
package struct CalendarVerdict: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case open
        /// A deny window overlaps, or no allow window covers the interval.
        case closed
        /// No window is known for the environment, and none was asked for.
        case unrestricted
        /// The calendar could not be read.
        case unknown(String)
    }

    package var state: State
    /// Who set which window and why, in UTC and local time.
    package var explanation: String
    /// The window that decided.
    package var window: String?
    /// When the state next changes to open, where it is closed.
    package var nextOpen: Instant?
    /// When it next closes, where it is open.
    package var nextClose: Instant?

    package init(
        state: State, explanation: String, window: String? = nil, nextOpen: Instant? = nil, nextClose: Instant? = nil
    ) {
        self.state = state
        self.explanation = explanation
        self.window = window
        self.nextOpen = nextOpen
        self.nextClose = nextClose
    }
}
