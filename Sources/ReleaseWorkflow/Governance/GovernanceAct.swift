import ReleaseModel
import ReleaseStore

/// One act of a person: what was done to what, and the record it leaves.
struct GovernanceAct {
    /// Such as `approve`, `revoke`.
    var verb: String
    /// Such as `gate:production`.
    var subject: String
    var person: PersonID
    var role: RoleID?
    var strength = IdentityStrength.unverified
    var reason: String
    var kind: AuditEntry.Kind
    /// What the ledger keeps; nil where the entry alone says it.
    var record: GovernanceRecord?
    /// The record it replaces.
    var replaced: GovernanceRecord?
    /// The digest of what it was done on.
    var covers: ContentDigest?
    /// Whether it asks again for what nobody answered in time.
    var isReopening = false

    init(_ verb: String, _ record: GovernanceRecord, subject: String, person: PersonID, reason: String) {
        self.verb = verb
        self.subject = subject
        self.person = person
        self.reason = reason
        self.kind = record.kind
        self.record = record
    }

    init(_ verb: String, kind: AuditEntry.Kind, subject: String, person: PersonID, reason: String) {
        self.verb = verb
        self.subject = subject
        self.person = person
        self.reason = reason
        self.kind = kind
    }

    /// Appends the act to the log with what stood before and after it, and keeps its record, in the open transaction.
    ///
    /// - Returns: the number of the entry, and the review as the act leaves it.
    @discardableResult
    func perform(in situation: Situation, writer: LedgerWriter) throws -> (entry: Int64, review: ReadinessReview) {
        let after = record.map { situation.review(adding: $0) } ?? situation.review
        var members: [JSONValue.Member] = [
            .init("act", .string(verb)), .init("subject", .string(subject)),
            .init("revision", JSONValue(situation.release.subject?.revision)),
            .init("policy", JSONValue(situation.review.policy.digest?.hexadecimal)),
            .init("risk_class", .string(situation.review.risk.riskClass.rawValue)),
        ]
        if let covers { members.append(.init("covers", .string(covers.hexadecimal))) }
        if isReopening { members.append(.init("reopens", .bool(true))) }
        members += [
            .init(
                "before", ["record": replaced?.json ?? .null, "gates": Situation.gates(of: situation.review)]),
            .init("after", ["record": record?.json ?? .null, "gates": Situation.gates(of: after)]),
        ]
        let initiative = situation.release.initiative.id
        let entry = try writer.append(
            AuditEntry(
                initiative: initiative, at: situation.asOf, kind: kind,
                actor: AuditEntry.Actor(person: person, role: role, strength: strength), reason: reason,
                content: .object(members)), with: record.map { [.governance($0)] } ?? [])
        return (entry, after)
    }
}
