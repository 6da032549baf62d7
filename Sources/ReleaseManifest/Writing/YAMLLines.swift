import ReleaseModel

/// The lines of a YAML text as it grows: keys, nested blocks, lists of mappings, comments.
struct YAMLLines {
    private(set) var text = ""
    private var indentation = 0
    /// The `- ` that the next line begins with.
    private var opensItem = false

    mutating func comment(_ words: String) {
        for line in wrapped(words, width: 110 - indentation) { text += blanks + "# " + line + "\n" }
    }

    mutating func blank() { text += "\n" }

    /// `key: written`, where there is anything to write.
    mutating func raw(_ key: String, _ written: String?) {
        guard let written else { return }
        line("\(key): \(written)")
    }

    mutating func scalar(_ key: String, _ value: String?) { raw(key, value.map(YAMLText.scalar)) }
    mutating func flag(_ key: String, _ value: Bool?) { raw(key, value.map { $0 ? "true" : "false" }) }
    mutating func role(_ key: String, _ value: RoleID?) { scalar(key, value?.name) }
    mutating func duration(_ key: String, _ value: TimeAmount?) { raw(key, value.map(YAMLText.duration)) }
    mutating func instant(_ key: String, _ value: Instant?) { scalar(key, value?.rfc3339) }

    /// `key: [a, b]`, left out where it is empty.
    mutating func list(_ key: String, _ values: [String]) {
        raw(key, values.isEmpty ? nil : YAMLText.list(values))
    }

    /// `key:` and a block under it.
    mutating func block(_ key: String, _ body: (inout YAMLLines) -> Void) {
        line("\(key):")
        indentation += 2
        body(&self)
        indentation -= 2
    }

    /// `key:` and a list of mappings under it, left out where it is empty.
    mutating func items<Element>(_ key: String, _ elements: [Element], _ body: (inout YAMLLines, Element) -> Void) {
        guard !elements.isEmpty else { return }
        line("\(key):")
        for element in elements {
            indentation += 4
            opensItem = true
            body(&self, element)
            opensItem = false
            indentation -= 4
        }
    }

    private mutating func line(_ written: String) {
        let lead = opensItem ? String(repeating: " ", count: max(0, indentation - 2)) + "- " : blanks
        opensItem = false
        text += lead + written + "\n"
    }

    private var blanks: String { String(repeating: " ", count: indentation) }

    private func wrapped(_ words: String, width: Int) -> [String] {
        var lines: [String] = [""]
        for word in words.split(whereSeparator: \.isWhitespace) {
            if lines[lines.count - 1].count + word.count + 1 > width && !lines[lines.count - 1].isEmpty {
                lines.append("")
            }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines
    }
}
