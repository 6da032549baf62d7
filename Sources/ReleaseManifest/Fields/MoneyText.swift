import ReleaseModel

/// The notation of amounts: `500 EUR`, `EUR 500`, `€500`, `$1,200.50`.
enum MoneyText {
    /// Reads `text`; nil where it is anything else. A comma or a blank may group thousands; it never is the point.
    static func parse(_ text: String) -> Money? {
        var rest = text.trimmed
        for suffix in ["/month", "/ month", "per month", "a month", "monthly", "/mo"]
        where rest.lowercased().hasSuffix(suffix) {
            rest = String(rest.dropLast(suffix.count)).trimmed
        }
        if let first = rest.first, let currency = symbols[first] {
            return amount(String(rest.dropFirst())).map { Money($0, currency) }
        }
        if let last = rest.last, let currency = symbols[last] {
            return amount(String(rest.dropLast())).map { Money($0, currency) }
        }
        let words = rest.split(separator: " ", maxSplits: 1).map(String.init)
        if words.count == 2 {
            if let code = currencyCode(words[0]) { return amount(words[1]).map { Money($0, code) } }
            let parts = rest.split(separator: " ")
            guard let last = parts.last, let code = currencyCode(String(last)) else { return nil }
            return amount(parts.dropLast().joined()).map { Money($0, code) }
        }
        let digits = rest.prefix { !$0.isLetter }
        guard let code = currencyCode(String(rest.dropFirst(digits.count))) else { return nil }
        return amount(String(digits)).map { Money($0, code) }
    }

    private static let symbols: [Character: String] = ["€": "EUR", "$": "USD", "£": "GBP"]

    private static func currencyCode(_ word: String) -> String? {
        guard word.utf8.count == 3, word.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) }) else { return nil }
        return word.uppercased()
    }

    private static func amount(_ text: String) -> ExactDecimal? {
        let trimmed = text.trimmed
        let groups = trimmed.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            let whole = groups[1...].allSatisfy { $0.prefix { $0 != "." }.count == 3 }
            guard whole, (1...3).contains(groups[0].count) else { return nil }
        }
        let digits = groups.joined()
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") })
        else { return nil }
        return ExactDecimal(digits)
    }
}
