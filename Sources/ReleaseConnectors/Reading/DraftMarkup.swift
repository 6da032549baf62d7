/// Reads the Markdown of draft bodies into blocks.
///
/// It knows what the draft templates write: headings, paragraphs, bulleted, numbered and task lists, tables, bold,
/// italic and code spans, block quotes, rules, backslash escapes and the releasegate marker. Everything else stays
/// literal text, so no link, image, HTML tag or fenced block of an input can come into being. It never fails.
package enum DraftMarkup {
    /// The blocks of `text`, in order.
    package static func blocks(of text: String) -> [DraftBlock] {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(MarkupLine.init)
        return blocks(of: lines[...], depth: 0)
    }

    private static let deepestQuote = 4

    private static func blocks(of lines: ArraySlice<MarkupLine>, depth: Int) -> [DraftBlock] {
        var blocks: [DraftBlock] = []
        var paragraph: [String] = []
        func endParagraph() {
            if !paragraph.isEmpty {
                blocks.append(.paragraph(InlineMarkup.spans(of: paragraph.joined(separator: " "))))
            }
            paragraph = []
        }
        var index = lines.startIndex
        while index < lines.endIndex {
            let line = lines[index]
            if line.isBlank {
                endParagraph()
                index += 1
            } else if let marker = line.marker {
                endParagraph()
                blocks.append(.marker(marker))
                index += 1
            } else if let heading = line.heading {
                endParagraph()
                blocks.append(.heading(level: heading.level, InlineMarkup.spans(of: heading.text)))
                index += 1
            } else if line.isRule {
                endParagraph()
                blocks.append(.rule)
                index += 1
            } else if let table = table(in: lines, at: index) {
                endParagraph()
                blocks.append(.table(table.table))
                index = table.end
            } else if line.item != nil {
                endParagraph()
                let (items, end) = items(in: lines, at: index)
                blocks += lists(of: items[...], depth: 0).map(DraftBlock.list)
                index = end
            } else if line.quoted != nil, depth < deepestQuote {
                endParagraph()
                var inner: [MarkupLine] = []
                while index < lines.endIndex, let quoted = lines[index].quoted {
                    inner.append(MarkupLine(quoted[...]))
                    index += 1
                }
                blocks.append(.quote(self.blocks(of: inner[...], depth: depth + 1)))
            } else {
                paragraph.append(line.trimmed)
                index += 1
            }
        }
        endParagraph()
        return blocks
    }

    private struct FlatItem {
        var kind: DraftList.Kind
        var indentation: Int
        var text: String
        var isDone: Bool
    }

    /// The items of one list, each with the lines that continue it.
    private static func items(in lines: ArraySlice<MarkupLine>, at start: Int) -> ([FlatItem], end: Int) {
        var items: [FlatItem] = []
        var index = start
        while index < lines.endIndex {
            let line = lines[index]
            if let item = line.item, !line.isRule {
                items.append(
                    FlatItem(
                        kind: item.kind, indentation: line.indentation, text: item.text, isDone: item.isDone))
            } else if !line.isBlank, line.indentation >= 2, var last = items.popLast() {
                last.text += " " + line.trimmed
                items.append(last)
            } else {
                break
            }
            index += 1
        }
        return (items, index)
    }

    private static let deepestList = 4

    private static func lists(of items: ArraySlice<FlatItem>, depth: Int) -> [DraftList] {
        var lists: [DraftList] = []
        guard let first = items.first else { return lists }
        var index = items.startIndex
        while index < items.endIndex {
            let item = items[index]
            var end = index + 1
            if depth < deepestList {
                while end < items.endIndex, items[end].indentation >= first.indentation + 2 { end += 1 }
            }
            let node = DraftList.Item(
                spans: InlineMarkup.spans(of: item.text), isDone: item.isDone,
                nested: self.lists(of: items[(index + 1)..<end], depth: depth + 1))
            if lists.last?.kind == item.kind {
                lists[lists.count - 1].items.append(node)
            } else {
                lists.append(DraftList(kind: item.kind, items: [node]))
            }
            index = end
        }
        return lists
    }

    private static func table(in lines: ArraySlice<MarkupLine>, at start: Int) -> (table: DraftTable, end: Int)? {
        guard start + 1 < lines.endIndex, let header = lines[start].cells, lines[start + 1].isTableRule,
            lines[start + 1].cells?.count == header.count
        else { return nil }
        var rows: [[[DraftSpan]]] = []
        var index = start + 2
        while index < lines.endIndex, var cells = lines[index].cells {
            while cells.count < header.count { cells.append("") }
            rows.append(cells.prefix(header.count).map(InlineMarkup.spans))
            index += 1
        }
        return (DraftTable(header: header.map(InlineMarkup.spans), rows: rows), index)
    }
}
