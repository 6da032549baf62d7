import Foundation
import JSONStream
import ReleaseAudit
import ReleaseEvidence
import ReleaseModel

/// One evidence file: the document for a reader, and the digest of its bytes.
///
/// A small file is read and hashed once, with six system calls, and held. A large one is read piece by piece, and the
/// pass that reads it hashes it too.
struct EvidenceFile {
    /// There is nothing that could be read.
    struct Refusal: Error {
        let message: String
        var isMissing = false
    }

    /// Files of at most this many bytes are held. Telling formats apart looks at as many.
    private static let heldSize = EvidenceReaderCatalog.outlineLength

    /// An unreadable document is hashed up to this size: its digest tells only whether it is another one than before,
    /// and does not warrant reading gigabytes that say nothing.
    private static let refusedSize = 64 << 20

    let document: EvidenceDocument
    private let path: String
    private let held: ContentDigest?
    private let last = LastSource()

    /// - Parameter name: for messages.
    init(path: String, named name: String) throws(Refusal) {
        self.path = path
        if let refusal = EvidenceFile.refusal(of: path, named: name) { throw refusal }
        let source: FileByteSource
        do {
            source = try FileByteSource(path: path)
        } catch {
            throw Refusal(message: error.message)
        }
        guard let size = source.size else { throw Refusal(message: "this is no regular file any more") }
        guard size <= EvidenceFile.heldSize else {
            held = nil
            let last = last
            document = EvidenceDocument(
                name: name, size: size,
                open: { () throws(ByteSourceError) in
                    let opened = try FileByteSource(path: path)
                    last.source = opened
                    return opened
                })
            return
        }
        var bytes: [UInt8] = []
        do {
            while bytes.count <= EvidenceFile.heldSize, try source.read(into: &bytes, count: size + 1) > 0 {}
            held = try source.finishDigest()
        } catch {
            throw Refusal(message: error.message)
        }
        document = EvidenceDocument(name: name, bytes: bytes)
    }

    /// The digest of the whole file.
    func digest() throws(ByteSourceError) -> ContentDigest {
        if let held { return held }
        if let source = last.source { return try source.finishDigest() }
        return try FileByteSource(path: path).finishDigest()
    }

    /// The digest where the file was not readable as evidence; nil where it is too large for that to matter, or cannot
    /// be read at all.
    func digestOfRefused() -> ContentDigest? {
        document.size <= EvidenceFile.refusedSize ? try? digest() : nil
    }

    /// Why what stands at `path` is no file to read; nil where it is one.
    private static func refusal(of path: String, named name: String) -> Refusal? {
        switch InputFile.kind(of: path) {
        case .missing: Refusal(message: "the evidence file \"\(name)\" is not there", isMissing: true)
        case .folder: Refusal(message: "this is a folder; evidence is one document in one file")
        case .special: Refusal(message: "this is a device or pipe; evidence is one document in one file")
        case .unreachable(let reason): Refusal(message: "cannot be reached: \(reason)")
        case .file: nil
        }
    }
}

/// Remembers the source that was opened last, from a closure that may be called from anywhere.
private final class LastSource: @unchecked Sendable {
    private let lock = NSLock()
    private var current: FileByteSource?

    var source: FileByteSource? {
        get { lock.withLock { current } }
        set { lock.withLock { current = newValue } }
    }
}
