package import ReleaseModel

/// Messages as RFC 5322 files with `X-Unsent: 1`, which mail programs open as drafts. The program that opens it fills in
/// sender, date and identity, so none of them stands here. The text is plain, in quoted-printable.
///
/// Settings: `to` (addresses, separated by commas) where the container is no address.
package enum EmailEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "email"

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "1,000,000 characters") {
            HostNames.broken(PlainTextWriter.body(of: $0.blocks)).utf16.count <= 1_000_000
        }
        document.title = envelope.title(document.title, limit: 200)
        var headers = ["X-Unsent: 1"]
        let given = settings.list("to", for: connector)
        let recipients = (given.isEmpty ? [draft.container] : given).filter(MailText.isAddress)
        if recipients.isEmpty {
            envelope.missing.append("to")
            envelope.notes.append("no recipient is an e-mail address, so the sender fills in the recipients")
        } else {
            headers.append("To: " + recipients.joined(separator: ",\r\n "))
        }
        headers += [
            MailText.header("Subject", document.title),
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "X-Releasegate-Key: \(MailText.token(envelope.key))", "X-Releasegate-Digest:\r\n \(envelope.digest)",
        ]
        let text = HostNames.broken(PlainTextWriter.body(of: document.blocks)) + "\n\(envelope.footer)\n"
        let message = headers.joined(separator: "\r\n") + "\r\n\r\n" + MailText.quotedPrintable(text)
        return envelope.encoded(
            PayloadFile(name: "payload.eml", contentType: "message/rfc822", .text(message)), document: document,
            form: nil,
            anchor: RequestCard.Anchor(
                "header X-Releasegate-Key",
                lookUp:
                    "IMAP in the folder \(envelope.optional("folder") ?? "Drafts"): UID SEARCH HEADER X-Releasegate-Key \(envelope.key)"
            ),
            conditionalUpdate: "Graph: If-Match with @odata.etag; IMAP: UID REPLACE (RFC 8508)")
    }
}

/// Header and body encodings of mail (RFC 2045, RFC 2047, RFC 5322).
enum MailText {
    /// An address that can stand in a header as it is: one `@`, visible ASCII, no separators.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, !parts[0].isEmpty, parts[1].contains(".") else { return false }
        return text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || "@.-_+'=%".utf8.contains($0)
        }
    }

    /// Visible ASCII without blanks; anything else becomes `_`.
    static func token(_ text: String) -> String {
        String(decoding: text.utf8.map { (33...126).contains($0) ? $0 : 95 }, as: UTF8.self)
    }

    /// A header field, folded. Text that is not visible ASCII becomes encoded words of whole characters.
    static func header(_ name: String, _ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (32...126).contains($0) } && !text.contains("=?")
        guard isPlain else { return "\(name): " + encodedWords(text).joined(separator: "\r\n ") }
        var lines: [String] = []
        var line = "\(name):"
        for word in text.split(separator: " ") {
            if line.utf8.count + 1 + word.utf8.count > 76, line != "\(name):" {
                lines.append(line)
                line = ""
            }
            line += " " + word
        }
        return (lines + [line]).joined(separator: "\r\n")
    }

    /// RFC 2047, encoding B: at most 45 bytes in each, so that a line stays under 76 characters. No character is cut.
    private static func encodedWords(_ text: String) -> [String] {
        var words: [[UInt8]] = []
        var current: [UInt8] = []
        for character in text {
            // A character with very many marks is cut between code points, because no encoded word is longer.
            let pieces =
                character.utf8.count <= 39
                ? [Array(character.utf8)] : character.unicodeScalars.map { Array(String($0).utf8) }
            for piece in pieces {
                if current.count + piece.count > 39 {
                    words.append(current)
                    current = []
                }
                current += piece
            }
        }
        if !current.isEmpty { words.append(current) }
        return words.map { "=?UTF-8?B?\(base64($0))?=" }
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for place in 0..<4 {
                output.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : 61)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// RFC 2045 section 6.7: lines of at most 76 characters, CRLF between them. A soft break stands before a character,
    /// never inside its bytes.
    static func quotedPrintable(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var output = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var current = ""
            let scalars = Array(line.unicodeScalars)
            for (index, scalar) in scalars.enumerated() {
                let isLast = index == scalars.count - 1
                var piece = ""
                for byte in String(scalar).utf8 {
                    let isBlankAtEnd = byte == 32 && isLast
                    // A line that begins with a dot or "From " is changed on its way by some programs.
                    let isAltered = current.isEmpty && (byte == 46 || byte == 70)
                    if (32...126).contains(byte), byte != 61, !isBlankAtEnd, !isAltered {
                        piece.unicodeScalars.append(Unicode.Scalar(byte))
                    } else {
                        piece +=
                            "=" + String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
                    }
                }
                if current.utf8.count + piece.utf8.count > 75 {
                    output += current + "=\r\n"
                    current = ""
                }
                current += piece
            }
            output += current + "\r\n"
        }
        return output.hasSuffix("\r\n\r\n") ? String(output.dropLast()) : output
    }
}
