import ReleaseModel

/// One signed-off statement.
struct SignOffStatement {
    let statement: String
    let role: String
    let person: String
    let givenAt: Instant
    let until: Instant
    let revision: String?
    let environment: String?
    let isGiven: Bool
    let note: String?

    /// Accepted keys, and the key each stands for.
    private static let keys = [
        "statement": "statement", "what": "statement", "role": "role", "person": "person", "who": "person",
        "given_at": "given_at", "when": "given_at", "until": "until", "revision": "revision",
        "environment": "environment", "decision": "decision", "note": "note",
    ]

    /// Reads the mapping `value`, collecting everything that is wrong with it; nil where something is.
    init?(_ value: LocatedValue, _ problems: inout SignOffProblems) {
        guard let members = value.members else {
            problems.add(value, "a statement is a mapping of statement, role, person, given_at and until")
            return nil
        }
        var fields: [String: LocatedValue] = [:]
        for member in members {
            guard let key = SignOffStatement.keys[member.name] else {
                let known = SignOffStatement.keys.keys.sorted()
                let nearest = known.min { ($0.distance(to: member.name), $0) < ($1.distance(to: member.name), $1) }
                problems.add(
                    member.value, "the key \"\(member.name)\" is not known; did you mean \"\(nearest ?? "")\"?")
                continue
            }
            if fields.updateValue(member.value, forKey: key) != nil {
                problems.add(member.value, "\"\(key)\" stands twice, as \"\(member.name)\" and under its other name")
            }
        }
        func text(_ key: String, isRequired: Bool) -> String? {
            guard let field = fields[key], field.content != .null else {
                if isRequired { problems.add(value, "\"\(key)\" is missing") }
                return nil
            }
            guard let text = field.scalarText?.trimmed, !text.isEmpty else {
                problems.add(field, "\"\(key)\" must be a text")
                return nil
            }
            return text
        }
        func instant(_ key: String) -> Instant? {
            guard let text = text(key, isRequired: true) else { return nil }
            guard let instant = Instant(rfc3339: text) else {
                problems.add(
                    fields[key] ?? value, "\"\(key)\" is no date and time with an offset, such as 2026-11-21T02:14:00Z")
                return nil
            }
            return instant
        }
        let statement = text("statement", isRequired: true)
        if let statement, !statement.isIdentifier {
            problems.add(
                fields["statement"] ?? value,
                "\"statement\" is a short name of letters, digits, \"-\", \"_\" and \".\", such as rollback-rehearsed")
        }
        if let statement, !SecretScanner.matches(in: statement).isEmpty {
            problems.add(fields["statement"] ?? value, "\"statement\" looks like a secret; a short name is accepted")
        }
        let role = text("role", isRequired: true)
        let person = text("person", isRequired: true)
        let givenAt = instant("given_at")
        let until = instant("until")
        if let givenAt, let until, until <= givenAt {
            problems.add(fields["until"] ?? value, "\"until\" is not after \"given_at\"")
        }
        revision = text("revision", isRequired: false)
        environment = text("environment", isRequired: false)
        note = text("note", isRequired: false)
        let decision = text("decision", isRequired: false) ?? "given"
        if decision != "given" && decision != "refused" {
            problems.add(fields["decision"] ?? value, "\"decision\" is \"given\" or \"refused\"")
        }
        isGiven = decision == "given"
        guard let statement, let role, let person, let givenAt, let until else { return nil }
        self.statement = statement
        self.role = role
        self.person = person
        self.givenAt = givenAt
        self.until = until
    }
}

/// Everything that is wrong with a document, told at once.
struct SignOffProblems {
    private var found: [(line: Int, column: Int, message: String)] = []

    mutating func add(_ value: LocatedValue, _ message: String) {
        found.append((value.line, value.column, message))
    }

    /// One error at the place of the first problem; the others follow in its message with their places.
    var error: EvidenceError? {
        let sorted = found.sorted { ($0.line, $0.column, $0.message) < ($1.line, $1.column, $1.message) }
        guard let first = sorted.first else { return nil }
        let others = sorted.dropFirst().map { "; \($0.line):\($0.column): \($0.message)" }.joined()
        return EvidenceError(line: first.line, column: first.column, first.message + others)
    }
}

extension String {
    fileprivate var isIdentifier: Bool {
        utf8.count <= 100
            && utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            }
    }

    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    /// The number of letters to change, add or drop to come from one word to the other.
    fileprivate func distance(to other: String) -> Int {
        let (first, second) = (Array(utf8.prefix(40)), Array(other.utf8.prefix(40)))
        var row = Array(0...second.count)
        for (i, letter) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, otherLetter) in second.enumerated() {
                let change = diagonal + (letter == otherLetter ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[second.count]
    }
}
