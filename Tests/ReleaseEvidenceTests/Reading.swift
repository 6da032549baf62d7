import Foundation
import ReleaseEvidence
import ReleaseModel
import ReleaseTestSupport

/// Reads `text` as `format`, or as what its content shows.
func read(_ text: String, as format: String? = nil) throws(EvidenceError) -> EvidenceReading {
    try EvidenceReaderCatalog.read(EvidenceDocument(name: "document", bytes: Array(text.utf8)), statedFormat: format)
        .reading
}

/// Reads a fixture by what its content shows.
func readFixture(_ path: String) throws -> (format: EvidenceFormat, reading: EvidenceReading) {
    let url = URL(fileURLWithPath: projectFolder + "/Tests/ReleaseEvidenceTests/Fixtures/" + path)
    return try EvidenceReaderCatalog.read(EvidenceDocument(name: path, bytes: [UInt8](try Data(contentsOf: url))))
}

extension EvidenceReading {
    /// The facts as people read them: `?` where unknown.
    var shown: [String: String] {
        Dictionary(facts.map { ($0.id.name, $0.value?.display ?? "?") }, uniquingKeysWith: { first, _ in first })
    }

    /// One fact as people read it.
    func shown(_ id: String) -> String { shown[id] ?? "none" }

    /// The notes of a kind, joined.
    func notes(_ kind: EvidenceNote.Kind) -> String {
        notes.filter { $0.kind == kind }.map(\.text).joined(separator: "; ")
    }
}
