import ReleaseModel

/// Reads the structured forms of `evidence_channels`: a list of names and mappings, or a mapping by name.
enum EvidenceSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> [EvidenceChannel] {
        let values = ValueReader(log: log)
        var channels: [EvidenceChannel] = []
        if let entries = node.entries {
            for entry in entries {
                let fields = FieldReader(fileList(entry.value), ReleaseFileFormat.channel, log)
                if fields.has("channel") {
                    log.error(
                        at: entry.value.location,
                        "\(quoted("channel")) is given by the key \(quoted(entry.key)) already")
                }
                if let channel = channel(entry.key, fields, at: entry.keyLocation) { channels.append(channel) }
            }
        } else {
            for element in values.elements(node) {
                if element.scalar != nil {
                    guard let name = values.text(element, for: "evidence_channels") else { continue }
                    guard let connector = resolve(name, at: element.location, log) else { continue }
                    channels.append(
                        EvidenceChannel(id: ChannelID(connector.id.name), name: name, location: element.location))
                } else {
                    let fields = FieldReader(element, ReleaseFileFormat.channel, log)
                    guard let name = fields.text("channel") else {
                        if !fields.has("channel") {
                            log.error(
                                at: element.location,
                                "\(quoted("evidence_channels")) has an entry without \(quoted("channel"))")
                        }
                        continue
                    }
                    let place = fields.node("channel")?.location ?? element.location
                    if let channel = channel(name, fields, at: place) { channels.append(channel) }
                }
            }
        }
        return merged(channels, log)
    }

    /// A channel that is given twice would hide half of its files: that is an error.
    private static func merged(_ channels: [EvidenceChannel], _ log: ReadingLog) -> [EvidenceChannel] {
        var kept: [EvidenceChannel] = []
        for channel in channels {
            if let first = kept.first(where: { $0.id == channel.id }) {
                log.error(
                    at: channel.location,
                    "\(quoted(channel.name)) is the channel \(quoted(channel.id.name)), which line \(first.location.line) has already; put their files together"
                )
            } else {
                kept.append(channel)
            }
        }
        return kept
    }

    /// `jira: [a.json]` is short for `jira: {files: [a.json]}`.
    private static func fileList(_ node: YAMLNode) -> YAMLNode {
        guard node.entries == nil, !node.isNull else { return node }
        let entry = YAMLEntry(key: "files", keyLocation: node.location, value: node)
        return YAMLNode(.mapping([entry]), at: node.location)
    }

    private static func channel(_ name: String, _ fields: FieldReader, at place: SourceLocation) -> EvidenceChannel? {
        let owner = fields.role("owner")
        let timeToLive = fields.duration("ttl")
        let sources = fields.elements("files").compactMap { source($0, fields.values) }
        guard let connector = resolve(name, at: place, fields.log) else { return nil }
        return EvidenceChannel(
            id: ChannelID(connector.id.name), name: name, owner: owner, sources: sources, timeToLive: timeToLive,
            location: place)
    }

    private static func resolve(_ name: String, at place: SourceLocation, _ log: ReadingLog) -> Connector? {
        if let connector = EvidenceSentences.connector(name) { return connector }
        let known = ConnectorCatalog.all.map(\.id.name)
        let hint = NearestName.hint(for: name, in: known + ConnectorCatalog.all.flatMap(\.aliases))
        log.error(
            at: place,
            "there is no evidence channel \(quoted(name))\(hint.isEmpty ? ";" : hint) known are \(known.sorted().joined(separator: ", "))"
        )
        return nil
    }

    private static func source(_ node: YAMLNode, _ values: ValueReader) -> EvidenceSource? {
        if node.scalar != nil {
            guard let path = values.text(node, for: "files") else { return nil }
            return EvidenceSource(path: path, location: node.location)
        }
        let fields = FieldReader(node, ReleaseFileFormat.source, values.log)
        let revision = fields.text("revision")
        if let revision, !InitiativeSection.isRevision(revision), let place = fields.node("revision")?.location {
            values.log.error(
                at: place,
                "\(quoted("revision")) is \(quoted(revision)); accepted: a commit SHA of 7 to 64 hex digits, or a sha256: digest"
            )
        }
        let environment = fields.environment("environment")
        let observedAt = fields.instant("observed_at")
        guard let path = fields.text("path") else { return nil }
        return EvidenceSource(
            path: path, format: fields.text("format"), revision: revision, environment: environment,
            observedAt: observedAt, producer: fields.text("producer").map { PersonID($0) },
            location: fields.node("path")?.location ?? node.location)
    }
}
