import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseDrafts

@Suite("Draft planner") struct DraftPlannerTests {
    private func plan(
        _ review: ReadinessReview = SampleReview.review, timeline: ReleaseTimeline = SampleReview.timeline,
        templates: TemplateSet = TemplateSet(), targets: [WritebackTarget] = SampleReview.targets,
        stored: [Draft] = []
    ) -> [Draft] {
        DraftPlanner(templates: templates).plan(
            review: review, timeline: timeline, control: SampleReview.control, targets: targets,
            stored: SampleReview.stored(stored)
        ).drafts
    }

    @Test func draftsReadAsWritten() throws {
        let text = plan().map { draft in
            """
            === \(draft.artefact) for \(draft.connector) (\(draft.key), tier \(draft.tier.rawValue), \
            \(draft.operation.rawValue))
            title: \(draft.title)
            approvers: \(draft.approverRoles.map(\.name)) because \(draft.approverReason)
            triggers: \(draft.triggers.map(\.input).joined(separator: ", "))
            limits: \(draft.limits.joined(separator: "; "))
            hand-off: \(draft.handOff)
            hits: \(draft.guardHits.map { "\($0.rule) line \($0.line): \($0.found)" })

            \(draft.body)
            """
        }.joined(separator: "\n")
        try expectGolden(text, at: projectFolder + "/Tests/ReleaseDraftsTests/Fixtures/drafts.golden.txt")
    }

    @Test func theSampleHasNoGuardHitAndEveryTemplateChecks() {
        #expect(TemplateSet().diagnostics == [])
        #expect(TemplateSet().templates.keys.count { !$0.contains(".") } == DraftCatalog.all.count)
        for draft in plan() { #expect(draft.guardHits == [], "\(draft.artefact)") }
        #expect(
            plan().map(\.artefact).sorted() == [
                "announcement", "change-ticket", "escalation-notice", "readiness-page", "release-notes",
                "rollback-runbook", "support-brief",
            ])
    }

    @Test func everyContextHasTheShapeOfTheSchema() {
        let context = DraftContext(
            review: SampleReview.review, timeline: SampleReview.timeline, control: SampleReview.control,
            localTime: \.minuteInUTC)
        let draft: [String: TemplateValue] = [
            "key": .text(""), "target": .text(""), "approvers": .text(""), "approver_reason": .text(""),
            "triggers": .text(""),
        ]
        #expect(DraftSchema.root.matches(context.value(draft: draft)))
    }

    @Test func planningAgainChangesNothing() {
        let first = plan()
        #expect(first.allSatisfy { $0.change == .created && $0.operation == .createDraft && $0.revision == 1 })
        let second = plan(stored: first)
        #expect(second.allSatisfy { $0.change == .unchanged && $0.revision == 1 && $0.changedInputs == [] })
        #expect(second.map(\.contentDigest) == first.map(\.contentDigest))
        var later = SampleReview.review
        later.asOf = later.asOf + .hours(1)
        #expect(plan(later, stored: first).allSatisfy { $0.change == .unchanged })
    }

    /// Changes one input and names the input and the drafts that depend on it.
    @Test(arguments: [
        ("objective", "initiative_context", ["announcement", "change-ticket", "release-notes"]),
        ("limitation", "rollback_plan", ["rollback-runbook", "support-brief"]),
        ("gap", "evidence gaps", ["change-ticket", "escalation-notice", "readiness-page"]),
        ("evidence", "evidence_channels", ["readiness-page"]),
        ("decision", "gate:production", ["change-ticket", "escalation-notice", "readiness-page"]),
        ("revision", "subject", ["change-ticket"]),
        ("risk reason", "risk class", ["change-ticket"]),
    ])
    func oneInputUpdatesExactlyItsDrafts(_ what: String, _ input: String, _ expected: [String]) {
        let first = plan()
        var review = SampleReview.review
        switch what {
        case "objective": review.release.initiative.objective = "Card payments answer within two seconds."
        case "limitation": review.release.rollbackPlan.limitations = ["receipts and invoices stay sent"]
        case "gap": review.gaps[0].action = "name the date of the ledger service"
        case "evidence": review.evidence[1].standing = .accepted
        case "decision": review.gates[1].state = .red
        case "revision": review.release.subject?.revision = "aaaaaaaaaaaa"
        default: review.risk.factors[0].reason = "all customers see it"
        }
        let second = plan(review, stored: first)
        let updated = second.filter { $0.change == .updated }
        #expect(updated.map(\.artefact).sorted() == expected)
        for draft in updated {
            #expect(draft.changedInputs == [input], "\(draft.artefact)")
            // Nothing tells that the first revision was carried over.
            #expect(draft.revision == 2 && draft.operation == .createDraft && draft.presence == .possible)
        }
        #expect(second.count { $0.change == .unchanged } == second.count - expected.count)
        #expect(second.map(\.key) == first.map(\.key))
    }

