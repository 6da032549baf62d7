package import ReleaseModel

/// One act that changed the state: who did what, when, on what, why, and what it replaced.
package struct AuditEntry: Hashable, Sendable {
    /// What was done.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A plan came to another result than the last one.
        case plan
        case approval, waiver, delegation
        /// Somebody asked for an approval: from then on the wait counts.
        case approvalRequest = "approval_request"
        case override
        case outcome
        /// Payloads of drafts were handed out, or a listing showed where they stand.
        case draftExport = "draft_export"
        /// A person said where a draft stands at its target, or that it stands there no more.
        case draftPlacement = "draft_placement"
        /// A signing key for checkpoints was made or named.
        case checkpointKey = "checkpoint_key"
    }

    /// Who did it.
    package struct Actor: Hashable, Sendable {
        package var person: PersonID?
        package var role: RoleID?
        package var strength: IdentityStrength

        package init(person: PersonID? = nil, role: RoleID? = nil, strength: IdentityStrength = .unverified) {
            self.person = person
            self.role = role
            self.strength = strength
        }
    }

    package var initiative: String
    package var at: Instant
    package var kind: Kind
    package var actor: Actor
    package var reason: String
    /// What it is about, with the digests it was done on, before and after. No floats.
    package var content: JSONValue

    package init(
        initiative: String, at: Instant, kind: Kind, actor: Actor, reason: String, content: JSONValue
    ) {
        self.initiative = initiative
        self.at = at
        self.kind = kind
        self.actor = actor
        self.reason = reason
        self.content = content
    }
}

/// An entry as the log holds it.
package struct LoggedEntry: Hashable, Sendable {
    /// Its number in the log, from 0.
    package var sequence: Int64
    /// Its number within its initiative, from 0.
    package var initiativeSequence: Int64
    package var initiative: String
    package var at: Instant
    package var kind: String
    /// The canonical JSON that is hashed: everything, with both numbers.
    package var body: String
    package var leafHash: ContentDigest

    package init(
        sequence: Int64, initiativeSequence: Int64, initiative: String, at: Instant, kind: String, body: String,
        leafHash: ContentDigest
    ) {
        self.sequence = sequence
        self.initiativeSequence = initiativeSequence
        self.initiative = initiative
        self.at = at
        self.kind = kind
        self.body = body
        self.leafHash = leafHash
    }
}

extension AuditEntry {
    /// The document whose canonical form is a leaf of the log.
    ///
    /// - Parameter records: the digest of the rows that hang on the entry; nil where there are none.
    func document(sequence: Int64, initiativeSequence: Int64, records: ContentDigest?) -> JSONValue {
        [
            "schema": "releasegate.audit-entry/v1",
            "sequence": .integer(sequence),
            "initiative": .string(initiative),
            "initiative_sequence": .integer(initiativeSequence),
            "at": JSONValue(at),
            "kind": .string(kind.rawValue),
            "person": JSONValue(actor.person?.name),
            "role": JSONValue(actor.role?.name),
            "identity": .string(actor.strength.rawValue),
            "reason": .string(reason),
            "content": content,
            "records": JSONValue(records?.hexadecimal),
        ]
    }
}
