package import ReleaseModel

extension EvidenceListing {
    /// Up to this many documents are shown whole; of more, the numbers and those that need a look.
    private static let wholeDocuments = 20
    /// Of many documents, this many that cannot be read, and as many that lack something, are named.
    private static let namedDocuments = 40
    /// Facts that are named of a document that cannot be read.
    private static let namedFacts = 12

    /// For a person: what each document is, what was read, what was left out and why, what it lacks to count.
    ///
    /// - Parameters:
    ///   - titles: what formats are called, by their ids.
    ///   - leftOut: files of folders that were not looked at, because there were too many.
    package static func text(
        _ items: [EvidenceItem], unreadable: [UnreadableEvidence] = [], titles: [String: String] = [:],
        leftOut: Int = 0, width: Int = 80, color: Bool = false
    ) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let total = items.count + unreadable.count
        if total > wholeDocuments {
            writeShort(items, unreadable, titles: titles, to: &canvas)
        } else {
            for item in items {
                canvas.blank()
                write(item, titles: titles, to: &canvas)
            }
            for broken in unreadable {
                canvas.blank()
                write(broken, to: &canvas)
            }
        }
        canvas.blank()
        canvas.prose(Prose("\(counted(total, "document", "documents")), \(unreadable.count) unreadable"))
        if leftOut > 0 {
            canvas.prose(Prose("\(leftOut) further files of the folders were not looked at; name a smaller folder"))
        }
        return canvas.text
    }

    private static func write(_ broken: UnreadableEvidence, to canvas: inout TextCanvas) {
        let word = broken.isMissing ? Mark("?", "MISSING", .unknown) : Mark("✗", "BROKEN", .bad)
        canvas.prose(.mark(word) + " " + .strong(broken.path), hanging: 2)
        canvas.prose(Prose(broken.diagnostic.message.text), indent: 2)
        if broken.diagnostic.location.line > 0 { canvas.prose(.muted("\(broken.diagnostic.location)"), indent: 2) }
        guard !broken.facts.isEmpty else { return }
        // The parts of a count, such as `plan.deletes.stateful`, follow from the whole.
        let names = broken.facts.map(\.name).filter { $0.split(separator: ".").count < 3 }
        let more = broken.facts.count - min(names.count, namedFacts)
        canvas.labelled(
            "  unknown", .list(names.prefix(namedFacts) + (more > 0 ? ["\(more) more"] : [])))
    }

    /// The numbers of many documents, and those that need a look.
    private static func writeShort(
        _ items: [EvidenceItem], _ unreadable: [UnreadableEvidence], titles: [String: String],
        to canvas: inout TextCanvas
    ) {
        let lacking = items.filter { !missing($0).isEmpty || $0.facts.contains { $0.value == nil } }
        let incomplete = Dictionary(grouping: lacking, by: \.format).mapValues(\.count)
        let rows = Dictionary(grouping: items, by: \.format).sorted { $0.key < $1.key }.map { format, documents in
            [
                Prose(titles[format] ?? format), Prose("\(documents.count)"),
                Prose("\(incomplete[format, default: 0])"),
            ]
        }
        canvas.table(
            ReportDocument.Table(
                "", columns: ["Format", "Documents", "lack something"], rows: rows, empty: "No document was read."))
        for broken in unreadable.prefix(namedDocuments) {
            let word = broken.isMissing ? Mark("?", "MISSING", .unknown) : Mark("✗", "BROKEN", .bad)
            canvas.clipped(
                .mark(word) + " " + .strong(broken.path) + Prose(": \(broken.diagnostic.message.text)"), lines: 3,
                hanging: 2)
        }
        writeMore(unreadable.count - namedDocuments, "cannot be read", to: &canvas)
        canvas.blank()
        for item in lacking.prefix(namedDocuments) {
            let unknown = item.facts.count { $0.value == nil }
            let reason = missing(item).first ?? "\(unknown) of \(item.facts.count) facts are unknown"
            canvas.clipped(
                .mark(Mark("?", "lacks", .unknown)) + " " + .strong(item.path) + Prose(": \(reason)"), lines: 3,
                hanging: 2)
        }
        writeMore(lacking.count - namedDocuments, "lack something to count", to: &canvas)
        canvas.blank()
        canvas.prose(
            .muted(
                "At most \(wholeDocuments) documents are shown whole; name fewer, or ask for JSON to see every fact."))
    }

    private static func writeMore(_ count: Int, _ words: String, to canvas: inout TextCanvas) {
        if count > 0 { canvas.prose(.muted("… and \(count) more that \(words)")) }
    }

    private static func write(_ item: EvidenceItem, titles: [String: String], to canvas: inout TextCanvas) {
        canvas.prose(.strong(item.path), hanging: 2)
        let title = titles[item.format].map { "\($0), " } ?? ""
        canvas.labelled("  is", Prose(title) + .code(item.format) + Prose(", channel \(item.channel)"))
        canvas.labelled(
            "  about", Prose("\(item.revision ?? "no revision"), \(item.environment?.name ?? "any environment")"))
        canvas.labelled("  observed", Prose(item.observedAt?.minuteInUTC ?? "undated"))
        if let run = item.runID { canvas.labelled("  run", Prose(run + (item.producer.map { " by \($0)" } ?? ""))) }
        canvas.labelled("  digest", .code(item.digest.prefixed))
        if case .text(let fingerprint)? = item.facts.first(where: { $0.id == "plan.fingerprint" })?.value {
            canvas.labelled("  plan", .code(fingerprint))
        }
        let missing = missing(item)
        let digest = FactDigest(item.facts)
        let rows = digest.shown.map { fact -> [Prose] in
            switch fact.reading {
            case .known(let value): [.code(fact.id.name), Prose(value.display)]
            // The reason stands below, once for all facts that share it.
            case .unknown(let reason) where missing.contains(reason):
                [.code(fact.id.name), .mark(ReadinessState.unknown.mark)]
            case .unknown(let reason): [.code(fact.id.name), .mark(ReadinessState.unknown.mark) + Prose(": \(reason)")]
            }
        }
        canvas.table(
            ReportDocument.Table("", columns: ["Fact", "Value"], rows: rows, empty: "No fact was read."))
        for remark in digest.remarks { canvas.prose(.muted(remark), indent: 2) }
        let claims = item.claims.map { claim in
            Prose(
                "claim, not a vote: \(claim.identity) \(claim.statement)"
                    + (claim.at.map { ", \($0.minuteInUTC)" } ?? ""))
        }
        let lacks = missing.map { .mark(Mark("?", "missing to count", .unknown)) + Prose(": \($0)") }
        let whole: [Prose] = missing.isEmpty && !item.facts.isEmpty ? [Prose("nothing is missing for it to count")] : []
        let notes = item.notes.filter { $0.kind != .missing }.map { Prose("\($0.kind.rawValue): \($0.text)") }
        canvas.list(lacks + whole + notes + claims, isOrdered: false)
    }

    /// What a document lacks, so that its facts would not count; what the reader says of it comes first.
    static func missing(_ item: EvidenceItem) -> [String] {
        let noted = item.notes.filter { $0.kind == .missing }.map(\.text)
        func isSaid(_ words: [String]) -> Bool {
            noted.contains { note in words.contains { note.lowercased().contains($0) } }
        }
        var missing = noted
        if item.revision == nil, ChannelTraits.isRevisionBound(item), !isSaid(["revision", "commit"]) {
            missing.append("the revision it is about; state it beside the path in the release file")
        }
        if item.observedAt == nil, !isSaid(["observed", "time", "when ", "date"]) {
            missing.append("when it was observed; state it beside the path in the release file")
        }
        return missing
    }
}
