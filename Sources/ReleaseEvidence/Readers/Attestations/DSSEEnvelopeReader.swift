import Foundation
import ReleaseModel

/// Reads a DSSE envelope around an in-toto statement, bare or in a Sigstore bundle.
///
/// The payload is decoded and read. Its signature is not verified here, where no key is at hand: whether it holds is
/// unknown, and that an envelope has no signature at all is known.
package enum DSSEEnvelopeReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "dsse-envelope", title: "DSSE envelope", channel: "attestation",
        facts: ["attestation.verified", "attestation.passed"],
        specification: "https://github.com/secure-systems-lab/dsse/blob/master/envelope.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["dsseEnvelope"] != nil { return .certain }
        return outline.has("payload", "payloadType", "signatures") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let envelope = try root.objectOrSelf("dsseEnvelope")
        let type = try envelope.requiredText("payloadType")
        guard type == "application/vnd.in-toto+json" else {
            throw envelope.error("the payload is \"\(type.prefix(80))\"; application/vnd.in-toto+json is read")
        }
        let text = try envelope.requiredText("payload")
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let payload = Data(base64Encoded: padded) else {
            throw envelope["payload"]?.error("\"payload\" is no base64") ?? envelope.missing("payload")
        }
        let statement: LocatedValue
        do {
            statement = try EvidenceDocument(name: "payload", bytes: [UInt8](payload)).tree()
        } catch {
            throw envelope.error("inside the payload, at \(error.line):\(error.column): \(error.message)")
        }
        var reading: EvidenceReading
        do {
            reading = try InTotoStatementReader.reading(of: statement)
        } catch {
            throw envelope.error("inside the payload, at \(error.line):\(error.column): \(error.message)")
        }
        let signatures = try envelope.requiredArray("signatures")
        for signature in signatures { _ = try signature.requiredText("sig") }
        if signatures.isEmpty {
            reading.facts.append(Fact("attestation.verified", .flag(false)))
            reading.note(.missing, "the envelope has no signature")
        } else {
            reading.giveUnknown(
                ["attestation.verified"], "the signature was not verified: no key was given to verify it with")
        }
        return reading
    }
}
