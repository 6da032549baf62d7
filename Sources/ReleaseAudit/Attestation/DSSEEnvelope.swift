package import ReleaseModel

/// A signed document with its type: DSSE, the envelope of in-toto attestations.
///
/// ```json
/// {"payload":"<base 64>","payloadType":"application/vnd.in-toto+json","signatures":[{"keyid":"…","sig":"<base 64>"}]}
/// ```
///
/// Signed is the pre-authentication encoding `"DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload` with lengths in
/// decimal, so a document cannot be passed off as one of another type (secure-systems-lab/dsse, protocol.md).
package struct DSSEEnvelope: Hashable, Sendable {
    /// One signature.
    package struct Signature: Hashable, Sendable {
        /// A hint which key made it; empty where there is none.
        package var keyID: String
        package var bytes: [UInt8]
    }

    /// The type of the document, such as `application/vnd.in-toto+json`.
    package var payloadType: String
    package var payload: [UInt8]
    package var signatures: [Signature]

    /// The type of in-toto statements.
    package static let inTotoType = "application/vnd.in-toto+json"

    /// An envelope around `payload` that nobody has signed yet.
    package init(payload: [UInt8], type: String = DSSEEnvelope.inTotoType) {
        self.payloadType = type
        self.payload = payload
        self.signatures = []
    }

    /// What is signed.
    package var preAuthenticationEncoding: [UInt8] {
        Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
    }

    /// Adds the signature of `key`.
    package mutating func sign(with key: AttestationKey) throws(DSSEError) {
        guard let bytes = key.signature(of: preAuthenticationEncoding) else { throw .notSignable }
        signatures.append(Signature(keyID: key.publicKey.keyID, bytes: bytes))
    }

    /// Gives the keys that have signed, in the order of `keys`.
    ///
    /// The key id is a hint only and not trusted: each signature is tried with each key.
    ///
    /// - Throws: `DSSEError` where none of them has.
    @discardableResult
    package func verify(with keys: [AttestationPublicKey]) throws(DSSEError) -> [AttestationPublicKey] {
        guard !signatures.isEmpty else { throw .unsigned }
        let signed = preAuthenticationEncoding
        let valid = keys.filter { key in signatures.contains { key.isValid($0.bytes, for: signed) } }
        guard !valid.isEmpty else { throw .noKnownSignature }
        return valid
    }

    /// The document.
    package var json: JSONValue {
        [
            "payload": .string(Base64.text(of: payload)), "payloadType": .string(payloadType),
            "signatures": .array(
                signatures.map { ["keyid": .string($0.keyID), "sig": .string(Base64.text(of: $0.bytes))] }),
        ]
    }

    /// Reads the document. Members that are not known are passed over, as the protocol asks.
    package init(json: JSONValue) throws(DSSEError) {
        guard case .object = json else { throw .malformed("it is no JSON object") }
        guard let type = json["payloadType"]?.text, !type.isEmpty else { throw .malformed("it has no \"payloadType\"") }
        guard let payload = json["payload"]?.text.flatMap(DSSEEnvelope.bytes) else {
            throw .malformed("its \"payload\" is not base 64")
        }
        guard let elements = json["signatures"]?.elements else { throw .malformed("it has no list \"signatures\"") }
        var signatures: [Signature] = []
        for element in elements {
            guard let bytes = element["sig"]?.text.flatMap(DSSEEnvelope.bytes) else {
                throw .malformed("the \"sig\" of signature \(signatures.count + 1) is not base 64")
            }
            signatures.append(Signature(keyID: element["keyid"]?.text ?? "", bytes: bytes))
        }
        self.payloadType = type
        self.payload = payload
        self.signatures = signatures
    }

    /// The bytes of a payload or a signature, in either alphabet, as the protocol asks; nil where the text mixes them or is
    /// neither.
    private static func bytes(_ text: String) -> [UInt8]? {
        Base64.bytes(of: text.utf8) ?? Base64.bytes(of: text.utf8, isURLSafe: true)
    }
}

/// Why an envelope is not accepted.
package enum DSSEError: Error, Hashable, Sendable {
    case malformed(String)
    case unsigned
    case noKnownSignature
    case notSignable

    /// The fact and the rule, in words.
    package var message: String {
        switch self {
        case .malformed(let detail): "the envelope is malformed: \(detail)"
        case .unsigned: "the envelope has no signature"
        case .noKnownSignature: "no known key has signed the envelope as it stands"
        case .notSignable: "the document cannot be signed with this key"
        }
    }
}

extension DSSEError: CustomStringConvertible {
    package var description: String { message }
}
