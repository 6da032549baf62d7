import JSONStream
import ReleaseModel

/// Infracost's JSON report of a breakdown or a difference.
///
/// A project that errored (no valid files, a quota used up, a lost connection) is reported with a cost of zero beside
/// the error; such a report is missing evidence, and no amount of it is used.
package enum InfracostReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "infracost-json", title: "Infracost report (JSON)", channel: "cost",
        facts: ["cost.monthly_total", "cost.monthly_delta", "cost.unpriced"],
        specification: "https://www.infracost.io/docs/features/cli_commands/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.has("version", "currency", "projects") { return .certain }
        let hasCommand = outline.nested["metadata"]?.contains("infracostCommand") == true
        return hasCommand || outline.has("totalMonthlyCost") || outline.has("diffTotalMonthlyCost") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var report = InfracostReport()
        var json = try document.json()
        do {
            try report.read(&json)
            try json.finish()
        } catch {
            throw EvidenceError(error)
        }
        return report.reading
    }
}
