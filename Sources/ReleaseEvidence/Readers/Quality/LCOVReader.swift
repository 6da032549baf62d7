import ReleaseModel

/// Reads LCOV tracefiles.
///
/// A line counts once per source file, whatever the number of records that list it, and is covered where any of them
/// ran it. Every record must end with `end_of_record`: the format has no other sign of being cut off.
package enum LCOVReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "lcov", title: "LCOV coverage tracefile", channel: "coverage",
        facts: ["coverage.lines", "coverage.branches"], specification: "https://man.archlinux.org/man/geninfo.1")

    private static let limit = 64 << 20

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .text else { return .no }
        let lines = outline.head.split(whereSeparator: \.isNewline).prefix(3)
            .map { $0.hasPrefix("\u{FEFF}") ? $0.dropFirst() : $0 }
        guard let first = lines.first, first.hasPrefix("TN:") || first.hasPrefix("SF:") else { return .no }
        return lines.contains { $0.hasPrefix("SF:") } ? .certain : .possible
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let bytes = try document.bytes(limit: limit)
        var tally = LCOVTally()
        var number = 0
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for line in bytes[start...].split(separator: 10, omittingEmptySubsequences: false) {
            number += 1
            // Some writers leave a space behind "end_of_record".
            let end = line.lastIndex { ![0x20, 0x09, 0x0D].contains($0) }
            try tally.add(end.map { line[...$0] } ?? [], line: number)
        }
        return try tally.reading(lastLine: number)
    }
}

/// Collects lines and branches by source file.
private struct LCOVTally {
    private var file: String?
    private var lines: [String: [Int64: Bool]] = [:]
    private var branches: [String: [Substring: Bool]] = [:]
    /// Totals of records that list no lines: found and hit.
    private var bareFound: Int64 = 0
    private var bareHit: Int64 = 0
    private var found: Int64?
    private var hit: Int64?
    private var recordLines = 0
    private var records = 0

    private static let ignored: Set<String> = [
        "TN", "VER", "FN", "FNDA", "FNF", "FNH", "FNL", "FNA", "BRF", "BRH", "MCDC", "MCF", "MRF", "MRH", "MCH",
    ]

    mutating func add(_ bytes: ArraySlice<UInt8>, line: Int) throws(EvidenceError) {
        guard !bytes.isEmpty, bytes.first != UInt8(ascii: "#") else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        if text == "end_of_record" { return try endRecord(line) }
        guard let colon = text.firstIndex(of: ":") else { throw unreadable(line) }
        let key = String(text[..<colon])
        let value = text[text.index(after: colon)...]
        if key == "SF" {
            guard file == nil else { throw EvidenceError(line: line, "a record begins before the last has ended") }
            file = String(value)
            return
        }
        if LCOVTally.ignored.contains(key) { return }
        guard let file else { throw unreadable(line) }
        let fields = value.split(separator: ",", omittingEmptySubsequences: false)
        switch key {
        case "DA":
            guard fields.count >= 2, let number = Int64(fields[0]), let hits = ExactDecimal(fields[1]) else {
                throw unreadable(line)
            }
            recordLines += 1
            lines[file, default: [:]][number] = (lines[file]?[number] ?? false) || hits > .zero
        case "BRDA":
            guard fields.count >= 4, let taken = fields.last, taken == "-" || ExactDecimal(taken) != nil else {
                throw unreadable(line)
            }
            let isTaken = taken != "-" && (ExactDecimal(taken) ?? .zero) > .zero
            let branch = value[..<taken.startIndex]
            branches[file, default: [:]][branch] = (branches[file]?[branch] ?? false) || isTaken
        case "LF": found = try count(value, line)
        case "LH": hit = try count(value, line)
        default: throw unreadable(line)
        }
    }

    private func count(_ text: Substring, _ line: Int) throws(EvidenceError) -> Int64 {
        guard let value = Int64(text), value >= 0, value < 1 << 40 else { throw unreadable(line) }
        return value
    }

    private func unreadable(_ line: Int) -> EvidenceError {
        EvidenceError(line: line, "the line is none of LCOV's; SF, DA, BRDA, LF, LH and end_of_record are used")
    }

    private mutating func endRecord(_ line: Int) throws(EvidenceError) {
        guard file != nil else { throw EvidenceError(line: line, "a record ends that has not begun") }
        if recordLines == 0, let found, let hit {
            bareFound += found
            bareHit += min(hit, found)
        }
        (file, found, hit, recordLines) = (nil, nil, nil, 0)
        records += 1
    }

    func reading(lastLine: Int) throws(EvidenceError) -> EvidenceReading {
        if file != nil {
            throw EvidenceError(line: lastLine, "the last record has no end_of_record; the tracefile is cut off")
        }
        guard records > 0 else { throw EvidenceError("the tracefile has no record") }
        var reading = EvidenceReading()
        reading.note(.missing, "a tracefile has no time; `observed_at` in the release file states it")
        let all = lines.values.reduce(into: (hit: bareHit, found: bareFound)) { sum, file in
            sum.hit += Int64(file.values.count { $0 })
            sum.found += Int64(file.count)
        }
        let taken = branches.values.reduce(into: (hit: Int64(0), found: Int64(0))) { sum, file in
            sum.hit += Int64(file.values.count { $0 })
            sum.found += Int64(file.count)
        }
        add("coverage.lines", all.hit, all.found, "line of code", to: &reading)
        add("coverage.branches", taken.hit, taken.found, "branch", to: &reading)
        return reading
    }

    private func add(_ id: FactID, _ hit: Int64, _ found: Int64, _ what: String, to reading: inout EvidenceReading) {
        if let rate = ExactDecimal(hit).divided(by: ExactDecimal(found)) {
            reading.facts.append(Fact(id, .ratio(rate)))
        } else {
            reading.giveUnknown([id], "the tracefile has no \(what), and none is no coverage")
        }
    }
}
