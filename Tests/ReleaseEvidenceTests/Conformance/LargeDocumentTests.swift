import ReleaseEvidence
import Testing

/// A gigabyte that says nothing must not cost a gigabyte of reading.
@Suite("A document of one GiB")
struct LargeDocumentTests {
    private static let size = 1 << 30

    @Test("that was never written is refused by its beginning, as what it is", arguments: Sample.all)
    func sparse(sample: Sample) {
        let endless = EndlessDocument([], then: 0, size: LargeDocumentTests.size)
        let error = #expect(throws: EvidenceError.self) { try EvidenceReaderCatalog.read(endless.document) }
        #expect(error?.message.contains("NUL bytes") == true)
        #expect(endless.bytesRead <= 1 << 20)
        let stated = EndlessDocument([], then: 0, size: LargeDocumentTests.size)
        #expect(throws: EvidenceError.self) {
            try EvidenceReaderCatalog.read(stated.document, statedFormat: sample.format)
        }
        #expect(stated.bytesRead <= 1 << 20, "\(stated.bytesRead) bytes")
    }

    @Test("that goes on with NUL bytes is refused soon", arguments: Sample.all)
    func writtenInPart(sample: Sample) {
        let endless = EndlessDocument(sample.bytes, then: 0, size: LargeDocumentTests.size)
        #expect(throws: EvidenceError.self) { try EvidenceReaderCatalog.read(endless.document) }
        #expect(endless.bytesRead <= 1 << 20, "\(endless.bytesRead) bytes")
    }
}
