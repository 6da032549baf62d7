package import ReleaseModel

/// A page about one name, for `explain`: what it is, why it is there, what decides.
package struct ExplanationPage: Hashable, Sendable {
    /// A title and its lines.
    package struct Part: Hashable, Sendable {
        package var title: String
        package var lines: [String]

        package init(_ title: String, _ lines: [String]) {
            self.title = title
            self.lines = lines
        }
    }

    package var id: String
    /// Such as `criterion`, `fact`, `connector`, `risk factor`.
    package var kind: String
    package var summary: String
    package var parts: [Part]

    package init(id: String, kind: String, summary: String, parts: [Part]) {
        self.id = id
        self.kind = kind
        self.summary = summary
        self.parts = parts
    }

    package func text(width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        canvas.prose(.strong(id) + .muted(" \(kind)"))
        canvas.prose(Prose(summary))
        for part in parts where !part.lines.isEmpty {
            canvas.heading(part.title)
            if part.lines.count == 1 {
                canvas.prose(Prose(part.lines.joined()))
            } else {
                canvas.list(part.lines.map { Prose($0) }, isOrdered: false)
            }
        }
        return canvas.text
    }

    /// `releasegate.explanation/v1`.
    package var json: JSONValue { ExplanationPage.shape.object(self) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(shape.outline, title: "releasegate explanation").value
    }

    private static let part = JSONShape<Part>(
        "part", "A title and its lines.",
        [.text("title", "The title.") { $0.title }, .texts("lines", "The lines.") { $0.lines }])

    private static let shape = JSONShape<ExplanationPage>(
        "explanation", "A page about one name.",
        [
            .field("schema", .constant("releasegate.explanation/v1"), "The version of this form.") { _ in
                "releasegate.explanation/v1"
            },
            .text("id", "The name.") { $0.id }, .text("kind", "What it names.") { $0.kind },
            .text("summary", "One sentence.") { $0.summary }, .objects("parts", "In reading order.", part) { $0.parts },
        ])
}

extension ExplanationPage {
    /// The page of a criterion, fact, connector, risk class or risk engine called `name`; nil where there is none.
    package static func page(for name: String, policy: Policy) -> ExplanationPage? {
        if let criterion = policy.criteria.first(where: { $0.id.name == name }) { return page(criterion) }
        if let playbook = policy.playbooks.first(where: { $0.riskClass.rawValue == name || $0.title == name }) {
            return page(playbook)
        }
        if let engine = RiskAssessment.Engine.allCases.first(where: { $0.rawValue == name }) { return page(engine) }
        if let connector = ConnectorCatalog.connector(ConnectorID(name)) ?? ConnectorCatalog.connector(named: name) {
            return page(connector)
        }
        return FactCatalog.definition(of: FactID(name)).map { page($0, policy) }
    }

    /// Every name that `page(for:policy:)` knows, sorted.
    package static func names(policy: Policy) -> [String] {
        Set(
            policy.criteria.map(\.id.name) + FactCatalog.all.map(\.id.name) + ConnectorCatalog.all.map(\.id.name)
                + policy.playbooks.map(\.riskClass.rawValue) + RiskAssessment.Engine.allCases.map(\.rawValue)
        ).sorted()
    }

    private static func page(_ criterion: Criterion) -> ExplanationPage {
        let place =
            criterion.environments.isEmpty ? criterion.kinds.map(\.rawValue) : criterion.environments.map(\.name)
        let force =
            criterion.isRequired ? "required: it decides its gate" : "advisory: it lowers a gate to YELLOW at most"
        let lifetimes = RiskClass.allCases.compactMap { riskClass in
            criterion.timeToLive[riskClass].map { "\(riskClass.rawValue): evidence counts for \($0)" }
        }
        return ExplanationPage(
            id: criterion.id.name, kind: "criterion", summary: criterion.question,
            parts: [
                Part("Why it is asked", [criterion.rationale]), Part("What decides", [criterion.ruleText]),
                Part("What helps", [criterion.remedy]),
                Part(
                    "How it counts",
                    [force, "weight \(criterion.weight)", "owned by the role \(criterion.owner)"]
                        + (criterion.isKey ? ["key: it cannot be outvoted"] : [])),
                Part(
                    "Asked for",
                    [
                        "environments: \(place.joined(separator: ", "))",
                        "classes: \(criterion.classes.map(\.rawValue).joined(separator: ", "))",
                    ]),
                Part("Lifetimes", lifetimes),
                Part("Set aside", criterion.notApplicableReason.map { [$0] } ?? []),
            ])
    }

