/// The text of a file such as `attestation.intoto.json`.
package enum AttestationFile {
    /// The statement in its RFC 8785 form or, where there is a key, that form in a signed DSSE envelope; one line.
    package static func text(of statement: InTotoStatement, key: AttestationKey? = nil) throws(DSSEError) -> String {
        let text = statement.canonicalText
        guard let key else { return text + "\n" }
        var envelope = DSSEEnvelope(payload: Array(text.utf8))
        try envelope.sign(with: key)
        return CanonicalJSON.text(of: envelope.json) + "\n"
    }
}
