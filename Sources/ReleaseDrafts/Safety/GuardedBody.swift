import ReleaseModel

/// The body of a draft in lines, made of the body before where that says the same.
struct GuardedBody: Sendable {
    private let bytes: [UInt8]
    private(set) var lines: [GuardedText.Line] = []
    /// Where each line begins in `bytes`, and whether a fenced block is open there.
    private var starts: [(offset: Int, isCode: Bool)] = []

    /// - Parameters:
    ///   - bytes: the body in UTF-8.
    ///   - earlier: a body that was read before; what both begin and end with is taken from it.
    ///   - memory: of lines that were seen before.
    init(_ bytes: [UInt8], after earlier: GuardedBody?, memory: LineMemory) {
        self.bytes = bytes
        guard let earlier else {
            read(from: 0, to: bytes.count + 1, isCode: false, memory)
            return
        }
        let (head, tail) = earlier.bytes.withUnsafeBytes { old in
            bytes.withUnsafeBytes { new in
                let head = old.commonPrefix(with: new)
                return (head, old.commonSuffix(with: new, upTo: min(old.count, new.count) - head))
            }
        }
        // The line in which the two part, and the first that begins behind what differs.
        let parted = (earlier.starts.firstIndex { $0.offset > head } ?? earlier.starts.count) - 1
        let joined = earlier.starts.firstIndex { $0.offset > earlier.bytes.count - tail } ?? earlier.starts.count
        let shift = bytes.count - earlier.bytes.count
        lines = Array(earlier.lines[..<parted])
        starts = Array(earlier.starts[..<parted])
        let end = joined < earlier.starts.count ? earlier.starts[joined].offset + shift : bytes.count + 1
        let isCode = read(
            from: earlier.starts[parted].offset, to: end, isCode: earlier.starts[parted].isCode, memory)
        guard joined < earlier.starts.count else { return }
        guard isCode == earlier.starts[joined].isCode else {
            read(from: end, to: bytes.count + 1, isCode: isCode, memory)
            return
        }
        let renumbered = lines.count - joined
        lines += earlier.lines[joined...].map { line in
            var line = line
            line.number += renumbered
            return line
        }
        starts += earlier.starts[joined...].map { ($0.offset + shift, $0.isCode) }
    }

    /// Reads the lines that begin from `start` up to `end`, and returns whether a fenced block is open then. The end of
    /// the body ends a line too, as if a line feed stood there.
    @discardableResult
    private mutating func read(from start: Int, to end: Int, isCode: Bool, _ memory: LineMemory) -> Bool {
        var isCode = isCode
        var start = start
        while start < end {
            let stop = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            starts.append((start, isCode))
            let text = bytes[start..<stop].drop { $0 == 0x20 }
            let number = lines.count + 1
            if text.starts(with: "```".utf8) || text.starts(with: "~~~".utf8) {
                let language = text.drop { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
                let words = String(decoding: language, as: UTF8.self).lowercased()
                lines.append(
                    GuardedText.Line(
                        number: number, fence: isCode ? nil : words, reading: memory.line("", isCode: false)))
                isCode.toggle()
            } else {
                let line = String(decoding: bytes[start..<stop], as: UTF8.self)
                lines.append(
                    GuardedText.Line(
                        number: number, isCode: isCode, reading: memory.line(line[...], isCode: isCode)))
            }
            start = stop + 1
        }
        return isCode
    }
}
