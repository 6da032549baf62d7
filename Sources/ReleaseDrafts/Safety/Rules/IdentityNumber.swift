/// Numbers that name one person: payment cards and national identity numbers.
///
/// Only forms that their own structure or check digits prove, so that a build number or a digest is none: payment cards
/// (ISO/IEC 7812, Luhn), US social security numbers, UK national insurance numbers, Spanish DNI and NIE, Italian tax
/// codes and French INSEE numbers with their key.
enum IdentityNumber {
    /// The kind of number that `word` is; nil where it is none. Groups are joined by single blanks, dots or hyphens.
    static func kind(of word: [UInt8]) -> String? {
        let groups = word.split(omittingEmptySubsequences: false) { separators.contains($0) }.map(Array.init)
        let compact = groups.flatMap { $0 }
        if isSocialSecurity(groups) { return "US social security number" }
        if isCard(compact, groups: groups.map(\.count)) { return "payment card number" }
        if isNationalInsurance(compact) { return "UK national insurance number" }
        if groups.count <= 2, isSpanish(compact) { return "Spanish identity number" }
        if isItalian(compact) { return "Italian tax code" }
        if isFrench(compact) { return "French social security number" }
        return nil
    }

    static let separators: Set<UInt8> = [0x20, UInt8(ascii: "-"), UInt8(ascii: ".")]
    /// The longest form with its separators: a card of 19 digits in groups.
    static let maximumLength = 24

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }

    private static func number(_ digits: some Sequence<UInt8>) -> Int64 {
        digits.reduce(0) { $0 * 10 + Int64($1 &- 48) }
    }

    /// `AAA-GG-SSSS` with hyphens; no area 000, 666 or above 899, no zero group (SSA, since 2011).
    private static func isSocialSecurity(_ groups: [[UInt8]]) -> Bool {
        guard groups.map(\.count) == [3, 2, 4], groups.allSatisfy({ $0.allSatisfy(isDigit) }) else { return false }
        let area = number(groups[0])
        return area > 0 && area != 666 && area < 900 && number(groups[1]) > 0 && number(groups[2]) > 0
    }

    private static func isCard(_ digits: [UInt8], groups: [Int]) -> Bool {
        guard (13...19).contains(digits.count), digits.allSatisfy(isDigit) else { return false }
        let isGrouped = groups.count == 1 || groups == [4, 4, 4, 4] || groups == [4, 6, 5]
        let two = number(digits.prefix(2))
        let four = number(digits.prefix(4))
        let isIssued =
            switch digits.count {
            case 15: two == 34 || two == 37
            case 16:
                digits[0] == 52 || (51...55).contains(two) || (2221...2720).contains(four) || four == 6011 || two == 65
            default: false
            }
        guard isGrouped, isIssued else { return false }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit) - 48
            sum += place % 2 == 0 ? value : value * 2 - (value > 4 ? 9 : 0)
        }
        return sum % 10 == 0
    }

    /// Two letters, six digits and a letter from A to D.
    private static func isNationalInsurance(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 9, bytes.prefix(2).allSatisfy(isLetter), bytes[2..<8].allSatisfy(isDigit),
            (65...68).contains(bytes[8])
        else { return false }
        return !bytes.prefix(2).contains { "DFIQUV".utf8.contains($0) } && bytes[1] != UInt8(ascii: "O")
    }

    /// Eight digits, or X, Y or Z and seven, and the letter that the remainder by 23 gives.
    private static func isSpanish(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 9, isLetter(bytes[8]) else { return false }
        var digits = Array(bytes.prefix(8))
        if (88...90).contains(digits[0]) { digits[0] -= 40 }
        guard digits.allSatisfy(isDigit) else { return false }
        return Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)[Int(number(digits) % 23)] == bytes[8]
    }

    /// Six letters, two digits, a month's letter, two digits, a letter, three digits, a letter.
    private static func isItalian(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 16 else { return false }
        for (place, byte) in bytes.enumerated() {
            let isRight = [6, 7, 9, 10, 12, 13, 14].contains(place) ? isDigit(byte) : isLetter(byte)
            if !isRight { return false }
        }
        return "ABCDEHLMPRST".utf8.contains(bytes[8]) && (1...71).contains(number(bytes[9...10]))
    }

    /// Sex, year, month, place and order, and the key that makes 97 of the remainder.
    private static func isFrench(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 15, bytes.allSatisfy(isDigit), bytes[0] == 49 || bytes[0] == 50,
            (1...12).contains(number(bytes[3...4]))
        else { return false }
        return 97 - number(bytes.prefix(13)) % 97 == number(bytes.suffix(2))
    }
}
