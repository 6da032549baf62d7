import JSONStream

/// The bytes of an XML document with their place, checked to be UTF-8 (or taken as Latin-1 where it says so).
struct XMLBytes {
    /// Levels of nesting that are accepted.
    static let maximumDepth = 256
    /// Bytes of one name or attribute value that are kept; longer names are refused, longer values are cut.
    private static let keptBytes = 4096
    private static let supersets = [
        "iso-8859-", "latin1", "windows-125", "cp125", "koi8-", "euc-", "gb", "big5", "shift_jis", "windows-31j",
    ]
    private static let pieceSize = 64 * 1024

    private var source: any ByteSource
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    private(set) var line = 1
    private(set) var column = 1
    private var isLatin = false
    /// Bytes that the current UTF-8 sequence still needs, and the bounds of the next of them.
    private var pending = 0
    private var bounds: ClosedRange<UInt8> = 0x80...0xBF

    init(_ document: EvidenceDocument) throws(EvidenceError) {
        do { source = try document.open() } catch { throw EvidenceError(error.message) }
        while buffer.count < 16, try fill() {}
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        try EncodingCheck.check(buffer)
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    func error(_ message: String) -> EvidenceError { EvidenceError(line: line, column: column, message) }

    /// The next byte, without passing it; nil at the end.
    mutating func peek() throws(EvidenceError) -> UInt8? {
        if position < buffer.count { return buffer[position] }
        while !isAtEnd {
            if try fill() { return buffer[position] }
        }
        if pending > 0 { throw error("the document ends inside a character; it is cut off") }
        return nil
    }

    /// Passes the next byte.
    mutating func advance() throws(EvidenceError) {
        guard let byte = try peek() else { return }
        // XML has no NUL; a file with room set aside behind what was written has little else.
        guard byte != 0 else {
            throw error("a NUL byte stands here; the document is damaged, or was not written whole")
        }
        if !isLatin && (byte >= 0x80 || pending > 0) { try check(byte) }
        position += 1
        if byte == 0x0A {
            line += 1
            column = 1
        } else {
            column += 1
        }
    }

    private mutating func fill() throws(EvidenceError) -> Bool {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        do {
            let count = try source.read(into: &buffer, count: XMLBytes.pieceSize)
            if count == 0 { isAtEnd = true }
            return count > 0
        } catch {
            throw self.error(error.message)
        }
    }

    /// The well-formed sequences of Unicode 15, table 3-7.
    private mutating func check(_ byte: UInt8) throws(EvidenceError) {
        if pending > 0 {
            guard bounds.contains(byte) else { throw error("the bytes here are no UTF-8") }
            pending -= 1
            bounds = 0x80...0xBF
            return
        }
        switch byte {
        case 0xC2...0xDF: pending = 1
        case 0xE0: (pending, bounds) = (2, 0xA0...0xBF)
        case 0xED: (pending, bounds) = (2, 0x80...0x9F)
        case 0xE1...0xEF: pending = 2
        case 0xF0: (pending, bounds) = (3, 0x90...0xBF)
        case 0xF1...0xF3: pending = 3
        case 0xF4: (pending, bounds) = (3, 0x80...0x8F)
        default: throw error("the bytes here are no UTF-8")
        }
    }

    /// Takes the encoding that the document declares.
    mutating func use(encoding: String) throws(EvidenceError) {
        switch encoding {
        // Programs that build a document as a string declare UTF-16 and save UTF-8; real UTF-16 was refused before.
        case "utf-8", "utf8", "us-ascii", "ascii", "utf-16": isLatin = false
        // Encodings whose bytes below 0x40 mean what they mean in ASCII: the markup is the same, names may look odd.
        case _ where XMLBytes.supersets.contains { encoding.hasPrefix($0) }: isLatin = true
        default: throw error("the encoding \"\(encoding.prefix(40))\" is not accepted; save the document as UTF-8")
        }
    }

    private func text(_ bytes: [UInt8]) -> String {
        guard isLatin else { return String(decoding: bytes, as: UTF8.self) }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    mutating func expect(_ byte: UInt8) throws(EvidenceError) {
        guard let found = try peek() else { throw error("the document ends inside a tag; it is cut off") }
        guard found == byte else { throw error("\"\(Character(Unicode.Scalar(byte)))\" is expected here") }
        try advance()
    }

    /// Passes white space and reports whether there was any.
    mutating func skipSpace() throws(EvidenceError) -> Bool {
        var found = false
        while let byte = try peek(), XMLBytes.isSpace(byte) {
            found = true
            try advance()
        }
        return found
    }

    /// The name of an element or attribute, as written.
    mutating func name() throws(EvidenceError) -> String {
        var bytes: [UInt8] = []
        while let byte = try peek() {
            let isLetter =
                (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 58 || byte >= 0x80
            let isInside = (48...57).contains(byte) || byte == 45 || byte == 46
            guard isLetter || isInside && !bytes.isEmpty else { break }
            bytes.append(byte)
            guard bytes.count <= XMLBytes.keptBytes else {
                throw error("a name is longer than \(XMLBytes.keptBytes) bytes")
            }
            try advance()
        }
        guard !bytes.isEmpty else {
            throw error(try peek() == nil ? "the document ends inside a tag; it is cut off" : "a name is expected here")
        }
        return text(bytes)
    }

    /// A value in quotes, references replaced; of a long one the beginning.
    mutating func quotedValue() throws(EvidenceError) -> String {
        guard let quote = try peek(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw error("a value in quotes is expected here")
        }
        try advance()
        var value = ""
        var bytes: [UInt8] = []
        var length = 0
        while let byte = try peek() {
            if byte == quote {
                try advance()
                return value + text(bytes)
            }
            if byte == UInt8(ascii: "<") { throw error("found \"<\" inside the value of an attribute") }
            length += 1
            if byte == UInt8(ascii: "&") {
                let scalar = try reference()
                guard length <= XMLBytes.keptBytes else { continue }
                value += text(bytes)
                bytes = []
                value.unicodeScalars.append(scalar)
            } else {
                if length <= XMLBytes.keptBytes { bytes.append(XMLBytes.isSpace(byte) ? 0x20 : byte) }
                try advance()
            }
        }
        throw error("the document ends inside the value of an attribute; it is cut off")
    }

    /// The character that `&…;` stands for.
    mutating func reference() throws(EvidenceError) -> Unicode.Scalar {
        let place = error("")
        try advance()
        let name = try upTo(12) { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "<") && !XMLBytes.isSpace($0) }
        guard try peek() == UInt8(ascii: ";") else {
            throw EvidenceError(line: place.line, column: place.column, "\"&\" begins no reference here")
        }
        try advance()
        let named: [String: Unicode.Scalar] = ["lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'"]
        if let scalar = named[name] { return scalar }
        let digits = name.dropFirst()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard name.hasPrefix("#"), let value else {
            throw EvidenceError(
                line: place.line, column: place.column, "the entity \"\(name)\" is not one of XML's own five")
        }
        // Reports that carry terminal output refer to controls that XML 1.0 has no characters for.
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// At most `count` bytes while they are wanted.
    mutating func upTo(_ count: Int, while isWanted: (UInt8) -> Bool) throws(EvidenceError) -> String {
        var bytes: [UInt8] = []
        while bytes.count < count, let byte = try peek(), isWanted(byte) {
            bytes.append(byte)
            try advance()
        }
        return text(bytes)
    }

    /// Passes everything through `end` and returns the beginning of it.
    @discardableResult
    mutating func through(_ end: StaticString) throws(EvidenceError) -> String {
        let end = end.withUTF8Buffer { Array($0) }
        var kept: [UInt8] = []
        var matched = 0
        while let byte = try peek() {
            if kept.count < 200 { kept.append(byte) }
            try advance()
            if byte == end[matched] {
                matched += 1
                if matched == end.count { return text(kept) }
            } else {
                // Both ends that repeat a byte ("-->" and "]]>") repeat their first.
                let isRepeated = matched == 2 && end[0] == end[1] && byte == end[0]
                matched = isRepeated ? 2 : byte == end[0] ? 1 : 0
            }
        }
        throw error("the document ends where \"\(text(end))\" is expected; it is cut off")
    }
}
