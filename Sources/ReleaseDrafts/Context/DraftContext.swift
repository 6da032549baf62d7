import ReleaseAudit
package import ReleaseModel

/// What the drafts of one release are written from: texts ready to read, each under the input it comes from.
///
/// Holds nothing that changes while the inputs stay: no time of the run, no age, no remaining time.
package struct DraftContext: Sendable {
    /// Turns an instant into a text in the reader's zone.
    package typealias LocalTime = @Sendable (Instant) -> String

    /// The context without the draft's own part.
    let shared: [String: TemplateValue]

    /// The context of a judged and planned release.
    ///
    /// - Parameter localTime: an instant as the readers of the drafts write it, with its zone.
    package init(
        review: ReadinessReview, timeline: ReleaseTimeline, control: ControlPlan, localTime: @escaping LocalTime
    ) {
        let roles = RoleTitles(review.release.approvalMatrix)
        var shared = ReleaseFields(review: review, roles: roles).fields
        shared.merge(JudgementFields(review: review, roles: roles, localTime: localTime).fields) { first, _ in first }
        shared.merge(AskFields(review: review, roles: roles).fields) { first, _ in first }
        shared.merge(
            PlanFields(review: review, timeline: timeline, control: control, roles: roles, localTime: localTime).fields
        ) { first, _ in first }
        self.shared = shared
    }

    /// The whole context for one draft.
    func value(draft: [String: TemplateValue]) -> TemplateValue {
        .record(shared.merging(["draft": .record(draft)]) { _, own in own })
    }

    /// The inputs that `template` reads, each with the digest of what it reads of them.
    func triggers(of template: DraftTemplate) -> [Draft.Trigger] {
        var paths: [String: Set<[String]>] = [:]
        for path in template.reads where path.first != "draft" {
            guard let input = DraftSchema.input(of: path) else { continue }
            paths[input, default: []].insert(path)
        }
        var triggers: [Draft.Trigger] = []
        for (input, paths) in paths {
            if input == DraftSchema.gateInput {
                triggers += gateTriggers(paths)
            } else {
                let content = TemplateValue.record(shared).projection(of: FieldTree(paths))
                triggers.append(Draft.Trigger(input: input, digest: ContentDigest(canonical: content)))
            }
        }
        triggers.append(Draft.Trigger(input: "template:\(template.name)", digest: template.digest))
        return triggers.sorted()
    }

    private func gateTriggers(_ paths: Set<[String]>) -> [Draft.Trigger] {
        guard case .list(let gates) = shared["gates"] else { return [] }
        let inner = FieldTree(paths.map { Array($0.dropFirst()) })
        return gates.compactMap { gate in
            guard case .record(let fields) = gate, case .text(let environment) = fields["environment"] else {
                return nil
            }
            return Draft.Trigger(
                input: "gate:\(environment)", digest: ContentDigest(canonical: gate.projection(of: inner)))
        }
    }
}

/// The titles of roles, for people to read.
struct RoleTitles: Sendable {
    private let titles: [RoleID: String]

    init(_ matrix: ApprovalMatrix) {
        titles = Dictionary(matrix.roles.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    /// The title in the approval matrix, else the identifier with blanks for hyphens.
    func title(_ role: RoleID) -> String {
        if let title = titles[role], !title.isEmpty { return title }
        return role.words
    }

    /// The title, or who should have been named.
    func title(_ role: RoleID?, else absent: String) -> String { role.map(title) ?? absent }

    /// `a`, `a and b`, `a, b and c`.
    func list(_ roles: [RoleID]) -> String { Wording.list(roles.map(title)) }

    /// The requirement in words, such as "SRE lead and CTO" or "2 of SRE lead, CTO".
    func words(_ requirement: ApprovalRequirement) -> String {
        switch requirement {
        case .role(let role): title(role)
        case .allOf(let parts): parts.isEmpty ? "nobody" : Wording.list(parts.map(words))
        case .anyOf(let parts): parts.isEmpty ? "nobody who exists" : parts.map(words).joined(separator: " or ")
        case .count(let count, let roles): "\(count) of \(roles.map(title).joined(separator: ", "))"
        }
    }
}

/// Small turns of phrase that several drafts share.
enum Wording {
    /// `a`, `a and b`, `a, b and c`; empty for nothing.
    static func list(_ parts: [String]) -> String {
        guard let last = parts.last else { return "" }
        return parts.count == 1 ? last : parts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The list, or nil where it is empty.
    static func optionalList(_ parts: [String]) -> String? { parts.isEmpty ? nil : list(parts) }

    /// The text with its first letter in upper case.
    static func sentenceStart(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The text as a sentence of its own, with a full stop where it has no mark at its end.
    static func sentence(_ text: String) -> String {
        guard let last = text.last(where: { !$0.isWhitespace }), !".!?:…".contains(last) else { return text }
        return text + "."
    }

    /// A limit in words: `>=98 %` is "at least 98 %".
    static func limit(_ text: String) -> String {
        for (sign, words) in [(">=", "at least "), ("<=", "at most "), ("==", ""), ("<", "under "), (">", "over ")]
        where text.hasPrefix(sign) {
            return words + text.dropFirst(sign.count).drop { $0 == " " }
        }
        return text
    }

    /// Inputs as readers know them, each once: `approval_matrix`, `gate:staging`, `gate:production` and `template:x` are
    /// "approval matrix, gates and template".
    static func inputs(_ names: [String]) -> String {
        var seen: Set<String> = []
        let words = names.map { name in
            switch name.prefix(while: { $0 != ":" }) {
            case "gate": "gates"
            case "template": "template"
            default: String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 }, as: UTF8.self)
            }
        }
        return list(words.filter { seen.insert($0).inserted })
    }

    /// From one time to another, without what both have in common: `Tue 2020-09-15 14:30 to 15:30 Europe/Berlin`.
    static func interval(_ start: String, _ end: String) -> String {
        let from = start.split(separator: " ")
        let to = end.split(separator: " ")
        guard from.count > 2, from.count == to.count, from.last == to.last else { return "\(start) to \(end)" }
        let isSameDay = from.dropLast(2) == to.dropLast(2)
        return (from.dropLast() + ["to"] + (isSameDay ? to.suffix(2) : to[...])).joined(separator: " ")
    }

    /// The text without an age: `evidence/tests.xml is STALE` for `evidence/tests.xml is STALE: it is 5 d old; the limit
    /// is 3 d`. A draft that ages while its inputs stay would need a new approval every day.
    static func ageless(_ text: String) -> String {
        guard let age = text.firstRange(of: ": it is "), text[age.upperBound...].contains(" old; the limit is ") else {
            return text
        }
        return String(text[..<age.lowerBound])
    }

    /// Yes, no, or that nobody said.
    static func answer(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "not stated" }

    /// The amount with whole words: `30 minutes`, `2 hours`, `3 days`.
    static func amount(_ amount: TimeAmount) -> String {
        let units: [(Int64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        for (seconds, name) in units where amount.seconds >= seconds && amount.seconds % seconds == 0 {
            let count = amount.seconds / seconds
            return "\(count) \(name)\(count == 1 ? "" : "s")"
        }
        return amount.description
    }
}
