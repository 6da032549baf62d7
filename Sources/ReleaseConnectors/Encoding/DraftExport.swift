package import ReleaseModel

/// The folder that people carry drafts over from: `drafts-export/<connector>/<key>/` with payload, preview and card.
package enum DraftExport {
    /// The files for all drafts that no guard rule holds back, sorted by path.
    ///
    /// A draft for a connector without an encoder gets none: there is no such connector in the catalogue.
    package static func files(for drafts: [Draft], settings: TargetSettings = TargetSettings()) -> [OutputFile] {
        drafts.filter(\.guardHits.isEmpty).flatMap { draft -> [OutputFile] in
            guard let encoder = EncoderCatalog.encoder(for: draft.connector) else { return [] }
            let encoded = encoder.encode(draft, settings: settings)
            let folder = "drafts-export/\(draft.connector)/\(draft.key)"
            return [
                OutputFile(path: "\(folder)/\(encoded.payload.name)", text: encoded.payload.text),
                OutputFile(path: "\(folder)/preview.txt", text: encoded.preview),
                OutputFile(path: "\(folder)/card.json", text: encoded.requestCard.document.serialized()),
            ]
        }.sorted()
    }
}
