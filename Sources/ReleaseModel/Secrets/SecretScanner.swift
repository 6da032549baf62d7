/// Finds values that are shaped like secrets, so that no evidence note, draft or report carries one.
///
/// A hand-written scan over UTF-8 bytes: linear in the length of the text, no regular expressions. It knows the token
/// shapes that providers publish for this purpose, private key blocks, passwords in connection strings, and values
/// assigned to names that mean a secret. It decides by shape alone: it cannot know whether a token still works.
package enum SecretScanner {
    /// One secret-shaped stretch of a text.
    package struct Match: Hashable, Sendable {
        /// What it looks like, kebab case, such as `aws-access-key`, `private-key`, `password-assignment`.
        package var kind: String
        /// The place in the text, as offsets into its UTF-8 form.
        package var range: Range<Int>

        package init(kind: String, range: Range<Int>) {
            self.kind = kind
            self.range = range
        }
    }

    /// The text with every secret-shaped value replaced by `[redacted:<kind>]`, and how many were replaced.
    ///
    /// Redacting a redacted text changes nothing.
    package static func redact(_ text: String) -> (text: String, count: Int) {
        let matches = matches(in: text)
        guard !matches.isEmpty else { return (text, 0) }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var position = 0
        for match in matches {
            output += bytes[position..<match.range.lowerBound]
            output += Array("[redacted:\(match.kind)]".utf8)
            position = match.range.upperBound
        }
        output += bytes[position...]
        return (String(decoding: output, as: UTF8.self), matches.count)
    }

    /// Every secret-shaped stretch, in order, without overlaps.
    package static func matches(in text: String) -> [Match] {
        var scan = SecretScan(bytes: Array(text.utf8))
        return scan.run()
    }
}

/// One pass over a text. At most one match begins at a position; after a match the pass goes on behind it.
private struct SecretScan {
    let bytes: [UInt8]
    private var position = 0
    private var matches: [SecretScanner.Match] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// How far an assigned value is looked at before it counts as a secret: stretches of assigned values can overlap, so
    /// this bound keeps the pass linear on hostile text. All other stretches cannot begin inside one another.
    private static let valueReach = 512

    mutating func run() -> [SecretScanner.Match] {
        while position < bytes.count {
            let end: Int? =
                switch bytes[position] {
                case UInt8(ascii: "-"): privateKey()
                case UInt8(ascii: "="), UInt8(ascii: ":"): assignment() ?? connectionString()
                case let byte where byte.isASCIIWordByte && !isInsideWord: token() ?? authorization()
                default: nil
                }
            position = end ?? position + 1
        }
        return matches
    }

    private var isInsideWord: Bool { position > 0 && bytes[position - 1].isASCIIWordByte }

    private mutating func found(_ kind: String, _ range: Range<Int>) -> Int {
        matches.append(SecretScanner.Match(kind: kind, range: range))
        return range.upperBound
    }

    private func hasPrefix(_ prefix: StaticString, at index: Int) -> Bool {
        guard index >= 0, bytes.count - index >= prefix.utf8CodeUnitCount else { return false }
        return prefix.withUTF8Buffer { buffer in
            for offset in 0..<buffer.count where bytes[index + offset] != buffer[offset] { return false }
            return true
        }
    }

    private func end(of allowed: (UInt8) -> Bool, from start: Int, reach: Int = .max) -> Int {
        var index = start
        let limit = bytes.count - start > reach ? start + reach : bytes.count
        while index < limit && allowed(bytes[index]) { index += 1 }
        return index
    }
}

extension SecretScan {
    /// A token whose provider gave it a prefix of its own.
    private mutating func token() -> Int? {
        for shape in SecretShape.all where hasPrefix(shape.prefix, at: position) {
            // A run of the alphabet has one beginning only.
            if position > 0 && shape.alphabet.contains(bytes[position - 1]) { continue }
            let start = position + shape.prefix.utf8CodeUnitCount
            let stop = end(of: shape.alphabet.contains, from: start)
            guard stop - start >= shape.minimumLength, shape.maximumLength.map({ stop - start <= $0 }) ?? true,
                !shape.needsDigit || bytes[start..<stop].contains(where: \.isASCIIDigit),
                !isRepetition(start..<stop)
            else { continue }
            if shape.isJSONWebToken && !isJSONWebToken(position..<stop) { continue }
            return found(shape.kind, position..<stop)
        }
        return nil
    }

