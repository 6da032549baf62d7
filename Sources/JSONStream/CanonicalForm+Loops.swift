// With `Skim+Loops.swift` the only file with pointers that nobody checks: the values of every change in a plan
// of hundreds of megabytes pass here. Each loop reads only below an `end` that is the length of the array it was given,
// whatever the bytes are, and every step gets further. The bytes are one well-formed value, as `JSONCursor` has checked;
// of others it makes something, and ends.

/// A container that is being copied.
struct FormLevel {
    var isObject: Bool
    /// Its first part in `CanonicalForm.starts`.
    let first: Int
    /// The name of the last member, in the bytes that are read.
    var name = 0..<0
    /// The members may have to be sorted.
    var isUnsorted = false
}

extension CanonicalForm {
    /// Adds the next value with all that is in it, copying as it stands whatever has its form already.
    mutating func copyValue(_ scan: inout FormScan) {
        let base = levels.count
        let first = starts.count
        var level = FormLevel(isObject: false, first: first)
        _ = scan.next()
        scan.copied = scan.index
        parts: while true {
            skipSpace(&scan)
            guard scan.index < scan.end else { break parts }
            let byte = scan.bytes[scan.index]
            switch byte {
            case UInt8(ascii: "\""): _ = copyText(&scan)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                levels.append(level)
                level = FormLevel(isObject: byte == UInt8(ascii: "{"), first: starts.count)
                scan.index += 1
                skipSpace(&scan)
                // `}` in ASCII is `{` and two, and so is `]`.
                guard scan.index < scan.end, scan.bytes[scan.index] == byte + 2 else {
                    if level.isObject { copyName(&scan, &level) }
                    continue parts
                }
                scan.index += 1
                level = levels.popLast() ?? level
            case UInt8(ascii: "-"), 48...57: copyNumber(&scan)
            default: scan.skipLiteral()
            }
            while true {
                guard levels.count > base else { break parts }
                skipSpace(&scan)
                guard scan.index < scan.end else { break parts }
                let isComma = scan.bytes[scan.index] == UInt8(ascii: ",")
                if !isComma, level.isUnsorted {
                    flush(&scan)
                    sortParts(from: level.first, areMembers: true)
                }
                scan.index += 1
                if isComma {
                    if level.isObject { copyName(&scan, &level) }
                    continue parts
                }
                if starts.count > level.first { starts.removeSubrange(level.first...) }
                level = levels.popLast() ?? level
            }
        }
        flush(&scan)
        if levels.count > base { levels.removeSubrange(base...) }
        if starts.count > first { starts.removeSubrange(first...) }
    }

    /// Copies what was passed over since the last time.
    @inline(__always)
    private mutating func flush(_ scan: inout FormScan) {
        if scan.index > scan.copied {
            output.append(
                contentsOf: UnsafeBufferPointer(start: scan.bytes + scan.copied, count: scan.index - scan.copied))
        }
        scan.copied = scan.index
    }

    @inline(__always)
    private mutating func skipSpace(_ scan: inout FormScan) {
        guard scan.index < scan.end, scan.bytes[scan.index] <= 0x20 else { return }
        flush(&scan)
        _ = scan.next()
        scan.copied = scan.index
    }

    /// Copies a name and the colon behind it.
    @inline(__always)
    private mutating func copyName(_ scan: inout FormScan, _ level: inout FormLevel) {
        skipSpace(&scan)
        guard scan.index < scan.end, scan.bytes[scan.index] == UInt8(ascii: "\"") else { return }
        starts.append(output.count + scan.index - scan.copied)
        let start = scan.index + 1
        if copyText(&scan), scan.index > start {
            let name = start..<scan.index - 1
            if starts.count > level.first + 1, !scan.isBefore(level.name, name) { level.isUnsorted = true }
            level.name = name
        } else {
            level.isUnsorted = true
        }
        skipSpace(&scan)
        if scan.index < scan.end, scan.bytes[scan.index] == UInt8(ascii: ":") { scan.index += 1 }
    }

