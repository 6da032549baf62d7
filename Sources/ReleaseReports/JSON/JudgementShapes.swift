import ReleaseModel

/// Gates and what decided them, as JSON.
enum JudgementShapes {
    static let evidenceReference = JSONShape<Finding.EvidenceReference>(
        "evidence_reference", "A document that was looked at.",
        [
            .text("path", "The path as the release file names it.") { $0.path },
            .optionalDigest("digest", "SHA-256 of its bytes.") { $0.digest },
            .optionalInstant("observed_at", "When the world was as described.") { $0.observedAt },
        ])

    static let finding = JSONShape<Finding>(
        "finding", "The answer to one criterion in one environment.",
        [
            .text("criterion", "The criterion's id.") { $0.criterion.name },
            .text("environment", "The environment.") { $0.environment.name },
            .choice("state", "The state, after any waiver.") { $0.state },
            .choice("unwaived_state", "The state without a waiver.") { $0.unwaivedState },
            .text("reason", "The fact, then the limit.") { $0.reason },
            .optionalText("fact", "The fact it compares.") { $0.fact?.name },
            .field(
                "measured", FactShapes.valueType,
                "The measured value: a number in the fact's own scale (1 = 100 %, seconds), or a text."
            ) { $0.measured.map(FactShapes.value) ?? .null },
            .optionalText("measured_text", "The measured value for people.") { $0.measured?.display },
            .optionalText("limit", "The limit as the policy writes it.") { $0.limit },
            .flag("required", "Whether it decides the gate; an advisory one lowers it to YELLOW at most.") {
                $0.isRequired
            },
            .flag("key", "Whether it cannot be outvoted.") { $0.isKey },
            .count("weight", "Its weight in the score.") { $0.weight },
            .text("owner", "The role that answers for it.") { $0.owner.name },
            .optionalText("remedy", "The smallest change that would improve it, addressed to the owner.") { $0.remedy },
            .objects("evidence", "The documents it looked at.", evidenceReference) { $0.evidence },
            .optionalText("waiver", "The waiver that applies.") { $0.waiver?.name },
            .optionalInstant("valid_until", "Until when the answer holds.") { $0.validUntil },
        ])

    static let wait = JSONShape<Wait>(
        "wait", "Who or what a gate waits for.",
        [
            .field("kind", .choice(["approval", "calendar", "previous_environment", "soak"]), "What it waits for.") {
                .string($0.kind.rawValue)
            },
            .text("description", "In words.") { $0.description },
            .optionalText("role", "The role that can end it.") { $0.role?.name },
            .optionalInstant("until", "When it ends by itself, or times out.") { $0.until },
        ])

    static let roleAction = JSONShape<RoleAction>(
        "role_action", "An action for a person in a role.",
        [
            .text("role", "The role.") { $0.role.name }, .text("action", "In words.") { $0.action },
            .optionalText("criterion", "The criterion it answers.") { $0.criterion?.name },
        ])

    static let vote = JSONShape<ApprovalStatus.Vote>(
        "vote", "A person's yes or no, and whether it counts.",
        [
            .field("vote", .choice(["approve", "reject"]), "Yes or no.") { .string($0.record.vote.rawValue) },
            .text("role", "The role it was given in.") { $0.record.role.name },
            .text("person", "Who gave it.") { $0.record.person.name },
            .optionalText("on_behalf_of", "Who delegated it.") { $0.record.onBehalfOf?.name },
            .text("reason", "Why.") { $0.record.reason },
            .instant("at", "When.") { $0.record.at },
            .optionalInstant("expires_at", "When it ends, where it says so itself.") { $0.record.expiresAt },
            .choice("identity", "How the person was verified.") { $0.record.strength },
            .flag("counts", "Whether it counts.") { $0.voidReason == nil },
            .optionalText("void_reason", "Why it does not count.") { $0.voidReason },
        ])

