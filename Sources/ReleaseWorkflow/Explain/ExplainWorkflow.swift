import ReleaseDrafts
import ReleaseEvaluation
import ReleaseEvidence
import ReleaseManifest
import ReleaseModel
package import ReleaseReports

/// Explains every name that reports use, from the definitions the program runs on.
package struct ExplainWorkflow {
    private let policy: Policy

    /// - Parameter releasePath: a release file whose policy is explained; nil for the default policy.
    package init(releasePath: String?) throws(WorkflowFailure) {
        if let releasePath {
            policy = try ReleaseInputs.load(releasePath).policy
        } else {
            let reading = PolicyReader.defaultPolicy()
            guard let policy = reading.policy else {
                throw WorkflowFailure(
                    .internalError, "the default policy cannot be read", diagnostics: reading.diagnostics)
            }
            self.policy = policy
        }
    }

    /// The page of `name`.
    package func page(for name: String) throws(WorkflowFailure) -> ExplanationPage {
        if var page = ExplanationPage.page(for: name, policy: policy) {
            page.parts += furtherParts(of: name)
            return page
        }
        if let factor = RiskFactorCatalog.all.first(where: { $0.id == name }) { return ExplainWorkflow.page(factor) }
        if let format = EvidenceReaderCatalog.all.map({ $0.format }).first(where: { $0.id == name }) {
            return ExplainWorkflow.page(format)
        }
        let nearest = NearestName.nearest(to: name, in: names)
        throw WorkflowFailure(
            .usage,
            "nothing is called \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
                + "; `releasegate explain` lists all names")
    }

    /// Every name, sorted.
    package var names: [String] {
        Set(
            ExplanationPage.names(policy: policy) + RiskFactorCatalog.all.map(\.id)
                + EvidenceReaderCatalog.all.map { $0.format.id }
        ).sorted()
    }

    /// The pages of all names, in their order.
    package func pages() throws(WorkflowFailure) -> [ExplanationPage] {
        var pages: [ExplanationPage] = []
        for name in names { pages.append(try page(for: name)) }
        return pages
    }

    /// What other parts of the program know about a criterion, a connector or a fact.
    private func furtherParts(of name: String) -> [ExplanationPage.Part] {
        if let structural = StructuralCriteria.criterion(CriterionID(name)) {
            return [ExplanationPage.Part("What is looked at", [structural.summary])]
        }
        let settings = ConnectorSettingCatalog.settings(of: ConnectorID(name))
        if !settings.isEmpty {
            return [ExplanationPage.Part("Settings of a writeback", settings.map(\.words))]
        }
        let readers = EvidenceReaderCatalog.all.map { $0.format }.filter { $0.facts.contains(FactID(name)) }
        return readers.isEmpty ? [] : [ExplanationPage.Part("Given by", readers.map { "\($0.id): \($0.title)" })]
    }

    private static func page(_ factor: RiskFactorCatalog.Entry) -> ExplanationPage {
        ExplanationPage(
            id: factor.id, kind: "risk factor", summary: factor.title,
            parts: [
                ExplanationPage.Part("What it means", [factor.documentation]),
                ExplanationPage.Part("Engine", [factor.engine.rawValue]),
            ])
    }

    private static func page(_ format: EvidenceFormat) -> ExplanationPage {
        ExplanationPage(
            id: format.id, kind: "evidence format", summary: format.title,
            parts: [
                ExplanationPage.Part("Channel", [format.channel.name]),
                ExplanationPage.Part("Facts", format.facts.map(\.name)),
                ExplanationPage.Part("Specification", [format.specification]),
            ])
    }
}
