import Foundation
import JSONStream
import ReleaseModel

/// What must hold for the JSON scanner whatever the bytes are.
enum JSONLaws {
    /// Gives its bytes in pieces of one size.
    private struct PiecewiseSource: ByteSource {
        var bytes: ArraySlice<UInt8>
        let piece: Int

        mutating func read(into buffer: inout [UInt8], count: Int) throws(ByteSourceError) -> Int {
            let taken = min(piece, bytes.count)
            buffer.append(contentsOf: bytes.prefix(taken))
            bytes = bytes.dropFirst(taken)
            return taken
        }
    }

    private static func skip(_ bytes: [UInt8], piece: Int) -> Result<Int, JSONError> {
        var json = JSONCursor(PiecewiseSource(bytes: bytes[...], piece: piece))
        do throws(JSONError) {
            try json.skip()
            let end = json.offset
            try json.finish()
            return .success(end)
        } catch {
            return .failure(error)
        }
    }

    /// The fast loops, the careful ones, and any mixture of them give the same end or the same error.
    static func skipping(_ bytes: [UInt8]) {
        let whole = skip(bytes, piece: 1 << 18)
        for piece in [1, 5, 16] where skip(bytes, piece: piece) != whole {
            violated("skipping in pieces of \(piece) gives \(skip(bytes, piece: piece)) and not \(whole)")
        }
    }

    /// What is read as a tree is skipped as well, and Foundation reads it too.
    static func values(_ bytes: [UInt8]) {
        var json = JSONCursor(bytes)
        guard let value = try? json.value(), (try? json.finish()) != nil else { return }
        if case .failure(let error) = skip(bytes, piece: 1 << 18) { violated("read and not skipped: \(error)") }
        if differsFromFoundationOnPurpose(value) { return }
        guard (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil else {
            violated("Foundation refuses what was read: \(value)")
        }
    }

    /// Foundation refuses numbers beyond its range, and nesting as deep as ours.
    private static func differsFromFoundationOnPurpose(_ value: JSONValue, depth: Int = 0) -> Bool {
        if depth > 500 { return true }
        switch value {
        case .double, .decimal: return true
        case .array(let elements): return elements.contains { differsFromFoundationOnPurpose($0, depth: depth + 1) }
        case .object(let members):
            return members.contains { differsFromFoundationOnPurpose($0.value, depth: depth + 1) }
        default: return false
        }
    }
}
