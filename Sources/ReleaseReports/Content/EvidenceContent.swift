import ReleaseModel

/// Section 1, the documents: what was read, how fresh it is, and which of it does not count.
func evidenceBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let bars = review.evidence.map { freshness(of: $0, asOf: review.asOf, names) }
    let rows = review.evidence.map { evidenceRow($0, names) }
    let table = ReportDocument.Table(
        "Every document and what was read from it",
        columns: ["Document", "Standing", "About", "Observed, good until", "Facts and notes"], rows: rows,
        empty: "No document was given, so every fact is unknown.")
    let counting = review.evidence.filter { $0.standing == .accepted }.count
    return [
        .heading("Evidence and its freshness"),
        .paragraph(
            review.evidence.isEmpty
                ? Prose(table.emptyText)
                : "\(counting) of \(counted(review.evidence.count, "document", "documents")) \(counting == 1 ? "counts" : "count"). Facts of the others are unknown."
        ),
    ] + (review.evidence.isEmpty ? [] : [.freshness(bars), .full([.table(table)])])
}

private func freshness(of evidence: JudgedEvidence, asOf: Instant, _ names: ReportNames) -> ReportDocument.Freshness {
    var used: Int?
    if let observed = evidence.observedAt, let expires = evidence.expiresAt, expires > observed {
        let life = (expires - observed).seconds
        let spent = min(max((asOf - observed).seconds, 0), life)
        used = life > 0 ? Int(spent * 100 / life) : nil
    } else if case .stale = evidence.standing {
        used = 100
    }
    var text = evidence.observedAt.map { "observed \($0.minuteInUTC)" } ?? "undated"
    if let reason = evidence.standing.reason {
        text += "; \(reason)"
    } else if let expires = evidence.expiresAt {
        text +=
            "; counts until \(expires.minuteInUTC), \(expires > asOf ? expires - asOf : TimeAmount(seconds: 0)) left"
    } else {
        text += "; no time-to-live"
    }
    return ReportDocument.Freshness(
        path: evidence.path, channel: names.channel(evidence.channel), standing: evidence.standing.mark,
        usedPercent: used.map { min($0, 100) }, text: text)
}

private func evidenceRow(_ evidence: JudgedEvidence, _ names: ReportNames) -> [Prose] {
    let digest = FactDigest(evidence.facts)
    let facts =
        digest.shown.map { fact -> Prose in
            switch fact.reading {
            case .known(let value): .code(fact.id.name) + Prose(" \(value.display)")
            case .unknown(let reason): .code(fact.id.name) + " unknown: " + Prose(reason)
            }
        } + digest.remarks.map { Prose.muted($0) }
    let notes = evidence.notes.map { Prose.muted("\($0.kind.rawValue): \($0.text)") }
    let claims = evidence.claims.map { Prose.muted("claim, not a vote: \($0.identity) \($0.statement)") }
    let why = evidence.standing.reason.map { [Prose($0)] } ?? []
    return [
        .lines([
            .code(evidence.path),
            .muted("\(evidence.format ?? "unknown format"), \(evidence.digest?.short ?? "no digest")"),
            .muted("from \(names.channel(evidence.channel))"),
        ]),
        .mark(evidence.standing.mark),
        .lines([
            evidence.revision.map { .code(String($0.prefix(12))) } ?? "no revision",
            Prose(evidence.environment?.name ?? "any environment"),
        ]),
        .lines(
            [Prose(evidence.observedAt?.minuteInUTC ?? "undated")]
                + (evidence.expiresAt.map { [.muted("until \($0.minuteInUTC)")] } ?? [])),
        .lines(why + facts + claims + notes),
    ]
}

/// Section 1, what is missing, with the role that supplies it.
func gapBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let gaps = review.gaps.sorted()
    let blocking = gaps.filter(\.isBlocking).count
    let rows = gaps.map { gap -> [Prose] in
        [
            .mark(gap.isBlocking ? Mark("✗", "blocks", .bad) : Mark("!", "open", .caution)),
            .lines([Prose(gap.summary), .code(gap.id)] + (gap.location.map { [.muted("\($0)")] } ?? [])),
            names.acting(gap.owner, gap.action), gap.environments.isEmpty ? "all" : .list(gap.environments.map(\.name)),
        ]
    }
    let dependencies = review.release.scope.dependencies.map { dependency -> [Prose] in
        let state: Mark =
            switch dependency.isReady {
            case true?: Mark("✓", "ready", .good)
            case false?: Mark("✗", "not ready", .bad)
            case nil: Mark("?", "nobody said", .unknown)
            }
        return [.strong(dependency.name), .mark(state), Prose(dependency.owner.map(names.role) ?? "no owner")]
    }
    return [
        .heading("Missing dependencies and evidence gaps"),
        .paragraph(
            "\(counted(gaps.count, "gap", "gaps")), \(blocking) of which \(blocking == 1 ? "blocks" : "block") a gate."),
        .table(
            ReportDocument.Table(
                "Gaps, blocking ones first",
                columns: ["Effect", "What is missing", "What its owner does", "Environments"], rows: rows,
                empty: "Nothing is missing.", subject: 1)),
        .table(
            ReportDocument.Table(
                "Dependencies", columns: ["Dependency", "State", "Owner"], rows: dependencies,
                empty: "The release file names no dependency.")),
    ]
}

/// Section 1, exceptions: counted and printed apart from everything that passed.
func waiverBlocks(_ review: ReadinessReview, _ names: ReportNames) -> [ReportDocument.Block] {
    let rows = review.waivers.map { judged -> [Prose] in
        let waiver = judged.waiver
        let standing: Prose =
            if let refusal = judged.refusal {
                .mark(Mark("✗", "does not apply", .bad)) + Prose(": \(refusal)")
            } else if judged.endsSoon {
                .mark(Mark("~", "applies, ends soon", .waived))
            } else {
                .mark(Mark("~", "applies", .waived))
            }
        return [
            .code(waiver.id.name), standing,
            .lines([.code(waiver.criterion.name), .list(waiver.environments.map(\.name))]),
            Prose("\(waiver.reason) (\(waiver.ticket))"),
            .lines([
                "owner \(names.role(waiver.owner))", "asked by \(waiver.requester)",
                Prose(waiver.approver.map { "approved by \($0)" } ?? "approved by nobody"),
            ]),
            Prose("\(waiver.start.minuteInUTC) to \(waiver.end.minuteInUTC)"), "\(waiver.renewals)",
        ]
    }
    let applying = review.waivers.filter { $0.refusal == nil }.count
    return [
        .heading("Waivers, counted apart"),
        .paragraph(
            "\(applying) of \(counted(review.waivers.count, "waiver", "waivers")) \(applying == 1 ? "applies" : "apply"). A waived criterion caps its gate at YELLOW."
        ),
        .table(
            ReportDocument.Table(
                "Waivers", columns: ["Waiver", "Standing", "Scope", "Reason", "People", "From, to", "Renewals"],
                rows: rows, empty: "There is no waiver.")),
    ]
}
