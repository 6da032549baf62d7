import ReleaseModel

/// Reads what a file keeps on record: waivers, approvals, overrides, delegations, and where drafts go.
enum RecordsSection {
    static func writeback(_ node: YAMLNode, _ log: ReadingLog) -> WritebackTarget? {
        let fields = FieldReader(node, ReleaseFileFormat.writeback, log)
        let kind: Draft.Kind? = fields.choice("kind")
        let container = fields.text("container")
        guard let name = fields.text("connector"), let place = fields.node("connector")?.location else { return nil }
        guard let connector = ConnectorCatalog.connector(named: name) else {
            let known = ConnectorCatalog.all.filter { $0.access == .writeCapable }.map(\.id.name)
            let hint = NearestName.hint(for: name, in: known)
            log.error(
                at: place,
                "there is no connector \(quoted(name))\(hint.isEmpty ? ";" : hint) write-capable are \(known.joined(separator: ", "))"
            )
            return nil
        }
        guard let kind, let container else { return nil }
        guard connector.draftKinds.contains(kind) else {
            let accepted = connector.draftKinds.map(\.rawValue).joined(separator: ", ")
            log.error(
                at: place,
                "\(connector.title) takes no draft of kind \(quoted(kind.rawValue)); \(accepted.isEmpty ? "it is read-only" : "it takes \(accepted)")"
            )
            return nil
        }
        let settings = fields.node("settings").map { SettingsSection.read($0, for: connector, kind, log) } ?? [:]
        return WritebackTarget(
            kind: kind, connector: connector.id, container: container, settings: settings, location: node.location)
    }

    static func waiver(_ node: YAMLNode, _ log: ReadingLog) -> Waiver? {
        let fields = FieldReader(node, ReleaseFileFormat.waiver, log)
        let environments = fields.environments("environments") ?? []
        let owner = fields.role("owner")
        let approverRole = fields.role("approver_role")
        let renewals = fields.wholeNumber("renewals") ?? 0
        if fields.has("environments") && environments.isEmpty {
            log.error(at: node.location, "the waiver names no environment; it never covers everything")
        }
        guard let id = fields.text("id"), let criterion = fields.text("criterion"), let owner,
            let requester = fields.text("requester"), let reason = fields.text("reason"),
            let ticket = fields.text("ticket"), let (start, end) = span(fields)
        else { return nil }
        let approver = fields.text("approver")
        return Waiver(
            id: WaiverID(id), criterion: CriterionID(criterion), environments: environments,
            revision: fields.text("revision"), owner: owner, requester: PersonID(requester),
            approver: approver.map { PersonID($0) }, approverRole: approverRole, reason: reason, ticket: ticket,
            start: start, end: end, renewals: renewals, location: node.location)
    }

    /// An approval with its signature, which is not verified yet.
    static func approval(
        _ node: YAMLNode, _ log: ReadingLog
    ) -> (record: ApprovalRecord, signature: StatedSignature?)? {
        let fields = FieldReader(node, ReleaseFileFormat.approval, log)
        let subject = approvalSubject(fields)
        let vote: Vote? = fields.choice("vote")
        let role = fields.role("role")
        let expiresAt = fields.instant("expires_at")
        let items = fields.elements("covers").compactMap { covered($0, log) }
        if fields.has("covers") && items.isEmpty {
            log.error(at: node.location, "\(quoted("covers")) is empty; an approval covers at least the revision")
        }
        guard let subject, let vote, let role, let person = fields.text("person"), let reason = fields.text("reason"),
            let at = fields.instant("at")
        else { return nil }
        if let expiresAt, expiresAt <= at {
            log.error(at: node.location, "the approval ends at or before it was given")
        }
        let record = ApprovalRecord(
            subject: subject, vote: vote == .approve ? .approve : .reject, role: role, person: PersonID(person),
            reason: reason, at: at, expiresAt: expiresAt, content: ApprovedContent(items: items),
            onBehalfOf: fields.text("on_behalf_of").map { PersonID($0) })
        let signature = fields.text("signature").map {
            StatedSignature(
                approval: record, text: $0, location: fields.node("signature")?.location ?? node.location)
        }
        return (record, signature)
    }

