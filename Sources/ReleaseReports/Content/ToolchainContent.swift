import ReleaseModel

/// Section 2: the five layers, which systems are read-only or write-capable and why, and who hands what to whom.
func toolchainBlocks(_ report: ReadinessReport, _ names: ReportNames) -> [ReportDocument.Block] {
    let toolchain = report.toolchain
    let layers = toolchain.layers.map { plan -> [Prose] in
        [
            .strong(plan.layer.rawValue), Prose(plan.purpose), .list(plan.connectors.map(\.name)),
            Prose(names.role(plan.owner)), Prose(plan.handOff),
        ]
    }
    func access(_ plan: ToolchainLayout.ConnectorPlan) -> Prose {
        let isReadOnly = plan.connector.access == .readOnly
        return .mark(isReadOnly ? Mark("○", "read-only", .neutral) : Mark("●", "write-capable", .caution))
    }
    let reasons = toolchain.connectors.map { plan -> [Prose] in
        let connector = plan.connector
        let tier = connector.tier.map { "tier \($0.rawValue): \($0.words)" }
        return [
            .strong(connector.title), access(plan),
            .lines([Prose(connector.accessReason)] + (tier.map { [.muted($0)] } ?? [])),
            Prose(connector.leastPermission), .list(connector.draftKinds.map(\.words)),
        ]
    }
    let paths = toolchain.connectors.map { plan -> [Prose] in
        [
            .strong(plan.connector.title), Prose(names.role(plan.owner)), .list(plan.layers.map(\.rawValue)),
            Prose(plan.handOff), Prose(plan.connector.whenDown),
        ]
    }
    let writable = toolchain.connectors.filter { $0.connector.access == .writeCapable }.count
    return [
        .heading("Intake, validation, draft update, approval, and writeback layers"),
        .table(
            ReportDocument.Table(
                "The five layers", columns: ["Layer", "What happens in it", "Connectors", "Owner", "Hand-off"],
                rows: layers, empty: "No layer is planned.")),
        .heading("Read-only and write-capable systems, and why"),
        .paragraph(
            "\(toolchain.connectors.count - writable) read-only, \(writable) write-capable. Write-capable means that a draft may be prepared for it; a person carries it over."
        ),
        .table(
            ReportDocument.Table(
                "Access of each connector",
                columns: ["Connector", "Access", "Why", "Least permission", "Drafts"], rows: reasons,
                empty: "The release uses no connector.")),
        .heading("Ownership and hand-off paths for each connector"),
        .table(
            ReportDocument.Table(
                "Owner and hand-off of each connector",
                columns: ["Connector", "Owner", "Layers", "Hand-off", "When it is down"], rows: paths,
                empty: "The release uses no connector.")),
    ]
}

extension Draft.Tier {
    /// What the target can hold, in words.
    var words: String {
        switch self {
        case .unpublished: "a true unpublished state"
        case .inert: "a live but inert record"
        case .fileOnly: "no draft state there, so a file only"
        }
    }
}

extension Draft.Kind {
    /// The kind as people say it.
    var words: String {
        switch self {
        case .ticket: "ticket"
        case .docsPage: "docs page"
        case .comms: "comms"
        }
    }
}
