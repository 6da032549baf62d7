package import ReleaseModel

/// How long the parts of a payload may be at its target.
///
/// Sources: the vendors' reference pages and client libraries; where they state none, what is known to be accepted.
package enum PayloadLimits {
    /// What was measured in a payload, and what of it is too much.
    package struct Measure: Hashable, Sendable {
        /// Such as `/fields/summary 74 of 255 characters`.
        package var words: String
        package var isExceeded: Bool
    }

    /// One limit. The path is a JSON pointer in which `*` stands for every element and `**` for any depth.
    private struct Rule {
        enum Unit {
            /// UTF-16 units of a text.
            case characters
            case bytes
            case elements
            /// UTF-16 units of all `text` members below.
            case shownCharacters
            /// UTF-16 units of the JSON text.
            case written
        }

        var path: String
        var limit: Int
        var unit: Unit
        /// The `type` that the object around the value must have; nil for any.
        var type: String?

        init(_ path: String, _ limit: Int, _ unit: Unit = .characters, type: String? = nil) {
            self.path = path
            self.limit = limit
            self.unit = unit
            self.type = type
        }
    }

    /// The limits of `connector` that `body` fills most, one for each rule that finds something.
    package static func measures(of body: JSONValue, connector: ConnectorID) -> [Measure] {
        (rules[connector] ?? []).compactMap { rule in
            let sizes = values(at: rule.path.split(separator: "/")[...], in: body, type: rule.type)
                .compactMap { size(of: $0, in: rule.unit) }
            guard let largest = sizes.max() else { return nil }
            let name = rule.path.isEmpty ? "the payload" : rule.path
            return Measure(
                words: "\(name)\(rule.type.map { " of a \($0)" } ?? "") \(largest) of \(rule.limit) \(word(rule.unit))",
                isExceeded: largest > rule.limit)
        }
    }

    private static let issueText: [Rule] = [
        Rule("/fields/summary", 255), Rule("/fields/description", 32_767, .shownCharacters),
        Rule("/body", 32_767, .shownCharacters), Rule("/fields/labels/*", 255),
    ]

    private static let rules: [ConnectorID: [Rule]] = [
        "jira": issueText, "jsm": issueText,
        "confluence": [Rule("/title", 255), Rule("/body/value", 1_000_000)],
        "github": [Rule("/title", 256), Rule("/body", 65_536), Rule("/body", 262_144, .bytes)],
        "gitlab": [
            Rule("/title", 255), Rule("/description", 1_000_000), Rule("/note", 1_000_000), Rule("/content", 1_000_000),
        ],
        "notion": [
            Rule("/**/rich_text", 100, .elements), Rule("/**/children", 100, .elements),
            Rule("/**/content", 2000), Rule("", 500_000, .written),
        ],
        "slack": [
            Rule("/text", 40_000), Rule("/blocks", 50, .elements), Rule("/blocks", 13_000, .written),
            Rule("/blocks/*/text/text", 150, type: "header"), Rule("/blocks/*/text/text", 3000, type: "section"),
            Rule("/blocks/*/fields/*/text", 2000), Rule("/blocks/*/block_id", 255),
        ],
        "teams": [Rule("", 28_000, .written)],
        "servicenow": [
            Rule("/short_description", 160), Rule("/description", 4000), Rule("/correlation_id", 100),
            Rule("/correlation_display", 100), Rule("/justification", 4000), Rule("/backout_plan", 4000),
        ],
        "statuspage": [Rule("/template/name", 255), Rule("/template/title", 255), Rule("/template/body", 25_000)],
        "pagerduty": [Rule("/**/description", 1024), Rule("/payload/summary", 1024)],
        "linear": [Rule("/variables/input/title", 255), Rule("/variables/input/description", 200_000)],
        "azure-devops": [Rule("/*/value", 1_000_000), Rule("/title", 400), Rule("/description", 4000)],
        "redmine": [
            Rule("/issue/subject", 255), Rule("/issue/description", 65_535, .bytes),
            Rule("/wiki_page/text", 65_535, .bytes),
        ],
        "rt": [Rule("/Subject", 200), Rule("/Content", 10_485_760, .bytes)],
        "mediawiki": [Rule("/title", 255, .bytes), Rule("/text", 2_097_152, .bytes), Rule("/summary", 500)],
        "matrix": [Rule("", 65_536, .written)],
    ]

    private static func word(_ unit: Rule.Unit) -> String {
        switch unit {
        case .characters, .shownCharacters: "characters"
        case .written: "characters of JSON"
        case .bytes: "bytes"
        case .elements: "elements"
        }
    }

    private static func size(of value: JSONValue, in unit: Rule.Unit) -> Int? {
        switch unit {
        case .characters: value.text?.utf16.count
        case .bytes: value.text?.utf8.count
        case .elements: value.elements?.count
        case .shownCharacters: value.text == nil ? shown(value) : nil
        case .written: value.serialized(pretty: false).utf16.count
        }
    }

    private static func shown(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): elements.map(shown).reduce(0, +)
        case .object(let members):
            members.map { member in
                member.name == "text" ? member.value.text?.utf16.count ?? shown(member.value) : shown(member.value)
            }.reduce(0, +)
        default: 0
        }
    }

    /// A rule with a type looks only into elements of that type.
    private static func values(at path: ArraySlice<Substring>, in value: JSONValue, type: String?) -> [JSONValue] {
        guard let first = path.first else { return [value] }
        let rest = path.dropFirst()
        switch first {
        case "**":
            let children: [JSONValue] =
                switch value {
                case .array(let elements): elements
                case .object(let members): members.map(\.value)
                default: []
                }
            return values(at: rest, in: value, type: type)
                + children.flatMap { values(at: path, in: $0, type: type) }
        case "*":
            let elements = (value.elements ?? []).filter { type == nil || $0["type"]?.text == type }
            return elements.flatMap { values(at: rest, in: $0, type: type) }
        default: return value[String(first)].map { values(at: rest, in: $0, type: type) } ?? []
        }
    }
}
