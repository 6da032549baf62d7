import JSONStream
import ReleaseModel

/// Terraform's and OpenTofu's plan as `terraform show -json` prints it, in a stream of constant memory.
///
/// Only addresses, types and actions are told. The values before and after a change hold secrets in clear text even where
/// the plan marks them as sensitive: those of drift are compared and forgotten, and the planned ones that are not sensitive
/// enter a digest, by which two plans are told apart (`PlanDigest`).
package enum TerraformPlanReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "terraform-plan-json", title: "Terraform or OpenTofu plan (JSON)", channel: "terraform",
        facts: PlanTally.factIDs + ["plan.errors", "plan.checks_failed", "drift.resources", PlanDigest.factID],
        specification: "https://developer.hashicorp.com/terraform/internals/json-format")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            let parts = [
                "planned_values", "resource_changes", "prior_state", "output_changes", "values", "resource_drift",
            ]
            if outline.has("format_version"),
                outline.has("terraform_version") || parts.contains(where: { outline.has($0) })
            {
                return .certain
            }
            // With names in another order (as `jq -S` leaves them) the configuration may fill the beginning.
            if outline.nested["configuration"]?.contains("root_module") == true { return .certain }
            // The state file itself, so that the message can say what it is.
            return outline.has("lineage", "serial", "terraform_version") ? .certain : .no
        case .text, .jsonArray:
            return isHumanText(outline.head) || isWrapped(outline.head) ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        try refuseHumanText(document)
        var json = try document.json()
        var plan = TerraformPlanScan()
        do {
            try plan.read(&json)
            try json.finish()
        } catch {
            throw EvidenceError(error)
        }
        return try plan.reading()
    }

    /// Reports whether `head` is the plan as a terminal shows it.
    private static func isHumanText(_ head: String) -> Bool {
        let sentences = [
            "will perform the following actions", "used the selected providers to generate the following execution",
            "No changes. Your infrastructure matches the configuration", "Objects have changed outside of",
            "You can apply this plan to save these new output values",
        ]
        return sentences.contains(where: head.contains)
            || (head.contains("Plan: ") && head.contains(" to add, ") && head.contains(" to destroy"))
    }

    /// Reports whether `head` is what a wrapper script of a CI system printed around the JSON.
    private static func isWrapped(_ head: String) -> Bool {
        head.hasPrefix("[command]") && head.contains("show -json")
    }

    private static func refuseHumanText(_ document: EvidenceDocument) throws(EvidenceError) {
        var head: [UInt8] = []
        do {
            var source = try document.open()
            while head.count < 4096, try source.read(into: &head, count: 4096 - head.count) > 0 {}
        } catch {
            throw EvidenceError(error.message)
        }
        let text = String(decoding: head, as: UTF8.self)
        guard let first = text.first(where: { !$0.isWhitespace }), first != "{" else { return }
        if isWrapped(text) {
            throw EvidenceError(
                line: 1,
                "the plan stands between lines of the wrapper that ran the tool; the output of the tool alone is read")
        }
        guard isHumanText(text) else { return }
        throw EvidenceError(
            "this is the plan as a terminal shows it, which leaves things out and cannot be read safely; the JSON form of"
                + " the saved plan (the show command with its json option) is read")
    }
}
