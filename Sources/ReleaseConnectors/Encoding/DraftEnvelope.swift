import ReleaseModel

/// What every encoder needs beside the text: the draft's identity, its record at the target, and the card.
struct DraftEnvelope {
    let draft: Draft
    let settings: TargetSettings
    var missing: [String] = []
    var notes: [String] = []

    init(_ draft: Draft, _ settings: TargetSettings) {
        self.draft = draft
        self.settings = settings
    }

    var key: String { draft.key.name }
    var digest: String { draft.contentDigest.prefixed }
    var isNew: Bool { draft.operation == .createDraft }
    /// The record at the target, where one is known.
    var record: TargetSettings.Record? { settings.records[draft.key] }

    /// `rgk-` and the key's digits: a label without blanks.
    var label: String { key.hasPrefix("rg1-") ? "rgk-\(key.dropFirst(4))" : "rgk-\(key)" }

    /// For targets that keep comments. The key and digest hold no `--`.
    var marker: String { "<!-- releasegate:v1 key=\(key) digest=\(digest) -->" }

    /// For targets that strip comments.
    var footer: String { "releasegate \(key) sha256:\(draft.contentDigest.short)" }

    /// The setting `name`; where it is missing, `{name}` and a line on the card.
    mutating func setting(_ name: String) -> String {
        if let value = settings.text(name, for: draft.connector) { return value }
        missing.append(name)
        return "{\(name)}"
    }

    /// The setting `name`, else the container where that is one already; else as `setting`.
    mutating func setting(_ name: String, orContainer isOne: (String) -> Bool) -> String {
        if let value = settings.text(name, for: draft.connector) { return value }
        return isOne(draft.container) ? draft.container : setting(name)
    }

    /// The two parts of a container such as `owner/name`; where it has others, they are left to a person.
    mutating func pair(_ first: String, _ second: String) -> [String: String] {
        let parts = draft.container.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty { return [first: parts[0], second: parts[1]] }
        missing.append("container")
        notes.append("the container \"\(draft.container)\" is not of the form {\(first)}/{\(second)}")
        return [:]
    }

    func optional(_ name: String) -> String? { settings.text(name, for: draft.connector) }

    /// The document, shortened until `fits`; what was done goes to the notes.
    mutating func fit(limit: String, _ fits: (DraftDocument) -> Bool) -> DraftDocument {
        var whole = DraftDocument(draft)
        // No target shows a longer title, and the body should not pay for it.
        whole.title = title(whole.title, limit: 255)
        let result = DraftFit.fit(whole, limit: limit, fits: fits)
        notes += result.notes
        return result.document
    }

    /// The title within a limit of UTF-16 units.
    mutating func title(_ title: String, limit: Int) -> String {
        let short = WordBreaks.shortened(title, to: limit)
        if short != title {
            notes.removeAll { $0.hasPrefix("the title was shortened") }
            notes.append("the title was shortened to \(limit) characters at a word")
        }
        return short
    }

    /// The finished draft. `form` nil says that only a file is made.
    func encoded(
        _ payload: PayloadFile, document: DraftDocument, form: String?, parameters: [String: String] = [:],
        headers: [JSONValue.Member] = [], anchor: RequestCard.Anchor, conditionalUpdate: String
    ) -> EncodedDraft {
        let shape = form.flatMap { RequestShapes.shape(draft.connector, form: $0, operation: draft.operation) }
        var notes = notes
        if form != nil, shape == nil {
            notes.append("\(draft.operation.rawValue) has no request at this target; a person does it from the preview")
        }
        notes += missing.sorted().compactMap { name in
            ConnectorSettingCatalog.setting(name, of: draft.connector).map {
                "the release file does not set \($0.words)"
            }
        }
        let card = RequestCard(
            draft: draft, shape: shape, path: shape?.path.filled(parameters), headers: shape == nil ? [] : headers,
            payload: payload, anchor: anchor, conditionalUpdate: conditionalUpdate, missingSettings: missing.sorted(),
            notes: notes)
        return EncodedDraft(
            payload: payload, preview: PlainTextWriter.text(of: document), requestCard: card, notes: notes)
    }
}
