/// What a reader does with the elements of an XML document, in the order in which they stand.
package protocol XMLElementHandler {
    /// An element begins; `parents` are the names of those it stands in, outermost first.
    mutating func begin(_ element: String, _ attributes: [String: String], in parents: [String]) throws(EvidenceError)
    /// The element ends.
    mutating func end(_ element: String, in parents: [String]) throws(EvidenceError)
}

/// Reads the elements and attributes of XML 1.0 as a stream, in bounded memory and depth.
///
/// Text is passed over; no entity but the five of XML itself and character references is accepted, nothing external is
/// ever opened, and a document type with declarations of its own is refused. A document counts as read only when its
/// root element has ended and nothing follows. Foundation's parser is not used: it traps on bytes that are no UTF-8.
/// Reference: https://www.w3.org/TR/xml/
package struct XMLScan<Handler: XMLElementHandler> {
    private var bytes: XMLBytes
    private var handler: Handler
    private var parents: [String] = []
    private var hasRoot = false

    /// Calls `handler` with every element of the document.
    ///
    /// - Throws: `EvidenceError` with line and column where the document is not well formed or is cut off, and whatever
    ///   the handler throws (given the place where it was thrown).
    package static func run(_ document: EvidenceDocument, _ handler: inout Handler) throws(EvidenceError) {
        var scan = XMLScan(bytes: try XMLBytes(document), handler: handler)
        try scan.scan()
        handler = scan.handler
    }

    private init(bytes: XMLBytes, handler: Handler) {
        self.bytes = bytes
        self.handler = handler
    }

    private mutating func scan() throws(EvidenceError) {
        while true {
            while let byte = try bytes.peek(), byte != UInt8(ascii: "<") {
                if byte == UInt8(ascii: "&") && !parents.isEmpty {
                    _ = try bytes.reference()
                } else if parents.isEmpty && !XMLBytes.isSpace(byte) {
                    throw bytes.error("found text outside of the root element")
                } else {
                    try bytes.advance()
                }
            }
            guard try bytes.peek() != nil else { break }
            try markup()
        }
        if let open = parents.last { throw bytes.error("the document ends inside \"\(open)\"; it is cut off") }
        guard hasRoot else { throw bytes.error("the document has no root element") }
    }

    private mutating func markup() throws(EvidenceError) {
        let (line, column) = (bytes.line, bytes.column)
        try bytes.advance()
        switch try bytes.peek() {
        case UInt8(ascii: "?"): try instruction()
        case UInt8(ascii: "!"): try declaration()
        case UInt8(ascii: "/"): try endTag()
        default: try startTag(line: line, column: column)
        }
    }

    private mutating func instruction() throws(EvidenceError) {
        let text = try bytes.through("?>")
        guard text.hasPrefix("?xml "), let encoding = text.split(separator: "encoding").dropFirst().first else {
            return
        }
        let name = encoding.drop { $0 == "=" || $0 == " " }.dropFirst().prefix { $0 != "\"" && $0 != "'" }
        try bytes.use(encoding: name.lowercased())
    }

    private mutating func declaration() throws(EvidenceError) {
        try bytes.advance()
        switch try bytes.peek() {
        case UInt8(ascii: "-"):
            try bytes.expect(UInt8(ascii: "-"))
            try bytes.expect(UInt8(ascii: "-"))
            try bytes.through("-->")
        case UInt8(ascii: "[") where !parents.isEmpty:
            for byte in "[CDATA[".utf8 { try bytes.expect(byte) }
            try bytes.through("]]>")
        case UInt8(ascii: "D") where !hasRoot:
            for byte in "DOCTYPE".utf8 { try bytes.expect(byte) }
            try documentType()
        default: throw bytes.error("found \"<!\" where no declaration is accepted")
        }
    }

    private mutating func documentType() throws(EvidenceError) {
        var quote: UInt8?
        while let byte = try bytes.peek() {
            if byte == UInt8(ascii: "["), quote == nil {
                throw bytes.error("the document type has declarations of its own, which are not accepted")
            }
            try bytes.advance()
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return
            }
        }
        throw bytes.error("the document ends inside its document type; it is cut off")
    }

    private mutating func startTag(line: Int, column: Int) throws(EvidenceError) {
        let name = try bytes.name()
        guard !parents.isEmpty || !hasRoot else {
            throw bytes.error("found \"\(name)\" after the end of the root element")
        }
        hasRoot = true
        var attributes: [String: String] = [:]
        while true {
            let hadSpace = try bytes.skipSpace()
            switch try bytes.peek() {
            case UInt8(ascii: ">"):
                try bytes.advance()
                try begin(name, attributes, line, column)
                return
            case UInt8(ascii: "/"):
                try bytes.advance()
                try bytes.expect(UInt8(ascii: ">"))
                try begin(name, attributes, line, column)
                try end(name)
                return
            case nil: throw bytes.error("the document ends inside the tag \"\(name)\"; it is cut off")
            default:
                guard hadSpace, attributes.count < 1000 else {
                    throw bytes.error("the tag \"\(name)\" is not well formed")
                }
                let attribute = try bytes.name()
                _ = try bytes.skipSpace()
                try bytes.expect(UInt8(ascii: "="))
                _ = try bytes.skipSpace()
                let value = try bytes.quotedValue()
                guard attributes.updateValue(value, forKey: attribute) == nil else {
                    throw bytes.error("the attribute \"\(attribute)\" stands twice in \"\(name)\"")
                }
            }
        }
    }

    private mutating func endTag() throws(EvidenceError) {
        try bytes.advance()
        let name = try bytes.name()
        _ = try bytes.skipSpace()
        try bytes.expect(UInt8(ascii: ">"))
        guard name == parents.last else {
            throw bytes.error("found the end of \"\(name)\" where the end of \"\(parents.last ?? "")\" is expected")
        }
        try end(name)
    }

    private mutating func begin(
        _ name: String, _ attributes: [String: String], _ line: Int, _ column: Int
    ) throws(EvidenceError) {
        guard parents.count < XMLBytes.maximumDepth else {
            throw bytes.error("the document is nested more than \(XMLBytes.maximumDepth) levels deep")
        }
        do throws(EvidenceError) {
            try handler.begin(name, attributes, in: parents)
        } catch {
            throw error.line > 0 ? error : EvidenceError(line: line, column: column, error.message)
        }
        parents.append(name)
    }

    private mutating func end(_ name: String) throws(EvidenceError) {
        parents.removeLast()
        do throws(EvidenceError) {
            try handler.end(name, in: parents)
        } catch {
            throw error.line > 0 ? error : bytes.error(error.message)
        }
    }
}