    /// Copies a text, and reports whether there is no escape in it.
    @inline(__always)
    private mutating func copyText(_ scan: inout FormScan) -> Bool {
        var isPlain = true
        scan.index += 1
        while true {
            scan.index = scan.endOfPlainText(scan.index)
            guard scan.index < scan.end else { return isPlain }
            let byte = scan.bytes[scan.index]
            if byte == UInt8(ascii: "\"") {
                scan.index += 1
                return isPlain
            }
            let second = scan.index + 1 < scan.end ? scan.bytes[scan.index + 1] : 0
            if byte == UInt8(ascii: "\\") { isPlain = false }
            if PlainText.isPair(byte, second), second != UInt8(ascii: "/") {
                scan.index += 2
            } else if byte == UInt8(ascii: "\\") {
                copyEscape(&scan)
            } else {
                scan.index += 1
            }
        }
    }

    /// Copies an escape, as the character itself where that can stand for itself.
    private mutating func copyEscape(_ scan: inout FormScan) {
        let kind = scan.index + 1 < scan.end ? scan.bytes[scan.index + 1] : 0
        if kind == UInt8(ascii: "u") {
            copyUnit(&scan)
        } else {
            flush(&scan)
            if kind == UInt8(ascii: "/") { scan.copied = scan.index + 1 }
            scan.index = min(scan.index + 2, scan.end)
        }
    }

    private mutating func copyUnit(_ scan: inout FormScan) {
        flush(&scan)
        let unit = scan.unit(at: scan.index)
        let second = scan.unit(at: scan.index + 6)
        defer { scan.copied = scan.index }
        guard let unit else {
            scan.index += 1
            return
        }
        scan.index += 6
        if unit < 0x80 { return appendEscaped(UInt8(unit)) }
        if let scalar = Unicode.Scalar(unit) {
            if let bytes = UTF8.encode(scalar) { output.append(contentsOf: bytes) }
        } else if let second, UTF16.isLeadSurrogate(unit), UTF16.isTrailSurrogate(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        {
            scan.index += 6
            if let bytes = UTF8.encode(scalar) { output.append(contentsOf: bytes) }
        } else {
            // Half of a pair is no character and has no other spelling.
            appendUnit(unit)
        }
    }

    /// Copies a number: as it stands where it has no exponent and no zero at the end of its fraction.
    @inline(__always)
    private mutating func copyNumber(_ scan: inout FormScan) {
        let start = scan.index
        let isPlain = scan.skipNumber()
        guard !isPlain else { return }
        let end = scan.index
        scan.index = start
        flush(&scan)
        scan.index = end
        scan.copied = end
        appendNumber(scan.string(start..<end))
    }
}

extension CanonicalForm {
    /// Adds `text` in quotes, with the shortest escapes.
    mutating func appendText(_ text: String) {
        var text = text
        output.append(UInt8(ascii: "\""))
        text.withUTF8 { buffer in
            guard let base = buffer.baseAddress else { return }
            var scan = FormScan(bytes: base, end: buffer.count)
            while true {
                scan.index = scan.endOfPlainText(scan.index)
                guard scan.index < scan.end else { break }
                let byte = scan.bytes[scan.index]
                if byte < 0x80 {
                    flush(&scan)
                    appendEscaped(byte)
                    scan.copied = scan.index + 1
                }
                scan.index += 1
            }
            flush(&scan)
        }
        output.append(UInt8(ascii: "\""))
    }
}

/// Walks over the tokens of a value that lies in memory whole.
struct FormScan {
    let bytes: UnsafePointer<UInt8>
    let end: Int
    var index = 0
    /// The first byte that was not copied.
    var copied = 0

    init(bytes: UnsafePointer<UInt8>, end: Int) {
        self.bytes = bytes
        self.end = end
    }

    /// The first byte of the next token, which stays; 0 at the end.
    @inline(__always)
    mutating func next() -> UInt8 {
        while index < end {
            let byte = bytes[index]
            if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return byte }
            index += 1
        }
        return 0
    }

    /// Passes over the bracket that begins a container.
    mutating func open() { index = min(index + 1, end) }

