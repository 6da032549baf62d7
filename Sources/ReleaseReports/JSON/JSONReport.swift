package import ReleaseModel

/// The report as JSON with a versioned schema; members in a fixed order, numbers exact.
///
/// The version in `schema` grows with any change that a reader of the old one would have to follow.
package enum JSONReport {
    /// The whole report.
    package static func document(_ report: ReadinessReport) -> JSONValue { whole.object(report) }

    /// The JSON Schema (draft 2020-12) of `document`.
    package static func schema() -> JSONValue {
        JSONSchemaDocument(whole.outline, title: "releasegate report").value
    }

    /// One gate's answer, for the `gate` command.
    package static func gateDocument(_ gate: GateResult, in review: ReadinessReview) -> JSONValue {
        oneGate.object((gate, review))
    }

    /// The JSON Schema (draft 2020-12) of `gateDocument`.
    package static func gateSchema() -> JSONValue {
        JSONSchemaDocument(oneGate.outline, title: "releasegate gate").value
    }

    private static let scorecard = JSONShape<ReadinessReview>(
        "release_readiness_scorecard", "Section 1: gates, scope, criteria and gaps.",
        [
            .objects("gates", "In promotion order.", JudgementShapes.gate) { $0.gates },
            .object("risk", "The class and why.", JudgementShapes.risk) { $0.risk },
            .object("initiative", "The programme.", ScopeShapes.initiative) { $0.release.initiative },
            .object("scope", "What the change touches.", ScopeShapes.scope) { $0.release.scope },
            .objects("phrases", "Plain sentences, phrase by phrase.", ScopeShapes.phrase) { $0.release.phrases },
            .objects("evidence", "Every document.", FactShapes.evidence) { $0.evidence },
            .objects("gaps", "Blocking ones first.", ScopeShapes.gap) { $0.gaps.sorted() },
            .objects("waivers", "Every waiver, whether it applies or not.", ScopeShapes.waiver) { $0.waivers },
            .objects("overrides", "Every emergency override, whether it is in force or not.", ScopeShapes.override) {
                $0.overrides
            },
            .objects("delegations", "Every delegation, whether it counts or not.", ScopeShapes.delegation) {
                $0.delegations
            },
            .texts("preferred_llm", "Model families that people named for a second reading.") {
                $0.release.preferredLLM
            },
        ])

    private static let verdict = JSONShape<ReadinessReview>(
        "verdict", "The answer before everything else.",
        [
            .choice("decision", "The worst decision over all gates.") { $0.decision },
            .choice("risk_class", "The risk class.") { $0.risk.riskClass },
            .text("sentence", "In words.") { Verdict($0, ReportNames($0.release, $0.policy)).sentence },
            .optionalText("deciding_environment", "The gate that decides next.") { $0.decidingGate?.environment.name },
            .count("unknown_count", "Answers that are missing, over all gates.") { review in
                review.gates.reduce(0) { $0 + $1.unknownCount }
            },
            .count("waived_count", "Waived criteria, over all gates.") { review in
                review.gates.reduce(0) { $0 + $1.waivedCount }
            },
            .objects("next_actions", "The deciding gate's path to green.", JudgementShapes.roleAction) {
                $0.decidingGate?.pathToGreen ?? []
            },
            .optionalInstant("valid_until", "The earliest end of a gate that may proceed, else of any.") {
                Verdict($0, ReportNames($0.release, $0.policy)).validUntil
            },
        ])

    private static let whole = JSONShape<ReadinessReport>(
        "report", "Whether a release may go forward, why, and what is prepared for it.",
        [
            .field("schema", .constant("releasegate.report/v1"), "The version of this form.") { _ in
                "releasegate.report/v1"
            },
            .text("file", "The name of the release file.") { $0.review.release.fileName },
            .optional("subject", "What is released.", ScopeShapes.subject) { $0.review.release.subject },
            .instant("as_of", "The time of the judgement.") { $0.review.asOf },
            .object("verdict", "The answer.", verdict) { $0.review },
            .object("release_readiness_scorecard", "Section 1.", scorecard) { $0.review },
            .object("toolchain_layout", "Section 2.", PlanShapes.toolchain) { $0.toolchain },
            .object("change_gating_rules", "Section 3.", PolicyShapes.rules) { $0.review.policy },
            .object("execution_timeline", "Section 4.", PlanShapes.timeline) { $0.timeline },
            .object("draft_writeback_bundle", "Section 5.", DraftShapes.bundle) { $0.drafts },
            .object("control_and_exit_criteria", "Section 6.", ControlShapes.control) { $0 },
            .optional("audit", "The head of the audit log.", DraftShapes.ledger) { $0.ledger },
        ])

    private static let oneGate = JSONShape<(GateResult, ReadinessReview)>(
        "gate_answer", "One gate's answer.",
        [
            .field("schema", .constant("releasegate.gate/v1"), "The version of this form.") { _ in
                "releasegate.gate/v1"
            },
            .text("file", "The name of the release file.") { $0.1.release.fileName },
            .optional("subject", "What is released.", ScopeShapes.subject) { $0.1.release.subject },
            .instant("as_of", "The time of the judgement.") { $0.1.asOf },
            .object("risk", "The class and why.", JudgementShapes.risk) { $0.1.risk },
            .object("gate", "The gate.", JudgementShapes.gate) { $0.0 },
            .objects("gaps", "What is missing for this environment.", ScopeShapes.gap) { pair in
                pair.1.gaps.sorted().filter { $0.environments.isEmpty || $0.environments.contains(pair.0.environment) }
            },
            .optionalDigest("policy_digest", "The policy it was judged under.") { $0.1.policy.digest },
        ])
}
