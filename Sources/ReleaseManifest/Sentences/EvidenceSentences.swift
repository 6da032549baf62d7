import ReleaseModel

/// `Jira, Slack, Notion, Confluence, CI status.`
struct EvidenceSentences: SentenceGrammar {
    static let input = "evidence_channels"
    private(set) var value: [EvidenceChannel] = []

    mutating func read(_ text: String) -> [PhraseReading] {
        PhraseSplitter.sentences(text).flatMap { sentence in
            PhraseSplitter.parts(sentence).flatMap { part -> [PhraseReading] in
                // A name with "and" in it goes first, so that it is not cut.
                if EvidenceSentences.connector(part) != nil { return [reading(part)] }
                return PhraseSplitter.items(part).map { reading($0) }
            }
        }
    }

    private mutating func reading(_ phrase: String) -> PhraseReading {
        guard let connector = EvidenceSentences.connector(phrase) else {
            let known = ConnectorCatalog.all.flatMap { [$0.title] + $0.aliases }
            let hint = NearestName.nearest(to: phrase, in: known).map { ", such as \(quoted($0))" } ?? ""
            return .notUnderstood(
                phrase, "the name of a connector\(hint); they are listed in the docs and by the schema")
        }
        let id = ChannelID(connector.id.name)
        guard !value.contains(where: { $0.id == id }) else {
            return .understood(phrase, "the channel \(id), which is named already")
        }
        value.append(EvidenceChannel(id: id, name: phrase, location: SourceLocation(file: "")))
        return .understood(
            phrase, "the channel \(id) (\(connector.title), \(connector.access.rawValue)); no document named")
    }

    /// The connector that a phrase names, with or without words around it such as `the Jira board`.
    static func connector(_ phrase: String) -> Connector? {
        if let connector = ConnectorCatalog.connector(named: phrase) { return connector }
        // "Slack #releases" and "Jira project OPS" name a place in a system.
        var originals = Words(phrase).original.filter { !$0.hasPrefix("#") }
        if originals.count > 2, let last = originals.last, last == last.uppercased(),
            ["project", "board", "space", "queue", "filter"].contains(originals[originals.count - 2].lowercased())
        {
            originals.removeLast()
        }
        var words = Words(originals.joined(separator: " ")).lower
        if ["the", "our", "all", "evidence", "from", "and"].contains(words.first ?? "") { words.removeFirst() }
        while !words.isEmpty {
            if let connector = ConnectorCatalog.connector(named: words.joined(separator: " ")) { return connector }
            guard let last = words.last else { return nil }
            // "test reports" and "pipeline": singular and plural name the same connector.
            let other = last.hasSuffix("s") ? String(last.dropLast()) : last + "s"
            let name = (words.dropLast() + [other]).joined(separator: " ")
            if let connector = ConnectorCatalog.connector(named: name) { return connector }
            guard nouns.contains(last) else { return nil }
            words.removeLast()
        }
        return nil
    }

    /// What may stand after a connector's name without changing which one is meant.
    private static let nouns: Set<String> = [
        "account", "alerts", "board", "boards", "build", "builds", "change", "changes", "channel", "channels", "checks",
        "dashboard", "dashboards", "docs",
        "exports",
        "export",
        "findings", "incidents", "issues", "messages", "metrics", "pages", "page", "pipelines", "plans", "projects",
        "project", "pr", "prs", "pull", "record", "records", "request", "requests", "report",
        "reports",
        "results", "runs", "scans", "space", "spaces", "status", "tickets", "threads", "workflow", "workflows",
        "workspace",
    ]
}
