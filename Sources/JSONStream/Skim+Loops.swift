// With `CanonicalForm+Loops.swift` the only file with pointers that nobody checks: skipping is what reading a large document
// spends its time on, and the checked form of these loops runs at less than half the speed. (`CommonBytes` and `JSONValue`
// read words of eight bytes from buffers that know their length.) Each loop reads only below an `end` that is
// the length of the array it was given, and gives up in front of whatever it does not understand; every decision that
// can fail is taken again, checked, in `JSONCursor`.

extension Skim {
    /// Passes over whole, well-formed tokens in `bytes` from `start`, and returns the index of the first byte that is
    /// left: the end of the value, or of a token that the end of `bytes` cuts off or that is wrong.
    mutating func pass(_ bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return start }
            return pass(Window(bytes: base, end: buffer.count), from: start)
        }
    }

    private mutating func pass(_ window: Window, from start: Int) -> Int {
        var index = start
        while true {
            index = window.endOfSpace(index)
            guard index < window.end else { return index }
            let byte = window.bytes[index]
            switch next {
            case .commaOrEnd:
                let isObject = isObject
                if byte == UInt8(ascii: ",") {
                    next = isObject ? .name : .value
                    index += 1
                } else if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    close()
                    index += 1
                    if isDone { return index }
                } else {
                    return index
                }
            case .name, .nameOrEnd:
                if byte == UInt8(ascii: "\"") {
                    let end = window.endOfString(index + 1)
                    guard end >= 0 else { return index }
                    index = end
                    if index < window.end, window.bytes[index] == UInt8(ascii: ":") {
                        index += 1
                        next = .value
                    } else {
                        next = .colon
                    }
                } else if byte == UInt8(ascii: "}"), next == .nameOrEnd {
                    close()
                    index += 1
                    if isDone { return index }
                } else {
                    return index
                }
            case .colon:
                guard byte == UInt8(ascii: ":") else { return index }
                index += 1
                next = .value
            case .value, .valueOrEnd:
                let end: Int
                switch byte {
                case UInt8(ascii: "\""): end = window.endOfString(index + 1)
                case UInt8(ascii: "-"), 48...57: end = window.endOfNumber(index)
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    guard open(isObject: byte == UInt8(ascii: "{")) else { return index }
                    index += 1
                    continue
                case UInt8(ascii: "]"):
                    guard next == .valueOrEnd else { return index }
                    close()
                    index += 1
                    if isDone { return index }
                    continue
                case UInt8(ascii: "t"): end = window.endOfLiteral(index, 0x6575_7274)
                case UInt8(ascii: "n"): end = window.endOfLiteral(index, 0x6C6C_756E)
                // The last four letters of "false"; the first was seen.
                case UInt8(ascii: "f"): end = window.endOfLiteral(index + 1, 0x6573_6C61)
                default: return index
                }
                guard end >= 0 else { return index }
                index = end
                endValue()
                if isDone { return index }
            }
        }
    }
}

/// The bytes at hand. The functions give -1 where they cannot tell.
private struct Window {
    let bytes: UnsafePointer<UInt8>
    let end: Int

    /// The index of the first byte from `start` that is no white space.
    @inline(__always)
    func endOfSpace(_ start: Int) -> Int {
        var index = start
        while index < end {
            let byte = bytes[index]
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { break }
            index += 1
            // Indentation.
            while index + 8 <= end, isEightSpaces(index) { index += 8 }
        }
        return index
    }

