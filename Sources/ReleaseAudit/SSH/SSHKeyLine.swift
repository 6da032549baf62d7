import ReleaseModel

/// Takes the fields of a line of an allowed signers file apart, quotes and all.
struct SSHKeyLine {
    /// What is wrong with a line.
    struct Problem: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    private(set) var rest: Substring?

    init(_ line: String) {
        rest = line[...]
    }

    /// The lines that say something, with their numbers from 1.
    static func lines(of text: String) -> [(number: Int, text: String)] {
        text.utf8.split(separator: 10, omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let trimmed = line.drop { $0 == 32 || $0 == 9 }
            var content = trimmed[...]
            while let last = content.last, last == 13 || last == 32 || last == 9 { content = content.dropLast() }
            guard let first = content.first, first != UInt8(ascii: "#") else { return nil }
            return (index + 1, String(Substring(content)))
        }
    }

    private mutating func skipSpace() {
        rest = rest?.drop { $0 == " " || $0 == "\t" }
    }

    /// The first field, which may stand in double quotes.
    mutating func principals() throws(Problem) -> String {
        guard let text = rest else { return "" }
        let field: Substring
        if text.first == "\"" {
            let content = text.dropFirst()
            guard let end = content.firstIndex(of: "\"") else { throw Problem("the quoted principals have no end") }
            field = content[..<end]
            rest = content[content.index(after: end)...]
        } else {
            field = text.prefix { $0 != " " && $0 != "\t" }
            rest = text[field.endIndex...]
        }
        skipSpace()
        guard !field.isEmpty else { throw Problem("the line names no principal") }
        return String(field)
    }

    /// The options: everything up to a space outside of quotes.
    mutating func options() throws(Problem) -> String {
        guard let text = rest else { return "" }
        var isQuoted = false
        var isEscaped = false
        var end = text.endIndex
        for index in text.indices {
            let character = text[index]
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted && (character == " " || character == "\t") {
                end = index
                break
            }
        }
        guard !isQuoted else { throw Problem("a quoted option has no end") }
        rest = text[end...]
        skipSpace()
        return String(text[..<end])
    }

    /// The key that begins here, with its comment; nil where something else stands here.
    mutating func key() throws(Problem) -> SSHPublicKey? {
        guard let text = rest else { return nil }
        let algorithm = text.prefix { $0 != " " && $0 != "\t" }
        guard SSHKeyLine.isKeyType(algorithm) else { return nil }
        let content = text[algorithm.endIndex...].drop { $0 == " " || $0 == "\t" }
        let base64 = content.prefix { $0 != " " && $0 != "\t" }
        guard let key = SSHPublicKey(algorithm: String(algorithm), base64: String(base64)) else {
            throw Problem("the \(algorithm.prefix(60)) key is damaged; copy the whole line of the .pub file")
        }
        return key
    }

    private static func isKeyType(_ word: Substring) -> Bool {
        ["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "rsa-sha2-"].contains { word.hasPrefix($0) }
    }
}

/// The options of a line.
struct SignerOptions {
    private(set) var isAuthority = false
    private(set) var namespaces: PatternList?
    private(set) var validAfter: Instant?
    private(set) var validBefore: Instant?

    init(_ text: String) throws(SSHKeyLine.Problem) {
        var rest = text[...]
        while !rest.isEmpty {
            let name = rest.prefix { $0 != "=" && $0 != "," }
            rest = rest[name.endIndex...]
            var value: String?
            if rest.first == "=" {
                rest = rest.dropFirst()
                value = try SignerOptions.quotedValue(of: name, &rest)
            }
            try set(name.lowercased(), value)
            guard rest.isEmpty || rest.first == "," else {
                throw SSHKeyLine.Problem("the option \"\(name.prefix(60))\" is followed by something else than a comma")
            }
            rest = rest.dropFirst()
        }
        if let validAfter, let validBefore, validBefore <= validAfter {
            throw SSHKeyLine.Problem("the key's validity ends before it begins")
        }
    }

    private static func quotedValue(of name: Substring, _ rest: inout Substring) throws(SSHKeyLine.Problem) -> String {
        guard rest.first == "\"" else {
            throw SSHKeyLine.Problem("the value of \"\(name.prefix(60))\" is not in double quotes")
        }
        var value = ""
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" { return value }
            if character == "\\", rest.first == "\"" {
                value += "\""
                rest = rest.dropFirst()
            } else {
                value.append(character)
            }
        }
        throw SSHKeyLine.Problem("the value of \"\(name.prefix(60))\" has no end")
    }

    private mutating func set(_ name: String, _ value: String?) throws(SSHKeyLine.Problem) {
        switch name {
        case "cert-authority":
            guard value == nil else { throw SSHKeyLine.Problem("\"cert-authority\" takes no value") }
            isAuthority = true
        case "namespaces":
            guard namespaces == nil else { throw SSHKeyLine.Problem("\"namespaces\" stands twice") }
            guard let value, !value.isEmpty else { throw SSHKeyLine.Problem("\"namespaces\" has no value") }
            namespaces = PatternList(value)
        case "valid-after":
            guard validAfter == nil else { throw SSHKeyLine.Problem("\"valid-after\" stands twice") }
            validAfter = try SignerOptions.time(value, of: name, isStart: true)
        case "valid-before":
            guard validBefore == nil else { throw SSHKeyLine.Problem("\"valid-before\" stands twice") }
            validBefore = try SignerOptions.time(value, of: name, isStart: false)
        default:
            throw SSHKeyLine.Problem(
                "the option \"\(name.prefix(60))\" is unknown; accepted: cert-authority, namespaces, "
                    + "valid-after, valid-before")
        }
    }

    private static func time(_ value: String?, of name: String, isStart: Bool) throws(SSHKeyLine.Problem) -> Instant {
        let text = value ?? ""
        let isUTC = text.hasSuffix("Z")
        let digits = isUTC ? text.dropLast() : text[...]
        let count = digits.utf8.count
        let fields = Array(digits.utf8).map { Int($0) - 48 }
        guard count == 8 || count == 12 || count == 14, fields.allSatisfy({ (0...9).contains($0) }) else {
            throw problem(text, of: name)
        }
        func part(_ start: Int, _ length: Int) -> String {
            start < count ? String(digits.dropFirst(start).prefix(length)) : "00"
        }
        let stamp = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))Z"
        guard let instant = Instant(rfc3339: stamp) else { throw problem(text, of: name) }
        if isUTC { return instant }
        // Midnight comes last at UTC-12 and first at UTC+14.
        return isStart ? instant + .hours(12) : instant - .hours(14)
    }

    private static func problem(_ text: String, of name: String) -> SSHKeyLine.Problem {
        SSHKeyLine.Problem(
            "the value of \"\(name)\" is \"\(text.prefix(40))\"; accepted: YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC"
        )
    }
}
