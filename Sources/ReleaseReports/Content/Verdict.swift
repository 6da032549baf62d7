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
        /// How many criteria are RED and YELLOW.
        var redCount: Int
        var yellowCount: Int
        var unknownCount: Int
        var waivedCount: Int
        var isOverridden: Bool
        var reason: String
        var validUntil: Instant?

        /// The decision; one that only an override allows never looks like a good one.
        var mark: Mark {
            isOverridden && decision == .proceed ? Mark("!", "PROCEED by override", .bad) : decision.mark
        }
    }

    var decision: PromotionDecision
    var riskClass: RiskClass
    var isManualOnly: Bool
    var lines: [Line]
    /// What blocks, each once, with the environments behind.
    var blockers: [Prose]
    /// What is waited for, each once, with the environments behind.
    var waits: [Prose]
    /// The deciding gate's path to green.
    var nextActions: [Prose]
    /// Exceptions in force (overrides, waivers, rules looser than the default), and drafts that may not leave.
    var notices: [Prose]
    /// The earliest end over the gates that may proceed, else over all.
    var validUntil: Instant?

    init(_ review: ReadinessReview, _ names: ReportNames, drafts: [Draft] = []) {
        self.decision = review.decision
        self.riskClass = review.risk.riskClass
        self.isManualOnly = review.risk.requiresManualApproval
        self.lines = review.gates.map(Line.init)
        let shared = SharedReasons(review, names)
        let ownWaits = shared.ownWaits
        self.blockers = shared.blockers
        self.waits = ownWaits.isEmpty && blockers.isEmpty ? shared.waits : ownWaits
        self.nextActions = (review.decidingGate?.pathToGreen ?? []).map { names.acting($0.role, $0.action) }
        self.notices = Verdict.notices(review) + Verdict.heldBack(drafts)
        let proceeding = review.gates.filter { $0.decision == .proceed }.compactMap(\.validUntil)
        self.validUntil = proceeding.min() ?? review.gates.compactMap(\.validUntil).min()
    }

    /// `approval by SRE lead, until 2026-11-23 10:00 UTC`.
    static func words(_ wait: Wait) -> String {
        // A soak time says itself when the gate opens.
        wait.kind == .soak
            ? wait.description : wait.description + (wait.until.map { ", until \($0.minuteInUTC)" } ?? "")
    }

    /// The worst decision; one that only an override allows never looks like a good one.
    var mark: Mark {
        decision == .proceed && lines.contains(where: \.isOverridden)
            ? Mark("!", "PROCEED by emergency override", .bad) : decision.mark
    }

    /// One sentence over all environments.
    var sentence: String {
        if lines.count > 1, let first = lines.first, lines.allSatisfy({ $0.decision == first.decision }) {
            switch first.decision {
            case .proceed: return "every environment may proceed" + overridden
            case .wait: return "every environment must wait"
            case .block: return "every environment is blocked"
            }
        }
        let of = { (decision: PromotionDecision) in lines.filter { $0.decision == decision }.map(\.environment) }
        var parts: [String] = []
        if !of(.proceed).isEmpty { parts.append("\(of(.proceed).joined(separator: ", ")) may proceed" + overridden) }
        if !of(.wait).isEmpty { parts.append("\(of(.wait).joined(separator: ", ")) must wait") }
        if !of(.block).isEmpty {
            parts.append("\(of(.block).joined(separator: ", ")) \(of(.block).count == 1 ? "is" : "are") blocked")
        }
        return parts.isEmpty ? "no environment has a gate, so nothing may proceed" : parts.joined(separator: "; ")
    }

    private var overridden: String {
        let red = lines.filter { $0.isOverridden && $0.decision == .proceed && $0.state.blocks }
        guard !red.isEmpty else { return "" }
        if lines.count == 1, let only = red.first { return ", although its gate stays \(only.state.rawValue)" }
        return ", although "
            + red.map { "\($0.environment) stays \($0.state.rawValue)" }.joined(separator: " and ")
    }

    /// A draft that the guard holds back is missed by those who wait for it, so it is said where nobody overlooks it.
    private static func heldBack(_ drafts: [Draft]) -> [Prose] {
        let held = drafts.filter { !$0.guardHits.isEmpty && $0.change != .withdrawn }
        guard !held.isEmpty else { return [] }
        return [
            .mark(Mark("✗", "DRAFTS HELD BACK", .bad))
                + Prose(
                    ": \(held.count) of \(counted(drafts.count, "draft holds", "drafts hold")) something that must not leave; "
                        + "section 5 names the lines")
        ]
    }

    private static func notices(_ review: ReadinessReview) -> [Prose] {
        var notices: [Prose] = review.gates.compactMap { gate in
            gate.override.map { text in
                .mark(Mark("!", "OVERRIDE", .bad)) + " " + .strong(gate.environment.name) + Prose(": \(text)")
            }
        }
        let applying = review.waivers.filter { $0.refusal == nil }
        if !applying.isEmpty {
            let ends = applying.map(\.waiver.end).min().map { "; the first ends \($0.minuteInUTC)" } ?? ""
            notices.append(
                .mark(ReadinessState.waived.mark)
                    + Prose(
                        " \(counted(applying.count, "waiver", "waivers")) in force: "
                            + applying.map(\.waiver.criterion.name).joined(separator: ", ") + ends))
        }
        let refused = review.waivers.count - applying.count
        if refused > 0 {
            notices.append(
                .mark(Mark("✗", "WAIVER REFUSED", .bad))
                    + Prose(": \(counted(refused, "waiver does", "waivers do")) not apply; section 1 says why"))
        }
        let loose = review.policy.loosenings
        if !loose.isEmpty {
            notices.append(
                .mark(Mark("!", "LOOSER", .caution))
                    + Prose(
                        " than the default policy in \(counted(loose.count, "rule", "rules")): "
                            + loose.map(\.what).joined(separator: "; ")))
        }
        return notices
    }
}

extension Verdict.Line {
    init(_ gate: GateResult) {
        self.environment = gate.environment.name
        self.kind = gate.kind.rawValue
        self.decision = gate.decision
        self.state = gate.state
        self.score = gate.score?.rounded(places: 1)
        self.redCount = gate.findings.filter { $0.state == .red }.count
        self.yellowCount = gate.findings.filter { $0.state == .yellow }.count
        self.isOverridden = gate.override != nil
        self.unknownCount = gate.unknownCount
        self.waivedCount = gate.waivedCount
        self.reason = gate.decisionReason
        self.validUntil = gate.validUntil
    }
}
