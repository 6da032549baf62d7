package import ReleaseModel

/// One value of a YAML document, with the place where it stands.
package struct YAMLNode: Hashable, Sendable {
    /// What kind of value it is.
    package indirect enum Content: Hashable, Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        /// In the order of the file; keys are unique.
        case mapping([YAMLEntry])
    }

    package var content: Content
    package var location: SourceLocation

    package init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }

    /// The scalar, where this is one.
    package var scalar: YAMLScalar? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar
    }

    /// The elements, where this is a sequence.
    package var elements: [YAMLNode]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }

    /// The entries, where this is a mapping.
    package var entries: [YAMLEntry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// Reports whether this is YAML's null: nothing, `~` or `null`, unquoted.
    package var isNull: Bool { scalar?.isNull ?? false }

    /// What it is, for a message: `a mapping`, `a list`, `nothing` or the scalar in quotes.
    package var found: String {
        switch content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar): scalar.isNull ? "nothing" : quoted(scalar.text)
        }
    }
}

/// One key of a mapping and its value.
package struct YAMLEntry: Hashable, Sendable {
    package var key: String
    package var keyLocation: SourceLocation
    package var value: YAMLNode

    package init(key: String, keyLocation: SourceLocation, value: YAMLNode) {
        self.key = key
        self.keyLocation = keyLocation
        self.value = value
    }
}

/// A scalar as it was written. Its type is decided by the field that it stands in, never by its looks.
package struct YAMLScalar: Hashable, Sendable {
    /// The text after YAML's own unescaping and folding.
    package var text: String
    /// Whether it was written without quotes.
    package var isPlain: Bool
    /// Whether it was written as a block (`|` or `>`), so that its text begins on a later line.
    package var isBlock: Bool

    package init(text: String, isPlain: Bool = true, isBlock: Bool = false) {
        self.text = text
        self.isPlain = isPlain
        self.isBlock = isBlock
    }

    /// Reports whether the scalar is null by YAML 1.2's core schema.
    package var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

/// `text` in double quotes for a message: one line, at most 60 characters.
func quoted(_ text: String) -> String {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count <= 60 ? "\"\(line)\"" : "\"\(line.prefix(57))…\""
}
