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

    /// Whatever the bytes are, the canonical form is made and does no harm; of a value it is the same however it is written,
    /// and the value can be told from it.
    static func forms(_ bytes: [UInt8]) {
        let half = bytes.count / 2
        let (left, right) = (Array(bytes[..<half]), Array(bytes[half...]))
        _ = form(left, without: CanonicalMask(json: right))
        _ = UnequalMembers.of(left, right)
        let form = form(bytes)
        var json = JSONCursor(bytes)
        guard let value = try? json.value(), (try? json.finish()) != nil, !differsFromFoundationOnPurpose(value) else {
            return
        }
        if self.form(Array(value.serialized().utf8)) != form { violated("another spelling has another form: \(value)") }
        if self.form(form) != form { violated("the form of the form is another: \(value)") }
        var again = JSONCursor(form)
        guard let read = try? again.value(), (try? again.finish()) != nil else { violated("the form is no value") }
        if self.form(Array(read.serialized().utf8)) != form { violated("the form tells another value: \(value)") }
    }

    private static func form(_ bytes: [UInt8], without mask: CanonicalMask = .nothing) -> [UInt8] {
        var whole = CanonicalForm()
        whole.append(json: bytes, without: mask)
        guard mask == .nothing else { return whole.output }
        var careful = CanonicalForm(hidingMembers: { _ in false })
        careful.append(json: bytes)
        var json = JSONCursor(bytes)
        if (try? json.value()) != nil, (try? json.finish()) != nil, careful.output != whole.output {
            violated("looking into a value changes its form")
        }
        return whole.output
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