    /// Passes over the comma in front of the next part and returns false, or over `bracket` and returns true.
    mutating func close(_ bracket: UInt8) -> Bool {
        var byte = next()
        if byte == UInt8(ascii: ",") {
            index += 1
            byte = next()
        }
        if index >= end { return true }
        guard byte == bracket || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") else { return false }
        index += 1
        return true
    }

    mutating func takeColon() {
        if next() == UInt8(ascii: ":") { index += 1 }
    }

    /// Passes over true, false or null, and over whatever else no token begins with.
    @inline(__always)
    mutating func skipLiteral() {
        index += 1
        while index < end, bytes[index] &- 97 < 26 { index += 1 }
    }

    /// Passes over a number, and reports whether it has its one spelling.
    @inline(__always)
    mutating func skipNumber() -> Bool {
        let start = index
        var hasPoint = false
        var hasExponent = false
        loop: while index < end {
            switch bytes[index] {
            case 48...57, 45: index += 1
            case 46:
                hasPoint = true
                index += 1
            case 43, 69, 101:
                hasExponent = true
                index += 1
            default: break loop
            }
        }
        if hasExponent || (hasPoint && bytes[index - 1] == 48) { return false }
        return !(index == start + 2 && bytes[start] == 45 && bytes[start + 1] == 48)
    }

    /// The index of the first byte from `start` that is no plain text (`PlainText`), or the end.
    @inline(__always)
    func endOfPlainText(_ start: Int) -> Int {
        var index = start
        while index + 16 <= end {
            let plain = PlainText.count(at: bytes + index)
            index += plain
            if plain < 16 { return index }
        }
        while index < end {
            let byte = bytes[index]
            if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return index }
            index += 1
        }
        return end
    }

    /// Passes over a text, and returns its range without the quotes and whether it has no escape.
    private mutating func skipText() -> (range: Range<Int>, isPlain: Bool) {
        let start = index + 1
        var isPlain = true
        index = start
        while true {
            index = endOfPlainText(index)
            guard index < end else { return (min(start, end)..<end, isPlain) }
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return (start..<index - 1, isPlain) }
            if byte == UInt8(ascii: "\\") {
                isPlain = false
                index = min(index + 1, end)
            }
        }
    }

    /// The next text, decoded. Anything else is passed over, so that every call gets further.
    mutating func text() -> String {
        guard next() == UInt8(ascii: "\"") else {
            index = min(index + 1, end)
            return ""
        }
        let (range, isPlain) = skipText()
        let text = string(range)
        if isPlain { return text }
        var json = JSONCursor("\"\(text)\"")
        // Half of a pair of surrogates is no character: the spelling stands for it.
        return (try? json.string()) ?? text
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count), as: UTF8.self)
    }

    /// The unit of UTF-16 in the `\uXXXX` at `start`; nil where none stands there.
    func unit(at start: Int) -> UInt16? {
        guard start + 6 <= end, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for index in start + 2..<start + 6 {
            let byte = bytes[index]
            switch byte {
            case 48...57: unit = unit << 4 | UInt16(byte - 48)
            case 65...70: unit = unit << 4 | UInt16(byte - 55)
            case 97...102: unit = unit << 4 | UInt16(byte - 87)
            default: return nil
            }
        }
        return unit
    }

    /// Reports whether one name comes before another, by their bytes.
    @inline(__always)
    func isBefore(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        var (a, b) = (left.lowerBound, right.lowerBound)
        while a < left.upperBound, b < right.upperBound {
            let (x, y) = (bytes[a], bytes[b])
            if x != y { return x < y }
            a += 1
            b += 1
        }
        return left.count < right.count
    }

    /// Passes over a value, or a name, and returns its bytes, which are there as long as those that are read.
    mutating func takeValue() -> UnsafeBufferPointer<UInt8> {
        _ = next()
        let start = index
        skipValue()
        return UnsafeBufferPointer(start: bytes + start, count: index - start)
    }

    /// Passes over a value, whatever it is.
    mutating func skipValue() {
        var depth = 0
        repeat {
            switch next() {
            case UInt8(ascii: "\""): _ = skipText()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
            case 48...57, UInt8(ascii: "-"): _ = skipNumber()
            default:
                guard index < end else { return }
                skipLiteral()
            }
        } while depth > 0
    }
}
