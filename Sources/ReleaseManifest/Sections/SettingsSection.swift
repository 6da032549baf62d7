import ReleaseModel

/// Reads the `settings` of a writeback: what its connector needs to know of the place, held against the catalog.
///
/// Anything that is a credential by its name or its shape is refused, and never repeated in a message.
enum SettingsSection {
    static func read(
        _ node: YAMLNode, for connector: Connector, _ kind: Draft.Kind, _ log: ReadingLog
    ) -> [String: String] {
        guard let entries = node.entries else {
            log.error(at: node.location, "\(quoted("settings")) is no mapping; accepted: \(list(connector, kind))")
            return [:]
        }
        var values: [String: String] = [:]
        var seen: Set<String> = []
        for entry in entries {
            guard !log.isFull else { break }
            if let refusal = credential(in: entry) {
                log.error(at: entry.keyLocation, refusal)
                continue
            }
            guard let setting = ConnectorSettingCatalog.setting(entry.key, of: connector.id) else {
                reportUnknown(entry, connector, kind, log)
                continue
            }
            guard setting.applies(to: kind) else {
                let kinds = setting.kinds.map(\.rawValue).joined(separator: ", ")
                log.error(
                    at: entry.keyLocation,
                    "\(quoted(entry.key)) is for drafts of kind \(kinds) at \(connector.title), and this one is \(quoted(kind.rawValue)); accepted: \(list(connector, kind))"
                )
                continue
            }
            guard seen.insert(setting.name).inserted else {
                log.error(at: entry.keyLocation, "\(quoted(setting.name)) is set a second time; keep one")
                continue
            }
            if let value = value(of: entry.value, setting, log) { values[setting.name] = value }
        }
        return values
    }

    private static func value(of node: YAMLNode, _ setting: ConnectorSetting, _ log: ReadingLog) -> String? {
        let nodes = setting.form.isList ? node.elements ?? [node] : [node]
        var parts: [String] = []
        for node in nodes {
            guard let scalar = node.scalar, !scalar.isNull else {
                log.error(
                    at: node.location, "\(quoted(setting.name)) is \(node.found); accepted: \(setting.form.accepted)")
                return nil
            }
            let text = scalar.text.trimmed
            parts += setting.form.isList ? text.split(separator: ",").map { String($0).trimmed } : [text]
        }
        guard !parts.isEmpty, let wrong = parts.first(where: { !setting.form.accepts($0) }) else {
            if parts.isEmpty {
                log.error(
                    at: node.location, "\(quoted(setting.name)) is empty; accepted: \(setting.form.accepted)")
                return nil
            }
            return parts.joined(separator: ",")
        }
        log.error(
            at: node.location,
            "\(quoted(setting.name)) is \(quoted(wrong)); accepted: \(setting.form.accepted), such as \(setting.example)"
        )
        return nil
    }

    private static func reportUnknown(
        _ entry: YAMLEntry, _ connector: Connector, _ kind: Draft.Kind, _ log: ReadingLog
    ) {
        let names = ConnectorSettingCatalog.settings(of: connector.id).filter { $0.applies(to: kind) }.map(\.name)
        let hint = NearestName.nearest(to: entry.key, in: names).map { "; did you mean \(quoted($0))?" } ?? ";"
        log.error(
            at: entry.keyLocation,
            "\(connector.title) has no setting \(quoted(entry.key))\(hint) accepted here: \(list(connector, kind))")
    }

    private static func list(_ connector: Connector, _ kind: Draft.Kind) -> String {
        let names = ConnectorSettingCatalog.settings(of: connector.id).filter { $0.applies(to: kind) }.map(\.name)
        return names.isEmpty ? "none for \(kind.rawValue) drafts" : names.joined(separator: ", ")
    }

    /// Why an entry may not stand in a release file; nil where it may.
    private static func credential(in entry: YAMLEntry) -> Diagnostic.Message? {
        let letters = entry.key.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let why = "; whoever carries a draft over signs in at the target, and releasegate never takes a credential"
        if secretNames.contains(where: letters.contains) {
            return "\(quoted(SecretScanner.redact(entry.key).text)) names a credential\(why)"
        }
        let texts = [entry.key] + (entry.value.elements ?? [entry.value]).compactMap { $0.scalar?.text }
        guard let match = texts.lazy.flatMap({ SecretScanner.matches(in: $0) }).first else { return nil }
        let name = SecretScanner.redact(entry.key).text
        return
            "\(quoted(name)) holds something shaped like a secret (\(match.kind.replacing("-", with: " ")))\(why)"
    }

    private static let secretNames = [
        "token", "secret", "password", "passwd", "passphrase", "apikey", "credential", "privatekey", "accesskey",
        "authorization", "bearer", "cookie", "webhookurl", "routingkey", "integrationkey",
    ]
}
