import ReleaseModel

/// Turns evidence state, approvals, calendar and earlier environments into PROCEED, WAIT or BLOCK.
struct GateDecision {
    let context: CriterionContext
    let state: ReadinessState
    /// The rule that decided the state.
    let rule: String
    let findings: [Finding]
    let approval: ApprovalStatus
    let calendar: CalendarVerdict
    let earlier: [EnvironmentID: GateResult]
    let override: OverrideJudge.Outcome

    /// An override passes everything but an unknown subject and the calendar.
    private var overrideInForce: EmergencyOverride? {
        SubjectIdentified.answer(context).state == .green ? override.inForce : nil
    }

    private var calendarBlocker: String? {
        if case .unknown(let reason) = calendar.state { return "the calendar cannot be read: \(reason)" }
        return nil
    }

    /// What blocks by criteria and approvals.
    private var governedBlockers: [String] {
        var lines: [String] = []
        if state.blocks {
            let blocking = findings.filter { $0.isRequired && $0.state.blocks }
            lines += blocking.map { "\($0.criterion) is \($0.state.rawValue): \($0.reason)" }
            if blocking.isEmpty { lines.append(rule) }
        }
        switch approval.state {
        case .rejected(let person, let reason): lines.append("\(person) rejected it: \(reason)")
        case .unsatisfiable(let reason): lines.append("the approval cannot be given: \(reason)")
        case .timedOut(let since, let at):
            lines.append(
                "nobody answered the request for approval of \(since.minuteInUTC) in time: it counts as rejected since "
                    + at.minuteInUTC)
        case .notRequired, .granted, .pending: break
        }
        return lines
    }

    var blockers: [String] {
        let governed = overrideInForce == nil ? governedBlockers : []
        let refused = governed.isEmpty ? [] : override.refusals + subjectRefusal
        return governed + (calendarBlocker.map { [$0] } ?? []) + refused
    }

    private var subjectRefusal: [String] {
        guard let found = override.inForce, overrideInForce == nil else { return [] }
        return ["the override \"\(found.id)\" does not apply: the release does not say what is released"]
    }

    var waits: [Wait] {
        var waits: [Wait] = []
        if overrideInForce == nil {
            for previous in context.environment.after where earlier[previous]?.decision != .proceed {
                let state = earlier[previous].map { $0.decision.rawValue } ?? "not judged"
                waits.append(
                    Wait(
                        .previousEnvironment, "\(previous) comes first and is \(state)",
                        role: owner(of: previous)))
            }
            if approval.state == .pending {
                let roles = approval.missingRoles.isEmpty ? [] : approval.missingRoles
                waits += roles.map {
                    Wait(.approval, "approval by \(title(of: $0))", role: $0, until: approval.timesOut)
                }
                if roles.isEmpty { waits.append(Wait(.approval, "approval", until: approval.timesOut)) }
            }
            waits += soaks.map { Wait(.soak, $0.text, role: owner(of: $0.environment), until: $0.opensAt) }
        }
        if calendar.state == .closed {
            waits.append(
                Wait(.calendar, calendar.explanation, role: owner(of: context.environmentID), until: calendar.nextOpen))
        }
        return waits
    }

    var decision: PromotionDecision {
        if !blockers.isEmpty { return .block }
        return waits.isEmpty ? .proceed : .wait
    }

    var overrideText: String? {
        overrideInForce.map { override in
            let people = override.consents.map { "\($0.person) (\($0.role))" }.joined(separator: ", ")
            let due = override.isReviewed ? "" : ", review due \(context.overrides.due(of: override).minuteInUTC)"
            return "\(override.id) until \(context.overrides.end(of: override).minuteInUTC) by \(people)\(due): "
                + (override.reason.hasSuffix(".") ? String(override.reason.dropLast()) : override.reason)
        }
    }

