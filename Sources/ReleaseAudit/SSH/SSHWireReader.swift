/// Reads the data types of the SSH protocol (RFC 4251 section 5) from bytes. Every read gives nil past the end.
struct SSHWireReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func byte() -> UInt8? { rest.popFirst() }

    mutating func uint32() -> UInt32? {
        bytes(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    mutating func uint64() -> UInt64? {
        bytes(8).map { $0.reduce(0) { $0 << 8 | UInt64($1) } }
    }

    /// The bytes from `start` on that were read since.
    func consumed(of start: SSHWireReader) -> [UInt8] {
        Array(start.rest.prefix(start.rest.count - rest.count))
    }

    /// A length and so many bytes.
    mutating func string() -> [UInt8]? {
        guard let count = uint32() else { return nil }
        return bytes(Int(count))
    }

    mutating func text() -> String? {
        string().flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// A number that is not negative, in the fewest bytes, as `width` bytes with leading zeros.
    mutating func number(width: Int) -> [UInt8]? {
        guard let digits = magnitude(), digits.count <= width else { return nil }
        return [UInt8](repeating: 0, count: width - digits.count) + digits
    }

    /// A number that is not negative, in the fewest bytes, without leading zeros.
    mutating func magnitude() -> [UInt8]? {
        guard var digits = string()?[...] else { return nil }
        if let first = digits.first {
            // The top bit is the sign; a leading zero byte may only stand where it keeps the sign positive.
            guard first < 0x80 else { return nil }
            if first == 0 {
                digits = digits.dropFirst()
                guard let next = digits.first, next >= 0x80 else { return nil }
            }
        }
        return Array(digits)
    }

    /// Strings up to the end; nil where the last one is cut off.
    mutating func strings() -> [[UInt8]]? {
        var strings: [[UInt8]] = []
        while !isAtEnd {
            guard let next = string() else { return nil }
            strings.append(next)
        }
        return strings
    }

    /// The wire form of a string.
    static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let count = UInt32(truncatingIfNeeded: bytes.count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + bytes
    }
}
