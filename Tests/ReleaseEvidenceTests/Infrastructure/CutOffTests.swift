import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("Cut off infrastructure documents")
struct CutOffTests {
    @Test(
        "a document cut anywhere is refused, or knows nothing about changes",
        arguments: [
            "terraform/real/plan.json", "terraform/real/plan.jsonl", "terraform/tf-summarize/tfplan.json",
            "pulumi/sample-preview-creates.json", "ansible/s1_changes.json", "ansible/s1_changes.jsonl",
            "cloudformation/test_immutable_property_update_causes_resource_replacement.2.json",
            "infracost/no_diff.json",
        ])
    func cut(file: String) throws {
        var bytes = try FixtureReading.bytes(file)
        while let last = bytes.last, last == 10 || last == 13 || last == 32 { bytes.removeLast() }
        let whole = try EvidenceReaderCatalog.read(EvidenceDocument(name: file, bytes: bytes))
        for part in 0..<50 {
            let cut = EvidenceDocument(name: file, bytes: Array(bytes[..<(bytes.count * part / 50)]))
            guard let result = try? EvidenceReaderCatalog.read(cut, statedFormat: whole.format.id) else { continue }
            // Lines may end where the cut is; Terraform's stream may lose only warnings behind its summary.
            let changes = result.reading.facts.first { $0.id == "plan.changes" }
            #expect(changes?.value == nil || changes == whole.reading.facts.first { $0.id == "plan.changes" })
            #expect(file.hasSuffix(".jsonl"), "\(part)/50 was read")
        }
    }

    @Test("a plan larger than the reader's window is counted whole, values and all")
    func large() throws {
        let filler = String(repeating: "{\\\"not\\\": [\\\"json\\\"]} é ", count: 40)
        let kinds = ["aws_s3_bucket", "aws_iam_role", "aws_subnet", "aws_lambda_function"]
        let changes = (0..<1500).map { index in
            "{\"address\":\"module.m[\\\"k\\\"].\(kinds[index % 4]).a[\(index)]\",\"mode\":\"managed\","
                + "\"type\":\"\(kinds[index % 4])\",\"change\":{\"actions\":[\"\(index % 3 == 0 ? "delete" : "update")\"],"
                + "\"before\":{\"x\":\"\(filler)\"},\"after\":{\"y\":[[1,2.5e3],{\"z\":null}]}}}"
        }
        let plan = try FixtureReading(
            text: "{\"format_version\":\"1.2\",\"resource_changes\":[\(changes.joined(separator: ",\n"))],"
                + "\"timestamp\":\"2026-01-02T03:04:05Z\"}")
        #expect(plan.actions == ["deletes": 500, "updates": 1000])
        #expect(plan["plan.deletes.data"] == 125 && plan["plan.deletes.identity"] == 125)
        #expect(plan["plan.updates.network"] == 250)
        #expect(plan.hasNote("and 105 more"))
    }
}
