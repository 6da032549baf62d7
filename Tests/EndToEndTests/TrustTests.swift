import Foundation
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Signed evidence, objectives of another tool, and plans that change behind an approval, as a user meets them.
@Suite struct TrustTests {
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
        -----END PRIVATE KEY-----

        """
    static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=
        -----END PUBLIC KEY-----

        """
    static let stranger = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----

        """

    /// The state of a criterion in production, and its words.
    private func finding(_ plan: Command.Outcome, _ criterion: String) throws -> (state: String, reason: String) {
        let gates = try json(plan.output)["release_readiness_scorecard"]?["gates"]?.elements ?? []
        let findings = gates.last?["findings"]?.elements ?? []
        let found = findings.first { $0["criterion"]?.text == criterion }
        return (found?["state"]?.text ?? "none", found?["reason"]?.text ?? "")
    }

    @Test(arguments: [
        ("attestation_keys: [keys/ci.pub]", publicKey, "GREEN", "attestation.verified is yes"),
        ("attestation_keys: [keys/ci.pub]", stranger, "UNKNOWN", "it is signed with a key that was not given"),
        ("", publicKey, "UNKNOWN", "no key was given to verify it with"),
        (
            "attestation_keys: {threshold: 1, keys: [{path: keys/ci.pub, identity: ci, predicate_types: [\"https://slsa.dev/provenance/*\"]}]}",
            publicKey, "RED",
            "attestation.verified is no (the key of ci is not trusted for \"https://slsa.dev/verification_summary/v1\")"
        ),
        (
            "attestation_keys: [{path: keys/ci.pub, valid_until: 2020-01-01T00:00:00Z}]", publicKey, "RED",
            "attestation.verified is no (the key of keys/ci.pub counted until 2020-01-01 00:00 UTC)"
        ),
    ]) func `a signature counts with a given key alone`(
        keys: String, pem: String, state: String, reason: String
    ) throws {
        let workplace = try Workplace()
        try workplace.folder.write(Self.key, to: "ci.key")
        try workplace.folder.write(pem, to: "keys/ci.pub")
        let envelope = try workplace.run(
            "attest", "--predicate", "vsa", "--key", "ci.key", "--now", workplace.now)
        #expect(envelope.errors.isEmpty || envelope.status < 3, "\(envelope.errors)")
        try workplace.folder.write(envelope.output, to: "evidence/vsa.json")
        try workplace.edit(
            "  - channel: jira\n", "  - channel: attestation\n    files: [evidence/vsa.json]\n  - channel: jira\n")
        try workplace.folder.write(try workplace.folder.text("release.yaml") + "\n\(keys)\n", to: "release.yaml")
        let plan = try workplace.plan("--format", "json")
        let found = try finding(plan, "attestation-verified")
        #expect(found.state == state, "\(found.reason) \(plan.errors)")
        #expect(found.reason.contains(reason), "\(found.reason)")
    }

    @Test func `a key that cannot be used is an error with its place`() throws {
        let workplace = try Workplace()
        try workplace.folder.write("hello", to: "keys/ci.pub")
        let text = try workplace.folder.text("release.yaml")
        try workplace.folder.write(text + "\nattestation_keys: [keys/ci.pub]\n", to: "release.yaml")
        let plan = try workplace.plan()
        #expect(plan.status == 65)
        #expect(plan.errors.contains("error: \"keys/ci.pub\": the key cannot be read"), "\(plan.errors)")
        try workplace.folder.write(text + "\nattestation_keys: [keys/none.pub]\n", to: "release.yaml")
        #expect(try workplace.plan().status == 66)
    }

    static let metrics = """
        {"status":"success","data":{"resultType":"vector","result":[
        {"metric":{"__name__":"response_time_p95"},"value":[1598947000,"VALUE"]},
        {"metric":{"__name__":"error_rate"},"value":[1598947000,"0.4"]}]}}
        """
    static let objectives = """
        spec_version: "1.0"
        comparison: {compare_with: single_result, include_result_with_score: pass}
        objectives:
          - {sli: response_time_p95, pass: [{criteria: ["<600"]}], warning: [{criteria: ["<=800"]}], weight: 3}
          - {sli: error_rate, key_sli: true, pass: [{criteria: [ERRORS]}]}
        total_score: {pass: "90%", warning: "60%"}
        """

    @Test(arguments: [
        ("420", "\"<1\"", "GREEN", "GREEN", "GREEN"), ("700", "\"<1\"", "YELLOW", "GREEN", "YELLOW"),
        ("900", "\"<1\"", "RED", "GREEN", "RED"), ("420", "\"<0.1\"", "GREEN", "RED", "YELLOW"),
        // Relative to earlier results, of which there are none: UNKNOWN, where Keptn lets it pass.
        ("420", "\"<=+5%\"", "GREEN", "UNKNOWN", "UNKNOWN"), ("NaN", "\"<1\"", "UNKNOWN", "GREEN", "UNKNOWN"),
    ]) func `objectives of Keptn become criteria`(
        value: String, errors: String, latency: String, rate: String, total: String
    ) throws {
        let workplace = try Workplace()
        try workplace.folder.write(Self.metrics.replacing("VALUE", with: value), to: "evidence/metrics.json")
        try workplace.folder.write(Self.objectives.replacing("ERRORS", with: errors), to: "slo.yaml")
        try workplace.edit(
            "    files: [evidence/service-levels.json]\n",
            "    files: [evidence/service-levels.json, evidence/metrics.json]\n")
        let text = try workplace.folder.text("release.yaml")
        try workplace.folder.write(text + "\npolicy: {slo: [slo.yaml]}\n", to: "release.yaml")
        let plan = try workplace.plan("--format", "json")
        #expect(plan.status < 3, "\(plan.errors)")
        #expect(try finding(plan, "slo-response-time-p95").state == latency, "\(plan.errors)")
        #expect(try finding(plan, "slo-error-rate").state == rate)
        let score = try finding(plan, "slo-total-score")
        #expect(score.state == total, "\(score.reason)")
        let page = try workplace.run("explain", "slo-total-score", "--release", "release.yaml")
        #expect(page.status == 0 && page.output.contains("slo-response-time-p95"), "\(page.errors)")
    }

    /// The counts of the plan stay, one value changes: who approved saw another plan.
    @Test func `an approval does not cover another value`() throws {
        let workplace = try Workplace()
        func approval() throws -> String {
            let plan = try workplace.plan("--format", "json")
            let gates = try json(plan.output)["release_readiness_scorecard"]?["gates"]?.elements ?? []
            return gates.compactMap { $0["approval"] }.map { $0.serialized() }.joined()
        }
        let before = try approval()
        #expect(!before.contains("what is planned for"))
        let text = try workplace.folder.text("evidence/plan.json")
        let value = try #require(Self.plannedText(in: try json(text)))
        try workplace.folder.write(text.replacing("\"\(value)\"", with: "\"another value\""), to: "evidence/plan.json")
        #expect(try approval().contains("what is planned for"))
    }

    /// A text that stands in the planned values of a change and nowhere else of the plan's structure.
    private static func plannedText(in plan: JSONValue) -> String? {
        for change in plan["resource_changes"]?.elements ?? [] where change["change"]?["actions"] != ["no-op"] {
            guard case .object(let members)? = change["change"]?["after"] else { continue }
            for member in members {
                if let text = member.value.text, text.count > 3, change["name"]?.text != text,
                    change["change"]?["after_sensitive"]?[member.name] == nil
                {
                    return text
                }
            }
        }
        return nil
    }
}
