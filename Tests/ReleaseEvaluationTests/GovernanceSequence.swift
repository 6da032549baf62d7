import ReleaseModel

@testable import ReleaseEvaluation

/// A generated sequence of acts, clock moves and edits, played on the sample release.
struct GovernanceSequence {
    enum Step: Hashable, Sendable {
        case vote(ApprovalRecord.Vote, PersonID, RoleID, EnvironmentID, backdatedHours: Int64, behalf: PersonID?)
        case delegate(RoleID, PersonID, PersonID, hours: Int64)
        case waive(WaiverID, CriterionID, PersonID, PersonID?, days: Int64)
        case override(PersonID, RoleID, PersonID, RoleID, hours: Int64, isReviewed: Bool)
        case request(EnvironmentID)
        case wait(hours: Int64)
        case tests(failed: Int64)
        case plan(stateful: Int64)
        case forgetTheDocs
        case deploy(succeeded: Bool)
        case record(ReleaseOutcome.Result, EnvironmentID?)
        case declare(RiskClass)
        case author(PersonID)
        case commit
    }

    /// An entry stands in the release file or in the ledger; nothing may depend on which.
    struct Move: Hashable, Sendable {
        var step: Step
        var isInFile: Bool
    }

    static let soak = TimeAmount.hours(4)
    static let timeout = TimeAmount.hours(24)
    static let environments: [EnvironmentID] = ["dev", "staging", "production"]

    /// The sample with a soak time in staging and a staging that was deployed long ago.
    static var start: ReviewInput {
        Sample.changed { input in
            for index in input.policy.playbooks.indices {
                input.policy.playbooks[index].soakTimes = [.staging: soak]
            }
            input.release.riskTolerance.maximumClass = .critical
            input.evidence.append(deployment(succeeded: true, input, at: Sample.hoursAgo(9)))
        }
    }

    static func deployment(succeeded: Bool, _ input: ReviewInput, at: Instant) -> EvidenceItem {
        Sample.item(
            "deploy-\(input.evidence.count).json", "gitlab", format: "gitlab-deployments",
            revision: input.release.subject?.revision, environment: "staging", observedAt: at,
            number: 100 + input.evidence.count, [Fact("deployment.succeeded", .flag(succeeded))])
    }

    /// The state after the moves.
    ///
    /// - Parameter onTheWay: told what each voter sees before the vote.
    static func played(
        _ moves: [Move], onTheWay: (ReviewInput, ReadinessReview) -> Void = { _, _ in }
    ) -> ReviewInput {
        var input = start
        for move in moves { play(move, &input, onTheWay) }
        return input
    }

    private static func play(
        _ move: Move, _ input: inout ReviewInput, _ onTheWay: (ReviewInput, ReadinessReview) -> Void
    ) {
        switch move.step {
        case .vote(let vote, let person, let role, let environment, let back, let behalf):
            let review = Evaluation.review(input)
            onTheWay(input, review)
            let content = review.gate(environment)?.approvableContent
            let record = ApprovalRecord(
                subject: .gate(environment), vote: vote, role: role, person: person, reason: "read it",
                at: input.asOf - .hours(back), content: content ?? ApprovedContent(items: []), onBehalfOf: behalf)
            if move.isInFile { input.release.approvals.append(record) } else { input.records.approvals.append(record) }
        case .delegate(let role, let from, let to, let hours):
            let delegation = Delegation(
                role: role, from: from, to: to, start: input.asOf, end: input.asOf + .hours(hours), reason: "away")
            if move.isInFile {
                input.release.delegations.append(delegation)
            } else {
                input.records.delegations.append(delegation)
            }
        case .waive(let id, let criterion, let requester, let approver, let days):
            let waiver = Sample.waiver(
                id, criterion, environments, requester: requester, approver: approver, start: input.asOf,
                end: input.asOf + .days(days))
            if move.isInFile { input.release.waivers.append(waiver) } else { input.records.waivers.append(waiver) }
        case .override(let first, let firstRole, let second, let secondRole, let hours, let isReviewed):
            let override = EmergencyOverride(
                id: "o-\(input.asOf)", environment: "production", reason: "outage",
                consents: [.init(role: firstRole, person: first), .init(role: secondRole, person: second)],
                start: input.asOf, end: input.asOf + .hours(hours), reviewDue: input.asOf + .hours(hours + 48),
                isReviewed: isReviewed)
            if move.isInFile {
                input.release.overrides.append(override)
            } else {
                input.records.overrides.append(override)
            }
        case .request(let environment):
            input.records.requests.made.append(
                ApprovalRequest(
                    subject: .gate(environment), since: input.asOf,
                    deadlines: Dictionary(
                        uniqueKeysWithValues: RiskClass.allCases.map { ($0, input.asOf + timeout) })))
        case .wait(let hours):
            input.asOf = input.asOf + .hours(hours)
        case .tests(let failed):
            renew(Sample.tests(failed: failed, number: 20 + Int(failed), observedAt: input.asOf), &input)
        case .plan(let stateful):
            var plan = Sample.plan(stateful: stateful, number: 30 + Int(stateful))
            plan.observedAt = input.asOf
            renew(plan, &input)
        case .forgetTheDocs:
            guard let index = input.evidence.firstIndex(where: { $0.path == "page.json" }) else { return }
            let page = input.evidence.remove(at: index)
            input.records.seenEvidence.append(
                SeenEvidence(
                    path: page.path, channel: page.channel, environment: nil, digest: page.digest,
                    observedAt: page.observedAt, facts: page.facts.map(\.id)))
        case .deploy(let succeeded):
            input.evidence.append(deployment(succeeded: succeeded, input, at: input.asOf))
        case .record(let result, let environment):
            input.records.outcomes.append(
                ReleaseOutcome(
                    subjectName: "shop", revision: input.release.subject?.revision, modules: [], result: result,
                    at: input.asOf, environment: environment))
        case .declare(let riskClass): input.release.initiative.declaredClass = riskClass
        case .author(let person): input.release.initiative.authors.append(person)
        case .commit:
            let revision = "c0ffee0\(input.evidence.count)5b6d7e8f90a1b2c3d4e5f60718293a4b"
            input.release.subject?.revision = revision
            for index in input.evidence.indices where input.evidence[index].revision != nil {
                input.evidence[index].revision = revision
            }
            input.evidence.removeAll { $0.format == "gitlab-deployments" }
        }
    }

