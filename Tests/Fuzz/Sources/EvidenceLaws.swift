import JSONStream
import ReleaseEvidence
import ReleaseModel

/// What must hold for every evidence reader whatever the bytes are.
enum EvidenceLaws {
    /// The outline of the whole and of any beginning can be made, and a small document is told apart in one way.
    static func outline(_ bytes: [UInt8]) {
        let whole = DocumentOutline(of: bytes)
        _ = DocumentOutline(of: bytes.prefix(bytes.count / 2))
        _ = EvidenceReaderCatalog.reader(for: whole)
        guard whole.shape == .jsonObject else { return }
        var json = JSONCursor(bytes)
        let streamed = DocumentOutline.ofObject(&json).outline
        if streamed.names != whole.names || streamed.values != whole.values || streamed.nested != whole.nested {
            violated("the outline of the stream is not that of the bytes")
        }
    }

    /// A document is read or refused, twice in the same way, with facts that the format announces, each once.
    static func reading(_ bytes: [UInt8], as format: String?) {
        let document = EvidenceDocument(name: "fuzz", bytes: bytes)
        do throws(EvidenceError) {
            let (format, reading) = try EvidenceReaderCatalog.read(document, statedFormat: format)
            let ids = reading.facts.map(\.id)
            if Set(ids).count != ids.count { violated("a fact is given twice by \(format.id)") }
            for id in ids where !format.facts.contains(id) && FactCatalog.definition(of: id) == nil {
                violated("\(format.id) gives \(id), which is in no catalog")
            }
            let again = try EvidenceReaderCatalog.read(document, statedFormat: format.id).reading
            if again != reading { violated("\(format.id) reads the same bytes in two ways") }
        } catch {
            if error.message.isEmpty { violated("an error without words") }
        }
    }
}
