import ReleaseEvaluation
package import ReleaseModel

/// How a signature over a vote is verified. The workflow knows what was signed; the check knows keys.
package struct SignatureCheck {
    /// What is to be verified.
    package struct Claim {
        /// The exact bytes that were signed.
        package var payload: [UInt8]
        /// The signature as its file holds it.
        package var signature: [UInt8]
        /// Every name by which the approval matrix knows the person.
        package var identities: [String]
        /// When it was signed, as the payload says.
        package var at: Instant
        /// The present.
        package var now: Instant

        /// The claim that `record` is signed by its person, by any name by which the approval matrix knows them.
        init(of record: ApprovalRecord, in release: Release, signature: [UInt8], now: Instant) {
            let resolver = IdentityResolver(release.approvalMatrix)
            let people = release.approvalMatrix.roles.flatMap(\.members).filter {
                resolver.isSame($0.id, record.person)
            }
            var seen: Set<String> = []
            identities = ([record.person.name] + people.flatMap { [$0.id.name] + $0.aliases })
                .filter { seen.insert($0).inserted }
            payload = Array(ApprovalPayload.text(of: record, initiative: release.initiative.id).utf8)
            self.signature = signature
            at = record.at
            self.now = now
        }
    }

    /// What the sentence of a refusal begins with where a command refuses.
    static let refusalLead = "refused, nothing was recorded: "

    /// The strength that the signature gives the identity.
    ///
    /// - Throws: `WorkflowFailure` where the signature is not by the person, not over the payload, or not in force then.
    package let strength: (Claim) throws(WorkflowFailure) -> IdentityStrength

    package init(_ strength: @escaping (Claim) throws(WorkflowFailure) -> IdentityStrength) {
        self.strength = strength
    }
}
