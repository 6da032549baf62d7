import ReleaseModel

/// Turns what the windows say about one interval into a verdict with its reasons in words.
struct VerdictMaker {
    let calendar: ChangeCalendar
    let scope: ChangeCalendar.Scope
    let duration: TimeAmount
    let clock: ZonedClock?
    var budget = ExpansionBudget()

    func verdict(from start: Instant) -> CalendarVerdict {
        let search = OpeningSearch(calendar: calendar, scope: scope, budget: budget)
        let interval = start..<(start + OpeningSearch.length(duration))
        if let reason = search.unknownReason {
            return CalendarVerdict(state: .unknown(reason), explanation: "\(question(interval)): unknown, \(reason)")
        }
        if search.isUnrestricted {
            let parts =
                ["\(question(interval)): unrestricted, no window binds it"] + passedFreezes(in: interval, search.budget)
            return CalendarVerdict(state: .unrestricted, explanation: parts.joined(separator: "; "))
        }
        let denials = search.denials(in: interval)
        let coverage = search.coverage(of: interval)
        if denials.occurrences.isEmpty && (denials.isPartial || (!coverage.isCovered && coverage.isPartial)) {
            let reason =
                search.budget.obstacle?.description
                ?? "a window recurs too often to be expanded over the whole interval; give it a simpler rule"
            return CalendarVerdict(state: .unknown(reason), explanation: "\(question(interval)): unknown, \(reason)")
        }
        guard denials.occurrences.isEmpty && coverage.isCovered else {
            let opening = search.nextOpen(after: start, for: duration)
            var parts = ["\(question(interval)): closed"]
            parts += shown(denials.occurrences) { "deny window \(phrase($0))" }
            if !coverage.isCovered { parts.append(uncovered(coverage.occurrences)) }
            parts.append(nextOpenPhrase(opening))
            if opening.instant == nil, let obstacle = search.budget.obstacle { parts.append(obstacle.description) }
            parts += passedFreezes(in: interval, search.budget)
            return CalendarVerdict(
                state: .closed, explanation: parts.joined(separator: "; "),
                window: denials.occurrences.first?.window.id ?? coverage.occurrences.first?.window.id,
                nextOpen: opening.instant)
        }
        let (close, isKnown) = search.nextClose(after: start)
        var parts = ["\(question(interval)): open"]
        parts += shown(coverage.occurrences) { "allow window \(phrase($0))" }
        if let close {
            let freeze = search.denials(in: close..<close).occurrences.first.map { ", deny window \(phrase($0))" } ?? ""
            parts.append("next closes \(moment(close, nil))\(freeze)")
        } else if !isKnown {
            let reason = search.budget.obstacle.map { ": \($0.description)" } ?? ""
            parts.append("when it next closes is not known\(reason)")
        } else {
            parts.append("does not close within \(ChangeCalendar.horizonInDays) days")
        }
        parts += passedFreezes(in: interval, search.budget)
        return CalendarVerdict(
            state: .open, explanation: parts.joined(separator: "; "),
            window: coverage.occurrences.first?.window.id, nextClose: close)
    }

    private func question(_ interval: Range<Instant>) -> String {
        let span =
            interval.isEmpty
            ? "at \(moment(interval.lowerBound, nil))"
            : "from \(moment(interval.lowerBound, nil)) for \(OpeningSearch.length(duration))"
        return "\(scope.action.rawValue) to \"\(scope.environment)\" \(span)"
    }

    /// UTC first, then the local time of the asker's zone, else that of the window.
    private func moment(_ instant: Instant, _ window: CalendarWindow?) -> String {
        let zone = clock ?? window.flatMap(\.clock) ?? commonClock
        guard let zone, zone.identifier != "UTC" else { return instant.minuteInUTC }
        return "\(instant.minuteInUTC) (\(zone.text(instant)))"
    }

    /// The one zone that all windows in scope share, where they do.
    private var commonClock: ZonedClock? {
        let zones = Set(calendar.prepared.filter { $0.window.covers(scope) }.map(\.clock))
        return zones.count == 1 ? zones.first : nil
    }

    private func phrase(_ occurrence: WindowOccurrence) -> String {
        let window = occurrence.window
        let span = "from \(moment(occurrence.start, window)) until \(moment(occurrence.end, window))"
        return "\"\(window.title)\" \(span), \(VerdictMaker.origin(window))"
    }

    private static func origin(_ window: CalendarWindow) -> String {
        let owner = window.owner.map { "set by \($0)" } ?? "nobody is named as its owner"
        return "\(owner), \(window.reason.map { "because: \($0)" } ?? "no reason is given")"
    }

    private func uncovered(_ touching: [WindowOccurrence]) -> String {
        guard touching.isEmpty else {
            return "allow windows do not cover all of it: " + shown(touching, phrase).joined(separator: ", ")
        }
        let windows = calendar.prepared.map(\.window)
            .filter { $0.kind == .allow && $0.covers(scope) && $0.binds(scope.action) }
            .map { "\"\($0.title)\" (\(VerdictMaker.origin($0)))" }
        return "no allow window covers it: " + Array(Set(windows)).sorted().joined(separator: ", ")
    }

    private func nextOpenPhrase(_ opening: NextOpening) -> String {
        switch opening {
        case .at(let instant): "next opens \(moment(instant, nil))"
        case .noneBefore(let bound):
            "no opening of \(OpeningSearch.length(duration)) was found before \(moment(bound, nil))"
        case .unknown(let reason): reason
        }
    }

    /// Freezes that hold during the interval and do not name the action, for the record.
    private func passedFreezes(in interval: Range<Instant>, _ budget: ExpansionBudget) -> [String] {
        let others = calendar.prepared.filter {
            $0.window.kind == .deny && $0.window.covers(scope) && !$0.window.binds(scope.action)
        }
        let rule =
            switch scope.action {
            case .rollback: "a rollback to a verified version passes a freeze that does not name rollback"
            case .emergency: "an emergency change passes a freeze that does not name emergency"
            default: "the window does not name \(scope.action.rawValue)"
            }
        return shown(ChangeCalendar.occurrences(of: others, in: interval, budget: budget).occurrences) {
            "passes deny window \(phrase($0)): \(rule)"
        }
    }

    /// The first occurrences in words, and how many there are beside them.
    private func shown(_ occurrences: [WindowOccurrence], _ text: (WindowOccurrence) -> String) -> [String] {
        let limit = 5
        let words = occurrences.prefix(limit).map(text)
        return occurrences.count > limit ? words + ["and \(occurrences.count - limit) more"] : words
    }
}
