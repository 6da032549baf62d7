package import ReleaseModel

/// Writes release files in the structured form, for a person to edit.
package enum ReleaseFileWriter {
    static let schemaLine = "# yaml-language-server: $schema=release.schema.json"

    /// `approvals` as the section of that name, to be put into a release file.
    package static func text(approvals: [ApprovalRecord]) -> String {
        var lines = YAMLLines()
        lines.items("approvals", approvals, RecordsWriting.approval)
        return lines.text
    }

    /// `release` as a release file. Read back, it is the same release but for its phrases and places.
    package static func text(for release: Release) -> String { text(for: release, notes: [:]) }

    /// The same, with comments under the inputs of these names.
    static func text(for release: Release, notes: [String: [String]]) -> String {
        var lines = YAMLLines()
        if let subject = release.subject {
            head("subject", &lines)
            lines.block("subject") { block in
                block.scalar("name", subject.name)
                block.scalar("version", subject.version)
                block.scalar("revision", subject.revision)
                block.scalar("range", subject.range)
            }
        }
        section("initiative_context", notes, &lines) { InitiativeWriting.write(release.initiative, to: &$0) }
        section("change_scope", notes, &lines) { ScopeWriting.write(release.scope, to: &$0) }
        section("evidence_channels", notes, &lines) { EvidenceWriting.write(release.channels, to: &$0) }
        section("risk_tolerance", notes, &lines) { RiskWriting.write(release.riskTolerance, to: &$0) }
        section("approval_matrix", notes, &lines) { ApprovalWriting.write(release.approvalMatrix, to: &$0) }
        section("rollback_plan", notes, &lines) { RollbackWriting.write(release.rollbackPlan, to: &$0) }
        if !release.preferredLLM.isEmpty {
            head("preferred_llm", &lines)
            lines.list("preferred_llm", release.preferredLLM)
        }
        TimelineWriting.write(release.timeline, to: &lines)
        RecordsWriting.write(release, to: &lines)
        return schemaLine + "\n" + lines.text
    }

    /// The blank line and the comment before a top-level key, from the table of keys.
    static func head(_ name: String, _ lines: inout YAMLLines) {
        lines.blank()
        if let key = ReleaseFileFormat.file.key(name) { lines.comment(key.summary) }
    }

    private static func section(
        _ name: String, _ notes: [String: [String]], _ lines: inout YAMLLines, _ body: (inout YAMLLines) -> Void
    ) {
        head(name, &lines)
        for note in notes[name] ?? [] { lines.comment(note) }
        body(&lines)
    }
}

enum InitiativeWriting {
    static func write(_ initiative: Initiative, to lines: inout YAMLLines) {
        guard initiative != Initiative() else { return }
        lines.block("initiative_context") { block in
            block.scalar("id", initiative.id)
            block.scalar("name", initiative.name)
            block.scalar("objective", initiative.objective)
            block.list("products", initiative.products)
            block.items("stakeholders", initiative.stakeholders) { item, stakeholder in
                item.scalar("name", stakeholder.name)
                item.scalar("impact", stakeholder.impact)
            }
            block.scalar("requester", initiative.requester?.name)
            block.list("authors", initiative.authors.map(\.name))
            block.flag("emergency", initiative.isEmergency)
            block.scalar("declared_class", initiative.declaredClass?.rawValue)
            block.scalar("criticality", initiative.criticality)
        }
    }
}

enum ScopeWriting {
    static func write(_ scope: ChangeScope, to lines: inout YAMLLines) {
        guard scope != ChangeScope() else { return }
        lines.block("change_scope") { block in
            block.items("environments", scope.environments) { item, environment in
                item.scalar("name", environment.id.name)
                item.scalar("kind", environment.kind.rawValue)
                item.raw("after", YAMLText.list(environment.after.map(\.name)))
                item.instant("planned_start", environment.plannedStart)
                item.duration("planned_duration", environment.plannedDuration)
                item.scalar("time_zone", environment.timeZone)
                item.role("owner", environment.owner)
            }
            block.list("modules", scope.modules)
            block.list("teams", scope.teams)
            block.raw("team_count", scope.teamCount > scope.teams.count ? "\(scope.teamCount)" : nil)
            block.list("artefacts", scope.artefacts)
            block.flag("customer_facing", scope.isCustomerFacing)
            block.flag("data_migration", scope.hasDataMigration)
            block.flag("irreversible_step", scope.hasIrreversibleStep)
            block.flag("regulated_data", scope.touchesRegulatedData)
            block.items("dependencies", scope.dependencies) { item, dependency in
                item.scalar("name", dependency.name)
                item.role("owner", dependency.owner)
                item.flag("ready", dependency.isReady)
            }
        }
    }
}

enum EvidenceWriting {
    static func write(_ channels: [EvidenceChannel], to lines: inout YAMLLines) {
        lines.items("evidence_channels", channels) { item, channel in
            item.scalar("channel", channel.name)
            item.role("owner", channel.owner)
            item.duration("ttl", channel.timeToLive)
            item.items("files", channel.sources) { item, source in
                item.scalar("path", source.path)
                item.scalar("format", source.format)
                item.scalar("revision", source.revision)
                item.scalar("environment", source.environment?.name)
                item.instant("observed_at", source.observedAt)
                item.scalar("producer", source.producer?.name)
            }
        }
    }
}

enum RiskWriting {
    static func write(_ risk: RiskTolerance, to lines: inout YAMLLines) {
        guard risk != RiskTolerance() else { return }
        lines.block("risk_tolerance") { block in
            block.scalar("maximum_class", risk.maximumClass?.rawValue)
            block.items("rollback_constraints", risk.rollbackConstraints) { item, constraint in
                item.duration("after", constraint.after)
                item.flag("customer_facing_only", constraint.isCustomerFacingOnly)
                item.role("approver", constraint.approver)
            }
            block.duration("rollback_decision_deadline", risk.rollbackDecisionDeadline)
            if risk.monthlyCostIncrease.allSatisfy(\.scope.isEmpty) {
                block.list("monthly_cost_increase", risk.monthlyCostIncrease.map(\.description))
            } else {
                block.items("monthly_cost_increase", risk.monthlyCostIncrease) { item, budget in
                    item.scalar("amount", budget.amount.description)
                    item.list("environments", budget.environments.map(\.name))
                    item.scalar("from_class", budget.fromClass?.rawValue)
                }
            }
            block.scalar("monitoring_confidence_floor", risk.monitoringConfidenceFloor?.description)
            block.list("statements", risk.statements)
        }
    }
}
