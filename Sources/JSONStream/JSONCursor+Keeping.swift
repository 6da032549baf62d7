/// A value whose bytes are copied while it is skipped, piece by piece as the window moves on.
struct KeptValue {
    var bytes: [UInt8]
    /// The index in the window of the first byte that was not copied yet.
    var start: Int
    /// More bytes than this are not kept.
    let limit: Int
    private(set) var isTooLong = false

    init(bytes: [UInt8], start: Int, limit: Int) {
        self.bytes = bytes
        self.start = start
        self.limit = limit
    }

    /// Copies what lies in `window` up to `end`.
    mutating func take(from window: [UInt8], upTo end: Int) {
        guard !isTooLong, end > start else { return }
        guard bytes.count + end - start <= limit else {
            isTooLong = true
            return
        }
        bytes.append(contentsOf: window[start..<end])
        start = end
    }
}

extension JSONCursor {
    /// Runs `body`, which must read or skip exactly the next value, and puts the bytes of that value, as they stand, in
    /// the place of those in `bytes`.
    ///
    /// What is kept is as well-formed as `body` checks; keeping it costs a copy. Values are not kept inside one another.
    /// Returns false, with `bytes` empty, where the value is longer than `limit` bytes: `body` runs all the same.
    package mutating func keep(
        in bytes: inout [UInt8], limit: Int, _ body: (_ json: inout JSONCursor) throws(JSONError) -> Void
    ) throws(JSONError) -> Bool {
        _ = try peek()
        bytes.removeAll(keepingCapacity: true)
        keeping = KeptValue(bytes: bytes, start: position, limit: limit)
        bytes = []
        defer { keeping = nil }
        try body(&self)
        keeping?.take(from: buffer, upTo: position)
        guard let kept = keeping, !kept.isTooLong else { return false }
        bytes = kept.bytes
        return true
    }

    /// Skips the next value and keeps its bytes like `keep`.
    package mutating func skip(keepingIn bytes: inout [UInt8], limit: Int) throws(JSONError) -> Bool {
        try keep(in: &bytes, limit: limit) { json throws(JSONError) in try json.skip() }
    }
}
