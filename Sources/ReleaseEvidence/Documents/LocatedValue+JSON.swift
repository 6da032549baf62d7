import JSONStream

extension EvidenceDocument {
    /// The largest document that is held as a tree.
    package static let treeLimit = 32 << 20

    /// The values that one tree may hold.
    private static let treeNodes = 1_000_000

    /// The whole document as a tree; for formats whose documents are answers of an interface and therefore paged.
    ///
    /// - Throws: `EvidenceError` where it is no single, complete, strict JSON value or is larger than `treeLimit`.
    package func tree() throws(EvidenceError) -> LocatedValue {
        let bytes = try bytes(limit: EvidenceDocument.treeLimit)
        var builder = TreeBuilder(bytes: bytes, nodes: EvidenceDocument.treeNodes)
        do {
            var json = JSONCursor(bytes)
            let root = try builder.value(&json)
            try json.finish()
            return root
        } catch {
            throw EvidenceError(error)
        }
    }

    /// The documents of JSON Lines or of values behind one another.
    package func trees() throws(EvidenceError) -> [LocatedValue] {
        let bytes = try bytes(limit: EvidenceDocument.treeLimit)
        var builder = TreeBuilder(bytes: bytes, nodes: EvidenceDocument.treeNodes)
        do {
            var json = JSONCursor(bytes)
            var roots: [LocatedValue] = []
            while try json.hasMore() { roots.append(try builder.value(&json)) }
            return roots
        } catch {
            throw EvidenceError(error)
        }
    }
}

/// Builds the tree, and finds the line of each value in one pass: values come in the order of their offsets.
private struct TreeBuilder {
    let bytes: [UInt8]
    var nodes: Int
    private var scanned = 0
    private var line = 1
    private var lineStart = 0

    init(bytes: [UInt8], nodes: Int) {
        self.bytes = bytes
        self.nodes = nodes
    }

    mutating func value(_ json: inout JSONCursor) throws(JSONError) -> LocatedValue {
        nodes -= 1
        guard nodes >= 0 else { throw json.error("the document has more values than are accepted here") }
        let kind = try json.peek()
        let (line, column) = place(of: json.offset)
        return LocatedValue(content: try content(kind, &json), line: line, column: column)
    }

    private mutating func content(
        _ kind: JSONCursor.Kind, _ json: inout JSONCursor
    ) throws(JSONError) -> LocatedValue.Content {
        switch kind {
        case .null:
            _ = try json.null()
            return .null
        case .bool: return .bool(try json.bool())
        case .number: return .number(try json.numberText())
        case .string: return .string(try json.string())
        case .array:
            var elements: [LocatedValue] = []
            var inner = self
            try json.readArray { json throws(JSONError) in elements.append(try inner.value(&json)) }
            self = inner
            return .array(elements)
        case .object:
            var members: [LocatedValue.Member] = []
            var inner = self
            try json.readObject { name, json throws(JSONError) in
                members.append(LocatedValue.Member(name: name, value: try inner.value(&json)))
            }
            self = inner
            return .object(members)
        }
    }

    private mutating func place(of offset: Int) -> (line: Int, column: Int) {
        let end = min(offset, bytes.count)
        while scanned < end {
            if bytes[scanned] == 10 {
                line += 1
                lineStart = scanned + 1
            }
            scanned += 1
        }
        return (line, offset - lineStart + 1)
    }
}
