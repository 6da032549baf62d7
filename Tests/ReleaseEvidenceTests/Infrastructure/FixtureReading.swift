import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseEvidence

/// A fixture or a literal document, read through the catalog as the program reads it.
struct FixtureReading {
    let format: String
    let reading: EvidenceReading

    init(_ path: String) throws {
        try self.init(bytes: FixtureReading.bytes(path), name: path)
    }

    init(text: String) throws {
        try self.init(bytes: Array(text.utf8), name: "literal")
    }

    init(bytes: [UInt8], name: String) throws {
        let result = try EvidenceReaderCatalog.read(EvidenceDocument(name: name, bytes: bytes))
        format = result.format.id
        reading = result.reading
        let catalogued = Set(result.format.facts)
        for fact in reading.facts {
            #expect(catalogued.contains(fact.id), "\(fact.id) is not among the facts of \(format)")
            #expect(FactCatalog.definition(of: fact.id) != nil, "\(fact.id) is not in the fact catalog")
        }
        #expect(Set(reading.facts.map(\.id)).count == reading.facts.count, "a fact is given twice")
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = "\(projectFolder)/Tests/ReleaseEvidenceTests/Fixtures/infrastructure"
        return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    }

    static func json(_ path: String) throws -> JSONValue {
        var json = JSONCursor(try bytes(path))
        return try json.value()
    }

    /// The count of a fact; nil where it is unknown or not given.
    subscript(fact: FactID) -> Int64? {
        guard case .count(let count) = reading.facts.first(where: { $0.id == fact })?.value else { return nil }
        return count
    }

    /// Why a fact is unknown; nil where it is known or not given.
    func reason(_ fact: FactID) -> String? {
        guard case .unknown(let reason) = reading.facts.first(where: { $0.id == fact })?.reading else { return nil }
        return reason
    }

    /// The planned actions that are not zero, by the middle of their fact's name.
    var actions: [String: Int64] {
        var actions: [String: Int64] = [:]
        for action in PlannedAction.allCases {
            if let count = self[FactID("plan.\(action.rawValue)")], count != 0 { actions[action.rawValue] = count }
        }
        return actions
    }

    /// Everything a person could get to see of the reading.
    var dump: String { "\(reading)" }

    func hasNote(_ text: String) -> Bool { reading.notes.contains { $0.text.contains(text) } }
}

/// The error that reading `text` gives; nil where it is read.
func readingError(_ text: String) -> EvidenceError? {
    do {
        _ = try EvidenceReaderCatalog.read(EvidenceDocument(name: "literal", bytes: Array(text.utf8)))
        return nil
    } catch {
        return error
    }
}
