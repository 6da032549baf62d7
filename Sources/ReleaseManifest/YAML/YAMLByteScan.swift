import ReleaseModel

/// Looks at the bytes of a document before a YAML parser does, for what the parser would choke on or misreport.
struct YAMLByteScan {
    private let bytes: [UInt8]
    private let file: String

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// The document's text without a byte order mark, or why it is no text.
    func text() -> Result<String, ScanFailure> {
        if let encoding = foreignEncoding {
            return .failure(ScanFailure(at: start, "the file is encoded as \(encoding); it must be UTF-8"))
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        if let failure = unreadableCharacter(in: body) { return .failure(failure) }
        return .success(String(decoding: body, as: UTF8.self))
    }

    /// Why the document is a bomb: an alias or a collection used as a mapping key makes the parser compare whole
    /// expansions. The test is on bytes and errs on the side of finding one, but only in a document that has aliases.
    func aliasBomb() -> ScanFailure? {
        let anchors = names(after: UInt8(ascii: "&"))
        guard !anchors.isEmpty else { return nil }
        let anchorNames = Set(anchors.map(\.name))
        let aliases = names(after: UInt8(ascii: "*")).filter { anchorNames.contains($0.name) }
        guard !aliases.isEmpty else { return nil }
        for alias in aliases where isFollowedByColon(alias.end) {
            return ScanFailure(
                at: location(of: alias.end - alias.name.utf8.count - 1),
                "the alias \"*\(alias.name)\" is used as a key; a key must be written out")
        }
        for (index, byte) in bytes.enumerated() {
            let isClosing = byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
            let isQuestion = byte == UInt8(ascii: "?") && isTokenStart(index) && isBlank(at: index + 1)
            if isQuestion || isClosing && isFollowedByColon(index + 1) {
                return ScanFailure(
                    at: location(of: index), "a mapping or a list is used as a key; a key must be one plain word")
            }
        }
        return nil
    }

    /// Reports whether the document has more separators than `limit` values could need.
    func hasMoreSeparators(than limit: Int) -> Bool {
        var count = 0
        for byte in bytes where byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
            count += 1
        }
        var isLineStart = true
        for byte in bytes {
            if byte == 0x0A || byte == 0x0D {
                isLineStart = true
            } else if isLineStart, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") {
                count += 1
            } else if byte == UInt8(ascii: ":") {
                count += 1
                isLineStart = false
            } else if byte != 0x20 {
                isLineStart = false
            }
        }
        return count > limit
    }

    /// The first line whose indentation holds a tab, at or before `line`.
    func tabInIndentation(upTo line: Int) -> SourceLocation? {
        var current = 1
        var column = 1
        var isIndentation = true
        for byte in bytes {
            if byte == 0x0A {
                current += 1
                column = 1
                isIndentation = true
                if current > line { return nil }
                continue
            }
            if isIndentation && byte == 0x09 { return SourceLocation(file: file, line: current, column: column) }
            if byte != 0x20 { isIndentation = false }
            column += 1
        }
        return nil
    }

    private var start: SourceLocation { SourceLocation(file: file, line: 1, column: 1) }

    private var foreignEncoding: String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        guard bytes.count >= 4 else { return nil }
        // Without a byte order mark: ASCII text in UTF-16 has a zero in every other byte.
        let zeros = bytes.prefix(4).map { $0 == 0 }
        return zeros == [false, true, false, true] || zeros == [true, false, true, false] ? "UTF-16" : nil
    }

    /// The first byte that is not UTF-8, or the first character that YAML does not allow (YAML 1.2.2 section 5.1).
    private func unreadableCharacter(in body: ArraySlice<UInt8>) -> ScanFailure? {
        var line = 1
        var column = 1
        var decoder = UTF8()
        var iterator = body.makeIterator()
        while true {
            let place = SourceLocation(file: file, line: line, column: column)
            switch decoder.decode(&iterator) {
            case .emptyInput: return nil
            case .error: return ScanFailure(at: place, "a byte here is not UTF-8; the file must be UTF-8 text")
            case .scalarValue("\n"):
                line += 1
                column = 1
            case .scalarValue(let scalar):
                guard isAllowed(scalar) else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
                    return ScanFailure(at: place, "the character U+\(padded) is not allowed in YAML; remove it")
                }
                column += 1
            }
        }
    }

    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
        default: scalar.value >= 0x10000
        }
    }

    private func names(after marker: UInt8) -> [(name: String, end: Int)] {
        var found: [(name: String, end: Int)] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == marker, isTokenStart(index) else {
                index += 1
                continue
            }
            var end = index + 1
            while end < bytes.count, isAnchorByte(bytes[end]) { end += 1 }
            if end > index + 1 { found.append((String(decoding: bytes[(index + 1)..<end], as: UTF8.self), end)) }
            index = end
        }
        return found
    }

    private func isAnchorByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Any byte that is not part of a word may precede a token: more than YAML allows, never less.
    private func isTokenStart(_ index: Int) -> Bool { index == 0 || !isAnchorByte(bytes[index - 1]) }

    private func isBlank(at index: Int) -> Bool {
        guard index < bytes.count else { return true }
        return [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index])
    }

    private func isFollowedByColon(_ index: Int) -> Bool {
        var index = index
        while index < bytes.count, isBlank(at: index) { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: ":")
    }

    private func location(of index: Int) -> SourceLocation {
        let before = bytes.prefix(index)
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: bytes[lineStart..<min(index, bytes.count)], as: UTF8.self).unicodeScalars.count
        return SourceLocation(file: file, line: line, column: column + 1)
    }
}

/// Why a document was refused before it was parsed.
struct ScanFailure: Error {
    var location: SourceLocation
    var message: Diagnostic.Message

    init(at location: SourceLocation, _ message: Diagnostic.Message) {
        self.location = location
        self.message = message
    }
}
