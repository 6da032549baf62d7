/// Something that gives bytes piece by piece, such as a file or an array.
///
/// The scanner asks for the next piece only when it has used up the last, so a document of any size is read in a
/// window of constant size.
package protocol ByteSource {
    /// Appends up to `count` bytes to `buffer` and returns how many; 0 at the end.
    ///
    /// - Throws: `ByteSourceError` where the bytes cannot be had.
    mutating func read(into buffer: inout [UInt8], count: Int) throws(ByteSourceError) -> Int
}

/// The bytes could not be had, such as a disk error in the middle of a file.
package struct ByteSourceError: Error, Hashable {
    /// What happened, in words.
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}

/// Bytes that are in memory already.
package struct ArraySource: ByteSource {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package mutating func read(into buffer: inout [UInt8], count: Int) throws(ByteSourceError) -> Int {
        let taken = min(count, bytes.count - position)
        guard taken > 0 else { return 0 }
        buffer.append(contentsOf: bytes[position..<position + taken])
        position += taken
        return taken
    }
}
