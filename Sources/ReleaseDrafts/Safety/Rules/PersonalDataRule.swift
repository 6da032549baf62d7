/// A draft names roles, so that it needs no person's address or number.
struct PersonalDataRule {
    static let id = "no-personal-data"

    /// Addresses and numbers that may be there, in lower case.
    let allowed: Set<String>

    func hits(in text: GuardedText) -> [RawHit] {
        text.lines.flatMap { line in
            line.reading.personalData.filter { !allowed.contains($0.value.lowercased()) }.map { finding in
                RawHit(
                    rule: PersonalDataRule.id, found: "\(finding.kind) \(PersonalDataRule.masked(finding.value))",
                    offending: finding.value,
                    explanation: "this is personal data; name the role, or let the policy allow it",
                    line: line.number)
            }
        }
    }

    private static func masked(_ value: String) -> String { "\(value.prefix(2))…\(value.suffix(2))" }

    /// What is shaped like an address or a number of a person in one line.
    static func findings(in bytes: [UInt8]) -> [(kind: String, value: String)] {
        var found: [(kind: String, value: String)] = []
        var index = 0
        while index < bytes.count {
            let match =
                email(bytes, at: index) ?? phone(bytes, at: index) ?? accountNumber(bytes, at: index)
                ?? identityNumber(bytes, at: index)
            if let match {
                found.append((match.kind, String(decoding: bytes[match.range], as: UTF8.self)))
                index = match.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    private typealias Match = (kind: String, range: Range<Int>)

    /// `local@domain.tld` (the common part of RFC 5321). `index` is the place of the `@`.
    private static func email(_ bytes: [UInt8], at index: Int) -> Match? {
        guard bytes[index] == UInt8(ascii: "@") else { return nil }
        var start = index
        while start > 0, index - start < 64, isWord(bytes[start - 1]) || ".+-".utf8.contains(bytes[start - 1]) {
            start -= 1
        }
        var end = index + 1
        while end < bytes.count, end - index < 254, isWord(bytes[end]) || ".-".utf8.contains(bytes[end]) { end += 1 }
        while end > index, ".-".utf8.contains(bytes[end - 1]) { end -= 1 }
        let domain = bytes[(index + 1)..<max(index + 1, end)].split(separator: UInt8(ascii: "."))
        guard start < index, domain.count >= 2, let last = domain.last, last.count >= 2, last.allSatisfy(isLetter)
        else {
            return nil
        }
        return ("e-mail address", start..<end)
    }

    /// An international number, `+` and 8 to 15 digits (ITU-T E.164) with single blanks, dots, hyphens or brackets.
    private static func phone(_ bytes: [UInt8], at index: Int) -> Match? {
        guard bytes[index] == UInt8(ascii: "+"), index == 0 || !isWord(bytes[index - 1]), index + 1 < bytes.count,
            (49...57).contains(bytes[index + 1])
        else { return nil }
        var digits = 0
        var end = index + 1
        var lastDigit = end
        while end < bytes.count, end - index < 32 {
            if (48...57).contains(bytes[end]) {
                digits += 1
                lastDigit = end
            } else if !" -.()/".utf8.contains(bytes[end]) {
                break
            }
            end += 1
        }
        return (8...15).contains(digits) ? ("phone number", index..<lastDigit + 1) : nil
    }

    /// An IBAN (ISO 13616), by its check digits.
    private static func accountNumber(_ bytes: [UInt8], at index: Int) -> Match? {
        guard (65...90).contains(bytes[index]), index == 0 || !isWord(bytes[index - 1]) else { return nil }
        var compact: [UInt8] = []
        var end = index
        var lastEnd = index
        while end < bytes.count, compact.count < 34 {
            if (48...57).contains(bytes[end]) || (65...90).contains(bytes[end]) {
                compact.append(bytes[end])
                lastEnd = end + 1
            } else if bytes[end] != 0x20 || compact.count < 4 {
                break
            }
            end += 1
        }
        guard compact.count >= 15, (65...90).contains(compact[1]), (48...57).contains(compact[2]),
            (48...57).contains(compact[3])
        else { return nil }
        var remainder = 0
        for byte in compact[4...] + compact[..<4] {
            let value = Int(byte) - (byte > 57 ? 55 : 48)
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        return remainder == 1 ? ("bank account number", index..<lastEnd) : nil
    }

    /// The longest number of a person that begins at `index` and ends at the end of a word.
    private static func identityNumber(_ bytes: [UInt8], at index: Int) -> Match? {
        guard (48...57).contains(bytes[index]) || (65...90).contains(bytes[index]),
            index == 0 || !isWord(bytes[index - 1]) && !"-./=+".utf8.contains(bytes[index - 1])
        else { return nil }
        var ends: [Int] = []
        var end = index
        while end < bytes.count, end - index < IdentityNumber.maximumLength {
            let byte = bytes[end]
            let isSeparator = IdentityNumber.separators.contains(byte)
            guard (48...57).contains(byte) || (65...90).contains(byte) || isSeparator else { break }
            if isSeparator, end > index, IdentityNumber.separators.contains(bytes[end - 1]) { break }
            end += 1
            if !isSeparator, end == bytes.count || !isWord(bytes[end]) { ends.append(end) }
        }
        for end in ends.reversed() where end - index >= 9 {
            // What goes on with a hyphen or a sign is part of something longer.
            if end < bytes.count, "-=/+".utf8.contains(bytes[end]) { continue }
            if let kind = IdentityNumber.kind(of: Array(bytes[index..<end])) { return (kind, index..<end) }
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isLetter(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
    }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}
