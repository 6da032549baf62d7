import ReleaseModel

/// The whole release file as tables of keys. The reader, the JSON Schema and the messages are made from them.
enum ReleaseFileFormat {
    static let file = FileSection(
        "release file", "A release: six inputs, and what stands beside them.",
        [
            FileKey("subject", .section(subject), "What is released."),
            FileKey(
                "initiative_context", .sentencesOr([.section(initiative)]), "Programme context and business objective."),
            FileKey(
                "change_scope", .sentencesOr([.section(scope)]), "Environments, modules and affected teams."),
            FileKey(
                "evidence_channels",
                .sentencesOr([
                    .list(.sectionOrText(channel)),
                    .map(.either([.section(channel), .list(.sectionOrText(source)), .nothing])),
                ]),
                "Systems that provide decision evidence."),
            FileKey(
                "risk_tolerance", .sentencesOr([.section(risk)]), "Allowed risk levels and rollback constraints."),
            FileKey(
                "approval_matrix", .sentencesOr([.section(approvals)]), "Approval roles and thresholds."
            ),
            FileKey(
                "rollback_plan", .sentencesOr([.section(rollback)]), "Recovery actions and ownership."),
            FileKey(
                "preferred_llm", .list(.text),
                "Model families for a second reading by people; the program never calls one."),
            FileKey(
                "policy", .sectionOrText(TrustAndPolicyFormat.policy),
                "Path of a policy file that overlays the default policy, relative to this file; and objectives."),
            FileKey(
                "attestation_keys",
                .either([
                    .list(.sectionOrText(TrustAndPolicyFormat.attestationKey)),
                    .section(TrustAndPolicyFormat.attestationKeys),
                ]),
                "Public keys that signed attestations are verified with."),
            FileKey("timeline", .section(timeline), "Start, working time, holidays, freeze and change windows."),
            FileKey(
                "criticality_bands", .map(.either([.choice(classes), .section(band)])),
                "Names of criticality bands, such as high, and the risk class each asks for."),
            FileKey("writebacks", .list(.section(writeback)), "Where drafts are meant to end up."),
            FileKey("waivers", .list(.section(waiver)), "Dated, approved exceptions from one criterion each."),
            FileKey("approvals", .list(.section(approval)), "Approvals and rejections on record."),
            FileKey(
                "approval_requests", .list(.section(approvalRequest)),
                "Requests for approvals: from then on the wait counts, and ends in a rejection."),
            FileKey("overrides", .list(.section(override)), "Emergency overrides on record."),
            FileKey("delegations", .list(.section(delegation)), "Explicit, dated hand-overs of a vote."),
        ])

    static let classes = RiskClass.allCases.map(\.rawValue)

    static let subject = FileSection(
        "subject", "What is released.",
        [
            FileKey("name", .text, "The product or service.", required: true),
            FileKey("version", .text, "The version people speak of, such as 2.4.0."),
            FileKey("revision", .text, "A commit SHA of 7 to 64 hex digits, or a sha256: digest."),
            FileKey(
                "range", .text,
                "The commits it adds, such as v2.3.0..HEAD, in the repository of this file; who made them cannot approve."
            ),
        ])

    static let initiative = FileSection(
        "initiative_context", "Programme context and business objective.",
        [
            FileKey("id", .text, "The identifier that keys drafts; it stays when the text changes."),
            FileKey("name", .text, "The initiative's name.", required: true),
            FileKey("objective", .text, "What it is for."),
            FileKey("products", .list(.text), "The products it touches."),
            FileKey("stakeholders", .list(.sectionOrText(stakeholder)), "Groups that the change touches, and how."),
            FileKey("requester", .text, "The person who asks for the release; cannot approve it."),
            FileKey("authors", .list(.text), "Authors and co-authors of the change; cannot approve it."),
            FileKey("emergency", .flag, "Whether this is an emergency change."),
            FileKey("declared_class", .choice(classes), "The class the team declares; may raise it, never lower it."),
            FileKey("criticality", .text, "The business criticality band."),
        ])

    static let stakeholder = FileSection(
        "stakeholders", "A group that the change touches.",
        [
            FileKey("name", .text, "The group.", required: true),
            FileKey("impact", .text, "What changes for them."),
        ])

