import ReleaseModel

/// The release file and what is missing in it, as JSON.
enum ScopeShapes {
    static let subject = JSONShape<Subject>(
        "subject", "What is released.",
        [
            .text("name", "The product or service.") { $0.name },
            .optionalText("version", "The version people speak of.") { $0.version },
            .optionalText("revision", "The commit or digest that evidence must be about.") { $0.revision },
        ])

    static let stakeholder = JSONShape<Stakeholder>(
        "stakeholder", "A group that the change touches.",
        [
            .text("name", "Who.") { $0.name }, .optionalText("impact", "What changes for them.") { $0.impact },
        ])

    static let initiative = JSONShape<Initiative>(
        "initiative", "The programme that the change serves.",
        [
            .text("id", "The identifier that keys drafts.") { $0.id }, .text("name", "Its name.") { $0.name },
            .optionalText("objective", "Its objective.") { $0.objective },
            .texts("products", "The products.") { $0.products },
            .objects("stakeholders", "Whom it touches.", stakeholder) { $0.stakeholders },
            .optionalText("requester", "Who asks for the release; cannot approve it.") { $0.requester?.name },
            .texts("authors", "Who wrote the change; cannot approve it.") { $0.authors.map(\.name) },
            .flag("emergency", "Whether this is an emergency change.") { $0.isEmergency },
            .field("declared_class", .nullable(.choice(RiskClass.allCases.map(\.rawValue))), "The declared class.") {
                JSONValue($0.declaredClass?.rawValue)
            },
            .optionalText("criticality", "The criticality band.") { $0.criticality },
        ])

    static let environment = JSONShape<Environment>(
        "environment", "A place where the change runs.",
        [
            .text("id", "Its name.") { $0.id.name }, .choice("kind", "What it is for.") { $0.kind },
            .texts("after", "The environments it is promoted from.") { $0.after.map(\.name) },
            .optionalInstant("planned_start", "The planned start of the promotion.") { $0.plannedStart },
            .seconds("planned_duration_seconds", "How long the promotion takes.") { $0.plannedDuration },
            .optionalText("time_zone", "The zone of its owners.") { $0.timeZone },
            .optionalText("owner", "The role that owns it.") { $0.owner?.name },
        ])

    static let dependency = JSONShape<Dependency>(
        "dependency", "Something that must be there before the change.",
        [
            .text("name", "What.") { $0.name }, .optionalText("owner", "The role that supplies it.") { $0.owner?.name },
            .optionalFlag("ready", "Whether it is there; null where nobody said.") { $0.isReady },
        ])

    static let scope = JSONShape<ChangeScope>(
        "scope", "What the change touches.",
        [
            .objects("environments", "In promotion order.", environment) { $0.environments },
            .texts("modules", "The modules.") { $0.modules }, .texts("teams", "The teams, by name.") { $0.teams },
            .count("team_count", "How many teams.") { $0.teamCount },
            .texts("artefacts", "Artefacts beside the deployment.") { $0.artefacts },
            .optionalFlag("customer_facing", "Null where not stated.") { $0.isCustomerFacing },
            .optionalFlag("data_migration", "Null where not stated.") { $0.hasDataMigration },
            .optionalFlag("irreversible_step", "Null where not stated.") { $0.hasIrreversibleStep },
            .optionalFlag("regulated_data", "Null where not stated.") { $0.touchesRegulatedData },
            .objects("dependencies", "What must be there before.", dependency) { $0.dependencies },
        ])

    static let phrase = JSONShape<Phrase>(
        "phrase", "A phrase of a plain sentence, and what was made of it.",
        [
            .text("input", "The input it belongs to.") { $0.input }, .text("text", "The words as written.") { $0.text },
            .flag("understood", "Whether it was understood.") { phrase in
                if case .understood = phrase.reading { true } else { false }
            },
            .text("reading", "What it means; or, where it was not understood, what is accepted.") { phrase in
                switch phrase.reading {
                case .understood(let meaning): meaning
                case .notUnderstood(let accepted): accepted
                }
            },
            .text("location", "file:line:column.") { "\($0.location)" },
        ])

