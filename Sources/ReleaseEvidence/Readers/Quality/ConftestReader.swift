import ReleaseModel

/// Reads the JSON output of conftest. A run that checked nothing gives no facts.
package enum ConftestReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "conftest", title: "conftest policy checks", channel: "policy-checks",
        facts: ["policy.failed", "policy.warnings", "policy.exceptions"],
        specification: "https://www.conftest.dev/options/#json")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonArray, outline.has("filename") else { return .no }
        return outline.has("successes") || outline.has("namespace") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        guard let files = root.elements else { throw root.error("conftest writes a list of files") }
        var counts = ["failures": 0, "warnings": 0, "exceptions": 0, "skipped": 0]
        var successes: Int64 = 0
        for file in files {
            _ = try file.requiredText("filename")
            for name in counts.keys { counts[name, default: 0] += try file.array(name)?.count ?? 0 }
            // Before 0.19 the checks that passed were listed like those that failed.
            let passed = file["successes"]?.elements.map { Int64($0.count) }
            let number = passed == nil ? try file.count("successes") : passed
            successes = min(successes + (number ?? 0), 1 << 40)
        }
        var reading = EvidenceReading()
        reading.note(.missing, "the output names no revision and no time; the release file can state both")
        let all = successes + Int64(counts.values.reduce(0, +))
        guard all > 0 else {
            reading.giveUnknown(format.facts, "no policy was checked, and no check is no result")
            return reading
        }
        reading.count("policy.failed", counts["failures"] ?? 0)
        reading.count("policy.warnings", counts["warnings"] ?? 0)
        reading.count("policy.exceptions", (counts["exceptions"] ?? 0) + (counts["skipped"] ?? 0))
        reading.note(.information, "\(successes) checks passed in \(files.count) files")
        return reading
    }
}