    static let scope = FileSection(
        "change_scope", "What the change touches.",
        [
            FileKey(
                "environments", .list(.sectionOrText(environment)),
                "The promotion path. Names alone are promoted in the order they stand."),
            FileKey("modules", .list(.text), "The modules or services."),
            FileKey("teams", .list(.text), "The teams that take part."),
            FileKey("team_count", .wholeNumber(0...10_000), "How many teams, where not all are named."),
            FileKey("artefacts", .list(.text), "What is released beside the deployment, such as docs."),
            FileKey("customer_facing", .flag, "Whether customers see the change."),
            FileKey("data_migration", .flag, "Whether data is migrated."),
            FileKey("irreversible_step", .flag, "Whether a step cannot be undone."),
            FileKey("regulated_data", .flag, "Whether regulated data is touched."),
            FileKey("dependencies", .list(.sectionOrText(dependency)), "What must be there before the change."),
        ])

    static let environment = FileSection(
        "environments", "A place where the change runs.",
        [
            FileKey("name", .text, "The environment's name.", required: true, aliases: ["id"]),
            FileKey("kind", .choice(Environment.Kind.allCases.map(\.rawValue)), "What it is for."),
            FileKey("after", .list(.environment), "The environments it is promoted from."),
            FileKey("promotes_to", .list(.environment), "The environments that are promoted from it."),
            FileKey("planned_start", .instant, "The planned start of the promotion."),
            FileKey("planned_duration", .duration, "How long the promotion takes."),
            FileKey("time_zone", .zone, "The zone in which its owners work."),
            FileKey("owner", .role, "The role that owns it."),
        ])

    static let dependency = FileSection(
        "dependencies", "Something that must be there before the change.",
        [
            FileKey("name", .text, "What it is.", required: true),
            FileKey("owner", .role, "The role that provides it."),
            FileKey("ready", .flag, "Whether it is there."),
        ])

    static let channel = FileSection(
        "evidence_channels", "A system that provides evidence.",
        [
            FileKey("channel", .text, "The system, such as jira or CI status.", aliases: ["name"]),
            FileKey("owner", .role, "The role that hands the documents over."),
            FileKey("files", .list(.sectionOrText(source)), "The documents, relative to this file."),
            FileKey("ttl", .duration, "A time-to-live that overrides the policy's where it is shorter."),
        ])

    static let source = FileSection(
        "files", "One document and what is stated about it.",
        [
            FileKey("path", .text, "The path, relative to this file.", required: true),
            FileKey("format", .text, "The format, where its content should not decide."),
            FileKey("revision", .text, "The revision it is about, where its content does not say."),
            FileKey("environment", .environment, "The environment it is about."),
            FileKey("observed_at", .instant, "When it was observed, where its content has no time."),
            FileKey("producer", .text, "Who produced it; cannot approve on its strength."),
        ])

    static let risk = FileSection(
        "risk_tolerance", "How much risk is accepted.",
        [
            FileKey("maximum_class", .choice(classes), "The highest class that may go forward."),
            FileKey("rollback_constraints", .list(.section(constraint)), "What binds a rollback."),
            FileKey("rollback_decision_deadline", .duration, "How fast the owner of a rollback decides."),
            FileKey(
                "monthly_cost_increase", .list(.either([.money, .section(budget)])),
                "The accepted monthly cost increase: an amount per currency, or amounts by environment and class. The smallest that holds binds."
            ),
            FileKey("monitoring_confidence_floor", .share, "Under it the safety-first override applies."),
            FileKey("statements", .list(.text), "Further statements that bind people."),
        ])

    static let budget = FileSection(
        "monthly_cost_increase", "An accepted monthly cost increase, and where it holds.",
        [
            FileKey("amount", .money, "The amount per month.", required: true),
            FileKey("environments", .list(.environment), "Where it holds; without it, everywhere."),
            FileKey(
                "from_class", .choice(classes),
                "The lowest class it holds for; it binds every higher class too. Without it, every class."),
        ])

