import ReleaseModel

/// A document in the Atlassian Document Format, for Jira and Confluence. Text nodes are inert, so nothing is escaped;
/// mentions, cards and extensions are nodes that are never made.
enum ADFWriter {
    /// The whole document: a panel that says what it is, the blocks, and the key.
    static func document(_ document: DraftDocument, of draft: Draft, footer: String) -> JSONValue {
        var content: [JSONValue] = [panel(draft)]
        var taskLists = 0
        content += document.blocks.flatMap { nodes(of: $0, &taskLists) }
        content.append(["type": "paragraph", "content": [["type": "text", "text": .string(footer)]]])
        return ["version": 1, "type": "doc", "content": .array(content)]
    }

    private static func panel(_ draft: Draft) -> JSONValue {
        let roles = InertText.line(draft.approverRoles.map(\.name).joined(separator: ", "))
        let text = roles.isEmpty ? " No approval is asked for" : " Approver role: \(roles)"
        return [
            "type": "panel", "attrs": ["panelType": "warning"],
            "content": [
                [
                    "type": "paragraph",
                    "content": [
                        ["type": "status", "attrs": ["text": "DRAFT", "color": "yellow"]],
                        ["type": "text", "text": .string(text)],
                    ],
                ]
            ],
        ]
    }

    private static func nodes(of block: DraftBlock, _ taskLists: inout Int) -> [JSONValue] {
        switch block {
        case .heading(let level, let spans):
            return [["type": "heading", "attrs": ["level": .integer(Int64(level))], "content": inline(spans)]]
        case .paragraph(let spans): return [paragraph(spans)]
        case .list(let list): return [node(of: list, &taskLists)]
        case .table(let table): return [node(of: table)]
        case .quote(let blocks):
            let inner = blocks.flatMap { nodes(of: $0, &taskLists) }
            let paragraphs = inner.filter { $0["type"] == "paragraph" }
            return paragraphs.isEmpty
                ? inner
                : [["type": "blockquote", "content": .array(paragraphs)]]
                    + inner.filter { $0["type"] != "paragraph" }
        case .rule: return [["type": "rule"]]
        case .marker: return []
        }
    }

    private static func paragraph(_ spans: [DraftSpan]) -> JSONValue {
        ["type": "paragraph", "content": inline(spans)]
    }

    private static func node(of list: DraftList, _ taskLists: inout Int) -> JSONValue {
        if list.kind == .tasks {
            taskLists += 1
            let name = "tasks-\(taskLists)"
            let items = list.items.enumerated().map { index, item -> JSONValue in
                [
                    "type": "taskItem",
                    "attrs": ["localId": "\(name)-\(index + 1)", "state": item.isDone ? "DONE" : "TODO"],
                    "content": inline(item.spans + flat(item.nested)),
                ]
            }
            return ["type": "taskList", "attrs": ["localId": .string(name)], "content": .array(items)]
        }
        let items = list.items.map { item -> JSONValue in
            var content = [paragraph(item.spans)]
            // A task list cannot stand inside a list item.
            for nested in item.nested where nested.kind != .tasks { content.append(node(of: nested, &taskLists)) }
            let tasks = flat(item.nested.filter { $0.kind == .tasks })
            if !tasks.isEmpty { content.append(paragraph(tasks)) }
            return ["type": "listItem", "content": .array(content)]
        }
        return [
            "type": list.kind == .numbered ? "orderedList" : "bulletList", "content": .array(items),
        ]
    }

    private static func flat(_ lists: [DraftList]) -> [DraftSpan] {
        lists.flatMap { list in
            list.items.flatMap { [DraftSpan(" · ")] + $0.spans + flat($0.nested) }
        }
    }

    private static func node(of table: DraftTable) -> JSONValue {
        func row(_ cells: [[DraftSpan]], _ type: JSONValue) -> JSONValue {
            let nodes = cells.map { cell -> JSONValue in
                ["type": type, "attrs": [:], "content": [paragraph(cell)]]
            }
            return ["type": "tableRow", "content": .array(nodes)]
        }
        return [
            "type": "table", "attrs": ["isNumberColumnEnabled": false, "layout": "default"],
            "content": .array([row(table.header, "tableHeader")] + table.rows.map { row($0, "tableCell") }),
        ]
    }

    /// A text node holds at least one character; a code mark stands alone.
    private static func inline(_ spans: [DraftSpan]) -> JSONValue {
        .array(
            spans.filter { !$0.text.isEmpty }.map { span in
                var marks: [JSONValue] = []
                if span.isCode {
                    marks = [["type": "code"]]
                } else {
                    if span.isStrong { marks.append(["type": "strong"]) }
                    if span.isEmphasised { marks.append(["type": "em"]) }
                }
                let text: [JSONValue.Member] = [.init("type", "text"), .init("text", .string(span.text))]
                return .object(marks.isEmpty ? text : text + [.init("marks", .array(marks))])
            })
    }
}
