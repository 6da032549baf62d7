import ReleaseAudit
import ReleaseModel

/// Reads DSSE envelopes around in-toto statements, bare or in Sigstore bundles, one or several.
///
/// The payload is decoded and read. Its signature is not verified here, where no key is at hand: the reading carries the
/// envelope, decoded by the same code that verifies it, so that what is read is what is verified
/// (`EvidenceReading.verified`). That an envelope has no signature at all is known already. Of several statements each is
/// judged for itself, and those about what is released count (`EvidenceReading.about`). Envelopes around the same payload
/// are one statement with the signatures of all.
package enum DSSEEnvelopeReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "dsse-envelope", title: "DSSE envelope or Sigstore bundle", channel: "attestation",
        facts: [
            "attestation.verified", "attestation.passed", "attestation.signer", "attestation.key_id",
            "attestation.algorithm",
        ],
        specification: "https://github.com/secure-systems-lab/dsse/blob/master/envelope.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.isPages else { return .no }
        if outline.nested["dsseEnvelope"] != nil || outline.nested["messageSignature"] != nil { return .certain }
        for name in ["attestations", "attestation"] {
            guard let inner = outline.nested[name] else { continue }
            if inner.contains("bundle") || inner.contains("bundle_url") { return .certain }
        }
        if outline.nested["bundle"]?.contains("dsseEnvelope") == true { return .certain }
        return outline.has("payload", "payloadType", "signatures") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var statements: [EvidenceReading] = []
        for bundle in try AttestationBundle.all(in: document) {
            var statement = try read(bundle)
            let same = statements.firstIndex {
                $0.signed?.envelope.payload == statement.signed?.envelope.payload
            }
            guard let same, let first = statements[same].signed, let second = statement.signed else {
                statements.append(statement)
                continue
            }
            var both = first
            both.envelope.signatures += second.envelope.signatures.filter { !first.envelope.signatures.contains($0) }
            both.isCertified = first.isCertified || second.isCertified
            statement.signed = both
            addVerdict(to: &statement)
            statements[same] = statement
        }
        if statements.count == 1, let only = statements.first { return only }
        return EvidenceReading(of: statements)
    }

    private static func read(_ bundle: AttestationBundle) throws(EvidenceError) -> EvidenceReading {
        let node = bundle.envelope
        let type = try node.requiredText("payloadType")
        guard type == DSSEEnvelope.inTotoType else {
            throw node.error("the payload is \"\(type.prefix(80))\"; \(DSSEEnvelope.inTotoType) is read")
        }
        let envelope = try envelope(node, type, keyHint: bundle.keyHint)
        let statement: LocatedValue
        var reading: EvidenceReading
        do {
            statement = try EvidenceDocument(name: "payload", bytes: envelope.payload).tree()
            reading = try InTotoStatementReader.reading(of: statement)
        } catch {
            throw node.error("inside the payload, at \(error.line):\(error.column): \(error.message)")
        }
        reading.signed = SignedStatement(
            envelope: envelope, predicateType: try statement.requiredText("predicateType"),
            isCertified: bundle.isCertified)
        addVerdict(to: &reading)
        return reading
    }

    /// What is known of the signatures without a key.
    private static func addVerdict(to reading: inout EvidenceReading) {
        guard let signed = reading.signed else { return }
        reading.facts.removeAll { $0.id == "attestation.verified" }
        reading.notes.removeAll { AttestationVerifier.reasonsWithoutKey.contains($0.text) }
        if signed.envelope.signatures.isEmpty {
            let reason = "the envelope has no signature"
            reading.facts.append(Fact("attestation.verified", .flag(false), because: reason))
            reading.note(.missing, reason)
        } else {
            reading.giveUnknown(
                ["attestation.verified"],
                signed.isCertified ? AttestationVerifier.certificate : AttestationVerifier.noKey)
        }
    }

    private static func envelope(
        _ node: LocatedValue, _ type: String, keyHint: String
    ) throws(EvidenceError) -> DSSEEnvelope {
        let payload = try node.requiredText("payload")
        var signatures: [JSONValue] = []
        for signature in try node.requiredArray("signatures") {
            let name = signature["keyid"]?.string ?? ""
            signatures.append([
                "sig": .string(try signature.requiredText("sig")), "keyid": .string(name.isEmpty ? keyHint : name),
            ])
        }
        do {
            return try DSSEEnvelope(
                json: [
                    "payload": .string(payload), "payloadType": .string(type), "signatures": .array(signatures),
                ])
        } catch {
            throw (node["payload"] ?? node).error("\(error)")
        }
    }
}
