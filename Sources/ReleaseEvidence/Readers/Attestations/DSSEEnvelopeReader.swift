import ReleaseAudit
import ReleaseModel

/// Reads a DSSE envelope around an in-toto statement, bare or in a Sigstore bundle.
///
/// The payload is decoded and read. Its signature is not verified here, where no key is at hand: the reading carries the
/// envelope, decoded by the same code that verifies it, so that what is read is what is verified
/// (`EvidenceReading.verified`). That an envelope has no signature at all is known already.
package enum DSSEEnvelopeReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "dsse-envelope", title: "DSSE envelope", channel: "attestation",
        facts: [
            "attestation.verified", "attestation.passed", "attestation.signer", "attestation.key_id",
            "attestation.algorithm",
        ],
        specification: "https://github.com/secure-systems-lab/dsse/blob/master/envelope.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["dsseEnvelope"] != nil { return .certain }
        return outline.has("payload", "payloadType", "signatures") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let node = try root.objectOrSelf("dsseEnvelope")
        let type = try node.requiredText("payloadType")
        guard type == DSSEEnvelope.inTotoType else {
            throw node.error("the payload is \"\(type.prefix(80))\"; \(DSSEEnvelope.inTotoType) is read")
        }
        let envelope = try envelope(node, type)
        let statement: LocatedValue
        var reading: EvidenceReading
        do {
            statement = try EvidenceDocument(name: "payload", bytes: envelope.payload).tree()
            reading = try InTotoStatementReader.reading(of: statement)
        } catch {
            throw node.error("inside the payload, at \(error.line):\(error.column): \(error.message)")
        }
        reading.signed = SignedStatement(
            envelope: envelope, predicateType: try statement.requiredText("predicateType"))
        if envelope.signatures.isEmpty {
            reading.facts.append(Fact("attestation.verified", .flag(false)))
            reading.note(.missing, "the envelope has no signature")
        } else {
            reading.giveUnknown(["attestation.verified"], AttestationVerifier.noKey)
        }
        return reading
    }

    private static func envelope(_ node: LocatedValue, _ type: String) throws(EvidenceError) -> DSSEEnvelope {
        let payload = try node.requiredText("payload")
        var signatures: [JSONValue] = []
        for signature in try node.requiredArray("signatures") {
            signatures.append([
                "sig": .string(try signature.requiredText("sig")),
                "keyid": .string(signature["keyid"]?.string ?? ""),
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