    static let approval = JSONShape<ApprovalStatus>(
        "approval", "How far the approvals are.",
        [
            .field(
                "state", .choice(["not_required", "granted", "pending", "timed_out", "rejected", "unsatisfiable"]),
                "The state. A request that timed out counts as rejected."
            ) { .string($0.word) },
            .optionalText("reason", "Why it was rejected or cannot be met.") { $0.reason },
            .optionalText("rejected_by", "Who rejected it.") { $0.rejecter?.name },
            .optionalInstant("valid_until", "When a granted approval ends.") { $0.grantedUntil },
            .optionalInstant("asked_since", "Since when it is asked for.") { $0.askedSince },
            .optionalInstant("times_out", "When the request counts as rejected for want of an answer.") { $0.timesOut },
            .optionalText("requirement", "What is required, by role ids.") { $0.requirement?.expression },
            .texts("missing_roles", "The roles that still have to approve.") { $0.missingRoles.map(\.name) },
            .texts("excluded", "People who may not approve, and why.") { $0.excluded },
            .objects("votes", "Every vote.", vote) { $0.votes },
        ])

    static let calendar = JSONShape<CalendarVerdict>(
        "calendar", "What the calendar says about the planned interval.",
        [
            .field("state", .choice(["open", "closed", "unrestricted", "unknown"]), "The state.") { .string($0.word) },
            .text("explanation", "Which window, who set it and why.") { $0.explanation },
            .optionalText("unknown_reason", "Why it could not be read.") { $0.unknownReason },
            .optionalText("window", "The window that decided.") { $0.window },
            .optionalInstant("next_open", "When it next opens.") { $0.nextOpen },
            .optionalInstant("next_close", "When it next closes.") { $0.nextClose },
        ])

    static let approvedItem = JSONShape<ApprovedContent.Item>(
        "approved_item", "One thing that an approval covers.",
        [
            .text("name", "What it is.") { $0.name }, .text("value", "Its value.") { $0.value },
            .field("severity", .nullable(.integer), "How bad it is; null where any other value voids.") {
                $0.severity.map(JSONValue.integer) ?? .null
            },
        ])

    static let gate = JSONShape<GateResult>(
        "gate", "Everything about one environment's gate.",
        [
            .text("environment", "The environment.") { $0.environment.name },
            .choice("kind", "What the environment is for.") { $0.kind },
            .choice("decision", "Whether the promotion may start.") { $0.decision },
            .text("decision_reason", "The rule that decided.") { $0.decisionReason },
            .choice("state", "The gate's state.") { $0.state },
            .field("score", .nullable(.number), "0...100, exact; null where no criterion applies.") {
                $0.score.map(JSONValue.decimal) ?? .null
            },
            .count("unknown_count", "Criteria without an answer.") { $0.unknownCount },
            .count("waived_count", "Criteria that are waived; counted apart.") { $0.waivedCount },
            .texts("blockers", "What blocks.") { $0.blockers },
            .objects("waits", "Who or what it waits for.", wait) { $0.waits },
            .objects("path_to_green", "The smallest set of actions to PROCEED, in order.", roleAction) {
                $0.pathToGreen
            },
            .optionalInstant("valid_until", "Until when the answer holds.") { $0.validUntil },
            .optionalText("override", "An emergency override in force.") { $0.override },
            .object("approval", "How far its approvals are.", approval) { $0.approval },
            .object("calendar", "What the calendar says.", calendar) { $0.calendar },
            .objects("approval_covers", "What an approval given now would cover.", approvedItem) {
                $0.approvableContent.items
            },
            .objects("findings", "Every criterion's answer.", finding) { $0.findings },
        ])

    static let riskFactor = JSONShape<RiskAssessment.Factor>(
        "risk_factor", "One reason for at least this class.",
        [
            .text("id", "The factor's id.") { $0.id }, .choice("engine", "The engine that gave it.") { $0.engine },
            .choice("risk_class", "The class it asks for.") { $0.riskClass },
            .text("reason", "The fact and the limit.") { $0.reason },
        ])

    static let risk = JSONShape<RiskAssessment>(
        "risk", "The risk class and every reason for it.",
        [
            .choice("risk_class", "The highest class over all engines.") { $0.riskClass },
            .flag("manual_approval_only", "Whether data was missing.") { $0.requiresManualApproval },
            .objects("factors", "Worst first.", riskFactor) { $0.factors },
        ])
}
