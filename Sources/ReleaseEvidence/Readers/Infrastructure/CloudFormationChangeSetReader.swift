import JSONStream
import ReleaseModel

/// The response of CloudFormation's DescribeChangeSet.
///
/// A change whose replacement is conditional, absent or only evaluated while the change set is executed is unknown, never
/// an update in place. Parameters and property values are not told; what does not look like a secret enters a digest, by
/// which two change sets are told apart.
package enum CloudFormationChangeSetReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "cloudformation-change-set", title: "CloudFormation change set (DescribeChangeSet)",
        channel: "cloudformation",
        facts: PlanTally.factIDs + ["plan.errors", "drift.resources", PlanDigest.factID],
        specification: "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.nested["Changes"]?.contains("ResourceChange") == true { return .certain }
        return outline.has("ChangeSetName") || outline.has("ChangeSetId", "ExecutionStatus") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var scan = CloudFormationScan()
        var json = try document.json()
        do {
            try scan.read(&json)
            try json.finish()
        } catch {
            throw EvidenceError(error)
        }
        return try scan.reading()
    }
}
