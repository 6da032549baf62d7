import Foundation
import ReleaseEvidence
import ReleaseTestSupport

/// A golden document of one format: `Samples/<format-id>.<extension>`.
struct Sample: CustomStringConvertible, Sendable {
    let format: String
    let name: String
    let bytes: [UInt8]

    var description: String { name }

    /// JSON and XML say where they end, other texts may not.
    var hasEnd: Bool { [".json", ".xml", ".sarif"].contains { name.hasSuffix($0) } }

    var isXML: Bool { name.hasSuffix(".xml") }

    var isJSON: Bool { bytes.first { $0 > 32 } == UInt8(ascii: "{") && !name.hasSuffix(".jsonl") }

    /// Reads `bytes` in place of the sample's own, as the format that its content shows.
    func read(_ bytes: [UInt8]) throws(EvidenceError) -> EvidenceReading {
        try EvidenceReaderCatalog.read(EvidenceDocument(name: name, bytes: bytes)).reading
    }

    /// Reads `bytes` in place of the sample's own, as the sample's format.
    func readAsStated(_ bytes: [UInt8]) throws(EvidenceError) -> EvidenceReading {
        try EvidenceReaderCatalog.read(EvidenceDocument(name: name, bytes: bytes), statedFormat: format).reading
    }

    static let all: [Sample] = {
        let folder = projectFolder + "/Tests/ReleaseEvidenceTests/Conformance/Samples"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: folder + "/" + name),
                let dot = name.firstIndex(of: ".")
            else { return nil }
            return Sample(format: String(name[..<dot]), name: name, bytes: [UInt8](data))
        }
    }()
}
