import ReleaseModel

extension ApprovalStatus {
    /// The state in snake case.
    var word: String {
        switch state {
        case .notRequired: "not_required"
        case .granted: "granted"
        case .pending: "pending"
        case .timedOut: "timed_out"
        case .rejected: "rejected"
        case .unsatisfiable: "unsatisfiable"
        }
    }

    /// Why it was rejected or cannot be met.
    var reason: String? {
        switch state {
        case .rejected(_, let reason), .unsatisfiable(let reason): reason
        case .timedOut(let since, _): "nobody answered the request of \(since.minuteInUTC) in time"
        case .notRequired, .granted, .pending: nil
        }
    }

    var rejecter: PersonID? {
        guard case .rejected(let person, _) = state else { return nil }
        return person
    }

    var grantedUntil: Instant? {
        guard case .granted(let until) = state else { return nil }
        return until
    }
}

extension ApprovalRequirement {
    /// By role ids: `all_of(sre-lead, any_of(cto, director))`.
    var expression: String {
        switch self {
        case .role(let id): id.name
        case .allOf(let parts): "all_of(\(parts.map(\.expression).joined(separator: ", ")))"
        case .anyOf(let parts): "any_of(\(parts.map(\.expression).joined(separator: ", ")))"
        case .count(let count, let roles): "\(count)_of(\(roles.map(\.name).joined(separator: ", ")))"
        }
    }
}

extension CalendarVerdict {
    /// The state as one word.
    var word: String {
        switch state {
        case .open: "open"
        case .closed: "closed"
        case .unrestricted: "unrestricted"
        case .unknown: "unknown"
        }
    }

    var unknownReason: String? {
        guard case .unknown(let reason) = state else { return nil }
        return reason
    }
}
