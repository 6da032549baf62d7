import ReleaseModel
import Testing

@testable import ReleaseManifest

@Suite struct ReleaseFileWriterTests {
    @Test(arguments: ["full.yaml", "sentences.yaml", "trust.yaml"]) func `what is written reads back the same`(
        name: String
    ) throws {
        let release = try #require(ReleaseReader.read(try Fixture.bytes(name), named: "f").release)
        let text = ReleaseFileWriter.text(for: release)
        let again = Fixture.read(text)
        #expect(again.diagnostics.filter { $0.severity == .error } == [])
        #expect(again.release?.withoutPlaces == release.withoutPlaces)
        #expect(ReleaseFileWriter.text(for: try #require(again.release)) == text)
    }

    @Test(arguments: [
        "no", "NO", "y", "1.10", "0123", "2026-11-01", "a: b", "a #b", "- a", "*x", "&x", "!x", "x\ny", "tab\there",
        "\"", "\\",
        "null", "~", "ü ß 漢", "\u{2028}", "e\u{301}", "{a}", "[a]", "a,b", "%", "@x", "a:", "\u{1F600}", "'", "?",
        "1e3", "on",
    ]) func `any text survives`(text: String) throws {
        let document = "initiative_context: {name: \(YAMLText.scalar(text)), products: \(YAMLText.list([text, "z"]))}"
        let initiative = try #require(Fixture.read(document).release?.initiative)
        #expect(initiative.name == text.trimmed || text == "\u{2028}")
        #expect(initiative.products.last == "z")
    }

    @Test func `the starter reads without an error`() {
        let reading = Fixture.read(ReleaseFileWriter.starter())
        #expect(reading.release != nil)
        #expect(reading.diagnostics.filter { !$0.message.text.contains("has no members") } == [])
    }

    static let table = """
        Variables
        | Variable | Description | Example |
        |---|---|---|
        preferred_llm | Model family | gpt-5, claude-opus |
        initiative_context | Context | ”Analytics migration.” |
        change_scope | Scope | ”Prod deploy, docs, and a pony; 3 squads.” |
        approval_matrix | Roles | ”SME for low risk, CTO for high.” |
        """
    static let named = """
        preferred_llm: gpt-5, claude-opus
        Initiative context: Analytics migration.
        change_scope: Prod deploy, docs, and a pony;
          3 squads.
        approval_matrix: SME for low risk, CTO for high.
        """

    static let sections = """
        # Release 2.4

        ## Preferred LLM
        gpt-5, claude-opus

        ## Initiative context
        Analytics migration.

        **Change scope**
        - Prod deploy
        - docs, and a pony
        - 3 squads

        Approval matrix
        | Risk | Approver |
        |------|:--------|
        | Low  | SME |
        | High | CTO |
        """

    @Test(arguments: [table, named, sections]) func `sentences become the structured form`(text: String) throws {
        let file = ReleaseFileWriter.starter(fromSentences: text)
        #expect(file.contains("# NOT UNDERSTOOD: \"a pony\". Accepted: "))
        #expect(file.contains("# Nothing was said about this"))
        let release = try #require(Fixture.read(file).release)
        #expect(release.scope.teamCount == 3)
        #expect(release.scope.environments.map(\.id.name) == ["dev", "staging", "preprod", "production"])
        #expect(release.approvalMatrix.rules.map(\.requirement) == [.role("sme"), .role("cto")])
        #expect(release.preferredLLM == ["gpt-5", "claude-opus"])
    }

    @Test func `sentences without names count in the order of the inputs`() throws {
        let text =
            "Analytics migration.\nDeploy to staging.\nJira.\nLow risk only.\nCTO for high.\nRedeploy the old version by the SRE lead.\n"
        let release = try #require(Fixture.read(ReleaseFileWriter.starter(fromSentences: text)).release)
        #expect(release.initiative.name == "Analytics migration")
        #expect(release.riskTolerance.maximumClass == .low)
        #expect(release.rollbackPlan.steps.map(\.owner) == ["sre-lead"])
        #expect(ReleaseFileWriter.starter(fromSentences: "") == ReleaseFileWriter.starter())
    }
}