    /// Three base64url parts, of which the first two begin as JSON objects do.
    private func isJSONWebToken(_ range: Range<Int>) -> Bool {
        let parts = bytes[range].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0].count >= 10 && parts[1].count >= 4 && parts[2].count >= 10
            && parts[1].starts(with: Array("eyJ".utf8))
    }

    /// `Bearer …` and `Basic …`, as they stand in an Authorization header (RFC 6750, RFC 7617).
    private mutating func authorization() -> Int? {
        let first = bytes[position] | 0x20
        guard first == UInt8(ascii: "b") else { return nil }
        let isBearer = hasPrefix("Bearer ", at: position) || hasPrefix("bearer ", at: position)
        let isBasic = hasPrefix("Basic ", at: position) || hasPrefix("basic ", at: position)
        guard isBearer || isBasic else { return nil }
        let start = position + (isBearer ? 7 : 6)
        let stop = end(of: \.isTokenByte, from: start)
        guard stop - start >= 16, bytes[start..<stop].contains(where: \.isASCIIDigit),
            bytes[start..<stop].contains(where: \.isASCIILetter), !isPlaceholder(start..<stop)
        else { return nil }
        return found("authorization", start..<stop)
    }

    /// A PEM or OpenPGP private key block, to its end line or to the end of the text.
    private mutating func privateKey() -> Int? {
        guard hasPrefix("-----BEGIN ", at: position) else { return nil }
        let titleEnd = end(of: { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\\") }, from: position, reach: 80)
        guard contains("PRIVATE KEY", in: position..<titleEnd) else { return nil }
        var index = position + 11
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "-"), hasPrefix("-----END ", at: index) {
                var stop = end(of: { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "-") }, from: index + 9)
                stop = end(of: { $0 == UInt8(ascii: "-") }, from: stop)
                return found("private-key", position..<stop)
            }
            index += 1
        }
        return found("private-key", position..<bytes.count)
    }

    private func contains(_ word: StaticString, in range: Range<Int>) -> Bool {
        range.contains { hasPrefix(word, at: $0) && $0 + word.utf8CodeUnitCount <= range.upperBound }
    }

    /// The password in `scheme://user:password@host` (RFC 3986 section 3.2.1).
    private mutating func connectionString() -> Int? {
        guard hasPrefix("://", at: position), position > 0, bytes[position - 1].isASCIIWordByte else { return nil }
        let start = position + 3
        let stop = end(of: { $0 > 0x20 && !"/?#\"'<>`".utf8.contains($0) }, from: start)
        guard let at = bytes[start..<stop].lastIndex(of: UInt8(ascii: "@")),
            let colon = bytes[start..<at].firstIndex(of: UInt8(ascii: ":")), at - colon > 1,
            !isPlaceholder(colon + 1..<at)
        else { return nil }
        return found("connection-password", colon + 1..<at)
    }

    /// A value assigned to a name that means a secret, or a random-looking value assigned to any name.
    private mutating func assignment() -> Int? {
        guard let name = nameBefore(position) else { return nil }
        let isColon = bytes[position] == UInt8(ascii: ":")
        if isColon && hasPrefix("://", at: position) { return nil }
        var start = position + 1
        if !isColon && start < bytes.count && bytes[start] == UInt8(ascii: ">") { start += 1 }
        if !isColon && start < bytes.count && bytes[start] == UInt8(ascii: "=") { return nil }
        let afterSign = start
        start = end(of: { $0 == 0x20 || $0 == 0x09 }, from: start, reach: 16)
        let hasSpace = start > afterSign || (position > 0 && bytes[position - 1] == 0x20)
        var quote: UInt8?
        if start < bytes.count, "\"'`".utf8.contains(bytes[start]) {
            quote = bytes[start]
            start += 1
        } else if hasPrefix("\\\"", at: start) {
            quote = UInt8(ascii: "\\")
            start += 2
        }
        let isValueByte: (UInt8) -> Bool =
            if let quote {
                { $0 != quote && $0 != 0x0A }
            } else {
                { $0 > 0x20 && !",;&\"'`)]}|".utf8.contains($0) }
            }
        let value = start..<end(of: isValueByte, from: start, reach: SecretScan.valueReach)
        guard value.count >= 4, !isPlaceholder(value), let meaning = SecretName.meaning(of: bytes[name]) else {
            return randomAssignment(value, isTight: !isColon && !hasSpace, name: name)
        }
        let isRandom = looksMixed(value)
        let isSecret =
            switch meaning {
            case .password: isRandom || quote != nil || !(isColon || hasSpace)
            case .token: isRandom && value.count >= 8
            }
        // A sentence may follow a quoted name as well: a password with blanks in it must at least be quoted tightly.
        let isSentence = bytes[value].count { $0 == 0x20 } > 2
        guard isSecret, !isSentence else { return nil }
        let whole = start..<end(of: isValueByte, from: start)
        return found(meaning == .password ? "password-assignment" : "token-assignment", whole)
    }

    private mutating func randomAssignment(_ value: Range<Int>, isTight: Bool, name: Range<Int>) -> Int? {
        guard isTight, value.count >= 32, bytes[value].allSatisfy(\.isTokenByte), !isPlaceholder(value),
            !hasPrefix("sha256-", at: value.lowerBound), !hasPrefix("sha384-", at: value.lowerBound),
            !hasPrefix("sha512-", at: value.lowerBound), !bytes[value].allSatisfy(\.isHexOrDash)
        else { return nil }
        let upper = bytes[value].count { (65...90).contains($0) }
        let lower = bytes[value].count { (97...122).contains($0) }
        let digits = bytes[value].count(where: \.isASCIIDigit)
        // Identifiers and paths have few capitals and digits; base64 of random bytes has about 40 % and 16 %.
        guard upper * 5 >= value.count, lower * 5 >= value.count, digits * 16 >= value.count else { return nil }
        return found("random-assignment", value.lowerBound..<end(of: \.isTokenByte, from: value.lowerBound))
    }

    /// The name that ends before the sign at `index`, over closing quotes and blanks; nil where there is none.
    private func nameBefore(_ index: Int) -> Range<Int>? {
        var stop = index
        while stop > 0, index - stop < 4, " \"'`\\".utf8.contains(bytes[stop - 1]) { stop -= 1 }
        var start = stop
        while start > 0, stop - start < 64, bytes[start - 1].isASCIIWordByte || "-.".utf8.contains(bytes[start - 1]) {
            start -= 1
        }
        return start < stop ? start..<stop : nil
    }

    /// A variable, a mask, a tag or a word that stands for a value.
    private func isPlaceholder(_ range: Range<Int>) -> Bool {
        guard let first = bytes[range].first else { return true }
        if "$<{*[%(#".utf8.contains(first) { return true }
        if isRepetition(range) { return true }
        let text = String(decoding: bytes[range.prefix(24)], as: UTF8.self).lowercased()
        return SecretName.placeholders.contains { text.hasPrefix($0) }
    }

    private func isRepetition(_ range: Range<Int>) -> Bool {
        guard let first = bytes[range].first else { return true }
        return bytes[range].allSatisfy { $0 == first }
    }

    /// Letters with digits or signs among them: not a word of prose.
    private func looksMixed(_ range: Range<Int>) -> Bool {
        let letters = bytes[range].count(where: \.isASCIILetter)
        let digits = bytes[range].count(where: \.isASCIIDigit)
        let signs = bytes[range].count { "!@#$%^&*+/=~".utf8.contains($0) }
        return letters > 0 && (digits > 0 || signs > 1) && range.count >= 6
    }
}

