import ReleaseModel

/// The answer before everything else: decision per environment, class, what blocks, who acts next, until when.
struct Verdict: Sendable {
    /// One environment's line.
    struct Line: Sendable {
        var environment: String
        var kind: String
        var decision: PromotionDecision
        var state: ReadinessState
        /// Rounded to one place; nil where no criterion applies.
        var score: String?
        var unknownCount: Int
        var waivedCount: Int
        var reason: String
        var validUntil: Instant?
    }

    var decision: PromotionDecision
    var riskClass: RiskClass
    var isManualOnly: Bool
    var lines: [Line]
    /// What blocks, with the environment in front.
    var blockers: [String]
    /// What is waited for, with the environment in front and the end behind.
    var waits: [String]
    /// The first steps of the deciding gate's path to green.
    var nextActions: [(role: String, action: String)]
    /// The earliest end over the gates that may proceed, else over all.
    var validUntil: Instant?

    init(_ review: ReadinessReview, _ names: ReportNames) {
        self.decision = review.decision
        self.riskClass = review.risk.riskClass
        self.isManualOnly = review.risk.requiresManualApproval
        self.lines = review.gates.map(Line.init)
        self.blockers = review.gates.flatMap { gate in gate.blockers.map { "\(gate.environment): \($0)" } }
        self.waits = review.gates.flatMap { gate in
            gate.waits.map { "\(gate.environment): \(Verdict.words($0))" }
        }
        self.nextActions = (review.decidingGate?.pathToGreen ?? []).map { (names.role($0.role), $0.action) }
        let proceeding = review.gates.filter { $0.decision == .proceed }.compactMap(\.validUntil)
        self.validUntil = proceeding.min() ?? review.gates.compactMap(\.validUntil).min()
    }

    /// `approval by SRE lead, until 2026-11-23 10:00 UTC`.
    static func words(_ wait: Wait) -> String {
        wait.description + (wait.until.map { ", until \($0.minuteInUTC)" } ?? "")
    }

    /// One sentence over all environments.
    var sentence: String {
        let of = { (decision: PromotionDecision) in lines.filter { $0.decision == decision }.map(\.environment) }
        var parts: [String] = []
        if !of(.proceed).isEmpty { parts.append("\(of(.proceed).joined(separator: ", ")) may proceed") }
        if !of(.wait).isEmpty { parts.append("\(of(.wait).joined(separator: ", ")) must wait") }
        if !of(.block).isEmpty { parts.append("\(of(.block).joined(separator: ", ")) blocked") }
        return parts.isEmpty ? "no environment has a gate, so nothing may proceed" : parts.joined(separator: "; ")
    }
}

extension Verdict.Line {
    init(_ gate: GateResult) {
        self.environment = gate.environment.name
        self.kind = gate.kind.rawValue
        self.decision = gate.decision
        self.state = gate.state
        self.score = gate.score?.rounded(places: 1)
        self.unknownCount = gate.unknownCount
        self.waivedCount = gate.waivedCount
        self.reason = gate.decisionReason
        self.validUntil = gate.validUntil
    }
}
