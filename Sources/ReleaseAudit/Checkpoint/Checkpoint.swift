package import ReleaseModel

/// The state of a log in a few lines of text, to be signed and kept elsewhere.
///
/// The format is C2SP tlog-checkpoint, the text of a signed note:
///
/// ```text
/// releasegate.example/audit                       the origin: which log this is
/// 4                                               how many entries, decimal without leading zeros
/// N8Z5q1p…=                                       the RFC 6962 tree head over them, base 64
/// releasegate invoice-split 3                     any number of extension lines
/// releasegate tax%20rules 1
/// ```
///
/// Each line ends with a newline. An extension line `releasegate KEY COUNT` states how many of the entries belong to
/// one initiative, so that a holder of the entries of one release can tell that they have all of them. In KEY every
/// byte but letters, digits and `-._~` is written as `%` and two upper-case hexadecimal digits. Such lines stand in
/// the order of their keys. Extension lines of others are kept and not interpreted.
///
/// Text and value are one to one: what parses prints back byte for byte.
package struct Checkpoint: Hashable, Sendable {
    /// Which log it is; not empty, without line breaks or control characters.
    package var origin: String
    /// How many entries the log had.
    package var size: Int64
    /// The tree head over them. 32 bytes in logs of RFC 6962; the format itself leaves the length open.
    package var root: [UInt8]
    /// Further lines, without their newlines.
    package var extensionLines: [String]

    package init(origin: String, size: Int64, root: [UInt8], extensionLines: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = extensionLines
    }

    /// The checkpoint of a log with the head `root`, which holds so many entries of each initiative.
    package init(origin: String, size: Int64, root: ContentDigest, counts: [InitiativeCount]) {
        self.init(
            origin: origin, size: size, root: root.bytes, extensionLines: counts.sorted().map(\.extensionLine))
    }

    /// The tree head, where it has the 32 bytes of a SHA-256.
    package var rootDigest: ContentDigest? { ContentDigest(bytes: root) }

    /// How many entries of each initiative it states, in order; empty where it states none.
    package var counts: [InitiativeCount] { extensionLines.compactMap(InitiativeCount.init(extensionLine:)) }

    /// The text that is signed.
    package var text: String {
        ([origin, String(size), Base64.text(of: root)] + extensionLines).map { $0 + "\n" }.joined()
    }

    /// Reads the text of a checkpoint.
    ///
    /// - Throws: `CheckpointError`, one for each way to be malformed.
    package init(text: String) throws(CheckpointError) {
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        // The byte view: "\r\n" is one character, which would hide a line end.
        guard let rest = lines.popLast(), rest.isEmpty else { throw .missingFinalNewline }
        guard lines.count >= 3 else { throw .tooFewLines(lines.count) }
        if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\n" }) {
            throw .controlCharacter(control.value)
        }
        let texts = lines.map { String(Substring($0)) }
        guard !texts[0].isEmpty else { throw .emptyOrigin }
        guard let size = CanonicalNumber.value(of: texts[1]) else { throw .malformedSize(texts[1]) }
        guard !texts[2].isEmpty, let root = Base64.bytes(of: texts[2]) else { throw .malformedRoot(texts[2]) }
        let extensionLines = Array(texts.dropFirst(3))
        let counts = extensionLines.compactMap(InitiativeCount.init(extensionLine:))
        for line in extensionLines where line.hasPrefix(InitiativeCount.prefix) {
            guard InitiativeCount(extensionLine: line) != nil else { throw .malformedCount(line) }
        }
        for (one, next) in zip(counts, counts.dropFirst()) where !(one < next && one.initiative != next.initiative) {
            throw .unorderedCounts(next.initiative)
        }
        self.init(origin: texts[0], size: size, root: root, extensionLines: extensionLines)
    }
}

/// Why a text is no checkpoint.
package enum CheckpointError: Error, Hashable, Sendable {
    case missingFinalNewline
    case tooFewLines(Int)
    case controlCharacter(UInt32)
    case emptyOrigin
    case malformedSize(String)
    case malformedRoot(String)
    case malformedCount(String)
    case unorderedCounts(String)

    /// The fact and the rule, in words.
    package var message: String {
        switch self {
        case .missingFinalNewline: "the last line of the checkpoint does not end with a newline"
        case .tooFewLines(let count):
            "the checkpoint has \(count) \(count == 1 ? "line" : "lines"); it needs origin, size and head"
        case .controlCharacter(let value):
            "the checkpoint holds the control character U+00\(value < 16 ? "0" : "")\(String(value, radix: 16))"
        case .emptyOrigin: "line 1 of the checkpoint is empty; it names the log"
        case .malformedSize(let line):
            "line 2 of the checkpoint is \"\(line.prefix(80))\"; accepted: a decimal number below 2^63 without leading zeros"
        case .malformedRoot(let line):
            "line 3 of the checkpoint is \"\(line.prefix(80))\"; accepted: the tree head in base 64 with padding"
        case .malformedCount(let line):
            "the line \"\(line.prefix(120))\" states no count; accepted: \"releasegate KEY COUNT\""
        case .unorderedCounts(let initiative):
            "the count of \"\(initiative.prefix(80))\" is out of order or stands twice; counts are sorted by initiative"
        }
    }
}

extension CheckpointError: CustomStringConvertible {
    package var description: String { message }
}

/// Decimal numbers with one form each: no sign, no leading zeros.
enum CanonicalNumber {
    static func value(of text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), text == "0" || !text.hasPrefix("0")
        else { return nil }
        return Int64(text)
    }
}
