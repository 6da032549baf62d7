import ReleaseModel

/// Section 1, scope mapping: products, environments, stakeholder impact, and what was understood of plain sentences.
func scopeBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let release = review.release
    return [
        .heading("Scope mapping: products, environments, and stakeholder impact"),
        .table(scopeTable(release, names)), .table(environmentTable(release, names)), .table(stakeholderTable(release)),
    ] + phraseBlocks(release)
}

private func scopeTable(_ release: Release, _ names: ReportNames) -> ReportDocument.Table {
    let scope = release.scope
    let initiative = release.initiative
    let people = initiative.authors.map(\.name)
    let teams = scope.teams.isEmpty ? "" : ": " + scope.teams.joined(separator: ", ")
    let rows: [(String, Prose)] = [
        ("Initiative", Prose(initiative.name.isEmpty ? "not stated" : initiative.name)),
        ("Objective", Prose(initiative.objective ?? "not stated")),
        ("Products", initiative.products.isEmpty ? "not stated" : .list(initiative.products)),
        ("Subject", Prose(names.releaseTitle)),
        ("Revision", release.subject?.revision.map(Prose.code) ?? "not stated, so no evidence can be about it"),
        ("Modules", scope.modules.isEmpty ? "not stated" : .list(scope.modules)),
        ("Teams", Prose("\(max(scope.teamCount, scope.teams.count))\(teams)")),
        ("Other artefacts", .list(scope.artefacts)),
        ("Customer-facing", answer(scope.isCustomerFacing)),
        ("Data migration", answer(scope.hasDataMigration)),
        ("Irreversible step", answer(scope.hasIrreversibleStep)),
        ("Regulated data", answer(scope.touchesRegulatedData)),
        ("Emergency change", initiative.isEmergency ? "yes" : "no"),
        ("Declared class", Prose(initiative.declaredClass?.rawValue ?? "none")),
        ("Criticality", Prose(initiative.criticality ?? "not stated")),
        ("Requested by", Prose(initiative.requester?.name ?? "not stated")),
        ("Authors, who cannot approve", people.isEmpty ? "not stated" : .list(people)),
        ("Second reading by", release.preferredLLM.isEmpty ? "nobody named" : .list(release.preferredLLM)),
    ]
    return ReportDocument.Table(
        "What the change is", columns: ["Topic", "As stated"], rows: rows.map { [Prose($0.0), $0.1] },
        empty: "Nothing is stated.")
}

private func answer(_ flag: Bool?) -> Prose {
    guard let flag else { return "not stated, which is a gap and not a no" }
    return flag ? "yes" : "no"
}

private func environmentTable(_ release: Release, _ names: ReportNames) -> ReportDocument.Table {
    let rows = release.scope.environments.map { environment -> [Prose] in
        let start = environment.plannedStart.map { "\($0.minuteInUTC)" } ?? "not planned"
        let duration = environment.plannedDuration.map { ", \($0)" } ?? ""
        return [
            .strong(environment.id.name), Prose(environment.kind.rawValue),
            environment.after.isEmpty ? "the first" : .list(environment.after.map(\.name)), Prose(start + duration),
            Prose(environment.timeZone ?? release.timeline.timeZone ?? "UTC"),
            Prose(environment.owner.map(names.role) ?? "no owner"),
        ]
    }
    return ReportDocument.Table(
        "Environments in promotion order",
        columns: ["Environment", "Kind", "Promoted from", "Planned start", "Zone", "Owner"], rows: rows,
        empty: "No environment is stated.")
}

private func stakeholderTable(_ release: Release) -> ReportDocument.Table {
    ReportDocument.Table(
        "Stakeholder impact", columns: ["Stakeholder", "What changes for them"],
        rows: release.initiative.stakeholders.map {
            [.strong($0.name), Prose($0.impact ?? "not stated, which is a gap")]
        },
        empty: "No stakeholder is stated.")
}

private func phraseBlocks(_ release: Release) -> [ReportDocument.Block] {
    guard !release.phrases.isEmpty else { return [] }
    let open = release.phrases.filter { if case .notUnderstood = $0.reading { true } else { false } }.count
    let rows = release.phrases.map { phrase -> [Prose] in
        let reading: Prose =
            switch phrase.reading {
            case .understood(let meaning): .mark(Mark("✓", "understood", .good)) + Prose(" as \(meaning)")
            case .notUnderstood(let accepted):
                .mark(Mark("?", "not understood", .unknown)) + Prose("; accepted here: \(accepted)")
            }
        return [.code(phrase.input), Prose("“\(phrase.text)”"), reading, .muted("\(phrase.location)")]
    }
    return [
        .minorHeading("Plain sentences, phrase by phrase"),
        .paragraph(
            "\(counted(release.phrases.count, "phrase", "phrases")), \(open) not understood. A phrase that was not understood is a gap."
        ),
        .table(
            ReportDocument.Table(
                "What was understood", columns: ["Input", "Phrase", "Reading", "Place"], rows: rows, empty: "")),
    ]
}
