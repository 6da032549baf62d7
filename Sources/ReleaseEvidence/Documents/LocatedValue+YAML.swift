import Yams

extension EvidenceDocument {
    /// The largest YAML document that is read.
    package static let yamlLimit = 1 << 20

    /// A single YAML document as a tree.
    ///
    /// Scalars without quotes keep their text; numbers, flags and null are told by the core schema of YAML 1.2. Anchors
    /// and aliases are refused: evidence has no need of them, and a few hundred bytes of them can stand for terabytes.
    ///
    /// - Throws: `EvidenceError` with the place where the text is no YAML, holds more than one document, or is nested
    ///   too deeply.
    package func yamlTree() throws(EvidenceError) -> LocatedValue {
        let bytes = try bytes(limit: EvidenceDocument.yamlLimit)
        guard
            let text = String(
                validating: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
        else { throw EvidenceError("the document is not UTF-8") }
        if let place = YAMLAliases.firstPlace(in: text) {
            throw EvidenceError(
                line: place.line, column: place.column, "anchors and aliases are not accepted here; write the value out"
            )
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch let error as YamlError {
            throw EvidenceError(error)
        } catch {
            throw EvidenceError("the document is no YAML")
        }
        guard let node else { throw EvidenceError("the document is empty") }
        return try LocatedValue(node, depth: 0)
    }
}

extension LocatedValue {
    private static let maximumDepth = 64

    fileprivate init(_ node: Node, depth: Int) throws(EvidenceError) {
        let line = node.mark?.line ?? 0
        let column = node.mark?.column ?? 0
        guard depth < LocatedValue.maximumDepth else {
            throw EvidenceError(
                line: line, column: column, "the document is nested more than \(LocatedValue.maximumDepth) levels deep")
        }
        switch node {
        case .scalar(let scalar):
            self.init(content: LocatedValue.content(of: scalar), line: line, column: column)
        case .sequence(let sequence):
            var elements: [LocatedValue] = []
            for element in sequence { elements.append(try LocatedValue(element, depth: depth + 1)) }
            self.init(content: .array(elements), line: line, column: column)
        case .mapping(let mapping):
            var members: [Member] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw EvidenceError(
                        line: key.mark?.line ?? line, column: key.mark?.column ?? column, "a key must be plain text")
                }
                members.append(Member(name: name.string, value: try LocatedValue(value, depth: depth + 1)))
            }
            self.init(content: .object(members), line: line, column: column)
        case .alias(let alias):
            throw EvidenceError(
                line: alias.mark?.line ?? line, column: alias.mark?.column ?? column,
                "aliases are not accepted here; write the value out")
        }
    }

    private static func content(of scalar: Node.Scalar) -> Content {
        let text = scalar.string
        guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: return isNumber(text) ? .number(text) : .string(text)
        }
    }

    /// The number grammar of JSON, which is the decimal part of YAML's: leading zeros stay text.
    private static func isNumber(_ text: String) -> Bool {
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let whole = unsigned.prefix { $0.isASCII && $0.isNumber }
        guard !whole.isEmpty, whole.count == 1 || !whole.hasPrefix("0") else { return false }
        var rest = unsigned.dropFirst(whole.count)
        if rest.first == "." {
            let fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count + 1)
        }
        return rest.isEmpty
    }
}

/// Finds anchors that an alias refers to, on the safe side: `&name` where a value may begin, with a `*name` anywhere.
///
/// Scripts and notes inside of texts have words with an ampersand; without an alias to it such a word can stand for
/// nothing.
private enum YAMLAliases {
    static func firstPlace(in text: String) -> (line: Int, column: Int)? {
        var anchors: [String: (line: Int, column: Int)] = [:]
        var aliases: Set<String> = []
        var line = 1
        var column = 0
        var previous: Unicode.Scalar = "\n"
        var open: (isAnchor: Bool, name: String, line: Int, column: Int)?
        func close(at end: Unicode.Scalar) {
            guard let found = open else { return }
            open = nil
            // "&&", "*.txt" and the like name nothing.
            guard !found.name.isEmpty || !end.isASCII else { return }
            if found.isAnchor {
                anchors[found.name] = anchors[found.name] ?? (found.line, found.column)
            } else {
                aliases.insert(found.name)
            }
        }
        for scalar in text.unicodeScalars {
            column += 1
            if isNamePart(scalar), open != nil {
                open?.name.unicodeScalars.append(scalar)
            } else {
                close(at: scalar)
            }
            let begins =
                previous == "\n" || previous == "\r" || previous == " " || previous == "\t"
                || "[{,:-?".unicodeScalars.contains(previous)
            if begins && (scalar == "&" || scalar == "*") { open = (scalar == "&", "", line, column) }
            if scalar == "\n" {
                line += 1
                column = 0
            }
            previous = scalar
        }
        close(at: "\n")
        let used = anchors.filter { aliases.contains($0.key) }.values
        return used.min { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// The characters of a name; all others end it, so that names which differ in them only count as the same.
    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "a"..."z", "A"..."Z", "_", "-": true
        default: false
        }
    }
}

extension EvidenceError {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(line: mark.line, column: mark.column, "the document is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, _):
            self.init("the key \"\(duplicates.sorted().joined(separator: ", "))\" stands twice")
        default:
            self.init("the document is no YAML")
        }
    }
}
