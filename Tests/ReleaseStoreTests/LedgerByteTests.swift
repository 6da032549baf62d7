import Foundation
import Testing

/// Changes each byte of a small ledger file. Every change is found, or proved to be without meaning: everything that the
/// program reads from the file is then the same as before.
///
/// `EVERY_BYTE=1` takes every single byte; without it, every eleventh, beginning with another one for each bit.
@Suite("Bytes of a ledger")
struct LedgerByteTests {
    private static let takesEvery = ProcessInfo.processInfo.environment["EVERY_BYTE"] == "1"

    @Test(arguments: takesEvery ? [0, 3, 7] : [5])
    func everyChangeIsFoundOrMeansNothing(bit: Int) throws {
        let sample = try SampleLedger()
        let checkpoint = try sample.checkpoint()
        try sample.pack()
        let expected = try sample.content()
        #expect(sample.faults([checkpoint]) == [])
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: sample.path))
        let bytes = Array(try file.readToEnd() ?? Data())
        var (found, meaningless) = (0, 0)
        for index in stride(from: bit % 11, to: bytes.count, by: Self.takesEvery ? 1 : 11) {
            try put(bytes[index] ^ (1 << UInt8(bit)), at: index, in: file)
            if sample.faults([checkpoint]).isEmpty {
                meaningless += 1
                let content = try sample.content()
                #expect(content == expected, "byte \(index) of page \(index / 512 + 1), bit \(bit)")
            } else {
                found += 1
            }
            try put(bytes[index], at: index, in: file)
        }
        #expect(sample.faults([checkpoint]) == [])
        #expect(found > meaningless, "\(found) found, \(meaningless) without meaning")
    }

    private func put(_ byte: UInt8, at index: Int, in file: FileHandle) throws {
        try file.seek(toOffset: UInt64(index))
        try file.write(contentsOf: Data([byte]))
    }
}
