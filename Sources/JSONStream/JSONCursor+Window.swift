/// The window: the bytes at hand, what is next in them, and how more are had.
extension JSONCursor {
    func describe(_ byte: UInt8) -> String {
        switch byte {
        case 0x21..<0x7F: "\"\(Character(Unicode.Scalar(byte)))\""
        default: "the byte 0x\(String(byte, radix: 16, uppercase: true))"
        }
    }

    mutating func describeNext() throws(JSONError) -> String {
        guard let byte = try nextSignificantByte() else { return "the end of the document" }
        return describe(byte)
    }

    var currentByte: UInt8 { position < buffer.count ? buffer[position] : 0 }

    /// Moves past white space and returns the byte there without consuming it; nil at the end.
    mutating func nextSignificantByte() throws(JSONError) -> UInt8? {
        if position < buffer.count, hasStarted {
            let byte = buffer[position]
            if byte > 0x20 { return byte }
        }
        if !hasStarted { try start() }
        while true {
            while position < buffer.count {
                let byte = buffer[position]
                if byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
                position += 1
            }
            guard try refill() else { return nil }
        }
    }

    /// Consumes `byte` if it is the next significant one.
    mutating func consume(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try nextSignificantByte() == byte else { return false }
        position += 1
        return true
    }

    mutating func open(_ byte: UInt8, _ kind: Kind) throws(JSONError) {
        try expect(kind)
        position += 1
        try descend()
    }

    mutating func descend() throws(JSONError) {
        depth += 1
        guard depth <= JSONCursor.maximumDepth else {
            throw error("the document is nested more than \(JSONCursor.maximumDepth) levels deep")
        }
    }

    func expect(_ kind: Kind, found: Kind) throws(JSONError) {
        guard kind == found else { throw error("found \(found.rawValue) where \(kind.rawValue) is expected") }
    }

    mutating func expect(_ kind: Kind) throws(JSONError) {
        let found = try peek()
        try expect(kind, found: found)
    }

    /// Makes at least one more byte available; false at the end of the source.
    mutating func refill() throws(JSONError) -> Bool {
        if isSourceAtEnd { return false }
        discardUsedBytes()
        do {
            let count = try source.read(into: &buffer, count: JSONCursor.windowSize)
            if count == 0 { isSourceAtEnd = true }
            return count > 0
        } catch {
            throw self.error(error.message)
        }
    }

    private mutating func discardUsedBytes() {
        guard position > 0 else { return }
        keeping?.take(from: buffer, upTo: position)
        let (lines, lineStart) = LineCount.count(in: buffer, upTo: position)
        discardedLines += lines
        if let lineStart { windowLineStart = discardedBytes + lineStart }
        discardedBytes += position
        buffer.removeFirst(position)
        position = 0
        keeping?.start = 0
    }

    /// Looks at the first bytes: passes over a UTF-8 byte order mark and names other encodings.
    private mutating func start() throws(JSONError) {
        hasStarted = true
        while buffer.count < 4 {
            guard try refill() else { break }
        }
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            position = 3
        } else if buffer.starts(with: [0xFE, 0xFF]) || buffer.starts(with: [0xFF, 0xFE])
            || (buffer.count >= 2 && (buffer[0] == 0) != (buffer[1] == 0))
        {
            throw error("the document is UTF-16 or UTF-32; save it as UTF-8")
        }
    }
}
