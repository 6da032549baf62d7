import JSONStream
import ReleaseEvidence
import Synchronization

/// A document of a stated size that takes no room: some bytes, then one byte over and over. It counts what is asked for.
final class EndlessDocument: Sendable {
    let beginning: [UInt8]
    let filler: UInt8
    let size: Int
    private let served = Atomic<Int>(0)

    init(_ beginning: [UInt8], then filler: UInt8, size: Int) {
        self.beginning = beginning
        self.filler = filler
        self.size = size
    }

    /// Bytes that were given, all passes together.
    var bytesRead: Int { served.load(ordering: .relaxed) }

    var document: EvidenceDocument {
        EvidenceDocument(name: "endless", size: size, open: { () throws(ByteSourceError) in Source(of: self) })
    }

    private struct Source: ByteSource {
        let whole: EndlessDocument
        var position = 0

        init(of whole: EndlessDocument) { self.whole = whole }

        mutating func read(into buffer: inout [UInt8], count: Int) throws(ByteSourceError) -> Int {
            let end = min(position + count, whole.size)
            let given = end - position
            let real = whole.beginning[min(position, whole.beginning.count)..<min(end, whole.beginning.count)]
            buffer.append(contentsOf: real)
            buffer.append(contentsOf: repeatElement(whole.filler, count: given - real.count))
            position = end
            whole.served.add(given, ordering: .relaxed)
            return given
        }
    }
}
