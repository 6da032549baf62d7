package import ReleaseModel

/// Slack messages in Block Kit. Slack has no draft state, so a file is made; only where a person sets `draft_channels`
/// and the container is one of them does the card name a request.
///
/// All text stands in rich text elements and plain text objects, which Slack never parses for mentions, links or markup.
/// Limits: 50 blocks, a header of 150 characters, about 13,000 characters of blocks in all.
package enum SlackEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "slack"
    private static let longestBlocks = 12_000

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "12,000 characters in 50 blocks") {
            let blocks = SlackBlocks.blocks($0, key: draft.key.name)
            return blocks.count <= 50 && JSONValue.array(blocks).serialized(pretty: false).utf16.count <= longestBlocks
        }
        document.title = envelope.title(document.title, limit: 150)
        let channels = settings.list("draft_channels", for: connector)
        var members: [JSONValue.Member] = [
            .init("channel", .string(draft.container)), .init("text", .string(SlackBlocks.escaped(document.title))),
            .init("blocks", .array(SlackBlocks.blocks(document, key: envelope.key))),
            .init(
                "metadata",
                [
                    "event_type": "releasegate_draft",
                    "event_payload": ["key": .string(envelope.key), "digest": .string(envelope.digest)],
                ]),
            .init("parse", "none"), .init("link_names", false),
        ]
        if envelope.isNew {
            members += [.init("unfurl_links", false), .init("unfurl_media", false)]
        } else if let record = envelope.record {
            members.append(.init("ts", .string(record.id)))
        }
        if !channels.contains(draft.container) {
            envelope.notes.append(
                "\"\(draft.container)\" is none of the \"draft_channels\" that the release file sets, so this is a file"
            )
        }
        return envelope.encoded(
            .json(.object(members)), document: document, form: channels.contains(draft.container) ? "message" : nil,
            anchor: RequestCard.Anchor(
                "message metadata event_payload.key",
                lookUp: "GET /api/conversations.history?channel=\(draft.container)&include_all_metadata=true"),
            conditionalUpdate: "none: chat.update by ts, after comparing edited.ts")
    }
}

/// Block Kit blocks.
enum SlackBlocks {
    static func blocks(_ document: DraftDocument, key: String) -> [JSONValue] {
        [header(WordBreaks.shortened(document.title, to: 150), id: key)] + document.blocks.flatMap(blocks)
    }

    /// The three signs that Slack reads as control signs, wherever text is parsed at all.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func header(_ text: String, id: String? = nil) -> JSONValue {
        let members: [JSONValue.Member] = [
            .init("type", "header"), .init("text", ["type": "plain_text", "text": .string(text), "emoji": false]),
        ]
        return .object(id.map { members + [.init("block_id", .string($0))] } ?? members)
    }

    private static func rich(_ elements: [JSONValue]) -> JSONValue {
        ["type": "rich_text", "elements": .array(elements)]
    }

    private static func blocks(of block: DraftBlock) -> [JSONValue] {
        switch block {
        case .heading(_, let spans):
            return spans.isEmpty ? [] : [header(WordBreaks.shortened(spans.plainText, to: 150))]
        case .paragraph(let spans): return [rich([section(spans)])]
        case .list(let list): return [rich(lists(of: list, indent: 0))]
        case .table(let table):
            let header = table.header.map(\.plainText)
            let rows = table.rows.map { row in
                section(
                    zip(header, row).enumerated().flatMap { index, cell in
                        [DraftSpan((index == 0 ? "" : "; ") + InertText.clean(cell.0 + ": "), isStrong: true)] + cell.1
                    })
            }
            return rows.isEmpty ? [] : [rich([list(rows, "bullet", 0)])]
        case .quote(let blocks):
            return [rich([["type": "rich_text_quote", "elements": .array(blocks.flatMap { texts(of: $0) })]])]
        case .rule: return [["type": "divider"]]
        case .marker: return []
        }
    }

    private static func texts(of block: DraftBlock) -> [JSONValue] {
        PlainTextWriter.body(of: [block]).split(separator: "\n").map { text(String($0) + "\n", DraftSpan("")) }
    }

    private static func section(_ spans: [DraftSpan]) -> JSONValue {
        ["type": "rich_text_section", "elements": .array(spans.map { text($0.text, $0) })]
    }

    private static func text(_ content: String, _ span: DraftSpan) -> JSONValue {
        var style: [JSONValue.Member] = []
        if span.isStrong { style.append(.init("bold", true)) }
        if span.isEmphasised { style.append(.init("italic", true)) }
        if span.isCode { style.append(.init("code", true)) }
        let members: [JSONValue.Member] = [.init("type", "text"), .init("text", .string(content))]
        return .object(style.isEmpty ? members : members + [.init("style", .object(style))])
    }

    private static func list(_ sections: [JSONValue], _ style: JSONValue, _ indent: Int) -> JSONValue {
        ["type": "rich_text_list", "style": style, "indent": .integer(Int64(indent)), "elements": .array(sections)]
    }

    /// Slack lists are flat: each change of depth begins another list.
    private static func lists(of list: DraftList, indent: Int) -> [JSONValue] {
        let style: JSONValue = list.kind == .numbered ? "ordered" : "bullet"
        return list.items.flatMap { item -> [JSONValue] in
            let box = list.kind == .tasks ? [DraftSpan(item.isDone ? "☑ " : "☐ ")] : []
            return [self.list([section(box + item.spans)], style, indent)]
                + item.nested.flatMap { lists(of: $0, indent: min(8, indent + 1)) }
        }
    }
}