    static let gap = JSONShape<Gap>(
        "gap", "Something missing that somebody should supply.",
        [
            .choice("kind", "What kind.") { $0.kind }, .text("id", "Stable within a release.") { $0.id },
            .text("summary", "What is missing.") { $0.summary }, .text("owner", "The role.") { $0.owner.name },
            .text("action", "What the owner does.") { $0.action },
            .texts("environments", "The gates it touches.") { $0.environments.map(\.name) },
            .flag("blocking", "Whether a gate is blocked by it.") { $0.isBlocking },
            .optionalText("location", "file:line:column.") { $0.location.map { "\($0)" } },
            .texts("criteria", "The criteria that the same evidence would answer; empty for what is no evidence.") {
                $0.criteria.map(\.name)
            },
        ])

    static let waiver = JSONShape<JudgedWaiver>(
        "waiver", "An exception and what became of it.",
        [
            .text("id", "Its id.") { $0.waiver.id.name },
            .text("criterion", "The criterion.") { $0.waiver.criterion.name },
            .texts("environments", "The environments.") { $0.waiver.environments.map(\.name) },
            .optionalText("revision", "The revision; null means whatever it is.") { $0.waiver.revision },
            .flag("applies", "Whether it applies.") { $0.refusal == nil },
            .optionalText("refusal", "Why it does not.") { $0.refusal },
            .flag("ends_soon", "Whether it ends within seven days.") { $0.endsSoon },
            .text("owner", "The role that owns it.") { $0.waiver.owner.name },
            .text("requester", "Who asked.") { $0.waiver.requester.name },
            .optionalText("approver", "Who approved; null means nobody.") { $0.waiver.approver?.name },
            .optionalText("approver_role", "In which role.") { $0.waiver.approverRole?.name },
            .text("reason", "Why.") { $0.waiver.reason }, .text("ticket", "The ticket.") { $0.waiver.ticket },
            .instant("start", "From when.") { $0.waiver.start },
            .instant("end", "The first instant at which it no longer applies.") { $0.waiver.end },
            .count("renewals", "How often it was renewed.") { $0.waiver.renewals },
        ])

    private static let consent = JSONShape<EmergencyOverride.Consent>(
        "consent", "One of those who agreed.",
        [.text("role", "The role.") { $0.role.name }, .text("person", "The person.") { $0.person.name }])

    static let override = JSONShape<JudgedOverride>(
        "override", "An emergency override and what became of it.",
        [
            .text("id", "Its id.") { $0.override.id },
            .text("environment", "The environment.") { $0.override.environment.name },
            .flag("in_force", "Whether it is in force.") { $0.refusal == nil },
            .optionalText("refusal", "Why it is not.") { $0.refusal },
            .text("reason", "Why it was started.") { $0.override.reason },
            .objects("consents", "Who agreed.", consent) { $0.override.consents },
            .instant("start", "From when.") { $0.override.start },
            .instant("end", "The first instant at which it no longer applies.") { $0.end },
            .instant("review_due", "When its review is due.") { $0.reviewDue },
            .flag("owes_review", "Whether its review is still to come.") { $0.owesReview },
            .flag("review_overdue", "Whether the review is overdue, which blocks.") { $0.isOverdue },
        ])

    static let delegation = JSONShape<JudgedDelegation>(
        "delegation", "A hand-over of a vote and what became of it.",
        [
            .text("role", "The role.") { $0.delegation.role.name },
            .text("from", "Who hands over.") { $0.delegation.from.name },
            .text("to", "Who votes.") { $0.delegation.to.name },
            .instant("start", "From when.") { $0.delegation.start },
            .instant("end", "The first instant at which it no longer applies.") { $0.delegation.end },
            .text("reason", "Why.") { $0.delegation.reason },
            .flag("counts", "Whether it counts in its time.") { $0.refusal == nil },
            .optionalText("refusal", "Why it counts for nothing.") { $0.refusal },
        ])

    static let loosening = JSONShape<Policy.Loosening>(
        "loosening", "A rule that is looser than the default.",
        [
            .text("what", "Which rule.") { $0.what }, .text("reason", "Why.") { $0.reason },
            .text("location", "file:line:column.") { "\($0.location)" },
        ])
}
