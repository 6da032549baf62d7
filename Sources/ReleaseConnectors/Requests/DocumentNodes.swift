import ReleaseModel

/// The types of nodes in a document, where a node is an object with a member `type`: the Atlassian Document Format and
/// Notion's blocks.
enum DocumentNodes {
    /// What notifies people, or shows and does what other pages say, in the Atlassian Document Format.
    static let actingInADF = [
        "mention", "inlineCard", "blockCard", "embedCard", "extension", "inlineExtension", "bodiedExtension",
        "multiBodiedExtension",
        "syncBlock", "bodiedSyncBlock", "media", "mediaInline", "mediaSingle", "mediaGroup",
    ]

    /// The same at Notion.
    static let actingInNotion = [
        "mention", "embed", "link_preview", "synced_block", "link_to_page", "child_page", "child_database", "people",
        "relation",
    ]

    /// Every type in `value`, in order; a text is read as the JSON that it may hold.
    static func types(in value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(types)
        case .object(let members):
            [value["type"]?.text].compactMap { $0 } + members.flatMap { types(in: $0.value) }
        case .string(let text) where text.first == "{" || text.first == "[": types(inJSON: text)
        default: []
        }
    }

    /// Every text behind a member called `type`. What is no JSON gives what can be found in it.
    private static func types(inJSON text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var found: [String] = []
        var isType = false
        var index = 0
        while index < scalars.count {
            guard scalars[index] == "\"" else {
                if isType, scalars[index] != ":", !scalars[index].properties.isWhitespace { isType = false }
                index += 1
                continue
            }
            let (literal, end) = literal(scalars, from: index + 1)
            if isType { found.append(literal) }
            let next = scalars[end...].first { !$0.properties.isWhitespace }
            isType = !isType && literal == "type" && next == ":"
            index = end
        }
        return found
    }

    /// A text in JSON and the index behind its end; `\u0074` is `t`.
    private static func literal(_ scalars: [Unicode.Scalar], from start: Int) -> (text: String, end: Int) {
        var text = String.UnicodeScalarView()
        var index = start
        while index < scalars.count, scalars[index] != "\"" {
            if scalars[index] == "\\", index + 1 < scalars.count {
                let digits = String(String.UnicodeScalarView(scalars[min(index + 2, scalars.count)...].prefix(4)))
                if scalars[index + 1] == "u", digits.count == 4, let value = UInt32(digits, radix: 16),
                    let scalar = Unicode.Scalar(value)
                {
                    text.append(scalar)
                    index += 6
                    continue
                }
                text.append(scalars[index + 1])
                index += 2
                continue
            }
            text.append(scalars[index])
            index += 1
        }
        return (String(text), min(index + 1, scalars.count))
    }
}
