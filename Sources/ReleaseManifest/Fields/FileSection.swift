/// The keys that one mapping of a file may hold: what the reader accepts, the schema states and messages list.
struct FileSection: Sendable {
    /// The name of the mapping in messages, such as `change_scope`.
    let name: String
    let summary: String
    let keys: [FileKey]

    init(_ name: String, _ summary: String, _ keys: [FileKey]) {
        self.name = name
        self.summary = summary
        self.keys = keys
    }

    /// The key that is written `name`, by its own name or an alias.
    func key(_ name: String) -> FileKey? { keys.first { $0.name == name || $0.aliases.contains(name) } }

    /// The same keys with all of them optional, as in an overlay.
    var allOptional: FileSection {
        FileSection(
            name, summary, keys.map { FileKey($0.name, $0.type, $0.summary, required: false, aliases: $0.aliases) })
    }
}

/// One key: its name, its type and what it means.
struct FileKey: Sendable {
    let name: String
    /// Other names that are accepted for it.
    let aliases: [String]
    let type: FieldType
    /// One sentence.
    let summary: String
    let isRequired: Bool

    init(_ name: String, _ type: FieldType, _ summary: String, required: Bool = false, aliases: [String] = []) {
        self.name = name
        self.type = type
        self.summary = summary
        self.isRequired = required
        self.aliases = aliases
    }
}

/// What a field may hold.
indirect enum FieldType: Sendable {
    case text
    /// A role, by title or identifier.
    case role
    case environment
    case flag
    case wholeNumber(ClosedRange<Int>)
    case date
    case instant
    case localTime
    case duration
    /// A share such as `80%` or `0.8`.
    case share
    case money
    case zone
    case choice([String])
    case section(FileSection)
    /// A mapping of `FileSection`, or a text that stands for its first key.
    case sectionOrText(FileSection)
    /// One or a list.
    case list(FieldType)
    /// A mapping with free keys.
    case map(FieldType)
    /// One of the six inputs: plain sentences or the structured form.
    case sentencesOr([FieldType])
    case requirement
    /// Alternatives of threshold conditions.
    case conditions
    case either([FieldType])
    case nothing

    /// What is accepted, for a message.
    var accepted: String {
        switch self {
        case .text: "a text"
        case .role: "a role, by title or identifier"
        case .environment: "an environment"
        case .flag: "true or false"
        case .wholeNumber(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .date: "a date such as 2026-11-21"
        case .instant: "a time with its offset, such as 2026-11-21T16:30:00+01:00"
        case .localTime: "a local time such as 2026-11-21 16:30, or a date"
        case .duration: "an amount of time such as 30 min, 4h, 2 days"
        case .share: "a share such as 80% or 0.8"
        case .money: "an amount with its currency, such as 500 EUR"
        case .zone: "an IANA time zone such as Europe/Berlin, or UTC"
        case .choice(let values): values.joined(separator: ", ")
        case .section: "a mapping"
        case .sectionOrText: "a text or a mapping"
        case .list(let element): "a list of: \(element.accepted)"
        case .map: "a mapping"
        case .sentencesOr: "plain sentences or the structured form"
        case .requirement: "a role, or all_of, any_of, or count with of"
        case .conditions: "conditions such as [\"<=0\"]"
        case .nothing: "nothing"
        case .either(let types): types.map(\.accepted).joined(separator: ", or ")
        }
    }
}