/// What the name of an assignment says about its value.
private enum SecretName {
    enum Meaning {
        case password, token
    }

    static func meaning(of name: ArraySlice<UInt8>) -> Meaning? {
        let text = String(decoding: name.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        let folded = String(
            decoding: text.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }, as: UTF8.self)
        if nonSecretEndings.contains(where: folded.hasSuffix) { return nil }
        if passwordEndings.contains(where: folded.hasSuffix) { return .password }
        if tokenEndings.contains(where: folded.hasSuffix) { return .token }
        return nil
    }

    private static let passwordEndings = ["password", "passwd", "passphrase", "clientsecret", "dbpass", "userpass"]
    private static let tokenEndings = [
        "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "authkey", "accountkey", "signingkey",
        "encryptionkey", "credential", "credentials", "pwd", "sharedaccesskey", "sharedaccesssignature",
        "webhooksecret",
        "xapikey",
    ]
    /// Page tokens and the like are cursors, not secrets.
    private static let nonSecretEndings = [
        "pagetoken", "nexttoken", "continuationtoken", "synctoken", "cancellationtoken", "idempotencytoken",
    ]
    static let placeholders = [
        "redacted", "example", "placeholder", "changeme", "your-", "your_", "xxxx", "null", "none", "true", "false",
        "env.", "var.", "vault:", "secret/", "secrets.", "process.env", "os.environ", "data.", "local.", "module.",
        "required", "optional", "string", "********",
    ]
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (48...57).contains(self) }
    fileprivate var isASCIILetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
    fileprivate var isASCIIWordByte: Bool { isASCIIDigit || isASCIILetter || self == UInt8(ascii: "_") }
    fileprivate var isTokenByte: Bool { isASCIIWordByte || "-+/=.~".utf8.contains(self) }
    fileprivate var isHexOrDash: Bool {
        isASCIIDigit || (65...70).contains(self) || (97...102).contains(self) || self == UInt8(ascii: "-")
    }
}
