import Foundation
import ReleaseModel
import Testing

@testable import ReleaseEvaluation

/// No sequence of approvals, waivers, overrides, delegations, requests, clock moves and edits turns a required RED or
/// UNKNOWN into PROCEED without a named, unexpired, permitted person on record.
@Suite struct GovernanceSequenceTests {
    typealias Move = GovernanceSequence.Move

    /// The first half of the sequences, or, with `EVERY_SEQUENCE=1` in the environment, all of them.
    private static func seeds(_ count: Int) -> ClosedRange<Int> {
        1...(ProcessInfo.processInfo.environment["EVERY_SEQUENCE"] == "1" ? count : count / 2)
    }

    private static func moves(_ seed: Int) -> [Move] {
        var chance = GovernanceSequence.Chance(state: UInt64(seed))
        // Most sequences never come near what is rare, so every other one begins there.
        let approvals = GovernanceSequence.environments.flatMap { place -> [GovernanceSequence.Step] in
            [
                .vote(.approve, "sam", "sre-lead", place, backdatedHours: 0, behalf: nil),
                .vote(.approve, "carol", "cto", place, backdatedHours: 0, behalf: nil),
            ]
        }
        var beginning: [GovernanceSequence.Step] = []
        switch seed % 8 {
        case 1:
            let (requester, approver) = (
                chance.pick(["quinn", "rita"] as [PersonID]), chance.pick(["rita", "sue"] as [PersonID])
            )
            beginning =
                [.plan(stateful: 1), .waive("w-9", "no-stateful-deletes", requester, approver, days: 5)] + approvals
        case 3: beginning = [.request("production"), .wait(hours: 23)]
        case 5: beginning = [.deploy(succeeded: true)]
        case 7:
            let delegate = chance.person()
            beginning = [
                .delegate(chance.role(), chance.person(), chance.person(), hours: 30),
                .vote(.approve, delegate, "sre-lead", "production", backdatedHours: 0, behalf: nil),
            ]
        default: break
        }
        let more = beginning.isEmpty ? 5 + chance.below(12) : chance.below(7)
        return beginning.map { Move(step: $0, isInFile: seed % 16 < 8) } + (0..<more).map { _ in chance.move() }
    }

    /// The first law that the state after the moves breaks, or one that a voter saw on the way.
    private static func breach(_ moves: [Move]) -> String? {
        var seen: String?
        let input = GovernanceSequence.played(moves) { input, review in
            seen = seen ?? GovernanceOracle(input: input, review: review).breach()
        }
        return seen ?? GovernanceOracle(input: input, review: Evaluation.review(input)).breach()
    }

    /// The shortest sequence, found by leaving moves out, that still breaks the law.
    private static func shrunk(_ moves: [Move], to law: String) -> [Move] {
        var moves = moves
        var index = 0
        while index < moves.count {
            var fewer = moves
            fewer.remove(at: index)
            if breach(fewer) == law {
                moves = fewer
                index = 0
            } else {
                index += 1
            }
        }
        return moves
    }

    @Test func noSequencePassesPeople() {
        var passed = (byVotes: 0, byWaivers: 0, byOverrides: 0, timedOut: 0, soaking: 0)
        var breaches: [String: (seed: Int, moves: [Move])] = [:]
        for seed in Self.seeds(480) {
            let moves = Self.moves(seed)
            var seen: String?
            let input = GovernanceSequence.played(moves) { input, review in
                seen = seen ?? GovernanceOracle(input: input, review: review).breach()
            }
            let review = Evaluation.review(input)
            if let gate = review.gate("production") {
                if case .timedOut = gate.approval.state { passed.timedOut += 1 }
                if gate.waits.contains(where: { $0.kind == .soak }) { passed.soaking += 1 }
                if gate.decision == .proceed {
                    if gate.override != nil { passed.byOverrides += 1 } else { passed.byVotes += 1 }
                    if gate.waivedCount > 0 && gate.override == nil { passed.byWaivers += 1 }
                }
            }
            guard let breach = seen ?? GovernanceOracle(input: input, review: review).breach() else { continue }
            breaches[breach] = breaches[breach] ?? (seed, moves)
        }
        for (breach, example) in breaches.sorted(by: { $0.key < $1.key }) {
            let least = Self.shrunk(example.moves, to: breach)
            Issue.record("seed \(example.seed): \(breach):\n\(least.map { "\($0)" }.joined(separator: "\n"))")
        }
        // The laws can be met in every way, or they would hold for nothing.
        #expect(passed.byVotes >= 6 && passed.byOverrides >= 6, "\(passed)")
        #expect(passed.byWaivers >= 1 && passed.timedOut >= 3 && passed.soaking >= 3, "\(passed)")
    }

    /// Sequences that broke a law once.
    @Test(arguments: [
        [
            GovernanceSequence.Step.delegate("sre-lead", "sue", "SAM@example.com", hours: 30),
            .vote(.approve, "sue", "sre-lead", "production", backdatedHours: 0, behalf: nil),
            .waive("w-3", "no-stateful-deletes", "sam", "sue", days: 2),
        ]
    ])
    func whatOncePassedDoesNot(steps: [GovernanceSequence.Step]) {
        let moves = steps.map { Move(step: $0, isInFile: true) }
        #expect(Self.breach(moves) == nil)
        #expect(Evaluation.review(GovernanceSequence.played(moves)).gate("production")?.decision != .proceed)
    }

    /// Whether an entry stands in the release file or in the ledger changes no decision.
    @Test func theFileAndTheLedgerAreJudgedAlike() {
        for seed in Self.seeds(80) {
            let moves = Self.moves(seed)
            func decisions(isInFile: Bool) -> [String] {
                let placed = moves.map { Move(step: $0.step, isInFile: isInFile) }
                return Evaluation.review(GovernanceSequence.played(placed)).gates.map {
                    "\($0.decision) \($0.state) \($0.approval.votes.map { $0.voidReason ?? "counts" })"
                }
            }
            #expect(decisions(isInFile: true) == decisions(isInFile: false), "seed \(seed)")
        }
    }

    /// After whatever people did, worse evidence lets nothing proceed that did not.
    @Test func worseEvidenceLetsNothingMoreProceed() {
        for seed in Self.seeds(120) {
            let before = GovernanceSequence.played(Self.moves(seed))
            var after = before
            let index = seed % after.evidence.count
            let item = after.evidence[index]
            if seed.isMultiple(of: 2) {
                after.evidence.remove(at: index)
                after.records.seenEvidence.append(
                    SeenEvidence(
                        path: item.path, channel: item.channel, environment: item.environment, digest: item.digest,
                        observedAt: item.observedAt, facts: item.facts.map(\.id)))
            } else {
                after.evidence[index].facts = item.facts.map { Fact($0.id, unknown: "cut off") }
            }
            let (first, second) = (Evaluation.review(before), Evaluation.review(after))
            for (old, new) in zip(first.gates, second.gates) where old.decision != .proceed {
                #expect(new.decision != .proceed, "seed \(seed), \(new.environment): \(item.path)")
            }
        }
    }
}
