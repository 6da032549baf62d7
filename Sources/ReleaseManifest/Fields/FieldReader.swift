import ReleaseModel

/// The fields of one mapping, read by the table of its keys.
///
/// Making one reports everything that the table does not accept; the typed getters then report wrong values.
struct FieldReader {
    let section: FileSection
    let location: SourceLocation
    let values: ValueReader
    private let nodes: [String: YAMLNode]

    var log: ReadingLog { values.log }

    /// Reads `node` as the mapping `section`; where it is none, says so and holds nothing.
    init(_ node: YAMLNode, _ section: FileSection, _ log: ReadingLog) {
        self.section = section
        self.location = node.location
        self.values = ValueReader(log: log)
        var nodes: [String: YAMLNode] = [:]
        if let entries = node.entries {
            for entry in entries {
                guard let key = section.key(entry.key) else {
                    // Looking for the nearest name costs time, which a flood of keys must not buy.
                    guard !log.isFull else { break }
                    FieldReader.reportUnknown(entry, in: section, log)
                    continue
                }
                if nodes[key.name] != nil {
                    log.error(
                        at: entry.keyLocation, "\(quoted(entry.key)) says \(quoted(key.name)) a second time; keep one")
                } else {
                    nodes[key.name] = entry.value
                }
            }
            for key in section.keys where key.isRequired && nodes[key.name]?.isNull ?? true {
                log.error(
                    at: node.location,
                    "\(quoted(section.name)) has no \(quoted(key.name)); accepted: \(key.type.accepted)")
            }
        } else if !node.isNull {
            log.error(
                at: node.location,
                "\(quoted(section.name)) is \(node.found); accepted: a mapping with \(FieldReader.list(section))")
        }
        self.nodes = nodes
    }

    private static func reportUnknown(_ entry: YAMLEntry, in section: FileSection, _ log: ReadingLog) {
        if entry.key == "<<" {
            log.error(at: entry.keyLocation, "merge keys are not accepted; write the keys out")
            return
        }
        let names = section.keys.flatMap { [$0.name] + $0.aliases }
        let hint = NearestName.nearest(to: entry.key, in: names).map { "; did you mean \(quoted($0))?" } ?? ";"
        log.error(
            at: entry.keyLocation,
            "unknown key \(quoted(entry.key)) in \(quoted(section.name))\(hint) accepted here: \(list(section))")
    }

    private static func list(_ section: FileSection) -> String { section.keys.map(\.name).joined(separator: ", ") }

    /// The value of `key`, unless it is absent or null.
    func node(_ key: String) -> YAMLNode? {
        guard let node = nodes[key], !node.isNull else { return nil }
        return node
    }

    /// Whether `key` is there at all, even as null.
    func has(_ key: String) -> Bool { nodes[key] != nil }

    func text(_ key: String) -> String? { node(key).flatMap { values.text($0, for: key) } }
    func texts(_ key: String) -> [String]? { node(key).map { values.texts($0, for: key) } }
    func flag(_ key: String) -> Bool? { node(key).flatMap { values.flag($0, for: key) } }
    func date(_ key: String) -> CivilDate? { node(key).flatMap { values.date($0, for: key) } }
    func instant(_ key: String) -> Instant? { node(key).flatMap { values.instant($0, for: key) } }
    func localTime(_ key: String) -> CalendarWindow.LocalTime? { node(key).flatMap { values.localTime($0, for: key) } }
    func duration(_ key: String) -> TimeAmount? { node(key).flatMap { values.duration($0, for: key) } }
    func share(_ key: String) -> ExactDecimal? { node(key).flatMap { values.share($0, for: key) } }
    func zone(_ key: String) -> String? { node(key).flatMap { values.zone($0, for: key) } }
    func role(_ key: String) -> RoleID? { node(key).flatMap { values.role($0, for: key) } }

    func roles(_ key: String) -> [RoleID]? {
        node(key).map { values.elements($0).compactMap { values.role($0, for: key) } }
    }

    func environment(_ key: String) -> EnvironmentID? { node(key).flatMap { values.environment($0, for: key) } }

    func environments(_ key: String) -> [EnvironmentID]? {
        node(key).map { values.elements($0).compactMap { values.environment($0, for: key) } }
    }

    func wholeNumber(_ key: String) -> Int? {
        guard let node = node(key) else { return nil }
        guard case .wholeNumber(let range)? = section.key(key)?.type else { return nil }
        return values.wholeNumber(node, for: key, in: range)
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ key: String) -> Value? where Value.RawValue == String {
        node(key).flatMap { values.choice($0, for: key) }
    }

    func choices<Value: RawRepresentable & CaseIterable>(_ key: String) -> [Value]? where Value.RawValue == String {
        node(key).map { values.elements($0).compactMap { values.choice($0, for: key) } }
    }

    /// The elements of a list, or the one value that stands for it.
    func elements(_ key: String) -> [YAMLNode] { node(key).map(values.elements) ?? [] }
}
