package import ReleaseModel
import Yams

/// Reads YAML bytes into `YAMLNode`s, within a budget, with every position kept and nothing executed or expanded.
///
/// The parser library is only asked to compose nodes; types are decided later, by the field a scalar stands in. So
/// `no` stays the text "no", `1.10` stays "1.10" and `2026-11-01` is no date until a date is asked for.
package enum YAMLTree {
    /// Reads one document.
    ///
    /// - Returns: the root, nil where the document is empty or cannot be read, and what is wrong with it.
    package static func read(
        _ bytes: [UInt8], named file: String, budget: YAMLBudget = .file
    ) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
        let start = SourceLocation(file: file, line: 1, column: 1)
        func refused(_ message: Diagnostic.Message, at place: SourceLocation? = nil) -> (YAMLNode?, [Diagnostic]) {
            (nil, [Diagnostic(.error, at: place ?? start, message)])
        }
        guard bytes.count <= budget.bytes else {
            return refused(
                "the file has \(bytes.count) bytes; the limit is \(budget.bytes)", at: SourceLocation(file: file))
        }
        let scan = YAMLByteScan(bytes, file: file)
        let text: String
        switch scan.text() {
        case .success(let value): text = value
        case .failure(let failure): return refused(failure.message, at: failure.location)
        }
        if let bomb = scan.aliasBomb() { return refused(bomb.message, at: bomb.location) }
        // Each value of a real file needs at most a few separators; this only stops floods of them.
        guard !scan.hasMoreSeparators(than: budget.nodes * 3) else {
            return refused("the file holds too many values; the limit is \(budget.nodes)")
        }
        var composer = YAMLComposer(text: text, file: file)
        switch composer.compose() {
        case .failure(let failure):
            if let tab = scan.tabInIndentation(upTo: failure.location.line) {
                return refused("a tab stands in the indentation; YAML indents with spaces", at: tab)
            }
            return refused(failure.message, at: failure.location)
        case .success(nil): return refused("the file is empty; it must hold a mapping")
        case .success(let node?):
            var builder = YAMLTreeBuilder(file: file, budget: budget, renamed: composer.renamed)
            let root = builder.node(node, depth: 1)
            return (root, builder.diagnostics + composer.diagnostics)
        }
    }
}

/// Turns the parser's nodes into ours, within the budget.
private struct YAMLTreeBuilder {
    let file: String
    let budget: YAMLBudget
    /// Keys that the composer had to rename, by their place.
    let renamed: [SourceLocation: String]
    var diagnostics: [Diagnostic] = []
    private var count = 0
    private var textBytes = 0
    private var isOverBudget = false

    init(file: String, budget: YAMLBudget, renamed: [SourceLocation: String]) {
        self.file = file
        self.budget = budget
        self.renamed = renamed
    }

    mutating func node(_ node: Node, depth: Int) -> YAMLNode? {
        let place = location(node.mark)
        guard !isOverBudget else { return nil }
        count += 1
        guard depth <= budget.depth else {
            return refuse("values nest deeper than \(budget.depth) levels", at: place)
        }
        guard count <= budget.nodes else {
            return refuse("the file holds more than \(budget.nodes) values, aliases counted in full", at: place)
        }
        if case .scalar(let scalar) = node { textBytes += scalar.string.utf8.count }
        guard textBytes <= budget.bytes * 2 else {
            return refuse("the texts hold more than \(budget.bytes * 2) bytes, aliases counted in full", at: place)
        }
        checkTag(node, at: place)
        switch node {
        case .scalar(let scalar):
            return YAMLNode(.scalar(self.scalar(scalar)), at: place)
        case .sequence(let sequence):
            return YAMLNode(.sequence(sequence.compactMap { self.node($0, depth: depth + 1) }), at: place)
        case .mapping(let mapping):
            return YAMLNode(.mapping(entries(mapping, depth: depth)), at: place)
        case .alias:
            return refuse("the alias cannot be resolved; write the value out", at: place)
        }
    }

    private mutating func entries(_ mapping: Node.Mapping, depth: Int) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var places: [String: SourceLocation] = [:]
        for (keyNode, valueNode) in mapping {
            let place = location(keyNode.mark)
            guard case .scalar(let scalar) = keyNode else {
                diagnostics.append(
                    Diagnostic(.error, at: place, "a mapping or a list is used as a key; a key must be one plain word"))
                continue
            }
            let key = renamed[place] ?? scalar.string
            let value = node(valueNode, depth: depth + 1)
            if let first = places[key] {
                diagnostics.append(
                    Diagnostic(
                        .error, at: place,
                        "the key \(quoted(key)) is given twice, first at line \(first.line), column \(first.column); keep one of them"
                    ))
                continue
            }
            places[key] = place
            if let value { entries.append(YAMLEntry(key: key, keyLocation: place, value: value)) }
        }
        return entries
    }

    private mutating func checkTag(_ node: Node, at place: SourceLocation) {
        let core = ["str", "int", "float", "bool", "null", "seq", "map"].map { "tag:yaml.org,2002:\($0)" }
        let tag = node.tag.rawValue
        guard tag != "", tag != "!", !core.contains(tag) else { return }
        diagnostics.append(Diagnostic(.error, at: place, "the tag \(quoted(tag)) is not accepted here; remove it"))
    }

    private func scalar(_ scalar: Node.Scalar) -> YAMLScalar {
        let isBlock = scalar.style == .literal || scalar.style == .folded
        let isPlain = scalar.style == .plain || scalar.style == .any
        return YAMLScalar(text: scalar.string, isPlain: isPlain, isBlock: isBlock)
    }

    private mutating func refuse(_ message: Diagnostic.Message, at place: SourceLocation) -> YAMLNode? {
        isOverBudget = true
        diagnostics.append(Diagnostic(.error, at: place, message))
        return nil
    }

    private func location(_ mark: Mark?) -> SourceLocation {
        SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }
}
