package import ReleaseModel

/// The folder that people carry drafts over from: `<connector>/<key>/` with payload, previews and card, and an index.
package enum DraftExport {
    /// The files for the drafts that have something to carry over, sorted by path.
    ///
    /// A draft that may stand at its target has both requests: the one that makes it, and under `if-present/` the one
    /// that changes it. A draft for a connector without an encoder gets none: there is no such connector in the catalogue.
    ///
    /// - Parameters:
    ///   - targets: the release's writebacks, for their settings.
    ///   - parse: reads a JSON text that a payload holds as a string; nil where it is none.
    package static func files(
        for standings: [DraftStanding], targets: [WritebackTarget] = [],
        parse: (String) -> JSONValue? = { _ in nil }
    ) -> [OutputFile] {
        var files = standings.flatMap { standing -> [OutputFile] in
            guard let operation = standing.operation, standing.draft.guardHits.isEmpty else { return [] }
            guard standing.state == .undecided, operation == .createDraft else {
                let condition = standing.state == .undecided ? ifPresent(standing.draft) : nil
                return folder(of: standing, operation, condition: condition, targets, parse)
            }
            let absent = "no record at the target carries the key \(standing.draft.key); look for it first"
            let update = folder(
                of: standing, .updateDraft, condition: ifPresent(standing.draft), targets, parse, below: "/if-present")
            return folder(of: standing, operation, condition: absent, targets, parse)
                + update.filter { !$0.path.contains("/preview.") }
        }
        files.append(OutputFile(path: "index.md", text: DraftExportIndex.text(of: standings)))
        return files.sorted()
    }

    private static func ifPresent(_ draft: Draft) -> String {
        "a record at the target carries the key \(draft.key) and nobody else has changed it; look for it first"
    }

    private static func folder(
        of standing: DraftStanding, _ operation: Draft.Operation, condition: String?, _ targets: [WritebackTarget],
        _ parse: (String) -> JSONValue?, below: String = ""
    ) -> [OutputFile] {
        var draft = standing.draft
        draft.operation = operation
        guard let encoder = EncoderCatalog.encoder(for: draft.connector) else { return [] }
        var settings = TargetSettings(for: draft, at: targets)
        if let record = standing.record {
            settings.records[draft.key] = TargetSettings.Record(id: record, revision: standing.recordRevision)
        }
        let encoded = encoder.encode(draft, settings: settings)
        var card = encoded.requestCard.document
        if let condition, case .object(let members) = card {
            card = .object(members + [.init("only_if", .string(condition))])
        }
        let folder = "\(draft.connector)/\(draft.key)\(below)"
        let page = PayloadPreview.page(of: encoded, draft: draft, parse: parse)
        return [
            OutputFile(path: "\(folder)/\(encoded.payload.name)", text: encoded.payload.text),
            OutputFile(path: "\(folder)/preview.txt", text: encoded.preview),
            OutputFile(path: "\(folder)/preview.html", text: page),
            OutputFile(path: "\(folder)/card.json", text: card.serialized()),
        ]
    }
}

/// What a person reads first in an export: every draft, where it stands, and who does what.
enum DraftExportIndex {
    static func text(of standings: [DraftStanding]) -> String {
        var lines = [
            "# Drafts to carry over", "",
            "Nothing here was sent, published or changed. A person in the named role carries each draft over after its "
                + "approval.",
        ]
        for standing in standings {
            let draft = standing.draft
            lines += ["", "## \(MarkdownWriter.inline([DraftSpan(draft.title)], atStart: false))", ""]
            lines.append(
                "- **\(words(standing.state))** at "
                    + "\(inline(DraftPlace.words(draft.connector.name, draft.connector, draft.container))), revision "
                    + "\(draft.revision): \(inline(standing.reason))")
            if !standing.nextStep.isEmpty { lines.append("- **Next:** \(inline(standing.nextStep))") }
            if standing.operation != nil {
                let folder = "\(draft.connector)/\(draft.key)"
                let update = standing.state == .undecided && standing.operation == .createDraft
                lines.append(
                    "- **Files:** [preview](\(folder)/preview.html), [request card](\(folder)/card.json)"
                        + (update ? "; where it stands already: [request card](\(folder)/if-present/card.json)" : ""))
            }
            if standing.state == .undecided, let request = standing.listingRequest {
                lines.append("- **To list what is there:** \(inline(request))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ state: DraftStanding.State) -> String { state.rawValue.replacing("_", with: " ") }

    private static func inline(_ text: String) -> String { MarkdownWriter.inline([DraftSpan(text)], atStart: false) }
}
