package import ReleaseModel

/// Microsoft Teams messages with one Adaptive Card 1.5. Teams has no draft state, so a file is made.
///
/// All text stands in `RichTextBlock`, where Markdown is not read. A message takes about 28 KB, of which 26,000 bytes are
/// used as the file has them.
package enum TeamsEncoder: PayloadEncoder {
    package static let connector: ConnectorID = "teams"
    private static let longestMessage = 26_000

    package static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft {
        var envelope = DraftEnvelope(draft, settings)
        let footer = envelope.footer
        var document = envelope.fit(limit: "26,000 bytes of a message") {
            message($0, footer: footer).serialized().utf8.count <= longestMessage
        }
        document.title = envelope.title(document.title, limit: 255)
        return envelope.encoded(
            .json(message(document, footer: footer)), document: document, form: nil,
            anchor: RequestCard.Anchor("the last line of the card: \(footer)", lookUp: nil),
            conditionalUpdate: "none: a posted card cannot be found again by its key")
    }

    private static func message(_ document: DraftDocument, footer: String) -> JSONValue {
        [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": nil,
                    "content": card(document, footer: footer),
                ]
            ],
        ]
    }

    private static func card(_ document: DraftDocument, footer: String) -> JSONValue {
        let title = run(DraftSpan(document.title, isStrong: true), size: "Large")
        let body =
            [textBlock([title])] + document.blocks.flatMap { elements(of: $0) }
            + [textBlock([run(DraftSpan(footer), size: "Small")])]
        return [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.5",
            "fallbackText": .string(document.title), "body": .array(body),
        ]
    }

    private static func textBlock(_ inlines: [JSONValue]) -> JSONValue {
        ["type": "RichTextBlock", "inlines": .array(inlines)]
    }

    private static func run(_ span: DraftSpan, size: String = "Default") -> JSONValue {
        var members: [JSONValue.Member] = [.init("type", "TextRun"), .init("text", .string(span.text))]
        if size != "Default" { members.append(.init("size", .string(size))) }
        if span.isStrong { members.append(.init("weight", "Bolder")) }
        if span.isEmphasised { members.append(.init("italic", true)) }
        if span.isCode { members.append(.init("fontType", "Monospace")) }
        return .object(members)
    }

    private static func elements(of block: DraftBlock) -> [JSONValue] {
        switch block {
        case .heading(_, let spans):
            return [textBlock([run(DraftSpan(spans.plainText, isStrong: true), size: "Medium")])]
        case .paragraph(let spans): return [textBlock(spans.map { run($0) })]
        case .list(let list): return lines(of: list, indentation: "")
        case .table(let table):
            let rows = ([table.header] + table.rows).map { row -> JSONValue in
                let cells = row.map { cell -> JSONValue in
                    [
                        "type": "TableCell",
                        "items": [textBlock(cell.isEmpty ? [run(DraftSpan(" "))] : cell.map { run($0) })],
                    ]
                }
                return ["type": "TableRow", "cells": .array(cells)]
            }
            let columns = table.header.map { _ -> JSONValue in ["width": 1] }
            return [
                ["type": "Table", "columns": .array(columns), "firstRowAsHeader": true, "rows": .array(rows)]
            ]
        case .quote(let blocks):
            return [
                ["type": "Container", "style": "emphasis", "items": .array(blocks.flatMap { elements(of: $0) })]
            ]
        case .rule: return [["type": "Container", "separator": true, "items": []]]
        case .marker: return []
        }
    }

    private static func lines(of list: DraftList, indentation: String) -> [JSONValue] {
        list.items.enumerated().flatMap { index, item -> [JSONValue] in
            let sign =
                switch list.kind {
                case .bulleted: "• "
                case .numbered: "\(index + 1). "
                case .tasks: item.isDone ? "☑ " : "☐ "
                }
            return [textBlock([run(DraftSpan(indentation + sign))] + item.spans.map { run($0) })]
                + item.nested.flatMap { lines(of: $0, indentation: indentation + "    ") }
        }
    }
}