    static func approvalRequest(_ node: YAMLNode, _ log: ReadingLog) -> StatedRequest? {
        let fields = FieldReader(node, ReleaseFileFormat.approvalRequest, log)
        let subject = approvalSubject(fields)
        guard let subject, let person = fields.text("person"), let at = fields.instant("at") else { return nil }
        return StatedRequest(
            subject: subject, person: PersonID(person), at: at, revision: fields.text("revision"))
    }

    private enum Vote: String, CaseIterable {
        case approve, reject
    }

    private static func approvalSubject(_ fields: FieldReader) -> ApprovalSubject? {
        guard let text = fields.text("subject"), let place = fields.node("subject")?.location else { return nil }
        let parts = text.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
        if parts.count == 2, !parts[1].isEmpty {
            switch parts[0] {
            case "gate":
                fields.log.refer(to: .environment, parts[1], in: "subject", at: place)
                return .gate(EnvironmentID(parts[1]))
            case "draft": return .draft(DraftKey(parts[1]))
            case "waiver":
                let mend = "by its \(quoted("approver")) and \(quoted("approver_role"))"
                fields.log.error(
                    at: place, "\(quoted("subject")) is \(quoted(text)); a waiver is approved where it stands, \(mend)")
                return nil
            default: break
            }
        }
        fields.log.error(
            at: place, "\(quoted("subject")) is \(quoted(text)); accepted: gate:ENVIRONMENT, draft:KEY")
        return nil
    }

    private static func covered(_ node: YAMLNode, _ log: ReadingLog) -> ApprovedContent.Item? {
        let fields = FieldReader(node, ReleaseFileFormat.covered, log)
        let severity = fields.wholeNumber("severity").map(Int64.init)
        guard let name = fields.text("name"), let value = fields.text("value") else { return nil }
        return ApprovedContent.Item(name: name, value: value, severity: severity)
    }

    static func override(_ node: YAMLNode, _ log: ReadingLog) -> EmergencyOverride? {
        let fields = FieldReader(node, ReleaseFileFormat.override, log)
        let environment = fields.environment("environment")
        let consents: [EmergencyOverride.Consent] = fields.elements("consents").compactMap { element in
            let consent = FieldReader(element, ReleaseFileFormat.consent, log)
            guard let role = consent.role("role"), let person = consent.text("person") else { return nil }
            return EmergencyOverride.Consent(role: role, person: PersonID(person))
        }
        let isReviewed = fields.flag("reviewed") ?? false
        let endedAt = fields.instant("ended_at")
        guard let environment, let id = fields.text("id"), let reason = fields.text("reason"),
            let (start, end) = span(fields), let due = fields.instant("review_due")
        else { return nil }
        return EmergencyOverride(
            id: id, environment: environment, reason: reason, consents: consents, start: start, end: end,
            reviewDue: due, isReviewed: isReviewed, endedAt: endedAt)
    }

    static func delegation(_ node: YAMLNode, _ log: ReadingLog) -> Delegation? {
        let fields = FieldReader(node, ReleaseFileFormat.delegation, log)
        let role = fields.role("role")
        guard let role, let from = fields.text("from"), let to = fields.text("to"), let (start, end) = span(fields),
            let reason = fields.text("reason")
        else { return nil }
        if from == to { log.error(at: node.location, "\(quoted(from)) delegates to themselves") }
        return Delegation(
            role: role, from: PersonID(from), to: PersonID(to), start: start, end: end, reason: reason)
    }

    private static func span(_ fields: FieldReader) -> (Instant, Instant)? {
        guard let start = fields.instant("start"), let end = fields.instant("end") else { return nil }
        guard start < end else {
            fields.log.error(
                at: fields.node("end")?.location ?? fields.location,
                "\(quoted("end")) is \(end.rfc3339), at or before the start \(start.rfc3339)")
            return nil
        }
        return (start, end)
    }
}
