/// Why a note or a key of notes is not accepted.
package enum NoteError: Error, Hashable, Sendable {
    case tooLong(Int)
    case notUTF8
    case noSignatureBlock
    case missingFinalNewline
    case textWithoutNewline
    case controlCharacter(UInt32)
    case tooManySignatures(Int)
    case malformedSignature(number: Int)
    case ambiguousKey(name: String, keyID: String)
    case wrongSignature(name: String, keyID: String)
    case noKnownSignature
    case malformedKey
    case malformedKeyName(String)
    case keyIDMismatch(stated: String, computed: String)
    case unknownAlgorithm(UInt8)
    case keyLength(Int)
    case notSignable

    /// The fact and the rule, in words.
    package var message: String {
        switch self {
        case .tooLong(let count): "the note has \(count) bytes; the limit is \(SignedNote.maximumBytes)"
        case .notUTF8: "the note is not UTF-8"
        case .noSignatureBlock: "the note has no empty line between its text and its signatures"
        case .missingFinalNewline: "the note does not end with a signature line and a newline"
        case .textWithoutNewline: "the text of the note does not end with a newline"
        case .controlCharacter(let value):
            "the note holds the control character U+00\(value < 16 ? "0" : "")\(String(value, radix: 16))"
        case .tooManySignatures(let count):
            "the note has \(count) signatures; the limit is \(SignedNote.maximumSignatures)"
        case .malformedSignature(let number):
            "signature \(number) of the note is malformed; accepted: an em dash, the key's name, base 64"
        case .ambiguousKey(let name, let keyID): "ambiguous key \(name)+\(keyID): it was given twice"
        case .wrongSignature(let name, let keyID):
            "the signature of \(name)+\(keyID) does not fit the text: one of them was changed"
        case .noKnownSignature: "the note has no signature of a known key"
        case .malformedKey: "the key is malformed; accepted: \"NAME+KEYID+BASE64\", private ones after \"PRIVATE+KEY+\""
        case .malformedKeyName(let name):
            "the key name \"\(name.prefix(80))\" is not accepted; it has no spaces, no \"+\" and is not empty"
        case .keyIDMismatch(let stated, let computed):
            "the key states the id \(stated) and has \(computed): its name or its bytes were changed"
        case .unknownAlgorithm(let number): "the key's algorithm is \(number); accepted: 1 (Ed25519)"
        case .keyLength(let count): "the key has \(count) bytes; an Ed25519 key has 32"
        case .notSignable: "the text cannot be signed with this key"
        }
    }
}

extension NoteError: CustomStringConvertible {
    package var description: String { message }
}