    @Test(arguments: [
        (DraftPresence.planned, Draft.Operation.createDraft, DraftPresence.possible, "carries it over"),
        (.possible, .createDraft, .possible, "looks for rg1-"),
        (.recorded, .updateDraft, .recorded, "replaces the text of the record"),
    ])
    func onlyWhatIsKnownToStandThereIsUpdated(
        stored: DraftPresence, operation: Draft.Operation, presence: DraftPresence, handOff: String
    ) throws {
        let first = plan()
        var review = SampleReview.review
        review.release.initiative.objective = "Card payments answer within two seconds."
        let known = SampleReview.stored(first).map { draft in
            var draft = draft
            draft.presence = stored
            return draft
        }
        let planner = DraftPlanner()
        let drafts = planner.plan(
            review: review, timeline: SampleReview.timeline, control: SampleReview.control,
            targets: SampleReview.targets, stored: known
        ).drafts
        let ticket = try #require(drafts.first { $0.artefact == "change-ticket" })
        #expect(ticket.change == .updated)
        #expect(ticket.operation == operation)
        #expect(ticket.presence == presence)
        let unchanged = try #require(drafts.first { $0.artefact == "readiness-page" })
        #expect(unchanged.change == .unchanged)
        #expect(unchanged.handOff.contains(handOff))
    }

    @Test func anAgeIsNoReasonForANewRevision() {
        let first = plan()
        var review = SampleReview.review
        let age = { (days: Int) in "evidence/tests.xml is STALE: it is \(days) d 2 h old; the limit is 3 d" }
        review.gaps[0].summary = age(4)
        review.risk.factors[0].reason = age(4)
        let today = plan(review, stored: first)
        review.gaps[0].summary = age(5)
        review.risk.factors[0].reason = age(5)
        let tomorrow = plan(review, stored: today)
        #expect(tomorrow.allSatisfy { $0.change == .unchanged })
        #expect(today.contains { $0.body.contains("evidence/tests.xml is STALE") })
        #expect(!today.contains { $0.body.contains(" old;") })
    }

    @Test func whatTwoGatesAskOfOneRoleIsOneLine() throws {
        var review = SampleReview.review
        let asked = RoleAction(role: "qa-lead", action: "The qa lead has the failing tests mended.")
        for index in review.gates.indices {
            review.gates[index].pathToGreen = [
                asked,
                RoleAction(
                    role: "sre-lead",
                    action: "Review the promotion into \(review.gates[index].environment) and approve or reject it"),
            ]
        }
        review.gates[1].pathToGreen.append(
            RoleAction(role: "sre-lead", action: "Bring \(review.gates[0].environment) to PROCEED first"))
        let ticket = try #require(plan(review).first { $0.artefact == "change-ticket" })
        let lines = ticket.body.split(separator: "\n").map(String.init)
        #expect(lines.count { $0.contains("failing tests") } == 1)
        #expect(lines.contains("- **QA lead** has the failing tests mended."), "\(ticket.body)")
        #expect(lines.contains { $0.hasSuffix("reviews the promotion and approves or rejects it.") })
        #expect(!ticket.body.contains("to PROCEED first"))
    }

    @Test func aChangedTemplateIsNamed() {
        let first = plan()
        let text = (TemplateSet.builtInText(named: "announcement.slack") ?? "") + "\nOne more line.\n"
        let changed = plan(
            templates: TemplateSet(overrides: ["announcement.slack": ("mine.mustache", text)]), stored: first)
        let updated = changed.filter { $0.change == .updated }
        #expect(updated.map(\.artefact) == ["announcement"])
        #expect(updated.first?.changedInputs == ["template:announcement"])
    }

    @Test func goneIsWithdrawnAndComesBackAsANewRevision() throws {
        let first = plan()
        let fewer = plan(targets: Array(SampleReview.targets.prefix(2)), stored: first)
        let withdrawn = fewer.filter { $0.change == .withdrawn }
        #expect(Set(withdrawn.map(\.artefact)) == ["announcement", "escalation-notice", "support-brief"])
        #expect(withdrawn.allSatisfy { $0.operation == .withdrawDraft && $0.connector == "slack" })
        let again = plan(targets: Array(SampleReview.targets.prefix(2)), stored: fewer)
        #expect(again.filter { $0.change == .withdrawn } == withdrawn)
        let back = plan(stored: fewer).filter { $0.connector == "slack" }
        #expect(back.count == 3 && back.allSatisfy { $0.change == .updated && $0.revision == 2 })
    }

