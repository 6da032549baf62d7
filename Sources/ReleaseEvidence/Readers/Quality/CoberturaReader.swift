import ReleaseModel

/// Reads Cobertura coverage reports as coverage.py, gcovr, coverlet, JaCoCo converters, PHPUnit and others write them.
///
/// The totals at the root count where they are there; the lines are counted where they are not. Where totals, rates and
/// lines contradict one another by more than rounding, the lowest counts. A report without any line gives no facts.
package enum CoberturaReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "cobertura", title: "Cobertura coverage report", channel: "coverage",
        facts: ["coverage.lines", "coverage.branches"],
        specification: "https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .xml, outline.rootElement == "coverage" else { return .no }
        // Clover's root has the same name.
        return outline.head.contains("line-rate") ? .certain : outline.head.contains("clover") ? .no : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var tally = CoberturaTally()
        try XMLScan.run(document, &tally)
        return tally.reading()
    }
}

/// Counts lines and branches, and keeps what the root claims.
private struct CoberturaTally: XMLElementHandler {
    fileprivate struct Count {
        var covered: Int64 = 0
        var valid: Int64 = 0

        var rate: ExactDecimal? {
            valid > 0 ? ExactDecimal(min(covered, valid)).divided(by: ExactDecimal(valid)) : nil
        }
    }

    private var root: [String: String] = [:]
    private var classLines = Count()
    private var classBranches = Count()
    private var methodLines = Count()
    private var methodBranches = Count()

    mutating func begin(
        _ element: String, _ attributes: [String: String], in parents: [String]
    ) throws(EvidenceError) {
        if parents.isEmpty {
            guard element == "coverage" else {
                throw EvidenceError("the root element is \"\(element.prefix(64))\"; Cobertura's is \"coverage\"")
            }
            guard attributes["clover"] == nil, attributes["generated"] == nil else {
                throw EvidenceError("this is a Clover report; Cobertura is accepted, and most tools can write it")
            }
            root = attributes
        }
        if element == "file", parents == ["coverage"] {
            throw EvidenceError(
                "this is SonarQube's generic coverage report; Cobertura is accepted, and most tools can write it")
        }
        guard element == "line", let hits = attributes["hits"].flatMap(CoberturaTally.number) else { return }
        let isCovered = hits > .zero
        let branches = attributes["condition-coverage"].flatMap(CoberturaTally.branches)
        if parents.contains("method") {
            methodLines.add(isCovered)
            methodBranches.add(branches)
        } else {
            classLines.add(isCovered)
            classBranches.add(branches)
        }
    }

    mutating func end(_ element: String, in parents: [String]) throws(EvidenceError) {}

    func reading() -> EvidenceReading {
        var reading = EvidenceReading(observedAt: observedAt)
        if observedAt == nil {
            reading.note(.missing, "the report has no time; `observed_at` in the release file can state it")
        }
        // Lines stand in their class and once more in their method; a few tools leave one of the two out.
        let lines = classLines.valid > 0 ? classLines : methodLines
        let branches = classLines.valid > 0 ? classBranches : methodBranches
        let claimedLines = claim("lines-covered", "lines-valid")
        let claimedBranches = claim("branches-covered", "branches-valid")
        add("coverage.lines", claimedLines, rate: "line-rate", counted: lines, to: &reading)
        if lines.valid == 0 && (claimedLines?.valid ?? 0) == 0 {
            reading.giveUnknown(
                CoberturaReader.format.facts, "the report has no line of code, and no line is no coverage")
        } else {
            add("coverage.branches", claimedBranches, rate: "branch-rate", counted: branches, to: &reading)
        }
        return reading
    }

    private func add(
        _ id: FactID, _ claimed: Count?, rate name: String, counted: Count, to reading: inout EvidenceReading
    ) {
        let claimsNone = claimed.map { $0.valid == 0 } ?? false
        if claimsNone && counted.valid == 0 {
            reading.giveUnknown([id], "the report has nothing to cover for \"\(name)\"")
            return
        }
        let stated = root[name].flatMap(CoberturaTally.number).flatMap { (0...1).contains($0) ? $0 : nil }
        // The count of lines is left out of the comparison: tools differ in what they list twice.
        let candidates = [
            claimed?.rate, claimed?.valid == nil || claimsNone ? stated : withinRounding(stated, claimed),
        ]
        guard let value = candidates.compactMap({ $0 }).min() ?? counted.rate else {
            reading.giveUnknown([id], "the report has neither \"\(name)\" nor the lines to compute it from")
            return
        }
        if claimed == nil, stated != nil, counted.valid == 0, id == "coverage.branches" {
            reading.note(.information, "the branch rate is stated without any branch to compute it from")
        }
        reading.facts.append(Fact(id, .ratio(value)))
    }

    /// The stated rate, where it says something else than the totals beside it by more than one percent point.
    private func withinRounding(_ stated: ExactDecimal?, _ claimed: Count?) -> ExactDecimal? {
        guard let stated, let exact = claimed?.rate, let limit = ExactDecimal("0.01") else { return stated }
        return stated < exact - limit ? stated : nil
    }

    private func claim(_ covered: String, _ valid: String) -> Count? {
        guard let covered = root[covered].flatMap(CoberturaTally.number)?.wholePart,
            let valid = root[valid].flatMap(CoberturaTally.number)?.wholePart, covered >= 0, valid >= 0
        else { return nil }
        return Count(covered: covered, valid: valid)
    }

    /// Seconds or milliseconds since 1970, by size.
    private var observedAt: Instant? {
        guard let stamp = root["timestamp"].flatMap(CoberturaTally.number)?.wholePart, stamp > 0, stamp < 1 << 45 else {
            return nil
        }
        return stamp > 100_000_000_000 ? Instant(milliseconds: stamp) : Instant(seconds: stamp)
    }

    private static func number(_ text: String) -> ExactDecimal? {
        let plain = text.replacing(",", with: ".")
        if let exact = ExactDecimal(plain) { return exact }
        guard let point = plain.firstIndex(of: "."), !plain.lowercased().contains("e") else { return nil }
        return ExactDecimal(plain[..<point] + plain[point...].prefix(19))
    }

    /// The two numbers of `50% (1/2)`.
    private static func branches(_ text: String) -> (covered: Int64, valid: Int64)? {
        guard let open = text.firstIndex(of: "("), let slash = text[open...].firstIndex(of: "/"),
            let close = text[slash...].firstIndex(of: ")"),
            let covered = Int64(text[text.index(after: open)..<slash]),
            let valid = Int64(text[text.index(after: slash)..<close]), covered >= 0, valid >= 0, valid < 1 << 30,
            covered < 1 << 30
        else { return nil }
        return (covered, valid)
    }
}

extension CoberturaTally.Count {
    fileprivate mutating func add(_ isCovered: Bool) {
        valid += 1
        if isCovered { covered += 1 }
    }

    fileprivate mutating func add(_ branches: (covered: Int64, valid: Int64)?) {
        guard let branches else { return }
        covered += branches.covered
        valid += branches.valid
    }
}
