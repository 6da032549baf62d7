import ReleaseModel
import ReleaseReports
import Testing

@testable import ReleaseWorkflow

/// No sequence of acts turns a required RED or UNKNOWN into PROCEED without a named, unexpired, permitted person on
/// record.
@Suite("Laws of governance")
struct GovernanceLawTests {
    enum Step: Hashable, Sendable {
        case vote(ApprovalRecord.Vote, PersonID, String)
        case askWaiver(PersonID, Int64)
        case approveWaiver(PersonID)
        case revokeWaiver(PersonID)
        case wait(Int64)
        case breakEvidence
        case moveWindow(Int)
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same steps everywhere.
    struct Chance {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % UInt64(bound))
        }

        mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

        mutating func step() -> Step {
            let people: [PersonID] = [
                "eli", "lee", "eli", "lee", "alex", "Sam Smith", "rob", "dana", "deploy", "gil", "ELI@example.com",
            ]
            switch below(10) {
            case 0...3: return .vote(below(6) == 0 ? .reject : .approve, pick(people), pick(["staging", "production"]))
            case 4: return .askWaiver(pick(people), Int64(below(20)))
            case 5, 6: return .approveWaiver(pick(people))
            case 7: return below(4) == 0 ? .revokeWaiver(pick(people)) : .wait(Int64(below(20)))
            case 8: return below(3) == 0 ? .breakEvidence : .wait(Int64(below(20)))
            default: return .moveWindow(below(28) + 1)
            }
        }
    }

    static let permitted: Set<PersonID> = ["eli", "lee", "ELI@example.com", "wes"]

    /// The first law that the sequence breaks, in words; nil where it breaks none.
    static func breach(_ steps: [Step]) throws -> String? {
        let review = try outcome(of: steps)
        for gate in review.gates where gate.decision == .proceed {
            if let found = breach(gate, review) { return "\(gate.environment): \(found)" }
        }
        return nil
    }

    /// What the sequence leads to. Acts that are refused change nothing.
    static func outcome(of steps: [Step]) throws -> ReadinessReview {
        let place = try WaiverTests.place()
        defer { try? place.remove("") }
        var hours: Int64 = 0
        var waivers: [WaiverID] = []
        for step in steps {
            _ = place.refusal {
                switch step {
                case .vote(let vote, let person, let target): try place.vote(vote, person, on: target, hours: hours)
                case .askWaiver(let person, let days):
                    let start = Workplace.now + .hours(hours)
                    let request = WaiverTests.request(requester: person, days: days, start: start)
                    waivers.append(try place.workflow(hours).requestWaiver(request).waiver.id)
                case .approveWaiver(let person):
                    guard let id = waivers.last else { return }
                    _ = try place.workflow(hours).approveWaiver(id, by: person, role: nil, reason: "agreed")
                case .revokeWaiver(let person):
                    guard let id = waivers.last else { return }
                    _ = try place.workflow(hours).revokeWaiver(id, by: person, reason: "enough")
                case .wait(let more): hours += more
                case .breakEvidence: try place.remove("evidence/plan.json")
                case .moveWindow(let day):
                    let text = day < 10 ? "0\(day)" : "\(day)"
                    try place.rewrite("planned_start: 2020-09-15", "planned_start: 2020-09-\(text)")
                }
            }
        }
        return try place.readiness(hours).review().review
    }

    private static func breach(_ gate: GateResult, _ review: ReadinessReview) -> String? {
        if let finding = gate.findings.first(where: { $0.isRequired && $0.state.blocks }) {
            return "PROCEED over \(finding.criterion), which is \(finding.state.rawValue)"
        }
        for finding in gate.findings where finding.isRequired && finding.unwaivedState.blocks {
            guard let waiver = review.waivers.first(where: { $0.waiver.id == finding.waiver })?.waiver else {
                return "\(finding.criterion) passes without a waiver on record"
            }
            let isNamed = waiver.approver.map { permitted.contains($0) && $0 != waiver.requester } ?? false
            if !isNamed || waiver.end <= review.asOf || waiver.start > review.asOf {
                return
                    "the waiver \(waiver.id) of \(waiver.requester), approved by \(waiver.approver?.name ?? "nobody")"
            }
        }
        guard gate.approval.state != .notRequired else { return nil }
        let counting = gate.approval.votes.filter { $0.voidReason == nil && $0.record.vote == .approve }
        guard !counting.isEmpty else { return "PROCEED without a vote on record" }
        for vote in counting where !permitted.contains(vote.record.person) || vote.record.at + .days(5) <= review.asOf {
            return "the vote of \(vote.record.person) at \(vote.record.at) counts"
        }
        return nil
    }

    /// The shortest sequence found by leaving steps out that still breaks a law.
    static func shrunk(_ steps: [Step]) throws -> [Step] {
        var steps = steps
        var isSmaller = true
        while isSmaller {
            isSmaller = false
            for index in steps.indices {
                var fewer = steps
                fewer.remove(at: index)
                if try breach(fewer) != nil {
                    steps = fewer
                    isSmaller = true
                    break
                }
            }
        }
        return steps
    }

    @Test("no generated sequence lets a gate proceed past people, and some let one proceed by people")
    func sequences() throws {
        var passed = 0
        for seed in 1...24 {
            var chance = Chance(state: UInt64(seed))
            let steps = (0..<12).map { _ in chance.step() }
            passed += try Self.outcome(of: steps).gates.count { $0.decision == .proceed }
            guard try Self.breach(steps) != nil else { continue }
            let least = try Self.shrunk(steps)
            Issue.record("seed \(seed): \(try Self.breach(least) ?? ""): \(least)")
        }
        #expect(passed >= 3)
    }

    @Test("the laws can be met: a waiver and two approvals by permitted people let production proceed")
    func satisfiable() throws {
        let place = try WaiverTests.place()
        let waiver = try place.workflow().requestWaiver(WaiverTests.request()).waiver.id
        _ = try place.workflow().approveWaiver(waiver, by: "lee", role: nil, reason: "agreed")
        try place.vote(on: "staging")
        try place.vote(on: "production")
        #expect(try place.gate("production")?.decision == .proceed)
    }
}
