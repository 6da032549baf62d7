import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseConnectors

/// Writes every payload of plain, hostile and overlong drafts into the folder that `RELEASEGATE_PAYLOADS` names, so that
/// other people's validators and renderers can judge them (`.ci/check_payloads.py`, `.ci/check_rendering.py`).
@Suite("Payloads for other people's tools")
struct PayloadDump {
    private static let folder = ProcessInfo.processInfo.environment["RELEASEGATE_PAYLOADS"]

    @Test("are written where asked for", .enabled(if: folder != nil), arguments: SampleDraft.all.indices)
    func write(index: Int) throws {
        let folder = try #require(PayloadDump.folder)
        let (connector, kind) = SampleDraft.all[index]
        let encoder = try #require(EncoderCatalog.encoder(for: connector))
        func put(_ name: String, _ draft: Draft, _ settings: TargetSettings) throws {
            let encoded = encoder.encode(draft, settings: settings)
            let place = URL(fileURLWithPath: folder).appending(path: "\(connector)/\(kind.rawValue)-\(name)")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let files = [
                (encoded.payload.name, encoded.payload.text), ("preview.txt", encoded.preview),
                ("card.json", encoded.requestCard.document.serialized()),
            ]
            for (name, text) in files { try Data(text.utf8).write(to: place.appending(path: name)) }
        }
        for operation in Draft.Operation.allCases {
            let settings = operation == .createDraft ? SampleDraft.settings : SampleDraft.settingsWithRecord
            try put(operation.rawValue, SampleDraft.draft(connector, kind: kind, operation: operation), settings)
        }
        if kind == .docsPage {
            let notes = SampleDraft.draft(connector, kind: kind, artefact: "release-notes")
            try put("release-notes", notes, SampleDraft.settings)
        }
        for (number, hostile) in HostileDrafts.all.enumerated() {
            let draft = SampleDraft.draft(connector, kind: kind, title: hostile.title, body: hostile.body)
            try put("hostile-\(number)", draft, SampleDraft.settings)
        }
        for (number, long) in LongBody.all.enumerated() {
            let title = "DRAFT " + long.body.prefix(4000)
            let draft = SampleDraft.draft(connector, kind: kind, title: title, body: long.body)
            try put("long-\(number)", draft, SampleDraft.settings)
        }
    }
}
