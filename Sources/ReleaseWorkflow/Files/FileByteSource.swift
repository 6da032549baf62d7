import Foundation
import JSONStream
import ReleaseAudit
import ReleaseModel

/// Reads a regular file piece by piece, hashing what it gives, so that one pass serves reading and digest.
final class FileByteSource: ByteSource {
    private let descriptor: Int32
    /// The largest piece worth asking for: a small file needs no large buffer, and one byte more finds its end.
    private let largestPiece: Int
    private var hasher = DigestHasher()
    /// The SHA-256 of the whole file, once its end was reached.
    private(set) var digest: ContentDigest?

    /// The size of the file when it was opened; nil where it is no regular file.
    let size: Int?

    /// Opens `path` for reading.
    init(path: String) throws(ByteSourceError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        if descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            size = Int(status.st_size)
            largestPiece = max(Int(status.st_size), 4095) + 1
        } else {
            size = nil
            largestPiece = 1 << 18
        }
        guard descriptor >= 0 else { throw ByteSourceError("cannot be opened: \(SystemError.current)") }
    }

    deinit {
        close(descriptor)
    }

    func read(into buffer: inout [UInt8], count: Int) throws(ByteSourceError) -> Int {
        var status = 0
        let count = min(count, largestPiece)
        let piece = [UInt8](unsafeUninitializedCapacity: count) { storage, initializedCount in
            repeat {
                status = Foundation.read(descriptor, storage.baseAddress, count)
            } while status < 0 && errno == EINTR
            initializedCount = max(status, 0)
        }
        guard status >= 0 else { throw ByteSourceError("cannot be read: \(SystemError.current)") }
        if piece.isEmpty {
            if digest == nil { digest = hasher.finish() }
        } else {
            hasher.update(piece)
            buffer.append(contentsOf: piece)
        }
        return piece.count
    }

    /// Reads on to the end and returns the digest of the whole.
    func finishDigest() throws(ByteSourceError) -> ContentDigest {
        while digest == nil {
            var unused: [UInt8] = []
            _ = try read(into: &unused, count: 1 << 18)
        }
        return digest ?? .ofNothing
    }
}

/// The words of the last system call's error.
enum SystemError {
    static var current: String { describe(errno) }

    static func describe(_ code: Int32) -> String {
        String(cString: strerror(code)).lowercased()
    }
}
