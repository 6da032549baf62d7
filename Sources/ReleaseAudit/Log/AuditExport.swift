package import ReleaseModel

/// The lines of an exported log, from which anybody can audit it without the ledger.
///
/// JSON Lines, UTF-8, each line in its RFC 8785 form and ended by a newline:
///
/// ```text
/// {"entries":2,"schema":"releasegate.audit-export/v1"}
/// {"checkpoint":"releasegate.example/audit\n2\nN8Z5q1p…=\n\n— releasegate.example/audit x08go…\n"}
/// {"body":"{\"at\":\"2026-11-21T02:14:00Z\",…}","leaf":"<64 hexadecimal digits>"}
/// {"body":"{\"at\":\"2026-11-21T03:00:00Z\",…}","leaf":"<64 hexadecimal digits>"}
/// ```
///
/// First how many entries follow, then any number of checkpoints as signed notes, then the entries in the order of the
/// log: the text that was hashed, and the leaf hash it was recorded with. A reader accepts nothing else, so that every
/// byte counts.
package enum AuditExport {
    /// The schema that the first line names.
    package static let schema = "releasegate.audit-export/v1"
    /// Bytes of a line that are accepted.
    package static let maximumLineBytes = 32 << 20

    /// One line, understood.
    package enum Line: Sendable {
        case header(entryCount: Int64)
        case checkpoint(note: String)
        case entry(LogAudit.Entry)
    }

    /// The first line.
    package static func header(entryCount: Int64) -> String {
        "{\"entries\":\(entryCount),\"schema\":\"\(schema)\"}\n"
    }

    /// The line of a checkpoint.
    package static func checkpoint(_ note: SignedNote) -> String {
        var line = Array("{\"checkpoint\":\"".utf8)
        CanonicalString.escape(note.serialized.utf8, into: &line)
        return String(decoding: line, as: UTF8.self) + "\"}\n"
    }

    /// The line of an entry.
    package static func entry(body: String, leafHash: ContentDigest) -> String {
        var line: [UInt8] = []
        line.reserveCapacity(body.utf8.count * 5 / 4 + 96)
        line += Array("{\"body\":\"".utf8)
        CanonicalString.escape(body.utf8, into: &line)
        line += Array("\",\"leaf\":\"\(leafHash.hexadecimal)\"}\n".utf8)
        return String(decoding: line, as: UTF8.self)
    }

    /// Understands one line, given without its newline.
    static func parse(_ line: ArraySlice<UInt8>) throws(AuditExportError.Malformation) -> Line {
        if let rest = content(of: line, between: Array("{\"body\":\"".utf8), and: Array("\"}".utf8)) {
            let separator = Array("\",\"leaf\":\"".utf8)
            guard rest.count >= 64 + separator.count else { throw .leaf }
            let body = rest.dropLast(64 + separator.count)
            guard rest[body.endIndex...].starts(with: separator), let leaf = hash(rest.suffix(64)) else { throw .leaf }
            guard let text = string(body) else { throw .text }
            return .entry(LogAudit.Entry(body: text, leafHash: leaf))
        }
        if let rest = content(of: line, between: Array("{\"checkpoint\":\"".utf8), and: Array("\"}".utf8)) {
            guard let note = string(rest) else { throw .text }
            return .checkpoint(note: note)
        }
        let end = Array(",\"schema\":\"\(schema)\"}".utf8)
        if let rest = content(of: line, between: Array("{\"entries\":".utf8), and: end) {
            guard let count = CanonicalNumber.value(of: String(decoding: rest, as: UTF8.self)) else { throw .count }
            return .header(entryCount: count)
        }
        throw .form
    }

    private static func content(
        of line: ArraySlice<UInt8>, between start: [UInt8], and end: [UInt8]
    ) -> ArraySlice<UInt8>? {
        guard line.count >= start.count + end.count, line.starts(with: start), line.suffix(end.count).elementsEqual(end)
        else { return nil }
        return line.dropFirst(start.count).dropLast(end.count)
    }

    private static func string(_ escaped: ArraySlice<UInt8>) -> String? {
        CanonicalString.unescape(escaped).flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static func hash(_ digits: ArraySlice<UInt8>) -> TreeHash? {
        ContentDigest(String(decoding: digits, as: UTF8.self)).map { TreeHash($0) }
    }
}

/// Why an export cannot be read, and in which line.
package struct AuditExportError: Error, Hashable, Sendable {
    /// What is wrong with the line.
    package enum Malformation: Error, Hashable, Sendable {
        case form, text, leaf, count
        case tooLong
        case unfinished
        case noHeader
        case secondHeader
        case lateCheckpoint
    }

    /// The line, from 1.
    package var line: Int
    package var malformation: Malformation

    package init(line: Int, malformation: Malformation) {
        self.line = line
        self.malformation = malformation
    }

    /// The fact and the rule, in words.
    package var message: String {
        let rule =
            switch malformation {
            case .form:
                "is not a line of an audit export; accepted: header, checkpoint or entry in canonical JSON"
            case .text: "holds a text that is not canonical JSON in UTF-8"
            case .leaf: "does not end with a leaf hash of 64 lower-case hexadecimal digits"
            case .count: "states a number of entries that is not a decimal number below 2^63"
            case .tooLong: "is longer than \(AuditExport.maximumLineBytes) bytes"
            case .unfinished: "does not end with a newline; the file was cut"
            case .noHeader: "is not the header; an export begins with the schema \"\(AuditExport.schema)\""
            case .secondHeader: "is a second header; an export has one log"
            case .lateCheckpoint: "is a checkpoint behind entries; checkpoints stand before them"
            }
        return "line \(line) \(rule)"
    }
}

extension AuditExportError: CustomStringConvertible {
    package var description: String { message }
}
