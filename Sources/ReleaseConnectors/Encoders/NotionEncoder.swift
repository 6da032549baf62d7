package import ReleaseModel

/// Notion pages (API version 2025-09-03): inert, with Status = Draft in a data source that few can see.
///
/// Settings: `data_source_id` where the container is a name. Limits: 2000 characters in a text, 100 texts in an array,
/// 100 blocks in an array, 1000 blocks and 500 KB in a request, two levels of nesting.
package enum NotionEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "notion"
    /// Of 500 KB, with room for the properties.
    private static let longestRequest = 490_000

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        var document = envelope.fit(limit: "what one request to Notion takes") {
            let children = NotionBlocks.children($0)
            return children.count <= 100 && children.allSatisfy(NotionBlocks.isWithinLimits)
                && children.reduce(0) { $0 + NotionBlocks.count(of: $1) } <= 1000
                && JSONValue.array(children).serialized().utf8.count <= longestRequest
        }
        document.title = envelope.title(document.title, limit: 2000)
        let properties: JSONValue = [
            "Name": ["title": [NotionBlocks.text(document.title)]],
            "Status": ["select": ["name": "Draft"]],
            "releasegate_key": ["rich_text": [NotionBlocks.text(envelope.key)]],
            "releasegate_digest": ["rich_text": [NotionBlocks.text(envelope.digest)]],
        ]
        let source = envelope.setting("data_source_id", orContainer: EntityID.isUUID)
        var members: [JSONValue.Member] = []
        if envelope.isNew {
            members.append(.init("parent", ["type": "data_source_id", "data_source_id": .string(source)]))
        }
        members.append(.init("properties", properties))
        if envelope.isNew {
            members.append(.init("children", .array(NotionBlocks.children(document))))
        } else {
            envelope.notes.append(
                "the request updates title and digest; a person replaces the page's text from the preview, because Notion "
                    + "cannot replace it without deleting blocks")
        }
        return envelope.encoded(
            .json(.object(members)), document: document, form: "page",
            parameters: envelope.record.map { ["page_id": $0.id] } ?? [:],
            headers: [.init("Notion-Version", "2025-09-03")],
            anchor: RequestCard.Anchor(
                "property releasegate_key",
                lookUp: "POST /v1/data_sources/\(source)/query with the filter: releasegate_key equals \(envelope.key)"),
            conditionalUpdate: "none: compare last_edited_time before and after")
    }
}

/// Notion's block objects. Rich text of type `text` is inert.
enum NotionBlocks {
    static func text(_ content: String, _ span: DraftSpan = DraftSpan("")) -> JSONValue {
        var members: [JSONValue.Member] = [.init("type", "text"), .init("text", ["content": .string(content)])]
        if span.isStrong || span.isEmphasised || span.isCode {
            members.append(
                .init(
                    "annotations",
                    ["bold": .bool(span.isStrong), "italic": .bool(span.isEmphasised), "code": .bool(span.isCode)]))
        }
        return .object(members)
    }

    static func children(_ document: DraftDocument) -> [JSONValue] {
        let notice = block("callout", [DraftSpan("DRAFT: nothing was published, sent or changed.", isStrong: true)])
        return [notice] + document.blocks.flatMap { blocks(of: $0, depth: 0) }
    }

    /// Whether no array in the block has more than 100 elements.
    static func isWithinLimits(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.count <= 100 && elements.allSatisfy(isWithinLimits)
        case .object(let members): members.allSatisfy { isWithinLimits($0.value) }
        default: true
        }
    }

    /// The block and the blocks inside it.
    static func count(of block: JSONValue) -> Int {
        guard let type = block["type"]?.text, let children = block[type]?["children"]?.elements else { return 1 }
        return 1 + children.reduce(0) { $0 + count(of: $1) }
    }

    private static func block(_ type: String, _ spans: [DraftSpan], _ more: [JSONValue.Member] = []) -> JSONValue {
        .object([
            .init("object", "block"), .init("type", .string(type)),
            .init(type, .object([.init("rich_text", .array(richText(spans)))] + more)),
        ])
    }

    private static func richText(_ spans: [DraftSpan]) -> [JSONValue] {
        spans.flatMap { span in WordBreaks.parts(of: span.text, limit: 2000).map { text($0, span) } }
    }

    private static func blocks(of block: DraftBlock, depth: Int) -> [JSONValue] {
        switch block {
        case .heading(let level, let spans): return [self.block("heading_\(min(3, level))", spans)]
        case .paragraph(let spans): return [self.block("paragraph", spans)]
        case .list(let list): return items(of: list, depth: depth)
        case .table(let table):
            let rows = ([table.header] + table.rows).map { row -> JSONValue in
                [
                    "object": "block", "type": "table_row",
                    "table_row": ["cells": .array(row.map { .array(richText($0)) })],
                ]
            }
            return [
                [
                    "object": "block", "type": "table",
                    "table": [
                        "table_width": .integer(Int64(table.header.count)), "has_column_header": true,
                        "has_row_header": false, "children": .array(rows),
                    ],
                ]
            ]
        case .quote(let blocks):
            return blocks.flatMap { inner -> [JSONValue] in
                if case .paragraph(let spans) = inner { return [self.block("quote", spans)] }
                return self.blocks(of: inner, depth: depth)
            }
        case .rule: return [["object": "block", "type": "divider", "divider": [:]]]
        case .marker: return []
        }
    }

    private static func items(of list: DraftList, depth: Int) -> [JSONValue] {
        list.items.flatMap { item -> [JSONValue] in
            let nested = item.nested.flatMap { items(of: $0, depth: depth + 1) }
            let inside: [JSONValue.Member] = nested.isEmpty || depth > 0 ? [] : [.init("children", .array(nested))]
            let own =
                switch list.kind {
                case .bulleted: block("bulleted_list_item", item.spans, inside)
                case .numbered: block("numbered_list_item", item.spans, inside)
                case .tasks: block("to_do", item.spans, [.init("checked", .bool(item.isDone))] + inside)
                }
            // Two levels in one request: what lies deeper follows on the second level.
            return depth > 0 ? [own] + nested : [own]
        }
    }
}
