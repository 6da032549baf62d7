import ReleaseModel

/// Finds what a target would act on. Written apart from the code it judges: it knows targets, not `InertText`.
enum ActiveTokens {
    /// In plain text, wherever a target shows it.
    static func inText(_ text: String) -> [String] {
        var found: [String] = []
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : " "
            let isNextWord = next.properties.isAlphabetic || next.properties.numericType != nil
            switch scalar {
            case "@", "＠": if isNextWord || next == "<" { found.append("mention") }
            case "#": if isNextWord { found.append("reference") }
            case "!": if next.properties.numericType != nil { found.append("merge request reference") }
            case ":": if next == "/" { found.append("link") }
            case "<": if isNextWord || "!/@#".unicodeScalars.contains(next) { found.append("tag") }
            case "{": if "{%|".unicodeScalars.contains(next) { found.append("template") }
            case "[": if next == "[" { found.append("wiki link") }
            case "~": if next == "~" || isNextWord { found.append("label or signature") }
            case "_": if next == "_" { found.append("switch") }
            default: if isHidden(scalar, index, scalars) { found.append("hidden U+\(String(scalar.value, radix: 16))") }
            }
        }
        for line in text.split(separator: "\n") {
            if let first = line.first, first == "/", line.dropFirst().first?.isLetter == true {
                found.append("quick action")
            }
        }
        let lower = text.lowercased()
        for token in ["www.", "[code]", "[/code]", ":tada:", ":100:", "gh-3"] where lower.contains(token) {
            found.append(token)
        }
        for token in ["mailto:", "javascript:"] {
            for range in lower.ranges(of: token) {
                let next = lower.unicodeScalars[range.upperBound...].first ?? " "
                if next != "\u{200B}", next != " ", next != "\n", next != "<" { found.append(token) }
            }
        }
        let words = lower.split { " \n\t:".contains($0) }
        for (word, next) in zip(words, words.dropFirst())
        where ["fixes", "closes", "resolves", "fix"].contains(word)
            && (next.contains("#") || next.hasPrefix("proj-") || next.hasPrefix("gh-"))
        {
            found.append("closing keyword")
        }
        return found
    }

    private static func isHidden(_ scalar: Unicode.Scalar, _ index: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        if scalar == "\n" || scalar == "\u{200B}" { return false }
        if scalar == "\u{200D}" {
            return index == 0 || !(scalars[index - 1].properties.isEmoji || scalars[index - 1] == "\u{FE0F}")
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator: return true
        default: return scalar.properties.isBidiControl
        }
    }

    /// In Markdown: an unescaped sign of a link, an image, a tag or a fence.
    static func inMarkdown(_ markdown: String) -> [String] {
        var text = markdown
        if text.hasPrefix("<!-- releasegate:v1 "), let end = text.firstRange(of: "-->") {
            text.removeSubrange(..<end.upperBound)
        }
        var found: [String] = []
        var shown = ""
        var isEscaped = false
        var isInCode = false
        for character in text {
            if isInCode {
                isInCode = character != "`"
                shown.append(character)
                continue
            }
            if isEscaped {
                shown.append(character)
                isEscaped = false
                continue
            }
            switch character {
            case "\\": isEscaped = true
            case "`": isInCode = true
            case "<", "[", "{":
                found.append("unescaped \(character)")
                shown.append(character)
            default: shown.append(character)
            }
        }
        if isInCode { found.append("open code span") }
        found += inText(shown)
        if text.contains("```") { found.append("fence") }
        // A task box is ours.
        let boxes = text.components(of: "- [ ] ") + text.components(of: "- [x] ")
        for _ in 0..<boxes { if let index = found.firstIndex(of: "unescaped [") { found.remove(at: index) } }
        return found
    }

    /// In HTML: anything but our tags without attributes.
    static func inHTML(_ html: String) -> [String] {
        let known: Set<String> = [
            "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "code", "hr", "blockquote",
            "table",
            "thead", "tbody", "tr", "th", "td",
        ]
        var found: [String] = []
        var plain = ""
        for (index, part) in html.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
            guard index > 0 else {
                plain += part
                continue
            }
            let tag = part.prefix { $0 != ">" }
            if !known.contains(String(tag.first == "/" ? tag.dropFirst() : tag)) { found.append("<\(tag)>") }
            plain += "\n" + part.dropFirst(tag.count + 1)
        }
        let shown = plain.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
        return found + inText(shown)
    }

    /// In wikitext: everything outside `<nowiki>` must be ours.
    static func inWikitext(_ wikitext: String) -> [String] {
        var found: [String] = []
        var rest = wikitext[...]
        var outside = ""
        while let open = rest.firstRange(of: "<nowiki>") {
            outside += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "</nowiki>") else { return ["open nowiki"] }
            let inside = rest[..<close.lowerBound]
            if inside.contains("<") { found.append("tag in nowiki") }
            if inside.contains("\n") { found.append("line in nowiki") }
            rest = rest[close.upperBound...]
        }
        outside += rest
        for token in ["{{", "[[", "~~~", "__", "://", "#REDIRECT", "@"] where outside.contains(token) {
            found.append(token)
        }
        return found
    }

    /// In the nodes of a JSON document format: types that act.
    static func inNodes(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): return elements.flatMap(inNodes)
        case .object(let members):
            var found = members.flatMap { inNodes($0.value) }
            let acting = [
                "mention", "inlineCard", "blockCard", "embedCard", "extension", "inlineExtension", "emoji", "link",
                "user",
                "usergroup", "channel", "broadcast", "mrkdwn", "button", "Action.OpenUrl", "Action.Submit", "TextBlock",
                "Image", "media", "bookmark", "embed", "equation", "date",
            ]
            for member in members {
                if member.name == "type", let type = member.value.text, acting.contains(type) { found.append(type) }
                if ["href", "url", "entities", "actions", "selectAction"].contains(member.name) {
                    found.append(member.name)
                }
                if ["text", "content", "body", "plain_text"].contains(member.name), let text = member.value.text {
                    found += inText(text)
                }
            }
            return found
        default: return []
        }
    }

    /// In a message: a header that is not ours, or an active text once decoded.
    static func inMail(_ message: String) -> [String] {
        guard let split = message.firstRange(of: "\r\n\r\n") else { return ["no body"] }
        var found: [String] = []
        let known = [
            "X-Unsent", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
            "X-Releasegate-Key",
            "X-Releasegate-Digest",
        ]
        for line in message[..<split.lowerBound].split(separator: "\r\n") where line.first != " " {
            let name = String(line.prefix { $0 != ":" })
            if !known.contains(name) { found.append("header \(name)") }
            if line.utf8.count > 78 { found.append("long header") }
        }
        var bytes: [UInt8] = []
        let body = Array(message[split.upperBound...].replacing("=\r\n", with: "").replacing("\r\n", with: "\n").utf8)
        var index = 0
        while index < body.count {
            if body[index] == 61, index + 2 < body.count,
                let value = UInt8(String(decoding: body[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                index += 3
            } else {
                bytes.append(body[index])
                index += 1
            }
        }
        for line in message[split.upperBound...].split(separator: "\r\n") where line.utf8.count > 76 {
            found.append("long line")
        }
        return found + inText(String(decoding: bytes, as: UTF8.self))
    }
}

extension String {
    /// How often `other` stands in it.
    fileprivate func components(of other: String) -> Int { ranges(of: other).count }
}
