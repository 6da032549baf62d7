/// What makes an RFC 5322 message a draft: the client that opens it fills in sender, date and identity.
package enum UnsentMail {
    /// Every header that a draft may have. Others make a program act: a blind copy, a receipt, a time to send, an answer
    /// address, a list.
    private static let headers: Set<String> = [
        "x-unsent", "to", "cc", "subject", "mime-version", "content-type", "content-transfer-encoding",
        "x-releasegate-key", "x-releasegate-digest",
    ]

    /// Why `text` is no draft; nil where it is one.
    package static func refusal(of text: String) -> String? {
        let bytes = Array(text.utf8)
        let end = Array("\r\n\r\n".utf8)
        guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            return "the message has no empty line behind its headers"
        }
        var names: [String] = []
        var isUnsent = false
        for line in String(decoding: bytes[..<split], as: UTF8.self).split(separator: "\r\n") {
            // A lenient reader takes a lone line feed for the end of a header.
            guard !line.utf8.contains(0x0A), !line.utf8.contains(0x0D) else {
                return "a header has a line end of its own in it"
            }
            if line.first == " " || line.first == "\t" { continue }
            guard let colon = line.firstIndex(of: ":") else { return "the message has a line that is no header" }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            if name == "x-unsent" { isUnsent = value == "1" }
            if name == "content-type", !value.lowercased().hasPrefix("text/plain") {
                return "the message must be plain text: another type can be an invitation or a form"
            }
            names.append(name)
        }
        if let found = names.first(where: { !headers.contains($0) }) {
            return "the header \"\(found)\" must not be set"
        }
        if let doubled = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
            return "the header \"\(doubled)\" stands twice, so a program could take either"
        }
        guard isUnsent else { return "the header \"X-Unsent\" must be 1" }
        return nil
    }
}
