package import ReleaseModel

extension ApprovalListing {
    /// `releasegate.approvals/v1`.
    package static func json(_ cases: [ApprovalCase]) -> JSONValue { list.object(cases) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(list.outline, title: "releasegate approvals").value
    }

    /// `releasegate.vote/v1`.
    package static func json(_ vote: RecordedVote) -> JSONValue { recordedVote.object(vote) }

    /// The JSON Schema (draft 2020-12) of a recorded vote.
    package static func voteSchema() -> JSONValue {
        JSONSchemaDocument(recordedVote.outline, title: "releasegate vote").value
    }

    private static let list = JSONShape<[ApprovalCase]>(
        "approvals", "Approvals of gates and drafts.",
        [
            .field("schema", .constant("releasegate.approvals/v1"), "The version of this form.") { _ in
                "releasegate.approvals/v1"
            },
            .objects("approvals", "Gates in promotion order, then drafts by key.", approvalCase) { $0 },
        ])

    private static let recordedVote = JSONShape<RecordedVote>(
        "recorded_vote", "A vote that was recorded.",
        [
            .field("schema", .constant("releasegate.vote/v1"), "The version of this form.") { _ in
                "releasegate.vote/v1"
            },
            .field("entry", .integer, "The number of the audit entry.") { .integer($0.entry) },
            .object("vote", "The vote.", JudgementShapes.vote) {
                ApprovalStatus.Vote(record: $0.record, voidReason: nil)
            },
            .object("before", "The approvals before.", JudgementShapes.approval) { $0.before },
            .object("after", "What stands now.", approvalCase) { $0.after },
        ])

    static let course = JSONShape<WaitCourse>(
        "wait_course", "How a wait goes on while nobody answers.",
        [
            .instant("since", "When it began.") { $0.since },
            .objects("steps", "Further roles, and when they are asked.", step) { $0.steps },
            .instant("rejected_at", "When it counts as rejected.") { $0.rejectedAt },
            .flag("timed_out", "Whether that instant has come.") { $0.isTimedOut },
            .text("then", "What happens next.") { $0.then },
        ])

    private static let step = JSONShape<WaitCourse.Step>(
        "wait_step", "A role that is asked later.",
        [.text("role", "The role.") { $0.role.name }, .instant("at", "When.") { $0.at }])

    private static let person = JSONShape<ApprovalCase.AskedPerson>(
        "asked_person", "A member of an asked role.",
        [
            .text("person", "The person.") { $0.person.name },
            .optionalText("obstacle", "Why they may not approve.") { $0.obstacle },
        ])

    private static let role = JSONShape<ApprovalCase.AskedRole>(
        "asked_role", "A role that is asked.",
        [
            .text("role", "Its id.") { $0.role.name }, .text("title", "Its name.") { $0.title },
            .flag("missing", "Whether a vote in it is still missing.") { $0.isMissing },
            .objects("people", "Its members.", person) { $0.people },
        ])

    private static let approvalCase = JSONShape<ApprovalCase>(
        "approval_case", "Everything about one approval.",
        [
            .text("subject", "gate:ENVIRONMENT or draft:KEY.") { $0.subject.text },
            .text("title", "For people.") { $0.title },
            .digest("digest", "Of subject and content: what a vote is bound to.") { $0.digest },
            .object("approval", "How far it is.", JudgementShapes.approval) { $0.status },
            .objects("asked", "Who is asked.", role) { $0.asked },
            .text("why", "Why these roles.") { $0.whyTheseRoles },
            .objects("covers", "What an approval given now covers.", JudgementShapes.approvedItem) { $0.content.items },
            .texts("void_by", "What makes a given approval void.") { $0.reReview },
            .optional("course", "How the wait goes on.", course) { $0.course },
            .seconds("validity_seconds", "How long an approval counts.") { $0.validity },
            .choice("identity", "The strength that the class needs.") { $0.strength },
            .optionalText("note", "What else matters.") { $0.note },
        ])
}
