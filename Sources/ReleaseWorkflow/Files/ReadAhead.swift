import Foundation
import JSONStream
import ReleaseAudit
import ReleaseModel

/// Reads the rest of an open file and hashes it on another thread, a few pieces ahead of who uses them.
///
/// Reading and hashing take a third of the time that a large document takes. Whoever has to wait is woken when half of the
/// pieces are ready: handing over one by one would wake somebody a thousand times. Memory: `pieceCount` pieces, 4 MiB.
final class ReadAhead: @unchecked Sendable {
    /// The bytes of a piece: as many as `JSONCursor` asks for.
    static let pieceSize = 1 << 18
    private static let pieceCount = 16
    private static let half = pieceCount / 2

    /// One piece. It belongs to the thread that reads until it is filled, and then to the one that uses it.
    private final class Piece: @unchecked Sendable {
        var bytes = [UInt8](repeating: 0, count: ReadAhead.pieceSize)
        var count = 0
    }

    private let pieces = (0..<ReadAhead.pieceCount).map { _ in Piece() }
    private let group = DispatchGroup()
    /// Guards the counts: a piece is filled where `filled` is above its number, and free where `used` plus the count of
    /// pieces is.
    private let condition = NSCondition()
    private var filled = 0
    private var used = 0
    private var isFinished = false
    private var isStopped = false
    /// What the other thread leaves behind with its last piece, which has no bytes.
    private var outcome: Result<ContentDigest, ByteSourceError> = .failure(ByteSourceError("was not read to its end"))
    /// How much of the piece that is used was; nil where the next one is not known to be filled.
    private var taken: Int?

    /// Begins where the file stands, with `hasher` knowing what was read before. The file must stay open until `stop`.
    init(descriptor: Int32, hasher: DigestHasher) {
        DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in run(descriptor, hasher) }
    }

    private func run(_ descriptor: Int32, _ hasher: DigestHasher) {
        var hasher = hasher
        var index = 0
        while awaitFree(index) {
            let piece = pieces[index % ReadAhead.pieceCount]
            let status = piece.bytes.withUnsafeMutableBytes { SystemRead.read(descriptor, into: $0) }
            piece.count = max(status, 0)
            if status < 0 {
                outcome = .failure(ByteSourceError("cannot be read: \(SystemError.current)"))
            } else if status == 0 {
                outcome = .success(hasher.finish())
            } else {
                piece.bytes.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<status])) }
            }
            index += 1
            condition.withLock {
                filled = index
                isFinished = status <= 0
                if isFinished || filled - used >= ReadAhead.half { condition.signal() }
            }
            if status <= 0 { return }
        }
    }

    /// Waits until a piece can be filled; false where none is wanted any more.
    private func awaitFree(_ index: Int) -> Bool {
        condition.withLock {
            if index >= used + ReadAhead.pieceCount {
                while index > used + ReadAhead.half, !isStopped { condition.wait() }
            }
            return !isStopped
        }
    }

    /// Waits until the next piece is filled.
    private func awaitFilled() {
        condition.withLock {
            if filled <= used {
                while filled < used + ReadAhead.half, !isFinished { condition.wait() }
            }
        }
    }

    /// Appends up to `wanted` bytes to `buffer` and returns how many; 0 at the end.
    func read(into buffer: inout [UInt8], count wanted: Int) throws(ByteSourceError) -> Int {
        if taken == nil { awaitFilled() }
        // Only this thread changes `used`.
        let piece = pieces[used % ReadAhead.pieceCount]
        let start = taken ?? 0
        let end = min(piece.count, start + wanted)
        taken = end
        guard piece.count > 0 else {
            _ = try digest()
            return 0
        }
        piece.bytes.withUnsafeBufferPointer {
            buffer.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<end]))
        }
        if end == piece.count {
            taken = nil
            condition.withLock {
                used += 1
                if filled - used <= ReadAhead.half { condition.signal() }
            }
        }
        return end - start
    }

    /// The digest of the whole file, once `read` gave 0.
    func digest() throws(ByteSourceError) -> ContentDigest { try outcome.get() }

    /// Ends the other thread, whether all was read or not.
    func stop() {
        condition.withLock {
            isStopped = true
            condition.signal()
        }
        group.wait()
    }
}
