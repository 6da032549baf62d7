package import ReleaseModel

/// All freeze and change windows together: answers whether a change may run, and when it may.
///
/// Deny beats allow; several allow windows are a union; where an allow window exists for a change, everything outside
/// the union is closed. The whole interval counts, half-open.
package struct ChangeCalendar: Hashable, Sendable {
    /// How far a search for the next opening goes.
    package static let horizonInDays: Int64 = 400

    package let windows: [CalendarWindow]
    /// What is wrong with windows that cannot be used; a change in their scope gets the verdict unknown.
    package let diagnostics: [Diagnostic]

    let prepared: [PreparedWindow]
    let unusable: [UnusableWindow]

    struct UnusableWindow: Hashable, Sendable {
        let window: CalendarWindow
        let problem: String
    }

    /// The calendar of `windows`, in any order.
    package init(windows: [CalendarWindow]) {
        var prepared: [PreparedWindow] = []
        var unusable: [UnusableWindow] = []
        var diagnostics: [Diagnostic] = []
        for window in windows {
            do throws(CalendarProblem) {
                let ready = try PreparedWindow(window)
                prepared.append(ready)
                if !ready.startIsNamed {
                    let fact = "the rule of the window \"\(window.title)\" does not name its start"
                    let mend = "so it does not hold then; move the start to the first occurrence"
                    diagnostics.append(
                        Diagnostic(
                            .warning, at: window.location ?? SourceLocation(file: "calendar"),
                            "\(fact) \(window.start.iso8601), \(mend)"))
                }
            } catch {
                unusable.append(UnusableWindow(window: window, problem: error.message))
                diagnostics.append(
                    Diagnostic(
                        .error, at: window.location ?? SourceLocation(file: "calendar"),
                        "the window \"\(window.title)\" cannot be used: \(error.message)"))
            }
        }
        self.windows = windows
        self.prepared = prepared
        self.unusable = unusable
        self.diagnostics = diagnostics.sorted()
    }

    /// What a question is about.
    package struct Scope: Hashable, Sendable {
        package var environment: EnvironmentID
        /// Empty means the release names none: then windows of every module bind it.
        package var modules: [String]
        package var action: CalendarWindow.ActionClass

        package init(
            environment: EnvironmentID, modules: [String] = [], action: CalendarWindow.ActionClass = .promote
        ) {
            self.environment = environment
            self.modules = modules
            self.action = action
        }
    }

    /// Whether a change may run from `start` for `duration`, and why.
    ///
    /// - Parameters:
    ///   - duration: the planned execution time; zero or less asks about the moment alone.
    ///   - clock: the zone in which local times are printed; nil means that of the deciding window.
    package func verdict(
        from start: Instant, for duration: TimeAmount, environment: EnvironmentID, modules: [String] = [],
        action: CalendarWindow.ActionClass = .promote, clock: ZonedClock? = nil
    ) -> CalendarVerdict {
        let scope = Scope(environment: environment, modules: modules, action: action)
        return VerdictMaker(calendar: self, scope: scope, duration: duration, clock: clock).verdict(from: start)
    }

    /// The next instant at or after `start` at which a change of this duration fits.
    package func nextOpen(
        after start: Instant, for duration: TimeAmount, environment: EnvironmentID, modules: [String] = [],
        action: CalendarWindow.ActionClass = .promote
    ) -> NextOpening {
        let scope = Scope(environment: environment, modules: modules, action: action)
        return OpeningSearch(calendar: self, scope: scope).nextOpen(after: start, for: duration)
    }

    /// All occurrences that overlap `start..<end`, sorted; and, where a bound on their number was met, the instant from
    /// which they are incomplete, and which window is the cause.
    package func occurrences(
        from start: Instant, to end: Instant
    ) -> (occurrences: [WindowOccurrence], knownUntil: Instant?, obstacle: Diagnostic?) {
        guard start < end else { return ([], nil, nil) }
        let budget = ExpansionBudget()
        let found = ChangeCalendar.occurrences(of: prepared, in: start..<end, budget: budget)
        return (found.occurrences, found.knownUntil, found.knownUntil == nil ? nil : budget.obstacle)
    }

    static func occurrences(
        of windows: [PreparedWindow], in interval: Range<Instant>, budget: ExpansionBudget
    ) -> (occurrences: [WindowOccurrence], knownUntil: Instant?) {
        var all: [WindowOccurrence] = []
        var knownUntil: Instant?
        for window in windows {
            let (found, end) = window.occurrences(in: interval, budget: budget)
            all += found
            if let end, end < interval.upperBound { knownUntil = min(knownUntil ?? end, end) }
        }
        return (all.sorted(), knownUntil)
    }
}

/// When a change next fits.
package enum NextOpening: Hashable, Sendable {
    case at(Instant)
    /// Nothing was found up to this instant, the bound of the search.
    case noneBefore(Instant)
    /// A window in scope cannot be used; the reason.
    case unknown(String)

    /// The instant, where there is one.
    package var instant: Instant? {
        if case .at(let instant) = self { instant } else { nil }
    }
}

extension CalendarWindow {
    /// Reports whether the window binds changes to this environment and these modules.
    ///
    /// A release that names no module may touch any, so windows of every module bind it.
    func covers(_ scope: ChangeCalendar.Scope) -> Bool {
        (environments.isEmpty || environments.contains(scope.environment))
            && (modules.isEmpty || scope.modules.isEmpty || modules.contains(where: scope.modules.contains))
    }

    /// Reports whether the window names `action`; a window that names nothing binds what windows bind by default.
    func binds(_ action: ActionClass) -> Bool {
        actions.isEmpty ? [.promote, .configOnly, .flagOff].contains(action) : actions.contains(action)
    }
}