    private static func page(_ definition: FactDefinition, _ policy: Policy) -> ExplanationPage {
        let users = policy.criteria.filter { criterion in
            guard case .threshold(let rule) = criterion.rule else { return false }
            return FactCatalog.definition(of: rule.fact)?.id == definition.id
        }
        let direction =
            definition.largerIsWorse.map { $0 ? "larger is worse" : "smaller is worse" } ?? "neither is worse by itself"
        return ExplanationPage(
            id: definition.id.name, kind: "fact", summary: definition.summary,
            parts: [
                Part(
                    "Type",
                    [
                        definition.unit.isEmpty
                            ? definition.type.rawValue : "\(definition.type.rawValue) in \(definition.unit)"
                    ]),
                Part("Direction", [direction]), Part("Compared by", users.map(\.id.name)),
            ])
    }

    private static func page(_ connector: Connector) -> ExplanationPage {
        ExplanationPage(
            id: connector.id.name, kind: "connector", summary: "\(connector.title), \(connector.access.rawValue)",
            parts: [
                Part("Why", [connector.accessReason]), Part("Least permission", [connector.leastPermission]),
                Part("Drafts", connector.draftKinds.map(\.words)),
                Part("Tier", connector.tier.map { ["\($0.rawValue): \($0.words)"] } ?? []),
                Part("When it is down", [connector.whenDown]), Part("Also written as", connector.aliases),
            ])
    }

    private static func page(_ playbook: Playbook) -> ExplanationPage {
        ExplanationPage(
            id: playbook.riskClass.rawValue, kind: "risk class", summary: playbook.summary,
            parts: [
                Part(
                    "Approval",
                    [
                        "in: \(playbook.approvalKinds.map(\.rawValue).joined(separator: ", "))",
                        "counts for \(playbook.approvalValidity)",
                        "times out after \(playbook.approvalTimeout), and is then rejected",
                    ]),
                Part("Escalation", playbook.escalation.map { "after \($0.after) to \($0.role)" }),
                Part(
                    "Waivers",
                    [
                        "at most \(playbook.waiverMaximum)", "renewals: \(playbook.waiverRenewals)",
                        playbook.mayWaiveUnknown ? "an UNKNOWN may be waived" : "an UNKNOWN may not be waived",
                    ]),
                Part("Rollout", playbook.rolloutSteps),
                Part(
                    "Rollback",
                    [
                        "decided within \(playbook.rollbackDecisionDeadline)",
                        "rehearsed within \(playbook.rehearsalMaximumDays) days",
                    ]),
            ])
    }

    private static func page(_ engine: RiskAssessment.Engine) -> ExplanationPage {
        let summary =
            switch engine {
            case .declared: "The class the team declares; it may raise the class, never lower it."
            case .scope: "Production, customers, data migration, irreversible steps, teams, modules, regulated data."
            case .infrastructure: "Deletes and replacements, identity and network changes, blast radius, drift."
            case .history: "How earlier releases of the same scope ended."
            case .schedule: "Nearness to a freeze, weekends, the end of the day, overlapping releases."
            case .missingData: "An engine without data asks for medium at least, and for a person's approval."
            }
        return ExplanationPage(
            id: engine.rawValue, kind: "risk engine", summary: summary,
            parts: [Part("How it counts", ["The class of a release is the highest that any engine gives."])])
    }
}
