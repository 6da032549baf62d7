import JSONStream

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

    private mutating func readObject(_ bytes: [UInt8]) {
        shape = .jsonObject
        var json = JSONCursor(bytes)
        guard (try? readNames(&json)) != nil else { return }
        // A second value behind the first is JSON Lines. A cut off second value still begins one.
        if let hasMore = try? json.hasMore(), hasMore { shape = .jsonLines }
    }

    private mutating func readFirstElement(_ bytes: [UInt8]) {
        var json = JSONCursor(bytes)
        var isFirst = true
        try? json.readArray { json throws(JSONError) in
            guard isFirst, try json.peek() == .object else { return try json.skip() }
            isFirst = false
            try readNames(&json)
        }
    }

    private mutating func readNames(_ json: inout JSONCursor) throws(JSONError) {
        try json.readObject { name, json throws(JSONError) in
            names.append(name)
            switch try json.peek() {
            case .string:
                let text = try json.string()
                if text.utf8.count <= 256 { values[name] = text }
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
        try json.readObject { inner, json throws(JSONError) in
            nested[name]?.append(inner)
            try json.skip()
        }
    }

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