    @inline(__always)
    private func isEightSpaces(_ index: Int) -> Bool {
        UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self) == 0x2020_2020_2020_2020
    }

    /// The index behind the quote that ends the string whose text begins at `start`.
    @inline(__always)
    func endOfString(_ start: Int) -> Int {
        var index = start
        while index + 16 <= end {
            let plain = PlainText.count(at: bytes + index)
            index += plain
            if plain == 16 { continue }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") { return index + 1 }
            guard index + 2 <= end else { return -1 }
            if PlainText.isPair(byte, bytes[index + 1]) {
                index += 2
                continue
            }
            let length = byte == UInt8(ascii: "\\") ? escapeLength(index) : sequenceLength(index)
            guard length > 0 else { return -1 }
            index += length
        }
        return -1
    }

    /// The length of the escape at `index`; 0 where it is none or is cut off.
    @inline(__always)
    private func escapeLength(_ index: Int) -> Int {
        guard index + 6 <= end else { return 0 }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return 2
        case UInt8(ascii: "u"):
            for digit in index + 2..<index + 6 {
                switch bytes[digit] {
                case 48...57, 65...70, 97...102: continue
                default: return 0
                }
            }
            return 6
        default: return 0
        }
    }

    /// The length of the UTF-8 sequence (RFC 3629) of more than one byte at `index`; 0 where it is none or is cut off.
    @inline(__always)
    private func sequenceLength(_ index: Int) -> Int {
        guard index + 4 <= end else { return 0 }
        let first = bytes[index]
        let second = bytes[index + 1]
        switch first {
        case 0xC2...0xDF:
            return second & 0xC0 == 0x80 ? 2 : 0
        case 0xE0...0xEF:
            let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= low && second <= high && bytes[index + 2] & 0xC0 == 0x80 ? 3 : 0
        case 0xF0...0xF4:
            let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
            let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
            let isWhole = bytes[index + 2] & 0xC0 == 0x80 && bytes[index + 3] & 0xC0 == 0x80
            return second >= low && second <= high && isWhole ? 4 : 0
        default:
            return 0
        }
    }

    /// The index behind the number (RFC 8259 section 6) at `start`.
    @inline(__always)
    func endOfNumber(_ start: Int) -> Int {
        var index = start
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let whole = index
        index = endOfDigits(index)
        guard index > whole, index < end, bytes[whole] != 48 || index == whole + 1 else { return -1 }
        if bytes[index] == UInt8(ascii: ".") {
            let fraction = index + 1
            index = endOfDigits(fraction)
            guard index > fraction, index < end else { return -1 }
        }
        if bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            guard index < end else { return -1 }
            if bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            let exponent = index
            index = endOfDigits(exponent)
            guard index > exponent, index < end else { return -1 }
        }
        return index
    }

    @inline(__always)
    private func endOfDigits(_ start: Int) -> Int {
        var index = start
        while index < end, bytes[index] &- 48 < 10 { index += 1 }
        return index
    }

    /// The index behind the four letters of `expected`, the first in its lowest byte.
    @inline(__always)
    func endOfLiteral(_ start: Int, _ expected: UInt32) -> Int {
        guard start + 4 <= end else { return -1 }
        let found = UInt32(littleEndian: UnsafeRawPointer(bytes + start).loadUnaligned(as: UInt32.self))
        return found == expected ? start + 4 : -1
    }
}

/// Text inside a string that stands for itself: ASCII without a quote, a backslash or a control character.
enum PlainText {
    /// The index of the first byte from `start` that is no plain text, or the end of `bytes`.
    static func end(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { bytes in
            var index = start
            let count = bytes.count
            while index + 8 <= count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let stops = stops(in: word)
                if stops != 0 { return index + stops.trailingZeroBitCount / 8 }
                index += 8
            }
            while index < count {
                let byte = bytes[index]
                if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return index }
                index += 1
            }
            return index
        }
    }

    /// How many of the 16 bytes at `bytes` are plain text before the first that is not.
    ///
    /// Both words are looked at before anything is decided, as most names and texts end in the first or the second of them
    /// by chance, and the processor guesses such decisions wrong.
    @inline(__always)
    static func count(at bytes: UnsafePointer<UInt8>) -> Int {
        let bytes = UnsafeRawPointer(bytes)
        let low = stops(in: UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)))
        let high = stops(in: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        if low | high == 0 { return 16 }
        return low != 0 ? low.trailingZeroBitCount >> 3 : 8 + high.trailingZeroBitCount >> 3
    }

    /// Whether two bytes are an escape of two letters, or a character of two bytes of UTF-8.
    @inline(__always)
    static func isPair(_ first: UInt8, _ second: UInt8) -> Bool {
        // The letters `"` and `/`, and `\`, `b`, `f`, `n`, `r` and `t`, as bits.
        let low: UInt64 = 1 << 0x22 | 1 << 0x2F
        let high: UInt64 = 1 << 0x1C | 1 << 0x22 | 1 << 0x26 | 1 << 0x2E | 1 << 0x32 | 1 << 0x34
        let letters = second < 0x40 ? low : second < 0x80 ? high : 0
        let isEscape = (letters >> UInt64(second & 0x3F)) & (first == 0x5C ? 1 : 0)
        let isSequence: UInt64 = (first &- 0xC2 < 0x1E ? 1 : 0) & (second & 0xC0 == 0x80 ? 1 : 0)
        return isEscape | isSequence != 0
    }

    /// The high bit of each byte of `word` at which plain text stops. A borrow may set bits above the first true one,
    /// so only the lowest counts.
    @inline(__always)
    static func stops(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        // A byte of 0x80 and above stops by itself, so the usual `& ~word` of the zero test is not needed.
        return ((quotes &- ones) | (backslashes &- ones) | (word &- (ones &* 0x20)) | word) & highs
    }
}

/// Counts lines at the speed of the memory, because every byte that leaves the window passes here.
enum LineCount {
    /// How many line feeds stand below `end`, and the index behind the last of them; nil where there is none.
    static func count(in bytes: [UInt8], upTo end: Int) -> (lines: Int, lineStart: Int?) {
        bytes.withUnsafeBufferPointer { buffer in
            var lines = 0
            var index = 0
            let end = min(end, buffer.count)
            while index < end {
                // Counted in a byte, which the compiler turns into vector instructions.
                let stop = min(index + 255, end)
                var few: UInt8 = 0
                while index < stop {
                    few &+= buffer[index] == 10 ? 1 : 0
                    index += 1
                }
                lines += Int(few)
            }
            guard lines > 0 else { return (0, nil) }
            var last = end
            while last > 0, buffer[last - 1] != 10 { last -= 1 }
            return (lines, last)
        }
    }
}