    var reason: String {
        if let first = blockers.first {
            let more = blockers.count > 1 ? " (and \(blockers.count - 1) more)" : ""
            return "blocked: " + (state.blocks && overrideInForce == nil ? rule : first) + more
        }
        if let first = waits.first {
            let more = waits.count > 1 ? " (and \(waits.count - 1) more)" : ""
            return "waiting: \(first.description)\(more)"
        }
        if let overrideText {
            return "the emergency override \(overrideText); the gate stays \(state.rawValue)"
        }
        switch approval.state {
        case .granted: return "\(rule); the approval stands"
        default: return "\(rule); no approval is asked for"
        }
    }

    var validUntil: Instant? {
        var ends = findings.filter(\.isRequired).map(\.validUntil)
        if case .granted(let until) = approval.state { ends.append(until) }
        if calendar.state != .closed { ends.append(calendar.nextClose) }
        if let overrideInForce { ends.append(context.overrides.end(of: overrideInForce)) }
        return ends.compactMap { $0 }.min()
    }

    /// What people have to do, in order: mend what blocks, then agree, then wait for what opens by itself.
    var pathToGreen: [RoleAction] {
        guard decision != .proceed else { return [] }
        var actions: [RoleAction] = []
        if overrideInForce == nil {
            let blocking = findings.filter { $0.isRequired && $0.state.blocks }
            let first = blocking.isEmpty && state.blocks ? findings.filter { $0.state.rank >= 2 } : blocking
            for finding in first {
                actions.append(
                    RoleAction(
                        role: finding.owner, action: finding.remedy ?? finding.reason, criterion: finding.criterion))
            }
            if first.isEmpty && state.blocks {
                actions.append(
                    RoleAction(role: Roles.releaseManager, action: "Name the criteria of this environment: \(rule)"))
            }
            for previous in context.environment.after where earlier[previous]?.decision != .proceed {
                actions.append(RoleAction(role: owner(of: previous), action: "Bring \(previous) to PROCEED first"))
            }
            actions += soaks.map { RoleAction(role: owner(of: $0.environment), action: $0.action) }
            actions += approvalActions
        }
        if let calendarBlocker {
            actions.append(
                RoleAction(role: owner(of: context.environmentID), action: "Mend the calendar: \(calendarBlocker)"))
        }
        if calendar.state == .closed {
            let when = calendar.nextOpen.map { "Start at or after \($0.minuteInUTC)" } ?? "Agree on a change window"
            actions.append(
                RoleAction(role: owner(of: context.environmentID), action: "\(when): \(calendar.explanation)"))
        }
        var seen: Set<String> = []
        return actions.filter { seen.insert("\($0.role)\u{0}\($0.action)").inserted }
    }

    private var approvalActions: [RoleAction] {
        let name = context.environmentID
        switch approval.state {
        case .pending:
            return approval.missingRoles.map {
                RoleAction(role: $0, action: "Review the promotion into \(name) and approve or reject it")
            }
        case .rejected(let person, let reason):
            return [
                RoleAction(
                    role: Roles.releaseManager,
                    action: "Change what \(person) rejected (\(reason)), then ask for approval again")
            ]
        case .timedOut(let since, _):
            return [
                RoleAction(
                    role: Roles.releaseManager,
                    action:
                        "Find out why nobody answered the request of \(since.minuteInUTC), then ask for the approval "
                        + "of \(name) again")
            ]
        case .unsatisfiable(let reason):
            return [RoleAction(role: Roles.releaseManager, action: "Mend the approval matrix: \(reason)")]
        case .notRequired, .granted: return []
        }
    }

    /// The soak times of the environments before this one that are not over.
    private var soaks: [SoakTime.Open] {
        context.environment.after.filter { earlier[$0]?.decision == .proceed }.compactMap {
            SoakTime.open(after: $0, context)
        }
    }

    private func owner(of environment: EnvironmentID) -> RoleID {
        Roles.owner(of: environment, in: context.release)
    }

    private func title(of role: RoleID) -> String { context.release.approvalMatrix.role(role)?.title ?? role.name }
}
