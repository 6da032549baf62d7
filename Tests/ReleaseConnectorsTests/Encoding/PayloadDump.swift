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

    /// Settings that lead to another request, and those that add members.
    private static let furtherSettings: [ConnectorID: [(name: String, values: [String: String])]] = [
        "gitlab": [("comment", ["merge_request_iid": "17"])], "github": [("comment", ["issue_number": "17"])],
        "jira": [("typed", ["issue_type": "10001", "security_level": "10010"])],
        "confluence": [("placed", ["space_id": "65013", "parent_id": "65012"])],
        "servicenow": [("modelled", ["chg_model": "Standard", "cmdb_ci": "payments-api"])],
        "pagerduty": [("services", ["service_ids": "PF9KMXH,PIJ90N7"])],
        "azure-devops": [("typed", ["work_item_type": "User Story"])],
    ]

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
        for (name, more) in PayloadDump.furtherSettings[connector] ?? [] where kind == .comms || name != "comment" {
            for operation in [Draft.Operation.createDraft, .updateDraft] {
                var settings = operation == .createDraft ? SampleDraft.settings : SampleDraft.settingsWithRecord
                settings.values[connector, default: [:]].merge(more) { $1 }
                try put(
                    "\(name)-\(operation.rawValue)", SampleDraft.draft(connector, kind: kind, operation: operation),
                    settings)
            }
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
