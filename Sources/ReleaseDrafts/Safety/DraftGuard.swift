package import ReleaseModel

/// Reads every draft before it leaves. A hit holds the draft back and says what to write instead.
package struct DraftGuard: Sendable {
    private let tracer: SourceTracer
    private let allowedPersonalData: Set<String>
    private let memory = LineMemory()

    /// - Parameters:
    ///   - sources: texts of the release file with their places.
    ///   - allowedPersonalData: addresses and numbers that drafts may hold.
    package init(
        sources: [(text: String, location: SourceLocation)] = [], allowedPersonalData: [String] = []
    ) {
        self.tracer = SourceTracer(sources: sources)
        self.allowedPersonalData = Set(allowedPersonalData.map { $0.lowercased() })
    }

    /// Everything in a draft that must not leave, in line order.
    ///
    /// - Parameters:
    ///   - approverTitles: the roles that must be named as approvers.
    ///   - roleTitles: every role that may own an action, by title or identifier.
    package func inspect(
        title: String, body: String, approverTitles: [String], roleTitles: [String]
    ) -> [GuardHit] {
        let text = GuardedText(title: title, body: body, memory: memory)
        var hits = CommandRule().hits(in: text)
        hits += SecretRule().hits(in: text)
        hits += PersonalDataRule(allowed: allowedPersonalData).hits(in: text)
        hits += OwnerRule(memory.owners(roleTitles + approverTitles)).hits(in: text)
        hits += ApproverRule(approverTitles: approverTitles).hits(in: text)
        hits += ReReviewRule().hits(in: text)
        if hits.isEmpty { return [] }
        return hits.sorted { ($0.line, $0.rule, $0.found) < ($1.line, $1.rule, $1.found) }.map { hit in
            GuardHit(
                rule: hit.rule, found: hit.found, explanation: hit.explanation, line: hit.line,
                source: tracer.source(of: hit.offending, in: text.plainLine(hit.line)))
        }
    }

    /// The rules' identifiers, in the order of the docs.
    package static let ruleIDs = [
        CommandRule.id, SecretRule.id, PersonalDataRule.id, OwnerRule.id, ApproverRule.id, ReReviewRule.id,
    ]
}

/// A hit before it is traced to the user's own line.
struct RawHit {
    var rule: String
    /// With secrets masked.
    var found: String
    /// As it stands, for tracing only; never shown.
    var offending: String
    var explanation: String
    var line: Int
}

/// A draft as the rules read it: by line, without the escapes and breakers that neutralising put in.
struct GuardedText {
    /// One line and how it stands.
    struct Line {
        /// From 1; 0 is the title.
        var number: Int
        /// Whether it is inside a fenced block.
        var isCode = false
        /// The language of the fence that opens here.
        var fence: String?
        var reading: GuardedLine

        /// The line as a reader sees it.
        var text: String { reading.text }
    }

    let title: String
    let lines: [Line]

    /// - Parameter memory: of lines that were seen before.
    init(title: String, body: String, memory: LineMemory = LineMemory()) {
        let lines = memory.lines(of: body)
        let first = Line(number: 0, reading: memory.line(title[...], isCode: false))
        self.title = first.text
        self.lines = [first] + lines
    }

    func plainLine(_ number: Int) -> String { lines.first { $0.number == number }?.text ?? "" }

    /// Takes back what making a value inert did: backslashes before signs, breakers, and shown invisible characters.
    static func plain(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\\") }) { return text }
        let scalars = Array(text.unicodeScalars)
        var output = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\\", index + 1 < scalars.count, isASCIISign(scalars[index + 1]) {
                output.append(scalars[index + 1])
                index += 2
                continue
            }
            if scalar == "⟨", let close = scalars[index...].prefix(12).firstIndex(of: "⟩"), index + 2 < close,
                scalars[index + 1] == "U", scalars[index + 2] == "+"
            {
                index = close + 1
                continue
            }
            if scalar.isASCII || !scalar.properties.isDefaultIgnorableCodePoint { output.append(scalar) }
            index += 1
        }
        return String(output)
    }

    private static func isASCIISign(_ scalar: Unicode.Scalar) -> Bool {
        ("!"..."/").contains(scalar) || (":"..."@").contains(scalar) || ("["..."`").contains(scalar)
            || ("{"..."~").contains(scalar)
    }
}
