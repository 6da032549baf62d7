import ReleaseModel

/// How a role is written and what it is called: `SRE lead` and `sre-lead` are one role.
package enum RoleName {
    /// The identifier in kebab case: `SRE lead` becomes `sre-lead`; empty where the title holds no letter or digit.
    package static func identifier(_ title: String) -> String {
        var result = ""
        for character in title.lowercased() {
            if character.isLetter || character.isNumber {
                result.append(character)
            } else if character != "'" && character != "\u{2019}" && character != ".", !result.isEmpty,
                result.last != "-"
            {
                result.append("-")
            }
        }
        return result.last == "-" ? String(result.dropLast()) : result
    }

    /// The title as people write it: the words of an identifier with a capital, abbreviations in capitals.
    package static func title(_ name: String) -> String {
        guard name == identifier(name) else { return name }
        let joined = RoleID(name).words
        return joined.prefix(1).uppercased() + joined.dropFirst()
    }
}
