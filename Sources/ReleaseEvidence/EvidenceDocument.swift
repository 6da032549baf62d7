package import JSONStream

/// A document as a reader gets it: bytes that can be read from the beginning, as often as needed.
package struct EvidenceDocument: Sendable {
    /// The name for messages; never opened.
    package let name: String
    /// The size in bytes.
    package let size: Int
    /// Starts reading from the first byte.
    package let open: @Sendable () throws(ByteSourceError) -> any ByteSource

    package init(
        name: String, size: Int, open: @escaping @Sendable () throws(ByteSourceError) -> any ByteSource
    ) {
        self.name = name
        self.size = size
        self.open = open
    }

    /// A document that is in memory already.
    package init(name: String, bytes: [UInt8]) {
        self.init(
            name: name, size: bytes.count, open: { () throws(ByteSourceError) in ArraySource(bytes) })
    }

    /// A cursor at the beginning, for JSON.
    package func json() throws(EvidenceError) -> JSONCursor {
        do { return JSONCursor(try open()) } catch { throw EvidenceError(error.message) }
    }

    /// The first `limit` bytes, fewer where the document has fewer.
    package func head(_ limit: Int) throws(EvidenceError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            var source = try open()
            while bytes.count < limit, try source.read(into: &bytes, count: limit - bytes.count) > 0 {}
        } catch {
            throw EvidenceError(error.message)
        }
        return bytes
    }

    /// The first byte past a byte order mark and white space; nil where there is none in the first KiB.
    package func firstByte() throws(EvidenceError) -> UInt8? {
        let bytes = try head(1024)
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    /// All bytes, where the document is no larger than `limit`.
    package func bytes(limit: Int) throws(EvidenceError) -> [UInt8] {
        guard size <= limit else {
            throw EvidenceError("the document has \(size) bytes; this format is read up to \(limit)")
        }
        var bytes: [UInt8] = []
        do {
            var source = try open()
            while try source.read(into: &bytes, count: 1 << 18) > 0 {
                guard bytes.count <= limit else { break }
            }
        } catch {
            throw EvidenceError(error.message)
        }
        guard bytes.count <= limit else {
            throw EvidenceError("the document has more than \(limit) bytes, which is the limit of this format")
        }
        return bytes
    }
}

extension EvidenceError {
    /// The same place and words.
    package init(_ error: JSONError) {
        self.init(line: error.line, column: error.column, error.message)
    }
}
