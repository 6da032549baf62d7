import ReleaseModel

/// Writes scalars so that every YAML reader, of version 1.1 too, reads the same text back.
enum YAMLText {
    /// `text` plain where that is safe for every reader, else in double quotes.
    static func scalar(_ text: String) -> String {
        guard !isPlain(text) else { return text }
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || isSpecial(scalar):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                output += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// `[a, b]` of texts.
    static func list(_ texts: [String]) -> String { "[" + texts.map(scalar).joined(separator: ", ") + "]" }

    /// The amount in the largest unit that divides it, so that nothing is lost.
    static func duration(_ amount: TimeAmount) -> String {
        let units: [(Int64, String)] = [(86_400, "d"), (3600, "h"), (60, "min")]
        for (seconds, unit) in units where amount.seconds != 0 && amount.seconds % seconds == 0 {
            return "\(amount.seconds / seconds) \(unit)"
        }
        return "\(amount.seconds) s"
    }

    /// The requirement in flow style.
    static func requirement(_ requirement: ApprovalRequirement) -> String {
        switch requirement {
        case .role(let role): scalar(role.name)
        case .allOf(let parts): "{all_of: [\(parts.map(self.requirement).joined(separator: ", "))]}"
        case .anyOf(let parts): "{any_of: [\(parts.map(self.requirement).joined(separator: ", "))]}"
        case .count(let count, let roles): "{count: \(count), of: \(list(roles.map(\.name)))}"
        }
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
    }

    /// Letters first, then letters, digits, blanks inside and a few marks; no word that some reader takes for a value.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, text.utf8.count <= 100 else {
            return false
        }
        guard first.properties.isAlphabetic, last != " ", last != ":" else { return false }
        let words: Set<String> = [
            "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "none", "e",
        ]
        guard !words.contains(text.lowercased()) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic && !isSpecial(scalar) || (0x30...0x39).contains(scalar.value)
                || " -_/.@+".unicodeScalars.contains(scalar)
        }
    }
}
