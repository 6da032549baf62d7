package import ReleaseModel

/// Approvals for `approvals status`, `approvals request` and after a vote.
package enum ApprovalListing {
    /// Each case: what is required, every vote and what became of it, who may not vote, what is missing, until when.
    package static func status(
        _ cases: [ApprovalCase], release: Release, policy: Policy, width: Int = 80, color: Bool = false
    ) -> String {
        let names = ReportNames(release, policy)
        var canvas = TextCanvas(width: width, color: color)
        if cases.isEmpty { canvas.line("Nothing needs an approval.") }
        for group in Grouping.groups(of: cases, by: Alike.init) {
            guard let approval = group.first else { continue }
            canvas.blank()
            head(group, names, &canvas)
            let status = approval.status
            canvas.labelled("required", Prose(status.requirement.map { names.requirement($0) } ?? "nothing"))
            if !status.votes.isEmpty { canvas.heading("Votes") }
            canvas.list(status.votes.map { vote($0, names) }, isOrdered: false)
            let missing = approval.asked.filter(\.isMissing)
            if !missing.isEmpty { canvas.heading("Missing") }
            canvas.list(missing.map { asked($0) }, isOrdered: false)
            if !status.excluded.isEmpty { canvas.heading("May not approve") }
            canvas.list(status.excluded.map { Prose($0) }, isOrdered: false)
            if let course = approval.course {
                canvas.labelled("since", Prose(course.since.minuteInUTC))
                canvas.labelled("next", Prose(course.then))
                canvas.labelled("times out", Prose(course.rejectedAt.minuteInUTC))
            }
            if group.count == 1, let note = approval.note { canvas.prose(Prose(note), hanging: 2) }
        }
        return canvas.text
    }

    /// What cases have to share to stand in one block: everything but their own names, digests and notes.
    private struct Alike: Hashable {
        var isGate: Bool
        var status: ApprovalStatus
        var asked: [ApprovalCase.AskedRole]
        var course: WaitCourse?

        init(_ approval: ApprovalCase) {
            if case .gate = approval.subject { isGate = true } else { isGate = false }
            status = approval.status
            asked = approval.asked
            course = approval.course
        }
    }

    /// The card that goes to whoever is asked: what, to whom, why them, what voids it, by when.
    package static func request(
        _ approval: ApprovalCase, release: Release, policy: Policy, width: Int = 80, color: Bool = false
    ) -> String {
        let names = ReportNames(release, policy)
        var canvas = TextCanvas(width: width, color: color)
        canvas.prose(.strong("Approval request: \(approval.title)"))
        canvas.prose(.muted(names.releaseTitle))
        canvas.blank()
        canvas.labelled("state", Prose(names.approval(approval.status)))
        canvas.labelled("required", Prose(approval.status.requirement.map { names.requirement($0) } ?? "nothing"))
        canvas.labelled("why them", Prose(approval.whyTheseRoles))
        canvas.labelled("identity", Prose("\(approval.strength.words) or stronger"))
        canvas.labelled("digest", .code(approval.digest.prefixed))
        canvas.heading("Who is asked")
        canvas.list(approval.asked.map { asked($0) }, isOrdered: false)
        canvas.heading("What is approved, as it stands")
        canvas.list(items(approval.content), isOrdered: false)
        canvas.heading("A given approval becomes void by")
        canvas.list(approval.reReview.map { Prose($0) }, isOrdered: false)
        canvas.heading("While nobody answers")
        if let course = approval.course {
            self.course(course, names, &canvas)
        } else {
            canvas.prose("The wait has not begun; a request with `--as PERSON` begins it.")
        }
        if let note = approval.note {
            canvas.blank()
            canvas.prose(Prose(note), hanging: 2)
        }
        return canvas.text
    }

    /// What was recorded, and what is still missing.
    package static func recorded(
        _ vote: RecordedVote, release: Release, policy: Policy, width: Int = 80, color: Bool = false
    ) -> String {
        let names = ReportNames(release, policy)
        var canvas = TextCanvas(width: width, color: color)
        let record = vote.record
        let verb = record.vote == .approve ? Mark("✓", "approved", .good) : Mark("✗", "rejected", .bad)
        canvas.prose(
            .mark(verb) + " " + .strong(vote.after.title)
                + Prose(" by \(record.person) as \(names.role(record.role)), audit entry \(vote.entry)"), hanging: 2)
        canvas.labelled("covers", .code(vote.after.digest.prefixed))
        canvas.labelled("identity", Prose(record.strength.words))
        canvas.labelled("before", Prose(names.approval(vote.before)))
        canvas.labelled("now", Prose(names.approval(vote.after.status)))
        let missing = vote.after.asked.filter(\.isMissing)
        if !missing.isEmpty { canvas.heading("Still missing") }
        canvas.list(missing.map { asked($0) }, isOrdered: false)
        return canvas.text
    }

    /// Every item: those that matter one by one, those that stand alike together.
    private static func items(_ content: ApprovedContent) -> [Prose] {
        func isCriterion(_ item: ApprovedContent.Item, _ state: ReadinessState) -> Bool {
            item.name.hasPrefix("gate:") && item.value == state.rawValue
        }
        let green = content.items.filter { isCriterion($0, .green) }
        let notAsked = content.items.filter { isCriterion($0, .notApplicable) }
        let nothing = content.items.filter { $0.severity == 0 && !isCriterion($0, .notApplicable) }
        let planned = content.items.filter(\.isPlanned)
        let single = content.items.filter {
            !green.contains($0) && !notAsked.contains($0) && !nothing.contains($0) && !$0.isPlanned
        }
        var lines: [Prose] = single.map { .code($0.name) + Prose(": \($0.value)") }
        for (title, items) in [("criteria GREEN", green), ("criteria N/A", notAsked), ("at 0", nothing)]
        where !items.isEmpty {
            let names = items.map { $0.name.hasPrefix("gate:") ? String($0.name.dropFirst(5)) : $0.name }
            lines.append(Prose("\(items.count) \(title): \(names.joined(separator: ", "))"))
        }
        if !planned.isEmpty { lines.append(plan(planned)) }
        return lines
    }

    /// `12 planned changes with their values: aws_instance.web, …`.
    private static func plan(_ items: [ApprovedContent.Item]) -> Prose {
        let addresses = items.compactMap(\.plannedAddress)
        guard !addresses.isEmpty else { return "every planned change with its values, by the fingerprint of the plan" }
        let more = addresses.count > shownChanges ? ", and \(addresses.count - shownChanges) more" : ""
        let shown = addresses.prefix(shownChanges).joined(separator: ", ")
        return Prose(
            "\(counted(addresses.count, "planned change", "planned changes")), values included: \(shown)\(more)")
    }

    private static let shownChanges = 8

    private static func head(_ group: [ApprovalCase], _ names: ReportNames, _ canvas: inout TextCanvas) {
        guard let approval = group.first else { return }
        let mark: Mark =
            switch approval.status.state {
            case .granted: Mark("✓", "GRANTED", .good)
            case .notRequired: Mark("–", "NOT REQUIRED", .neutral)
            case .pending: Mark("…", "PENDING", .caution)
            case .timedOut: Mark("✗", "TIMED OUT", .bad)
            case .rejected: Mark("✗", "REJECTED", .bad)
            case .unsatisfiable: Mark("✗", "CANNOT BE MET", .bad)
            }
        func line(_ title: String) -> Prose {
            .mark(mark) + " " + .strong(title) + Prose(": \(names.approval(approval.status))")
        }
        guard group.count > 1 else {
            canvas.prose(line(approval.title), hanging: 2)
            canvas.labelled("subject", .code(approval.subject.text))
            canvas.labelled("digest", .code(approval.digest.prefixed))
            return
        }
        let kind = Alike(approval).isGate ? "promotions" : "drafts"
        canvas.prose(line("\(group.count) \(kind)"), hanging: 2)
        let items = group.map { one -> Prose in
            .lines(
                [.strong(one.title), .code(one.subject.text), .muted(one.digest.prefixed)]
                    + (one.note.map { [Prose($0)] } ?? []))
        }
        canvas.list(items, isOrdered: false)
    }

    private static func vote(_ vote: ApprovalStatus.Vote, _ names: ReportNames) -> Prose {
        let record = vote.record
        let behalf = record.onBehalfOf.map { " for \($0)" } ?? ""
        let text =
            "\(record.vote.rawValue) by \(record.person)\(behalf) as \(names.role(record.role)), "
            + "\(record.at.minuteInUTC), \(record.strength.words): \(record.reason) "
        guard let reason = vote.voidReason else { return Prose(text) + .mark(Mark("✓", "counts", .good)) }
        return .lines([Prose(text) + .mark(Mark("✗", "void", .bad)), Prose(reason)])
    }

    private static func asked(_ role: ApprovalCase.AskedRole) -> Prose {
        let people = role.people.map { person in
            person.obstacle.map { "\(person.person) (may not: \($0))" } ?? person.person.name
        }
        return .strong(role.title) + Prose(": " + (people.isEmpty ? "nobody is named" : people.joined(separator: ", ")))
    }

    private static func course(_ course: WaitCourse, _ names: ReportNames, _ canvas: inout TextCanvas) {
        canvas.labelled("since", Prose(course.since.minuteInUTC))
        for step in course.steps {
            canvas.labelled("then", Prose("\(names.role(step.role)) is asked at \(step.at.minuteInUTC)"))
        }
        let verb = course.isTimedOut ? "was" : "is"
        canvas.labelled("last", Prose("\(verb) rejected at \(course.rejectedAt.minuteInUTC) for want of an answer"))
    }
}
