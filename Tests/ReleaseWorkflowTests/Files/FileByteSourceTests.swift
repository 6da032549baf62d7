import Foundation
import JSONStream
import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseWorkflow

/// A file is read and hashed the same whether a second thread reads ahead or not.
@Suite struct FileByteSourceTests {
    private static let piece = 1 << 18

    /// Bytes of which no two pieces are the same.
    private static let content: [UInt8] = {
        var state: UInt32 = 7
        return (0..<6_000_000).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }()

    /// A file of `count` bytes.
    private static func file(_ count: Int) throws -> (folder: TemporaryFolder, path: String, bytes: [UInt8]) {
        let folder = try TemporaryFolder()
        let bytes = Array(content.prefix(count))
        try folder.write(Data(bytes), to: "file")
        return (folder, folder.path("file"), bytes)
    }

    @Test(arguments: [0, 1, 262_144, 262_145, 4 << 20, 5_000_000], [1 << 18, 300_000])
    func whole(size: Int, wanted: Int) throws {
        let (folder, path, expected) = try Self.file(size)
        let source = try FileByteSource(path: path)
        var bytes: [UInt8] = []
        while true {
            let before = bytes.count
            let count = try source.read(into: &bytes, count: wanted)
            #expect(count <= wanted && bytes.count == before + count)
            if count == 0 { break }
        }
        #expect(bytes == expected)
        #expect(source.digest == ContentDigest(sha256: expected))
        #expect(try source.read(into: &bytes, count: wanted) == 0)
        #expect(try source.finishDigest() == ContentDigest(sha256: expected))
        _ = folder
    }

    /// Once a thread reads ahead, less than a piece can be asked for as well.
    @Test func smallAsks() throws {
        let (folder, path, expected) = try Self.file(5_000_000)
        let source = try FileByteSource(path: path)
        var bytes: [UInt8] = []
        _ = try source.read(into: &bytes, count: Self.piece)
        _ = try source.read(into: &bytes, count: Self.piece)
        while bytes.count < 2_000_000 { #expect(try source.read(into: &bytes, count: 70_001) <= 70_001) }
        #expect(bytes[...] == expected.prefix(bytes.count))
        #expect(try source.finishDigest() == ContentDigest(sha256: expected))
        _ = folder
    }

    /// A source that nobody reads to its end goes away with its thread.
    @Test(arguments: [1, 2, 3, 10]) func abandoned(pieces: Int) throws {
        let (folder, path, expected) = try Self.file(6_000_000)
        for _ in 0..<10 {
            let source = try FileByteSource(path: path)
            var bytes: [UInt8] = []
            for _ in 0..<pieces { _ = try source.read(into: &bytes, count: Self.piece) }
            #expect(bytes[...] == expected.prefix(bytes.count))
            #expect(source.digest == nil)
        }
        _ = folder
    }

    @Test func whatCannotBeRead() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ByteSourceError.self) { try FileByteSource(path: folder.path("missing")) }
        let source = try FileByteSource(path: folder.path)
        var bytes: [UInt8] = []
        #expect(throws: ByteSourceError.self) { try source.read(into: &bytes, count: 10) }
    }
}
