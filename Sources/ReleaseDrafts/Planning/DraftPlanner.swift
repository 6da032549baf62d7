package import ReleaseModel

/// Plans the drafts of one release and compares them with what the ledger remembers.
package struct DraftPlanner: Sendable {
    /// What was planned, and what is wrong with templates and targets.
    package struct Plan: Sendable {
        /// In kind order, then by artefact, connector and container; withdrawn ones included.
        package var drafts: [Draft]
        package var diagnostics: [Diagnostic]
    }

    /// Files in the output folder, one per kind: for a release that names no targets.
    package static let defaultTargets: [WritebackTarget] = Draft.Kind.allCases.map {
        WritebackTarget(kind: $0, connector: "markdown", container: "drafts")
    }

    private let templates: TemplateSet
    private let localTime: DraftContext.LocalTime
    private let guardRail: DraftGuard

    /// - Parameters:
    ///   - templates: the built-in templates and the project's own.
    ///   - localTime: an instant as the readers write it, with its zone.
    ///   - sources: texts of the release file with their places, so that a guard hit names the user's own line.
    ///   - allowedPersonalData: addresses and numbers that drafts may hold, such as a public support address.
    package init(
        templates: TemplateSet = TemplateSet(), localTime: @escaping DraftContext.LocalTime = { $0.minuteInUTC },
        sources: [(text: String, location: SourceLocation)] = [], allowedPersonalData: [String] = []
    ) {
        self.templates = templates
        self.localTime = localTime
        self.guardRail = DraftGuard(sources: sources, allowedPersonalData: allowedPersonalData)
    }

    /// The drafts for `targets`, each created, unchanged, updated or withdrawn against `stored`.
    ///
    /// - Parameters:
    ///   - stored: the drafts of the same initiative that the ledger remembers; drafts of others would be taken for
    ///     withdrawn.
    ///   - writing: gives the drafts of all numbers up to a count, in order; they do not depend on one another.
    package func plan(
        review: ReadinessReview, timeline: ReleaseTimeline, control: ControlPlan, targets: [WritebackTarget],
        stored: [StoredDraft],
        writing: (_ count: Int, _ draft: @Sendable (Int) -> Draft) -> [Draft] = { (0..<$0).map($1) }
    ) -> Plan {
        let press = DraftPress(
            context: DraftContext(review: review, timeline: timeline, control: control, localTime: localTime))
        let roles = RoleTitles(review.release.approvalMatrix)
        var diagnostics = templates.diagnostics
        var drafts: [DraftKey: Draft] = [:]
        let remembered = Dictionary(stored.map { ($0.key, $0) }, uniquingKeysWith: DraftPlanner.newer)
        var writers: [DraftWriter] = []
        for target in targets {
            guard let connector = usableConnector(target, review, &diagnostics) else { continue }
            for entry in DraftCatalog.all where entry.kind == target.kind && entry.applies(review) {
                guard let template = templates.template(entry.artefact, for: connector.id) else { continue }
                writers.append(
                    DraftWriter(
                        review: review, press: press, roles: roles, entry: entry, template: template, target: target,
                        connector: connector, guardRail: guardRail))
            }
        }
        let written = writing(writers.count) { [writers] in writers[$0].draft(remembered: remembered) }
        for draft in written { drafts[draft.key] = drafts[draft.key] ?? draft }
        // A withdrawn draft stays in sight: a person may still have to take it away at its target.
        for old in remembered.values where drafts[old.key] == nil {
            drafts[old.key] = withdrawn(old, review: review)
        }
        return Plan(drafts: drafts.values.sorted(by: DraftPlanner.precedes), diagnostics: diagnostics.sorted())
    }

    private static func newer(_ left: StoredDraft, _ right: StoredDraft) -> StoredDraft {
        left.revision >= right.revision ? left : right
    }

    private func usableConnector(
        _ target: WritebackTarget, _ review: ReadinessReview, _ diagnostics: inout [Diagnostic]
    ) -> Connector? {
        let place = target.location ?? SourceLocation(file: review.release.file)
        let kind = target.kind.rawValue
        guard let connector = ConnectorCatalog.connector(target.connector) else {
            diagnostics.append(Diagnostic(.error, at: place, "there is no connector \"\(target.connector)\""))
            return nil
        }
        guard connector.access == .writeCapable, connector.draftKinds.contains(target.kind) else {
            let accepted = connector.draftKinds.map(\.rawValue).joined(separator: ", ")
            diagnostics.append(
                Diagnostic(
                    .error, at: place,
                    "\"\(connector.id)\" takes no \(kind) drafts; it takes \(accepted.isEmpty ? "none" : accepted)"))
            return nil
        }
        return connector
    }

    private func withdrawn(_ old: StoredDraft, review: ReadinessReview) -> Draft {
        let connector = ConnectorCatalog.connector(old.connector)
        let role = DraftCatalog.entry(old.artefact)?.author ?? "release-manager"
        let title = RoleTitles(review.release.approvalMatrix).title(role)
        return Draft(
            key: old.key, kind: old.kind, artefact: old.artefact, connector: old.connector, container: old.container,
            tier: connector?.tier ?? .fileOnly, operation: .withdrawDraft, change: .withdrawn, title: old.title,
            body: old.body, contentDigest: old.contentDigest, revision: old.revision, approverRoles: [],
            approverReason: "the release no longer asks for this draft, so nobody approves it",
            approval: ApprovalStatus(requirement: nil, state: .notRequired), triggers: old.triggers,
            handOff: "The \(title) removes the draft at "
                + DraftPlace.words(connector?.title ?? old.connector.name, old.connector, old.container)
                + ", if a person put it there", presence: old.presence)
    }

    private static func precedes(_ left: Draft, _ right: Draft) -> Bool {
        let kinds = Draft.Kind.allCases
        let (a, b) = (kinds.firstIndex(of: left.kind) ?? 0, kinds.firstIndex(of: right.kind) ?? 0)
        return (a, left.artefact, left.connector, left.container, left.key)
            < (b, right.artefact, right.connector, right.container, right.key)
    }
}
