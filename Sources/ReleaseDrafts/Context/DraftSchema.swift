/// Every field that a draft's template can use, and the input that each comes from.
///
/// Texts are ready to read: dates stand in the reader's zone, roles by their title, numbers with their unit. A field
/// that a release may leave out is optional text and has to be guarded, or a list that may be empty.
package enum DraftSchema {
    private typealias Field = TemplateSchema.Field

    /// The whole context.
    package static let root: TemplateSchema = .record(
        release + judgement + plan + [
            Field("draft", draft, input: "approval_matrix", "this draft: who approves it, and what voids that")
        ])

    /// The input of the top field `name` and everything under it that names none of its own; the input of one gate is
    /// `gate:` and the environment.
    static func input(of path: [String]) -> String? {
        var schema = root
        var input: String?
        for name in path {
            if case .list(let element) = schema { schema = element }
            guard let field = schema.field(name) else { return input }
            input = field.input ?? input
            schema = field.schema
        }
        return input
    }

    /// The input name of fields whose input differs per gate.
    static let gateInput = "gate:*"

    private static let release: [Field] = [
        Field(
            "subject",
            .record([
                Field("title", .text, "name and version"), Field("name", .text), Field("version", .optionalText),
                Field("revision", .optionalText, "commit or digest"),
            ]), input: "subject", "what is released"),
        Field(
            "initiative",
            .record([
                Field("name", .text), Field("objective", .optionalText), Field("products", .optionalText),
                Field("is_emergency", .flag),
                Field("stakeholders", .list(of: .record([Field("name", .text), Field("impact", .optionalText)]))),
            ]), input: "initiative_context", "the programme that the change serves"),
        Field(
            "scope",
            .record([
                Field("environments", .text, "the promotion path"), Field("modules", .optionalText),
                Field("teams", .optionalText), Field("artefacts", .optionalText),
                Field("customer_facing", .text, "yes, no or not stated"), Field("is_customer_facing", .flag),
                Field("data_migration", .text), Field("irreversible_step", .text), Field("regulated_data", .text),
                Field("has_irreversible_step", .flag),
                Field(
                    "dependencies",
                    .list(of: .record([Field("name", .text), Field("owner", .text), Field("status", .text)]))),
            ]), input: "change_scope", "what the change touches"),
        Field(
            "tolerance",
            .record([
                Field("decision_deadline", .text, "how fast a rollback is decided"),
                Field("constraints", .list(of: .text)), Field("statements", .list(of: .text)),
            ]), input: "risk_tolerance", "what binds a rollback"),
        Field(
            "rollback",
            .record([
                Field("is_planned", .flag), Field("decision_owner", .text), Field("has_decision_owner", .flag),
                Field("window", .optionalText),
                Field("last_rehearsed", .optionalText), Field("is_automated", .flag),
                Field(
                    "steps",
                    .list(
                        of: .record([Field("action", .text), Field("owner", .text), Field("duration", .optionalText)]))),
                Field("verification", .list(of: .text)), Field("limitations", .list(of: .text)),
                Field("states_limitations", .flag),
            ]), input: "rollback_plan", "the way back"),
    ]

    private static let judgement: [Field] = [
        Field(
            "risk",
            .record([
                Field("class", .text), Field("reasons", .list(of: .text)), Field("needs_manual_approval", .flag),
            ]), input: "risk class", "the class and why"),
        Field("decision", .text, input: "gates", "the worst decision over all gates"),
        Field("decision_line", .text, input: "gates", "the decision with the environments it is about"),
        Field("is_held", .flag, input: "gates", "not every gate is open"),
        Field("is_blocked", .flag, input: "gates"),
        Field("is_waiting", .flag, input: "gates"),
        Field("gates", .list(of: gate), input: gateInput, "in promotion order"),
        Field(
            "evidence",
            .list(of: .record([Field("channel", .text), Field("path", .text), Field("standing", .text)])),
            input: "evidence_channels", "every document and whether it counts"),
        Field("evidence_line", .text, input: "evidence_channels", "how many documents count"),
        Field(
            "evidence_problems",
            .list(of: .record([Field("channel", .text), Field("path", .text), Field("standing", .text)])),
            input: "evidence_channels", "documents that do not count"),
        Field("asks", .list(of: ask), input: "gates", "what the gates ask of whom, each once"),
        Field(
            "gap_asks", .list(of: ask), input: "evidence gaps",
            "what blocking gaps ask and no gate asks in the same words"),
        Field(
            "open_points",
            .list(
                of: .record([
                    Field("question", .text), Field("state", .text), Field("detail", .text), Field("owner", .text),
                    Field("environments", .text),
                ])), input: "gates", "answers that are not green, each once"),
        Field(
            "contacts", .list(of: .record([Field("role", .text), Field("contact", .text)])), input: "contacts",
            "roles that say where they are reached"),
        Field("has_gaps", .flag, input: "evidence gaps"),
        Field(
            "gaps",
            .list(
                of: .record([
                    Field("summary", .text), Field("owner", .text), Field("action", .text), Field("is_blocking", .flag),
                ])), input: "evidence gaps", "what is missing, blocking first"),
        Field("has_waivers", .flag, input: "waivers"),
        Field("waivers", .list(of: waiver), input: "waivers", "every exception"),
        Field("ending_waivers", .list(of: waiver), input: "waivers", "exceptions that end within seven days"),
        Field(
            "overrides",
            .list(
                of: .record([
                    Field("environment", .text), Field("reason", .text), Field("consents", .text),
                    Field("start", .text), Field("end", .text), Field("review_due", .text),
                ])), input: "overrides", "emergency overrides"),
    ]

    private static let ask: TemplateSchema = .record([
        Field("role", .text), Field("action", .text), Field("is_sentence", .flag, "the action goes on from the role"),
        Field("environments", .optionalText, "absent where it is about all"),
    ])

    private static let gate: TemplateSchema = .record([
        Field("environment", .text), Field("kind", .text), Field("decision", .text), Field("state", .text),
        Field("score", .text), Field("is_held", .flag, "not PROCEED"), Field("approval", .text),
        Field("calendar", .text), Field("unknown_count", .text), Field("waived_count", .text),
        Field("needs_approval", .flag), Field("missing_approvers", .optionalText),
        Field(
            "problems",
            .list(
                of: .record([
                    Field("question", .text), Field("state", .text), Field("detail", .text), Field("owner", .text),
                ])),
            "answers that are not green"),
        Field("actions", .list(of: .record([Field("role", .text), Field("action", .text)])), "the path to green"),
    ])

    private static let waiver: TemplateSchema = .record([
        Field("id", .text), Field("question", .text), Field("environments", .text), Field("owner", .text),
        Field("reason", .text), Field("ticket", .text), Field("end", .text), Field("standing", .text),
        Field("approver", .optionalText, "who approved it"), Field("is_in_force", .flag),
    ])

    private static let plan: [Field] = [
        Field(
            "timeline",
            .record([
                Field("zone", .text),
                Field(
                    "phases",
                    .list(
                        of: .record([
                            Field("title", .text), Field("days", .text), Field("goal", .text),
                        ]))),
                Field("has_promotions", .flag),
                Field(
                    "promotions",
                    .list(
                        of: .record([
                            Field("environment", .text), Field("when", .text), Field("owner", .text),
                        ]))),
                Field("reviews", .list(of: .record([Field("day", .text), Field("at", .text), Field("owner", .text)]))),
                Field("last_review", .optionalText), Field("go_live", .optionalText),
                Field("go_live_window", .optionalText, "from the planned start to its end"),
            ]), input: "timeline", "dates in the reader's zone"),
        Field(
            "control",
            .record([
                Field(
                    "rules",
                    .list(
                        of: .record([
                            Field("action", .text), Field("condition", .text), Field("owner", .text),
                            Field("deadline", .optionalText), Field("verification", .text),
                        ]))),
                Field(
                    "rollback_rules",
                    .list(
                        of: .record([
                            Field("action", .text), Field("condition", .text), Field("owner", .text),
                            Field("deadline", .optionalText), Field("verification", .text),
                        ]))),
                Field(
                    "rollback_triggers",
                    .list(
                        of: .record([
                            Field("owner", .text), Field("deadline", .optionalText),
                            Field("conditions", .list(of: .text)),
                        ])), "the rollback rules, once for each owner and deadline"),
                Field(
                    "support_signals",
                    .list(
                        of: .record([
                            Field("title", .text), Field("green", .text), Field("yellow", .text), Field("red", .text),
                            Field("owner", .text),
                        ])), "what people who answer customers see themselves"),
                Field(
                    "signals",
                    .list(
                        of: .record([
                            Field("title", .text), Field("green", .text), Field("yellow", .text), Field("red", .text),
                            Field("owner", .text),
                        ]))),
            ]), input: "policy", "when to keep, pause, roll back"),
        Field(
            "playbook",
            .record([
                Field("summary", .text), Field("approval_timeout", .text), Field("approval_validity", .text),
                Field("rollout_steps", .list(of: .text)),
                Field("escalation", .list(of: .record([Field("after", .text), Field("role", .text)]))),
            ]), input: "policy", "what the class asks for"),
    ]

    private static let draft: TemplateSchema = .record([
        Field("key", .text, "stable over edits"), Field("target", .text), Field("approvers", .text),
        Field("approver_reason", .text), Field("triggers", .text, "the inputs whose change voids the approval"),
    ])
}
