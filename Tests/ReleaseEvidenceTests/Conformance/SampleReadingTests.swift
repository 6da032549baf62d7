import ReleaseEvidence
import ReleaseModel
import ReleaseTestSupport
import Testing

@Suite("Golden samples")
struct SampleReadingTests {
    /// One text for all samples, so that a change of any reader shows in one place.
    @Test("are read as recorded")
    func recorded() throws {
        var text = ""
        for sample in Sample.all {
            let (format, reading) = try EvidenceReaderCatalog.read(
                EvidenceDocument(name: sample.name, bytes: sample.bytes))
            text += "\(sample.name): \(format.title)\n"
            let about = [
                reading.revision.map { "revision \($0.prefix(12))" }, reading.environment.map { "environment \($0)" },
                reading.runID.map { "run \($0)" }, reading.producer.map { "by \($0)" },
                reading.observedAt.map { "observed \($0)" }, reading.validUntil.map { "until \($0)" },
            ]
            text += "  " + about.compactMap { $0 }.joined(separator: ", ") + "\n"
            for fact in reading.facts.sorted(by: { $0.id < $1.id }) {
                text += "  \(fact.id) = \(fact.value?.display ?? "unknown")\n"
            }
            for claim in reading.claims {
                text += "  claim: \(claim.identity) \(claim.statement)\(claim.at.map { " at \($0)" } ?? "")\n"
            }
            for note in reading.notes { text += "  \(note.kind): \(note.text)\n" }
        }
        try expectGolden(text, at: projectFolder + "/Tests/ReleaseEvidenceTests/Conformance/Readings.txt")
    }
}
