package import JSONStream

/// What the beginning of a document shows, so that formats are told apart by content and never by file name.
package struct DocumentOutline: Hashable, Sendable {
    /// The outermost shape.
    package enum Shape: Hashable, Sendable {
        case jsonObject
        case jsonArray
        /// One JSON value on each line.
        case jsonLines
        case xml
        /// Anything else, such as YAML or LCOV.
        case text
        case empty
    }

    package var shape: Shape
    /// The names in the outermost object, or in the first object of an array or of JSON Lines, as far as was read.
    package var names: [String]
    /// The texts, numbers and flags beside those names, where they are short.
    package var values: [String: String]
    /// The names one level deeper, by the name above them; those of the first element where an array stands there.
    package var nested: [String: [String]]
    /// The root element of an XML document.
    package var rootElement: String?
    /// The first 4 KiB as text (invalid bytes replaced), for formats that are neither JSON nor XML.
    package var head: String

    package init(
        shape: Shape, names: [String] = [], values: [String: String] = [:], nested: [String: [String]] = [:],
        rootElement: String? = nil, head: String = ""
    ) {
        self.shape = shape
        self.names = names
        self.values = values
        self.nested = nested
        self.rootElement = rootElement
        self.head = head
    }

    /// Whether the document may be a page of an answer that keeps its list in an object, or several such pages.
    package var isPages: Bool { shape == .jsonObject || shape == .jsonLines || shape == .jsonArray }

    /// Reports whether every one of `wanted` stands in the outermost object.
    package func has(_ wanted: String...) -> Bool { wanted.allSatisfy(names.contains) }
}

extension DocumentOutline {
    /// The outline of `bytes`, which may be cut off anywhere.
    package init(of bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
        self.init(shape: .text, head: head)
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
        guard start < bytes.count else {
            shape = .empty
            return
        }
        switch bytes[start] {
        case UInt8(ascii: "{"): readObject(bytes)
        case UInt8(ascii: "["):
            shape = .jsonArray
            readFirstElement(bytes)
        case UInt8(ascii: "<"):
            shape = .xml
            rootElement = DocumentOutline.rootElement(of: head)
        default: break
        }
    }

    /// The outline of a JSON object of any size, read once and in constant memory, and what stopped the reading; nil
    /// where it came to the end.
    package static func ofObject(_ json: inout JSONCursor) -> (outline: DocumentOutline, stoppedBy: JSONError?) {
        var outline = DocumentOutline(shape: .jsonObject)
        do {
            try outline.readNames(&json)
            if try json.hasMore() { outline.shape = .jsonLines }
            return (outline, nil)
        } catch {
            return (outline, error)
        }
    }

    /// Names that are kept on each level; the formats have a few dozen.
    private static let maximumNames = 1024

    /// Bytes of a name, of a text beside it or of a number that are looked at.
    private static let maximumText = 256

    private mutating func readObject(_ bytes: [UInt8]) {
        shape = .jsonObject
        var json = JSONCursor(bytes)
        guard (try? readNames(&json)) != nil else { return }
        // A second value behind the first is JSON Lines. A cut off second value still begins one.
        if let hasMore = try? json.hasMore(), hasMore { shape = .jsonLines }
    }

    private mutating func readFirstElement(_ bytes: [UInt8]) {
        var json = JSONCursor(bytes)
        try? readFirstElement(&json, isPage: false)
    }

    /// The first object of an array, or of the first array in it: a list of pages holds its entries one level deeper.
    private mutating func readFirstElement(_ json: inout JSONCursor, isPage: Bool) throws(JSONError) {
        var isFirst = true
        try json.readArray { json throws(JSONError) in
            guard isFirst else { return try json.skip() }
            switch try json.peek() {
            case .object:
                isFirst = false
                try readNames(&json)
            case .array where !isPage:
                try readFirstElement(&json, isPage: true)
                isFirst = names.isEmpty
            default: try json.skip()
            }
        }
    }

    private mutating func readNames(_ json: inout JSONCursor) throws(JSONError) {
        try json.readObject(isStrict: false) { name, json throws(JSONError) in
            guard names.count < DocumentOutline.maximumNames, DocumentOutline.isShort(name) else {
                return try json.skip()
            }
            names.append(name)
            switch try json.peek() {
            case .string:
                if let text = try json.string(upTo: DocumentOutline.maximumText) { values[name] = text }
            case .number: values[name] = try json.numberText()
            case .bool: values[name] = try json.bool() ? "true" : "false"
            case .object: try readNestedNames(name, &json)
            case .array:
                var isFirst = true
                nested[name] = []
                try json.readArray { json throws(JSONError) in
                    guard isFirst, try json.peek() == .object else { return try json.skip() }
                    isFirst = false
                    try readNestedNames(name, &json)
                }
            case .null: try json.skip()
            }
        }
    }

    private mutating func readNestedNames(_ name: String, _ json: inout JSONCursor) throws(JSONError) {
        nested[name] = []
        try json.readObject(isStrict: false) { inner, json throws(JSONError) in
            if nested[name, default: []].count < DocumentOutline.maximumNames, DocumentOutline.isShort(inner) {
                nested[name]?.append(inner)
            }
            try json.skip()
        }
    }

    private static func isShort(_ name: String) -> Bool { name.utf8.count <= maximumText }

    /// The name of the first element, past declarations, comments and processing instructions.
    private static func rootElement(of head: String) -> String? {
        var rest = head[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("?") || rest.hasPrefix("!") {
                guard let end = rest.firstIndex(of: ">") else { return nil }
                rest = rest[rest.index(after: end)...]
            } else {
                let name = rest.prefix { $0 != ">" && $0 != "/" && !$0.isWhitespace }
                return name.isEmpty ? nil : String(name)
            }
        }
        return nil
    }
}