    @Test func exceptionsAndOverridesBringTheirOwnDrafts() throws {
        var review = SampleReview.review
        let override = EmergencyOverride(
            id: "pay-4711", environment: "production", reason: "checkout is down",
            consents: [.init(role: "sre-lead", person: "ann"), .init(role: "service-owner", person: "bob")],
            start: SampleReview.asOf, end: SampleReview.asOf + .hours(2), reviewDue: SampleReview.asOf + .days(3))
        review.overrides = [
            JudgedOverride(
                override: override, refusal: nil, end: override.end, reviewDue: override.reviewDue, owesReview: true,
                isOverdue: false)
        ]
        let waiver = Waiver(
            id: "w-1", criterion: "tests-passed", environments: ["production"], owner: "service-owner",
            requester: "ann",
            approver: "bob", reason: "one test needs the old card reader", ticket: "PAY-7", start: SampleReview.asOf,
            end: SampleReview.asOf + .days(3))
        review.waivers = [JudgedWaiver(waiver: waiver, refusal: nil, endsSoon: true)]
        let drafts = plan(review)
        let review2 = try #require(drafts.first { $0.artefact == "post-implementation-review" })
        #expect(review2.body.contains("**Reason given:** checkout is down"))
        let expiry = try #require(drafts.first { $0.artefact == "waiver-expiry" })
        #expect(expiry.body.contains("- **Question:** Did the tests pass?\n- **Where:** production\n"))
        #expect(drafts.allSatisfy { $0.guardHits.isEmpty })
        review.waivers[0].refusal = "expired"
        #expect(!plan(review).contains { $0.artefact == "waiver-expiry" })
    }

    @Test func sameTargetTwiceIsOneDraft() {
        #expect(plan(targets: SampleReview.targets + SampleReview.targets).count == plan().count)
    }

    @Test func keysIgnoreTheTextAndFollowTheTarget() {
        let key = DraftIdentity.key(connector: "jira", container: "REL", initiative: "x", artefact: "change-ticket")
        #expect(key.name.hasPrefix("rg1-") && key.name.count == 24)
        let all = [
            key, DraftIdentity.key(connector: "jsm", container: "REL", initiative: "x", artefact: "change-ticket"),
            DraftIdentity.key(connector: "jira", container: "OPS", initiative: "x", artefact: "change-ticket"),
            DraftIdentity.key(connector: "jira", container: "REL", initiative: "y", artefact: "change-ticket"),
            DraftIdentity.key(connector: "jira", container: "REL", initiative: "x", artefact: "waiver-expiry"),
        ]
        #expect(Set(all).count == 5)
    }

    @Test func wrongTargetsAreDiagnosed() {
        let result = DraftPlanner().plan(
            review: SampleReview.review, timeline: SampleReview.timeline, control: SampleReview.control,
            targets: [
                WritebackTarget(kind: .ticket, connector: "nowhere", container: "x"),
                WritebackTarget(kind: .ticket, connector: "slack", container: "x"),
            ], stored: [])
        #expect(result.drafts == [])
        #expect(
            result.diagnostics.map(\.message.text) == [
                "\"slack\" takes no ticket drafts; it takes comms", "there is no connector \"nowhere\"",
            ])
    }

    @Test func hostileTextIsHeldBackAtTheUsersLine() throws {
        var review = SampleReview.review
        let action = "run kubectl rollout undo deployment/payments"
        review.release.rollbackPlan.steps[0].action = action
        let place = SourceLocation(file: "release.yaml", line: 41, column: 9)
        let plan = DraftPlanner(sources: [(text: action, location: place)]).plan(
            review: review, timeline: SampleReview.timeline, control: SampleReview.control,
            targets: SampleReview.targets, stored: [])
        let runbook = try #require(plan.drafts.first { $0.artefact == "rollback-runbook" })
        #expect(runbook.guardHits.map(\.rule) == ["no-command"])
        #expect(runbook.guardHits.first?.source == place)
        #expect(plan.drafts.filter { $0.artefact != "rollback-runbook" }.allSatisfy { $0.guardHits.isEmpty })
    }

    @Test func longBodiesEndAtAParagraphAndSaySo() {
        let body =
            (1...50).map { "Paragraph \($0) of the text." }.joined(separator: "\n\n") + "\n\n---\n\nApprover: x\n"
        let (short, dropped) = TextShortener.body(body, to: 400, unit: .characters)
        #expect(short.utf16.count <= 400 && dropped > 30)
        #expect(short.hasSuffix("Approver: x\n") && short.contains("left out"))
        #expect(TextShortener.body(body, to: 100_000, unit: .bytes).text == body)
        #expect(TextShortener.title("DRAFT a long title here", to: 15, unit: .characters) == "DRAFT a long …")
    }
}
