/// JSON strings in the one form that RFC 8785 section 3.2.2.2 gives them, read and written as bytes.
enum CanonicalString {
    /// Appends the escaped form of `text`, without quotes.
    static func escape(_ text: some Sequence<UInt8>, into output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        for byte in text {
            switch byte {
            case 0x22: output += [0x5C, 0x22]
            case 0x5C: output += [0x5C, 0x5C]
            case 0x08: output += Array("\\b".utf8)
            case 0x09: output += Array("\\t".utf8)
            case 0x0A: output += Array("\\n".utf8)
            case 0x0C: output += Array("\\f".utf8)
            case 0x0D: output += Array("\\r".utf8)
            case 0..<0x20: output += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
    }

    /// The bytes whose escaped form, without quotes, is `text`; nil where it is not exactly that of some bytes.
    static func unescape(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            guard byte == 0x5C else {
                guard byte >= 0x20, byte != 0x22 else { return nil }
                output.append(byte)
                continue
            }
            guard index < text.endIndex else { return nil }
            let letter = text[index]
            index += 1
            switch letter {
            case 0x22, 0x5C: output.append(letter)
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "u"):
                guard let value = control(text[index...].prefix(4)) else { return nil }
                output.append(value)
                index += 4
            default: return nil
            }
        }
        return output
    }

    /// The control character that four digits stand for, where no shorter escape does.
    private static func control(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 4, digits.starts(with: [0x30, 0x30]), let high = digits.dropFirst(2).first,
            let last = digits.last, high == 0x30 || high == 0x31
        else { return nil }
        let low: UInt8
        switch last {
        case 48...57: low = last - 48
        case 97...102: low = last - 87
        default: return nil
        }
        let value = (high - 0x30) << 4 | low
        return [0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(value) ? nil : value
    }
}
