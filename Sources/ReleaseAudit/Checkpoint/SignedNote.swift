/// A text with signatures under it, in the format that people can read and tools can check: C2SP signed-note.
///
/// ```text
/// releasegate.example/audit
/// 4
/// N8Z5q1p…=
///
/// — releasegate.example/audit x08go/ZJkuBS9U…
/// — witness.example rwz+eBzmZa0SO3NbfR…
/// ```
///
/// The text ends with a newline and holds no control characters; what is signed is the text with that newline. An empty
/// line parts it from the signatures. A signature line is an em dash (U+2014), a space, the name of the key, a space,
/// and in base 64 four bytes of key id followed by the signature. The key id is the beginning of
/// `SHA-256(name || "\n" || algorithm || public key)`, so a name cannot be borrowed for another key.
///
/// Signatures of keys that a reader does not know are passed over: a note gathers signatures over time. At least one
/// known key must have signed, and every signature of a known key must be right.
package struct SignedNote: Hashable, Sendable {
    /// The text, with its final newline.
    package var text: String
    /// The signatures in the order they stand.
    package var signatures: [NoteSignature]

    /// Bytes of a note that are accepted.
    package static let maximumBytes = 1_000_000
    /// Signatures of a note that are accepted.
    package static let maximumSignatures = 100

    /// A note with no signature yet.
    ///
    /// - Throws: `NoteError` where `text` cannot be the text of a note.
    package init(text: String) throws(NoteError) {
        if let error = SignedNote.problem(with: text) { throw error }
        self.text = text
        self.signatures = []
    }

    /// Reads a note.
    ///
    /// - Throws: `NoteError`, one for each way to be malformed. No signature is checked.
    package init(serialized bytes: some Collection<UInt8>) throws(NoteError) {
        guard bytes.count <= SignedNote.maximumBytes else { throw .tooLong(bytes.count) }
        guard let note = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        let all = Array(note.utf8)
        guard let gap = SignedNote.lastGap(in: all) else { throw .noSignatureBlock }
        let text = String(decoding: all[...gap], as: UTF8.self)
        let block = all[(gap + 2)...]
        guard block.last == 10 else { throw .missingFinalNewline }
        if let error = SignedNote.problem(with: text) { throw error }
        let lines = block.dropLast().split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count <= SignedNote.maximumSignatures else { throw .tooManySignatures(lines.count) }
        var signatures: [NoteSignature] = []
        for (index, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else { throw .malformedSignature(number: index + 1) }
            signatures.append(signature)
        }
        self.text = text
        self.signatures = signatures
    }

    /// The note as it is written.
    package var serialized: String {
        text + "\n" + signatures.map { $0.line + "\n" }.joined()
    }

    /// Adds the signature of `signer`, after those that stand there.
    package mutating func sign(with signer: NoteSigner) throws(NoteError) {
        signatures.append(try signer.signature(of: text))
    }

    /// What checking the signatures came to.
    package struct Verification: Hashable, Sendable {
        /// Those of known keys, each key once; all are right.
        package var verified: [NoteSignature]
        /// Those of unknown keys.
        package var unverified: [NoteSignature]
    }

    /// Checks the signatures of the keys in `verifiers`.
    ///
    /// - Throws: `NoteError` where a known key's signature is wrong, no known key has signed, or two of the verifiers
    ///   share a name and key id.
    package func verify(with verifiers: [NoteVerifier]) throws(NoteError) -> Verification {
        var verification = Verification(verified: [], unverified: [])
        for signature in signatures {
            let known = verifiers.filter { $0.name == signature.name && $0.keyID == signature.keyID }
            guard let verifier = known.first else {
                verification.unverified.append(signature)
                continue
            }
            guard known.count == 1 else { throw .ambiguousKey(name: verifier.name, keyID: verifier.keyIDText) }
            let isRepeated = verification.verified.contains {
                $0.name == signature.name && $0.keyID == signature.keyID
            }
            if isRepeated { continue }
            guard verifier.isValid(signature, for: text) else {
                throw .wrongSignature(name: verifier.name, keyID: verifier.keyIDText)
            }
            verification.verified.append(signature)
        }
        guard !verification.verified.isEmpty else { throw .noKnownSignature }
        return verification
    }

    /// The offset of the first of the last two newlines that follow each other.
    private static func lastGap(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 3 else { return nil }
        var index = bytes.count - 2
        while index > 0 {
            if bytes[index] == 10 && bytes[index + 1] == 10 { return index }
            index -= 1
        }
        return nil
    }

    private static func problem(with text: String) -> NoteError? {
        if text.utf8.last != 10 { return .textWithoutNewline }
        if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\n" }) {
            return .controlCharacter(control.value)
        }
        return nil
    }
}

/// One signature of a note.
package struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    package var name: String
    /// The first four bytes of the digest that ties name and key together, as a number.
    package var keyID: UInt32
    /// What the key's algorithm made.
    package var bytes: [UInt8]

    private static let dash = Array("— ".utf8)

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    init?(line: some Collection<UInt8>) {
        guard line.starts(with: NoteSignature.dash) else { return nil }
        let parts = line.dropFirst(NoteSignature.dash.count).split(separator: 32, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self), NoteKeyText.isValid(name: name),
            let bytes = Base64.bytes(of: Array(parts[1])), bytes.count >= 5
        else { return nil }
        self.init(
            name: name, keyID: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(bytes.dropFirst(4)))
    }

    /// The line as it stands in a note, without its newline.
    package var line: String {
        let id = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: keyID >> $0) }
        return "— \(name) \(Base64.text(of: id + bytes))"
    }
}
