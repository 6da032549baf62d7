package import ReleaseModel

/// The readiness of a release as an in-toto statement: every gate, waiver and approval with the digests behind them.
///
/// The predicate type is `https://releasegate.dev/readiness/v1`. Subjects are the release (by the commit or digest that
/// its file names; where it names none, by the digest of the predicate itself) and each draft by its content digest.
/// The predicate holds whole numbers, texts and instants only, and nothing about the machine or the run, so the same
/// report always makes the same bytes.
package enum ReadinessStatement {
    /// The URI of the predicate.
    package static let predicateType = "https://releasegate.dev/readiness/v1"
    /// Who says so.
    package static let verifierID = "https://releasegate.dev"

    /// The statement about `report`.
    package static func statement(for report: ReadinessReport) -> InTotoStatement {
        let predicate = predicate(for: report)
        let drafts = report.drafts.filter { $0.change != .withdrawn }.map {
            InTotoStatement.Subject(name: "draft:\($0.key)", sha256: $0.contentDigest)
        }
        return InTotoStatement(
            subjects: [releaseSubject(of: report)] + drafts, predicateType: predicateType, predicate: predicate)
    }

    /// The release as a subject.
    static func releaseSubject(of report: ReadinessReport) -> InTotoStatement.Subject {
        let release = report.review.release
        let name = [release.subject?.name ?? release.initiative.id, release.subject?.version].compactMap { $0 }
            .joined(separator: "@")
        let digest =
            release.subject?.revision.flatMap(digest(ofRevision:))
            ?? ["sha256": ContentDigest(canonical: predicate(for: report)).hexadecimal]
        return InTotoStatement.Subject(name: name.isEmpty ? release.file : name, digest: digest)
    }

    /// A `sha256:` digest or a full commit; nil for a shortened one, which names no single thing.
    private static func digest(ofRevision revision: String) -> [String: String]? {
        let revision = revision.lowercased()
        if let digest = ContentDigest(revision) {
            return [revision.hasPrefix("sha256:") ? "sha256" : "gitCommit": digest.hexadecimal]
        }
        let isHexadecimal = revision.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        return revision.utf8.count == 40 && isHexadecimal ? ["gitCommit": revision] : nil
    }

    /// The predicate alone.
    static func predicate(for report: ReadinessReport) -> JSONValue {
        let review = report.review
        let release = review.release
        let findings = review.gates.flatMap(\.findings)
        return [
            "verifier": ["id": .string(verifierID)],
            "timeCreated": JSONValue(review.asOf),
            "release": [
                "initiative": .string(release.initiative.id), "name": JSONValue(release.subject?.name),
                "version": JSONValue(release.subject?.version), "revision": JSONValue(release.subject?.revision),
            ],
            "policy": policy(review.policy),
            "riskClass": .string("\(review.risk.riskClass)"),
            "decision": .string(review.decision.rawValue),
            "validUntil": JSONValue(review.gates.compactMap(\.validUntil).min()),
            "counts": .object(
                [JSONValue.Member("gates", .integer(Int64(review.gates.count)))]
                    + ReadinessState.allCases.map { state in
                        JSONValue.Member(state.rawValue, .integer(Int64(findings.count { $0.state == state })))
                    }),
            "gates": .array(review.gates.map(gate)),
            "waivers": .array(review.waivers.map(waiver)),
            "evidence": .array(review.evidence.map(evidence)),
            "ledger": report.ledger.map {
                ["entries": .integer($0.entryCount), "root": .string($0.rootDigest.hexadecimal)]
            } ?? nil,
        ]
    }

    static func policy(_ policy: Policy) -> JSONValue {
        let name = JSONValue.Member("name", .string(policy.name))
        guard let digest = policy.digest else { return .object([name]) }
        return .object([name, JSONValue.Member("digest", ["sha256": .string(digest.hexadecimal)])])
    }

    private static func gate(_ gate: GateResult) -> JSONValue {
        [
            "environment": .string(gate.environment.name), "state": .string(gate.state.rawValue),
            "decision": .string(gate.decision.rawValue), "reason": .string(gate.decisionReason),
            "score": JSONValue(gate.score?.rounded(places: 1)),
            "unknown": .integer(Int64(gate.unknownCount)), "waived": .integer(Int64(gate.waivedCount)),
            "validUntil": JSONValue(gate.validUntil), "override": JSONValue(gate.override),
            "approval": approval(gate.approval),
            "criteria": .array(
                gate.findings.map { finding in
                    [
                        "id": .string(finding.criterion.name), "state": .string(finding.state.rawValue),
                        "unwaivedState": .string(finding.unwaivedState.rawValue),
                        "required": .bool(finding.isRequired), "waiver": JSONValue(finding.waiver?.name),
                        "validUntil": JSONValue(finding.validUntil),
                    ]
                }),
        ]
    }

    private static func approval(_ status: ApprovalStatus) -> JSONValue {
        let word =
            switch status.state {
            case .notRequired: "not_required"
            case .granted: "granted"
            case .pending: "pending"
            case .timedOut: "timed_out"
            case .rejected: "rejected"
            case .unsatisfiable: "unsatisfiable"
            }
        return [
            "state": .string(word),
            "votes": .array(
                status.votes.map { vote in
                    [
                        "vote": .string(vote.record.vote.rawValue), "role": .string(vote.record.role.name),
                        "person": .string(vote.record.person.name), "at": JSONValue(vote.record.at),
                        "expiresAt": JSONValue(vote.record.expiresAt),
                        "identity": .string(vote.record.strength.rawValue),
                        "void": JSONValue(vote.voidReason),
                    ]
                }),
        ]
    }

    private static func waiver(_ judged: JudgedWaiver) -> JSONValue {
        let waiver = judged.waiver
        return [
            "id": .string(waiver.id.name), "criterion": .string(waiver.criterion.name),
            "environments": .array(waiver.environments.map { .string($0.name) }),
            "owner": .string(waiver.owner.name), "requester": .string(waiver.requester.name),
            "approver": JSONValue(waiver.approver?.name), "reason": .string(waiver.reason),
            "ticket": .string(waiver.ticket), "start": JSONValue(waiver.start), "end": JSONValue(waiver.end),
            "refused": JSONValue(judged.refusal),
        ]
    }

    private static func evidence(_ item: JudgedEvidence) -> JSONValue {
        let members = [
            JSONValue.Member("uri", .string(item.path)), JSONValue.Member("channel", .string(item.channel.name)),
            JSONValue.Member("standing", .string(item.standing.word)),
            JSONValue.Member("observedAt", JSONValue(item.observedAt)),
        ]
        guard let digest = item.digest else { return .object(members) }
        return .object(members + [JSONValue.Member("digest", ["sha256": .string(digest.hexadecimal)])])
    }
}