    static let constraint = FileSection(
        "rollback_constraints", "From when a rollback needs an approval.",
        [
            FileKey("after", .duration, "The time after the promotion.", required: true),
            FileKey("customer_facing_only", .flag, "Whether only a rollback that customers see is bound."),
            FileKey("approver", .role, "The role that must approve; without one there is no rollback after that time."),
        ])

    static let approvals = FileSection(
        "approval_matrix", "Who approves what.",
        [
            FileKey(
                "roles", .either([.list(.sectionOrText(role)), .map(.list(.sectionOrText(person)))]),
                "Roles and their people. An empty role means nobody."),
            FileKey("rules", .list(.section(rule)), "What is required for which decisions."),
        ] + RiskClass.allCases.map { FileKey($0.rawValue, .requirement, "What the class \($0.rawValue) requires.") })

    static let role = FileSection(
        "roles", "A role and its people.",
        [
            FileKey("id", .text, "The identifier, such as sre-lead."),
            FileKey("title", .text, "The name as people say it, such as SRE lead."),
            FileKey("members", .list(.sectionOrText(person)), "The people."),
            FileKey("contact", .text, "Where people reach the role, such as a channel or a rota; drafts print it."),
        ])

    static let person = FileSection(
        "members", "A person and the names systems know them by.",
        [
            FileKey("id", .text, "The person.", required: true),
            FileKey("aliases", .list(.text), "Other identities: addresses, logins, chat ids, key principals."),
            FileKey("bot", .flag, "Whether it is a bot; bots never approve."),
        ])

    static let rule = FileSection(
        "rules", "One line of the matrix.",
        [
            FileKey("classes", .list(.choice(classes)), "The risk classes.", required: true, aliases: ["class"]),
            FileKey("environments", .list(.environment), "The environments; none means all that ask for approval."),
            FileKey(
                "drafts", .list(.choice(Draft.Kind.allCases.map(\.rawValue))),
                "The draft kinds; none means promotions."),
            FileKey("require", .requirement, "Who must say yes.", required: true),
        ])

    static let requirement = FileSection(
        "require", "Who must say yes.",
        [
            FileKey("all_of", .list(.requirement), "All of these."),
            FileKey("any_of", .list(.requirement), "One of these."),
            FileKey("count", .wholeNumber(1...100), "How many different people."),
            FileKey("of", .list(.role), "The roles they may come from."),
        ])

    static let rollback = FileSection(
        "rollback_plan", "How to go back.",
        [
            FileKey("steps", .list(.sectionOrText(step)), "The actions, in order."),
            FileKey("decision_owner", .role, "The role that decides on a rollback."),
            FileKey("window", .duration, "How long the prepared way back stays open."),
            FileKey("automated", .flag, "Whether the team's own automation runs the window."),
            FileKey("verification", .list(.text), "How people see that it worked."),
            FileKey("limitations", .list(.text), "What it cannot undo; an empty list says there is nothing."),
            FileKey("last_rehearsed", .date, "When it was last rehearsed."),
            FileKey("environments", .list(.environment), "The environments it covers; none means all."),
        ])

    static let step = FileSection(
        "steps", "One action of a rollback.",
        [
            FileKey("action", .text, "The action, in words for a person.", required: true),
            FileKey("kind", .choice(RollbackStep.Kind.allCases.map(\.rawValue)), "What it reverts."),
            FileKey("owner", .role, "The role that acts."),
            FileKey("duration", .duration, "How long it takes."),
        ])

    static let band = FileSection(
        "criticality_bands", "A band of business criticality.",
        [
            FileKey("class", .choice(classes), "The risk class that the band asks for at least.", required: true),
            FileKey("playbook", .text, "The title of its playbook."),
        ])

    static let writeback = FileSection(
        "writebacks", "Where a draft is meant to end up.",
        [
            FileKey("kind", .choice(Draft.Kind.allCases.map(\.rawValue)), "The draft kind.", required: true),
            FileKey("connector", .text, "The system, such as jira.", required: true),
            FileKey("container", .text, "The project, space, channel or repository.", required: true),
            FileKey(
                "settings", .map(.list(.text)),
                "What the connector needs to know of this place, such as an id; never a credential."),
        ])
}