    private static func renew(_ item: EvidenceItem, _ input: inout ReviewInput) {
        var item = item
        item.revision = input.release.subject?.revision
        input.evidence.removeAll { $0.path == item.path }
        input.evidence.append(item)
    }

    /// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same moves everywhere.
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

        mutating func person() -> PersonID {
            pick([
                "sam", "sue", "carol", "rita", "sam", "sue", "carol", "SAM@example.com", "rob", "quinn", "mallory",
                "Ann Lee <ann@example.com>", "renovate[bot]",
            ])
        }

        mutating func role() -> RoleID { pick(["sre-lead", "sre-lead", "cto", "release-manager"]) }

        mutating func vote() -> Step {
            let (person, role) = pick(
                [
                    ("sam", "sre-lead"), ("sue", "sre-lead"), ("carol", "cto"), (self.person(), self.role()),
                ] as [(PersonID, RoleID)])
            return .vote(
                below(12) == 0 ? .reject : .approve, person, role,
                pick(["production", "production", "staging", "dev"]),
                backdatedHours: below(4) == 0 ? Int64(below(30)) : 0, behalf: below(6) == 0 ? self.person() : nil)
        }

        mutating func move() -> Move {
            let step: Step
            switch below(20) {
            case 0...5: step = vote()
            case 6: step = .delegate(role(), person(), person(), hours: Int64(below(40)))
            case 7, 8:
                step = .waive(
                    WaiverID("w-\(below(4))"), pick(["no-stateful-deletes", "pass-rate", "tests-passed"]), person(),
                    below(5) == 0 ? nil : pick(["rita", "sue", person()]), days: Int64(below(17)))
            case 9, 10:
                let (first, second) = (
                    pick([("sam", "sre-lead"), (person(), role())] as [(PersonID, RoleID)]),
                    pick([("carol", "cto"), (person(), role())] as [(PersonID, RoleID)])
                )
                step = .override(
                    first.0, first.1, second.0, second.1, hours: Int64(below(11)), isReviewed: below(3) == 0)
            case 11: step = .request(pick(["production", "staging"]))
            case 12, 13: step = .wait(hours: Int64(below(below(3) == 0 ? 100 : 8)))
            case 14: step = .tests(failed: pick([0, 0, 1, 5, 50]))
            case 15: step = .plan(stateful: pick([0, 0, 1]))
            case 16: step = below(2) == 0 ? .forgetTheDocs : .deploy(succeeded: below(4) != 0)
            case 17: step = .record(pick(ReleaseOutcome.Result.allCases), pick([nil, "staging", "production"]))
            case 18: step = .declare(pick([.low, .low, .medium, .high, .critical]))
            default: step = below(3) == 0 ? .commit : below(3) == 0 ? .author(person()) : .request("production")
            }
            return Move(step: step, isInFile: below(2) == 0)
        }
    }
}
