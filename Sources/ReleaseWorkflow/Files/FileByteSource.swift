import Foundation
import JSONStream
import ReleaseAudit
import ReleaseModel

/// Reads a regular file piece by piece, hashing what it gives, so that one pass serves reading and digest.
///
/// Of a large file what stands behind the first piece is read and hashed ahead on another thread.
final class FileByteSource: ByteSource {
    private let descriptor: Int32
    /// The largest piece worth asking for: a small file needs no large buffer, and one byte more finds its end.
    private let largestPiece: Int
    private var hasher = DigestHasher()
    private var ahead: ReadAhead?
    private var count = 0
    /// The SHA-256 of the whole file, once its end was reached.
    private(set) var digest: ContentDigest?

    /// The size of the file when it was opened; nil where it is no regular file.
    let size: Int?

    /// Smaller files are not worth a thread.
    private static let largeSize = 4 << 20

    /// Opens `path` for reading.
    init(path: String) throws(ByteSourceError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        if descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            size = Int(status.st_size)
            largestPiece = max(Int(status.st_size), 4095) + 1
        } else {
            size = nil
            largestPiece = ReadAhead.pieceSize
        }
        guard descriptor >= 0 else { throw ByteSourceError("cannot be opened: \(SystemError.current)") }
    }

    deinit {
        ahead?.stop()
        close(descriptor)
    }

    func read(into buffer: inout [UInt8], count wanted: Int) throws(ByteSourceError) -> Int {
        // Whoever asks for a whole piece after a whole piece means to read on.
        if ahead == nil, count >= ReadAhead.pieceSize, wanted >= ReadAhead.pieceSize, digest == nil,
            let size, size >= FileByteSource.largeSize
        {
            ahead = ReadAhead(descriptor: descriptor, hasher: hasher)
        }
        if let ahead {
            let read = try ahead.read(into: &buffer, count: wanted)
            if read == 0, digest == nil { digest = try ahead.digest() }
            return read
        }
        var status = 0
        let wanted = min(wanted, largestPiece)
        let piece = [UInt8](unsafeUninitializedCapacity: wanted) { storage, initializedCount in
            status = SystemRead.read(descriptor, into: UnsafeMutableRawBufferPointer(storage))
            initializedCount = max(status, 0)
        }
        guard status >= 0 else { throw ByteSourceError("cannot be read: \(SystemError.current)") }
        if piece.isEmpty {
            if digest == nil { digest = hasher.finish() }
        } else {
            hasher.update(piece)
            buffer.append(contentsOf: piece)
            count += piece.count
        }
        return piece.count
    }

    /// Reads on to the end and returns the digest of the whole.
    func finishDigest() throws(ByteSourceError) -> ContentDigest {
        var unused: [UInt8] = []
        while digest == nil {
            unused.removeAll(keepingCapacity: true)
            _ = try read(into: &unused, count: ReadAhead.pieceSize)
        }
        return digest ?? .ofNothing
    }
}

/// The system call that reads, taken up again where a signal interrupts it.
enum SystemRead {
    /// Fills the beginning of `storage` and returns how many bytes that were; 0 at the end, -1 where it fails.
    static func read(_ descriptor: Int32, into storage: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let status = Foundation.read(descriptor, storage.baseAddress, storage.count)
            if status >= 0 || errno != EINTR { return status }
        }
    }
}

/// The words of the last system call's error.
enum SystemError {
    static var current: String { describe(errno) }

    static func describe(_ code: Int32) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
