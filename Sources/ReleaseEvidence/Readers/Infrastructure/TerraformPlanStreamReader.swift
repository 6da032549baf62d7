import JSONStream
import ReleaseModel

/// The machine-readable messages of `terraform plan -json` and `apply -json`, one JSON object on each line, or the same
/// messages as one array.
///
/// A stream that was cut off looks like a plan with fewer changes, so nothing is known until the summary came and
/// agreed with what was counted.
package enum TerraformPlanStreamReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "terraform-plan-stream", title: "Terraform or OpenTofu messages (plan -json)", channel: "terraform",
        facts: PlanTally.factIDs + ["plan.errors", "plan.checks_failed", "drift.resources", PlanDigest.factID],
        specification: "https://developer.hashicorp.com/terraform/internals/machine-readable-ui")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard [.jsonLines, .jsonObject, .jsonArray].contains(outline.shape) else { return .no }
        guard outline.has("@level", "@message", "type") else { return .no }
        // An hclog line of another program has `@module` of its own and no `type`.
        return .certain
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var json = try document.json()
        var scan = TerraformStreamScan()
        do {
            if try json.hasMore(), try json.peek() == .array {
                try json.readArray { json throws(JSONError) in try scan.readMessage(&json) }
                try json.finish()
            } else {
                while try json.hasMore() { try scan.readMessage(&json) }
            }
        } catch {
            throw EvidenceError(error)
        }
        return try scan.reading()
    }
}
