/// The numbers in the text of an entry that say where it belongs, found without building a document.
///
/// The text is one canonical JSON object with the members `sequence`, `initiative`, `initiative_sequence` and `at`
/// beside others. The scan is linear, and its result is only used after the text's hash was checked.
package struct EntryHead: Hashable, Sendable {
    /// The number in the log, from 0.
    package var sequence: Int64
    /// Where the initiative's name stands in the text, between its quotes and as it is escaped there.
    package var initiative: Range<Int>
    /// Whether the name has escapes.
    package var isInitiativeEscaped: Bool
    /// The number within the initiative, from 0.
    package var initiativeSequence: Int64
    /// The digits of the time, from the year to the millisecond, as one number: it grows with the time.
    package var time: Int64
    /// Where the kind stands between its quotes; empty where none is named.
    package var kind: Range<Int>
    /// Where the digest over the records beside the log stands between its quotes; empty where there are none.
    package var records: Range<Int>

    /// Finds the members in `text`; nil where it is no such object.
    package init?(text: Span<UInt8>) {
        var position = 0
        guard EntryHead.take(UInt8(ascii: "{"), in: text, at: &position) else { return nil }
        var (sequence, initiativeSequence, time): (Int64?, Int64?, Int64?) = (nil, nil, nil)
        var (initiative, kind, records): (Range<Int>?, Range<Int>?, Range<Int>?)
        repeat {
            guard let name = EntryHead.string(in: text, at: &position),
                EntryHead.take(UInt8(ascii: ":"), in: text, at: &position)
            else { return nil }
            let start = position
            guard EntryHead.skipValue(in: text, at: &position) else { return nil }
            switch name.count {
            case 8 where EntryHead.holds("sequence", in: text, at: name):
                guard sequence == nil, let value = EntryHead.number(in: text, start..<position) else { return nil }
                sequence = value
            case 19 where EntryHead.holds("initiative_sequence", in: text, at: name):
                guard initiativeSequence == nil, let value = EntryHead.number(in: text, start..<position) else {
                    return nil
                }
                initiativeSequence = value
            case 10 where EntryHead.holds("initiative", in: text, at: name):
                guard initiative == nil, let value = EntryHead.content(in: text, start..<position) else { return nil }
                initiative = value
            case 2 where EntryHead.holds("at", in: text, at: name):
                guard time == nil, let value = EntryHead.time(in: text, start..<position) else { return nil }
                time = value
            case 4 where EntryHead.holds("kind", in: text, at: name):
                guard kind == nil, let value = EntryHead.content(in: text, start..<position) else { return nil }
                kind = value
            case 7 where EntryHead.holds("records", in: text, at: name):
                guard records == nil else { return nil }
                records = EntryHead.content(in: text, start..<position) ?? 0..<0
            default: break
            }
        } while EntryHead.take(UInt8(ascii: ","), in: text, at: &position)
        guard EntryHead.take(UInt8(ascii: "}"), in: text, at: &position), position == text.count,
            let sequence, let initiative, let initiativeSequence, let time
        else { return nil }
        self.sequence = sequence
        self.initiative = initiative
        isInitiativeEscaped = initiative.contains { text[$0] == 0x5C }
        self.initiativeSequence = initiativeSequence
        self.time = time
        self.kind = kind ?? 0..<0
        self.records = records ?? 0..<0
    }

    private static func take(_ byte: UInt8, in text: Span<UInt8>, at position: inout Int) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    /// The range of a string's content, and moves behind its closing quote.
    private static func string(in text: Span<UInt8>, at position: inout Int) -> Range<Int>? {
        guard take(0x22, in: text, at: &position) else { return nil }
        let start = position
        position = text.withUnsafeBufferPointer { end(ofStringIn: $0, from: start) }
        return position <= text.count ? start..<position - 1 : nil
    }

    /// The place behind the quote that closes a string; behind the end of the text where there is none.
    private static func end(ofStringIn text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < text.count {
            let byte = text[position]
            if byte == 0x22 { return position + 1 }
            position += byte == 0x5C ? 2 : 1
        }
        return text.count + 1
    }

    /// Moves behind a value. This is where an audit reads every byte of a log, so it goes without checks of bounds that
    /// the loop makes itself.
    private static func skipValue(in text: Span<UInt8>, at position: inout Int) -> Bool {
        let start = position
        let end = text.withUnsafeBufferPointer { text -> Int? in
            var position = start
            var depth = 0
            while position < text.count {
                switch text[position] {
                case 0x22:
                    position = Self.end(ofStringIn: text, from: position + 1)
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return position }
                    depth -= 1
                case UInt8(ascii: ","):
                    if depth == 0 { return position }
                default: break
                }
                position += 1
            }
            return nil
        }
        position = end ?? text.count
        return position > start && end != nil
    }

    private static func holds(_ name: StaticString, in text: Span<UInt8>, at range: Range<Int>) -> Bool {
        name.withUTF8Buffer { buffer in
            guard buffer.count == range.count else { return false }
            for index in 0..<buffer.count where buffer[index] != text[range.lowerBound + index] { return false }
            return true
        }
    }

    private static func number(in text: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        guard (1...18).contains(range.count), range.count == 1 || text[range.lowerBound] != 48 else { return nil }
        var value: Int64 = 0
        for index in range {
            guard (48...57).contains(text[index]) else { return nil }
            value = value * 10 + Int64(text[index] - 48)
        }
        return value
    }

    /// The range between the quotes of a string; nil where it is none.
    private static func content(in text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard range.count >= 2, text[range.lowerBound] == 0x22, text[range.upperBound - 1] == 0x22 else { return nil }
        return range.lowerBound + 1..<range.upperBound - 1
    }

    /// The bytes of the initiative's name: entries belong together where these are equal, not where they look alike.
    package func initiativeName(in text: Span<UInt8>) -> [UInt8] {
        let raw = initiative.map { text[$0] }
        return isInitiativeEscaped ? CanonicalString.unescape(raw[...]) ?? raw : raw
    }

    /// Whether the bytes of `text` in `range` are `other`.
    package static func stands(_ other: Span<UInt8>, in text: Span<UInt8>, at range: Range<Int>) -> Bool {
        guard other.count == range.count else { return false }
        for index in 0..<other.count where other[index] != text[range.lowerBound + index] { return false }
        return true
    }

    /// The time in the form `"2026-11-21T02:14:00Z"`, with or without three digits of a fraction.
    private static func time(in text: Span<UInt8>, _ range: Range<Int>) -> Int64? {
        guard range.count == 22 || range.count == 26, text[range.lowerBound] == 0x22,
            text[range.upperBound - 2] == UInt8(ascii: "Z"), text[range.upperBound - 1] == 0x22
        else { return nil }
        var value: Int64 = 0
        for index in range.lowerBound + 1..<range.upperBound - 2 {
            switch index - range.lowerBound - 1 {
            case 4, 7, 10, 13, 16, 19: continue
            default:
                guard (48...57).contains(text[index]) else { return nil }
                value = value * 10 + Int64(text[index] - 48)
            }
        }
        return range.count == 22 ? value * 1000 : value
    }
}
