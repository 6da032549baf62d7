import ReleaseModel

/// The text with its first letter as a sentence has it.
func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

/// The words by which people know roles, criteria, channels and rules.
struct ReportNames {
    private let roles: [RoleID: String]
    private let criteria: [CriterionID: Criterion]
    private let channels: [ChannelID: String]
    /// The product, its version and short revision.
    let releaseTitle: String

    init(_ release: Release, _ policy: Policy) {
        self.roles = Dictionary(
            release.approvalMatrix.roles.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        self.criteria = Dictionary(policy.criteria.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.channels = Dictionary(release.channels.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        self.releaseTitle = ReportNames.title(of: release)
    }

    /// The role's title, else its id with spaces for hyphens.
    func role(_ id: RoleID) -> String {
        if let title = roles[id], !title.isEmpty { return title }
        if id.name.isEmpty { return "nobody" }
        return id.words
    }

    /// Who does what: `SRE lead: rehearse it`, or `The SRE lead rehearses it`, where the sentence names the role itself.
    func acting(_ id: RoleID, _ action: String) -> Prose {
        let title = role(id)
        let words = action.split(separator: " ", maxSplits: 1)
        if let article = words.first, article.lowercased() == "the", words.count == 2 {
            let rest = words[1]
            for name in [title, id.name.replacing("-", with: " ")] where !name.isEmpty {
                let head = rest.prefix(name.count)
                let tail = rest.dropFirst(name.count)
                if head.lowercased() == name.lowercased(), tail.first == " " {
                    return "The " + .strong(String(head)) + Prose(String(tail))
                }
            }
        }
        return .strong(title) + Prose(": \(action)")
    }

    /// The titles, with commas.
    func roles(_ ids: [RoleID]) -> String { ids.isEmpty ? "nobody" : ids.map(role).joined(separator: ", ") }

    /// The criterion's question, else its id.
    func question(_ id: CriterionID) -> String { criteria[id]?.question ?? id.name }

    func channel(_ id: ChannelID) -> String { channels[id] ?? id.name }

    /// `SRE lead and (CTO or director)`.
    func requirement(_ requirement: ApprovalRequirement?) -> String {
        guard let requirement else { return "no rule, so nobody can approve" }
        return words(requirement, isInner: false)
    }

    private func words(_ requirement: ApprovalRequirement, isInner: Bool) -> String {
        func joined(_ parts: [ApprovalRequirement], _ word: String) -> String {
            let text = parts.map { words($0, isInner: parts.count > 1) }.joined(separator: " \(word) ")
            return isInner && parts.count > 1 ? "(\(text))" : text
        }
        switch requirement {
        case .role(let id): return role(id)
        case .allOf(let parts): return parts.isEmpty ? "an empty list, so nobody can approve" : joined(parts, "and")
        case .anyOf(let parts): return parts.isEmpty ? "an empty choice, so nobody can approve" : joined(parts, "or")
        case .count(let count, let roles):
            return "\(count) different people of \(roles.map(role).joined(separator: ", "))"
        }
    }

    /// How far an approval is, in words.
    func approval(_ status: ApprovalStatus) -> String {
        switch status.state {
        case .notRequired: return "no approval needed"
        case .granted(let until): return "approved" + (until.map { " until \($0.minuteInUTC)" } ?? "")
        case .pending:
            return "waiting for "
                + (status.missingRoles.isEmpty ? "a vote" : status.missingRoles.map(role).joined(separator: ", "))
        case .timedOut(let since, let at):
            return "timed out at \(at.minuteInUTC), which counts as rejected: nobody answered the request of "
                + since.minuteInUTC
        case .rejected(let person, let reason): return "rejected by \(person): \(reason)"
        case .unsatisfiable(let why): return "cannot be met: \(why)"
        }
    }

    private static func title(of release: Release) -> String {
        guard let subject = release.subject else {
            return release.initiative.name.isEmpty ? "Release without a subject" : release.initiative.name
        }
        var text = subject.name
        if let version = subject.version { text += " \(version)" }
        if let revision = subject.revision {
            let short =
                revision.hasPrefix("sha256:") ? String(revision.dropFirst(7).prefix(12)) : String(revision.prefix(12))
            text += " (\(short))"
        }
        return text
    }
}

extension ThresholdRule {
    /// `>=98% and <600, or …`.
    static func words(_ alternatives: [[Condition]]) -> String {
        alternatives.map { $0.map(\.text).joined(separator: " and ") }.joined(separator: ", or ")
    }
}

extension Criterion {
    /// The rule that decides, as the policy writes it.
    var ruleText: String {
        switch rule {
        case .structural: return "read from the release file"
        case .score(let rule):
            let members = rule.members.map(\.name).joined(separator: ", ")
            return "the weighted score of \(members): pass >=\(rule.pass); warning >=\(rule.warning)"
        case .threshold(let rule):
            var text = "\(rule.fact): pass \(ThresholdRule.words(rule.pass))"
            if !rule.warning.isEmpty { text += "; warning \(ThresholdRule.words(rule.warning))" }
            if let baseline = rule.baseline {
                text +=
                    "; baseline \(baseline.aggregate.rawValue) of the last \(baseline.count)\(baseline.onlyPassed ? " that passed" : ""), at least \(baseline.minimumCount)"
            }
            return text
        }
    }
}

extension Finding.EvidenceReference {
    /// `path (1a2b3c4d, observed 2026-11-20 09:00 UTC)`.
    var prose: Prose {
        let facts = [digest?.short ?? "no digest", observedAt.map { "observed \($0.minuteInUTC)" } ?? "undated"]
        return .code(path) + .muted(" (\(facts.joined(separator: ", ")))")
    }
}
