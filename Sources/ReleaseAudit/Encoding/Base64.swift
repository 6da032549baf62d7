/// Base 64 (RFC 4648 sections 4 and 5), strict: one text for one value.
///
/// Padding is required and unused bits must be zero, so that no byte of a signed text can change unnoticed.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// The text of `bytes` in the standard alphabet.
    package static func text(of bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                for shift in [18, 12, 6, 0] as [UInt32] { output.append(alphabet[Int(group >> shift & 63)]) }
                group = 0
                count = 0
            }
        }
        if count > 0 {
            group <<= UInt32(8 * (3 - count))
            for (index, shift) in ([18, 12, 6, 0] as [UInt32]).enumerated() {
                output.append(index <= count ? alphabet[Int(group >> shift & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes that `text` stands for; nil where it is not exactly the text of some bytes.
    ///
    /// - Parameter isURLSafe: whether `-` and `_` stand for `+` and `/`, as section 5 has it.
    package static func bytes(of text: some Collection<UInt8>, isURLSafe: Bool = false) -> [UInt8]? {
        let count = text.count
        guard count % 4 == 0 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(count / 4 * 3)
        var group: UInt32 = 0
        var padding = 0
        for (index, character) in text.enumerated() {
            if character == UInt8(ascii: "=") {
                padding += 1
                guard padding <= 2, index >= count - 2 else { return nil }
                group <<= 6
            } else {
                guard padding == 0, let value = value(of: character, isURLSafe: isURLSafe) else { return nil }
                group = group << 6 | UInt32(value)
            }
            if index % 4 == 3 {
                let bytes = [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
                guard bytes.suffix(padding).allSatisfy({ $0 == 0 }) else { return nil }
                output += bytes.prefix(3 - padding)
                group = 0
            }
        }
        return output
    }

    private static func value(of character: UInt8, isURLSafe: Bool) -> UInt8? {
        if isURLSafe {
            if character == UInt8(ascii: "-") { return 62 }
            if character == UInt8(ascii: "_") { return 63 }
            if character == UInt8(ascii: "+") || character == UInt8(ascii: "/") { return nil }
        }
        let value = values[Int(character)]
        return value == 255 ? nil : value
    }

    /// The bytes that `text` stands for; nil where it is not exactly the text of some bytes.
    package static func bytes(of text: String) -> [UInt8]? {
        bytes(of: text.utf8)
    }
}
