import ReleaseModel

/// Reads an in-toto statement: test results, SLSA verification summaries, and others as far as they name a subject.
///
/// Only the word `PASSED` passes; `WARNED` does not. A statement has no signature of its own, so nobody knows who made
/// it. A statement about several subjects belongs to none of them alone, unless one of them is what is released.
package enum InTotoStatementReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "in-toto-statement", title: "in-toto statement", channel: "attestation",
        facts: ["attestation.verified", "attestation.passed"],
        specification: "https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject else { return .no }
        if outline.values["_type"]?.hasPrefix("https://in-toto.io/Statement/") == true { return .certain }
        return outline.has("_type", "predicateType", "subject") ? .possible : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var reading = try reading(of: try document.tree())
        reading.giveUnknown(["attestation.verified"], "a statement without an envelope has no signature to verify")
        return reading
    }

    /// Whether `text` is a whole digest: a part of one could belong to another thing as well.
    private static func isDigest(_ text: String, _ algorithm: String) -> Bool {
        let lengths = algorithm == "sha256" ? [64] : algorithm == "sha1" ? [40] : [40, 64]
        return lengths.contains(text.utf8.count)
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func passed(_ result: String) -> Fact {
        let isPassed = result == "PASSED"
        return Fact(
            "attestation.passed", .flag(isPassed), because: isPassed ? nil : "the result is \(result.prefix(40))")
    }

    /// The reading of a statement, without the word on its signature.
    static func reading(of root: LocatedValue) throws(EvidenceError) -> EvidenceReading {
        let type = try root.requiredText("_type")
        guard ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"].contains(type) else {
            throw root.error("the statement type \"\(type.prefix(80))\" is not known; v1 and v0.1 are read")
        }
        let predicateType = try root.requiredText("predicateType")
        let predicate = try root.object("predicate")
        var reading = EvidenceReading(runID: nil)
        var revisions: Set<String> = []
        var all: [String] = []
        var others = 0
        var hasSubject = false
        for subject in try root.requiredArray("subject") {
            let digests = try subject.requiredObject("digest")
            var own: [String] = []
            for name in ["gitCommit", "sha1", "sha256"] {
                guard let text = try digests.text(name)?.lowercased(), isDigest(text, name) else { continue }
                own.append(name == "sha256" ? "sha256:\(text)" : text)
            }
            if let first = own.first { revisions.insert(first) }
            all += own
            if own.isEmpty { others += 1 }
            hasSubject = true
        }
        guard hasSubject else { throw root.error("the statement has no subject") }
        if others > 0 {
            reading.note(
                all.isEmpty ? .missing : .ignored,
                "\(others) of the subjects have a digest that is none of gitCommit, sha1 and sha256, so no revision is known of them"
            )
        }
        switch predicateType {
        case "https://in-toto.io/attestation/test-result/v0.1":
            guard let result = try predicate?.text("result") else {
                throw root.error("the test result has no \"result\"")
            }
            reading.facts.append(passed(result))
            let failed = try predicate?.array("failedTests")?.count ?? 0
            if failed > 0 { reading.note(.information, "\(failed) tests are listed as failed") }
            if result != "PASSED" { reading.note(.information, "the test result is \(result.prefix(40))") }
        case "https://slsa.dev/verification_summary/v1", "https://slsa.dev/verification_summary/v0.2":
            guard let result = try predicate?.text("verificationResult") else {
                throw root.error("the verification summary has no \"verificationResult\"")
            }
            reading.facts.append(passed(result))
            reading.observedAt = try predicate?.instant("timeVerified")
            reading.producer = try predicate?.object("verifier")?.text("id")
            let levels = try predicate?.array("verifiedLevels")?.compactMap(\.string).sorted() ?? []
            if !levels.isEmpty {
                reading.note(.information, "verified levels: \(levels.joined(separator: ", ").prefix(200))")
            }
        default:
            reading.giveUnknown(
                ["attestation.passed"],
                "the predicate \"\(predicateType.prefix(120))\" states no result that is read here; test-result/v0.1 and "
                    + "verification_summary/v1 and v0.2 do")
        }
        var named = NamedSubjects(revisions: all, facts: reading.facts, note: nil)
        reading.settleRevision(revisions)
        if revisions.count > 1 { named.note = reading.notes.last?.text }
        reading.named = named
        return reading
    }
}
