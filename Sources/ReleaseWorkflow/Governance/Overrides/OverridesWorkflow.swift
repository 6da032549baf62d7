import ReleaseAudit
import ReleaseEvaluation
package import ReleaseModel
package import ReleaseReports
import ReleaseStore

/// Emergencies: two roles let a promotion pass for a while, and look back at it afterwards.
extension GovernanceWorkflow {
    /// Every override of the release file and the ledger.
    package func overrides() throws(WorkflowFailure) -> [OverrideCase] {
        try examine { situation in
            situation.review.overrides.map(situation.overrideCase)
        }
    }

    /// Starts an override that lasts for `duration`; the review after it is due when the class says.
    ///
    /// - Throws: `WorkflowFailure` with status 1 where it would not be in force; then nothing is recorded.
    package func startOverride(
        of environment: EnvironmentID, reason: String, consents: [EmergencyOverride.Consent], duration: TimeAmount
    ) throws(WorkflowFailure) -> OverrideCase {
        try act { situation, writer in
            let environment = try StatedText.environment(environment, in: situation.release).id
            let start = situation.asOf
            let end = start + duration
            var stated: [EmergencyOverride.Consent] = []
            for consent in consents {
                stated.append(
                    EmergencyOverride.Consent(
                        role: try StatedText.role(consent.role, in: situation.release).id,
                        person: try StatedText.person(consent.person, for: "--consent")))
            }
            var override = EmergencyOverride(
                id: "", environment: environment, reason: try StatedText.checked(reason, for: "--reason"),
                consents: stated, start: start, end: end,
                reviewDue: end + (situation.playbook?.reviewWithin ?? TimeAmount(seconds: 0)),
                subjectName: situation.release.subject?.name, modules: situation.release.scope.modules)
            override.id = OverrideIdentity.id(of: override, initiative: situation.release.initiative.id)
            guard duration.seconds > 0 else { throw refused("--for has to be longer than nothing") }
            if situation.release.subject == nil { throw refused("the release does not say what is released") }
            if let standing = situation.gate(environment)?.override {
                throw refused("an override of \(environment) is in force: \(standing)")
            }
            if let refusal = OverrideJudge.refusal(of: override, to: situation.review) { throw refused(refusal) }
            return try record("start", override, nil, stated.first?.person ?? "", override.reason, situation, writer)
        }
    }

    /// Ends an override before its time.
    package func endOverride(_ id: String, by person: PersonID, reason: String) throws(WorkflowFailure) -> OverrideCase
    {
        try act { situation, writer in
            let before = try held(id, in: situation)
            let end = before.endedAt.map { min($0, before.end) } ?? before.end
            guard situation.asOf < end else { throw refused("it ended at \(end.minuteInUTC) already") }
            var override = before
            override.endedAt = situation.asOf
            override.reviewDue =
                situation.asOf + (situation.playbook?.reviewWithin ?? (before.reviewDue - before.end))
            let person = try StatedText.person(person, for: "--as")
            let reason = try StatedText.checked(reason, for: "--reason")
            return try record("end", override, before, person, reason, situation, writer)
        }
    }

    /// Says that the review after an override took place.
    package func reviewOverride(
        _ id: String, by person: PersonID, reason: String
    ) throws(WorkflowFailure) -> OverrideCase {
        try act { situation, writer in
            let before = try held(id, in: situation)
            let person = try StatedText.person(person, for: "--as")
            let reason = try StatedText.checked(reason, for: "--reason")
            let end = before.endedAt.map { min($0, before.end) } ?? before.end
            guard situation.asOf >= end else {
                throw refused("it is in force until \(end.minuteInUTC); it is reviewed when it has ended")
            }
            guard !before.isReviewed else { throw refused("its review is on record already") }
            if situation.resolver.isBot(situation.resolver.person(person)) { throw refused("\(person) is a bot") }
            var override = before
            override.isReviewed = true
            return try record("review", override, before, person, reason, situation, writer)
        }
    }

    private func record(
        _ verb: String, _ override: EmergencyOverride, _ before: EmergencyOverride?, _ person: PersonID,
        _ reason: String, _ situation: Situation, _ writer: LedgerWriter
    ) throws -> OverrideCase {
        var act = GovernanceAct(
            verb, .override(override), subject: "override:\(override.id)", person: person, reason: reason)
        act.replaced = before.map { .override($0) }
        act.role = before == nil ? override.consents.first?.role : nil
        try act.perform(in: situation, writer: writer)
        let after = try Situation(situation.loaded, readiness: readiness, reader: writer.reader)
        guard let judged = after.review.overrides.first(where: { $0.override.id == override.id }) else {
            throw WorkflowFailure(.internalError, "the override \"\(override.id)\" is not found after it was recorded")
        }
        return after.overrideCase(judged)
    }

    private func held(_ id: String, in situation: Situation) throws(WorkflowFailure) -> EmergencyOverride {
        if let override = situation.records.overrides.first(where: { $0.id == id }) { return override }
        if situation.release.overrides.contains(where: { $0.id == id }) {
            throw WorkflowFailure(
                .usage,
                "the override \"\(id)\" stands in \(situation.release.file); change it there, where its review is")
        }
        let known = situation.records.overrides.map(\.id).joined(separator: ", ")
        throw WorkflowFailure(.usage, "the ledger has no override \"\(id)\"; it has \(known.isEmpty ? "none" : known)")
    }

    private func refused(_ reason: String) -> WorkflowFailure {
        WorkflowFailure(.block, "refused, nothing was recorded: \(reason)")
    }
}

extension Situation {
    func gate(_ environment: EnvironmentID) -> GateResult? { review.gates.first { $0.environment == environment } }

    /// The override with what became of it.
    func overrideCase(_ judged: JudgedOverride) -> OverrideCase {
        let gate = gate(judged.override.environment)
        var override = judged.override
        override.reviewDue = judged.reviewDue
        return OverrideCase(
            override: override, refusal: judged.refusal, decision: gate?.decision, decisionReason: gate?.decisionReason,
            isReviewOverdue: judged.isOverdue)
    }
}

/// Names overrides by what they say.
enum OverrideIdentity {
    static func id(of override: EmergencyOverride, initiative: String) -> String {
        let digest = ContentDigest(canonical: [
            "initiative": .string(initiative), "environment": .string(override.environment.name),
            "reason": .string(override.reason), "start": JSONValue(override.start), "end": JSONValue(override.end),
            "consents": .array(
                override.consents.map { ["role": .string($0.role.name), "person": .string($0.person.name)] }),
        ])
        return "o-\(digest.short)"
    }
}
