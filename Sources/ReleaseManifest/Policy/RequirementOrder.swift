import ReleaseModel

/// Which of two approval requirements is the stricter.
enum RequirementOrder {
    /// Reports whether meeting `new` always meets `old` too. Where that cannot be shown, it is not so.
    static func implies(_ new: ApprovalRequirement, _ old: ApprovalRequirement?) -> Bool {
        // With nothing underneath nobody can approve, so any requirement is looser.
        guard let old else { return false }
        if new == old { return true }
        switch old {
        case .allOf(let parts): return parts.allSatisfy { implies(new, $0) }
        case .anyOf(let parts) where parts.contains { implies(new, $0) }: return true
        default: break
        }
        switch (new, old) {
        case (.anyOf(let parts), _): return parts.allSatisfy { implies($0, old) }
        case (.allOf(let parts), _): return parts.contains { implies($0, old) }
        case (.count(let count, let roles), .count(let limit, let accepted)):
            return count >= limit && roles.allSatisfy(accepted.contains)
        case (.count(let count, let roles), .role(let role)): return count >= 1 && roles == [role]
        case (.role(let role), .count(let limit, let accepted)): return limit <= 1 && accepted.contains(role)
        default: return false
        }
    }

    /// The requirement in words: `sre-lead and (cto or director)`.
    static func text(_ requirement: ApprovalRequirement) -> String {
        switch requirement {
        case .role(let role): role.name
        case .allOf(let parts): parts.isEmpty ? "nobody" : parts.map(inner).joined(separator: " and ")
        case .anyOf(let parts): parts.isEmpty ? "never" : parts.map(inner).joined(separator: " or ")
        case .count(let count, let roles):
            "\(count) \(count == 1 ? "person" : "people") of \(roles.map(\.name).joined(separator: ", "))"
        }
    }

    private static func inner(_ part: ApprovalRequirement) -> String {
        if case .role(let role) = part { return role.name }
        return "(\(text(part)))"
    }
}
