/// Shortens a document by rule until a target takes it: whole words, list items and table rows go from the end of the
/// body, the footer stays, and a sentence in the text says so.
enum DraftFit {
    /// The longest form of `document` for which `fits` holds, and what was done, in words.
    ///
    /// - Parameter fits: must hold for every shorter form of a document for which it holds.
    static func fit(
        _ document: DraftDocument, limit: String, fits: (DraftDocument) -> Bool
    ) -> (document: DraftDocument, notes: [String]) {
        if fits(document) { return (document, []) }
        let total = document.body.reduce(0) { $0 + size(of: $1) }
        if let kept = longest(total, { fits(cut(document, keeping: $0)) }) {
            let shorter = cut(document, keeping: kept)
            return (shorter, ["the body was shortened to \(limit): \(kept) of \(total) words and rows are kept"])
        }
        var bare = cut(document, keeping: 0)
        let footerTotal = document.footer.reduce(0) { $0 + size(of: $1) }
        let kept = longest(footerTotal) { count in
            var candidate = bare
            candidate.footer = taken(document.footer, count)
            return fits(candidate)
        }
        bare.footer = taken(document.footer, kept ?? 0)
        return (bare, ["the body was left out and the footer shortened to \(limit)"])
    }

    /// The largest count in 0...total for which `holds`, by halving.
    private static func longest(_ total: Int, _ holds: (Int) -> Bool) -> Int? {
        guard holds(0) else { return nil }
        var low = 0
        var high = total
        while low < high {
            let middle = low + (high - low + 1) / 2
            if holds(middle) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private static let notice = DraftBlock.paragraph([
        DraftSpan(
            "The rest is left out: this target takes no longer text. The readiness report has it in full.",
            isEmphasised: true)
    ])

    private static func cut(_ document: DraftDocument, keeping count: Int) -> DraftDocument {
        var shorter = document
        shorter.body = taken(document.body, count)
        // A heading with nothing under it says nothing.
        while case .heading = shorter.body.last { shorter.body.removeLast() }
        shorter.body.append(notice)
        shorter.isShortened = true
        return shorter
    }

    /// What a block counts: words of a paragraph, items of a list, rows of a table.
    private static func size(of block: DraftBlock) -> Int {
        switch block {
        case .heading, .rule, .marker: 1
        case .paragraph(let spans): spans.reduce(0) { $0 + WordBreaks.pieces(of: $1.text).count }
        case .list(let list): max(1, list.items.count)
        case .table(let table): table.rows.count + 1
        case .quote(let blocks): blocks.reduce(1) { $0 + size(of: $1) }
        }
    }

    private static func taken(_ blocks: [DraftBlock], _ count: Int) -> [DraftBlock] {
        var rest = count
        var kept: [DraftBlock] = []
        for block in blocks where rest > 0 {
            let whole = size(of: block)
            if whole <= rest {
                kept.append(block)
                rest -= whole
                continue
            }
            if let part = part(of: block, rest) { kept.append(part) }
            rest = 0
        }
        return kept
    }

    private static func part(of block: DraftBlock, _ count: Int) -> DraftBlock? {
        switch block {
        case .heading, .rule, .marker: return nil
        case .paragraph(let spans): return .paragraph(words(spans, count))
        case .list(let list): return .list(DraftList(kind: list.kind, items: Array(list.items.prefix(count))))
        case .table(let table):
            guard count > 1 else { return nil }
            return .table(DraftTable(header: table.header, rows: Array(table.rows.prefix(count - 1))))
        case .quote(let blocks): return count > 1 ? .quote(taken(blocks, count - 1)) : nil
        }
    }

    private static func words(_ spans: [DraftSpan], _ count: Int) -> [DraftSpan] {
        var rest = count
        var kept: [DraftSpan] = []
        for span in spans where rest > 0 {
            let pieces = WordBreaks.pieces(of: span.text)
            var part = span
            part.text = pieces.prefix(rest).joined()
            kept.append(part)
            rest -= min(rest, pieces.count)
        }
        return kept + [DraftSpan("…")]
    }
}
