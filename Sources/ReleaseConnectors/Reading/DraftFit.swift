import ReleaseModel

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
        let body = document.body.map(Counted.init)
        let total = body.reduce(0) { $0 + $1.size }
        if let kept = longest(total, { fits(cut(document, body, keeping: $0)) }) {
            let shorter = cut(document, body, keeping: kept)
            return (shorter, ["the body was shortened to \(limit): \(kept) of \(total) words and rows are kept"])
        }
        var bare = cut(document, [], keeping: 0)
        let footer = document.footer.map(Counted.init)
        let kept = longest(footer.reduce(0) { $0 + $1.size }) { count in
            var candidate = bare
            candidate.footer = taken(footer, count)
            return fits(candidate)
        }
        bare.footer = taken(footer, kept ?? 0)
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

    private static func cut(_ document: DraftDocument, _ body: [Counted], keeping count: Int) -> DraftDocument {
        var shorter = document
        shorter.body = taken(body, count)
        // A heading with nothing under it says nothing.
        while case .heading = shorter.body.last { shorter.body.removeLast() }
        shorter.body.append(notice)
        shorter.isShortened = true
        return shorter
    }

    /// A block and what it counts: words of a paragraph, items of a list, rows of a table. Counted once, because the
    /// search for the longest form asks for it again and again.
    private struct Counted {
        let block: DraftBlock
        let size: Int
        /// The words of each span of a paragraph.
        let words: [[Substring]]

        init(_ block: DraftBlock) {
            self.block = block
            var words: [[Substring]] = []
            switch block {
            case .heading, .rule, .marker: size = 1
            case .paragraph(let spans):
                words = spans.map { WordBreaks.pieces(of: $0.text) }
                size = words.reduce(0) { $0 + $1.count }
            case .list(let list): size = max(1, list.items.count)
            case .table(let table): size = table.rows.count + 1
            case .quote(let blocks): size = blocks.reduce(1) { $0 + Counted($1).size }
            }
            self.words = words
        }
    }

    private static func taken(_ blocks: [Counted], _ count: Int) -> [DraftBlock] {
        var rest = count
        var kept: [DraftBlock] = []
        for block in blocks where rest > 0 {
            if block.size <= rest {
                kept.append(block.block)
                rest -= block.size
                continue
            }
            if let part = part(of: block, rest) { kept.append(part) }
            rest = 0
        }
        return kept
    }

    private static func part(of counted: Counted, _ count: Int) -> DraftBlock? {
        switch counted.block {
        case .heading, .rule, .marker: return nil
        case .paragraph(let spans): return .paragraph(words(spans, counted.words, count))
        case .list(let list): return .list(DraftList(kind: list.kind, items: Array(list.items.prefix(count))))
        case .table(let table):
            guard count > 1 else { return nil }
            return .table(DraftTable(header: table.header, rows: Array(table.rows.prefix(count - 1))))
        case .quote(let blocks): return count > 1 ? .quote(taken(blocks.map(Counted.init), count - 1)) : nil
        }
    }

    private static func words(_ spans: [DraftSpan], _ words: [[Substring]], _ count: Int) -> [DraftSpan] {
        var rest = count
        var kept: [DraftSpan] = []
        for (span, pieces) in zip(spans, words) where rest > 0 {
            var part = span
            part.text = pieces.prefix(rest).joined()
            kept.append(part)
            rest -= min(rest, pieces.count)
        }
        return kept + [DraftSpan("…")]
    }
}
