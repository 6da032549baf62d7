import ReleaseModel

/// Finds when a change fits: the spans that deny it, and the unions that must cover it.
struct OpeningSearch {
    private let denying: [PreparedWindow]
    /// For each module that has allow windows of its own, all windows that allow it.
    private let allowing: [[PreparedWindow]]
    private let problem: String?
    /// What this search, all its steps together, may still cost.
    let budget: ExpansionBudget

    init(
        calendar: ChangeCalendar, scope: ChangeCalendar.Scope, budget: ExpansionBudget = ExpansionBudget()
    ) {
        self.budget = budget
        let inScope = calendar.prepared.filter { $0.window.covers(scope) && $0.window.binds(scope.action) }
        self.denying = inScope.filter { $0.window.kind == .deny }
        let allows = inScope.filter { $0.window.kind == .allow }
        // Each module is judged by the windows that allow it: a window for one does not open another.
        let parts =
            scope.modules.isEmpty
            ? [allows]
            : scope.modules.map { module in
                allows.filter { $0.window.modules.isEmpty || $0.window.modules.contains(module) }
            }
        self.allowing = parts.filter { !$0.isEmpty }
        self.problem =
            calendar.unusable
            .first { $0.window.covers(scope) && $0.window.binds(scope.action) }
            .map { "the window \"\($0.window.title)\" cannot be used: \($0.problem)" }
    }

    /// Reports whether no window binds the change at all.
    var isUnrestricted: Bool { denying.isEmpty && allowing.isEmpty }

    /// Why nothing can be said; nil where every window in scope can be used.
    var unknownReason: String? { problem }

    /// The deny windows that overlap `interval`, and whether a bound hides others.
    func denials(in interval: Range<Instant>) -> (occurrences: [WindowOccurrence], isPartial: Bool) {
        let found = ChangeCalendar.occurrences(of: denying, in: interval, budget: budget)
        return (found.occurrences, found.knownUntil != nil)
    }

    /// Reports whether every allow union covers `interval`, which occurrences touch it, and whether a bound hides
    /// others.
    func coverage(
        of interval: Range<Instant>
    ) -> (isCovered: Bool, occurrences: [WindowOccurrence], isPartial: Bool) {
        var touching: [WindowOccurrence] = []
        var isCovered = true
        var isPartial = false
        for windows in allowing {
            let found = ChangeCalendar.occurrences(of: windows, in: interval, budget: budget)
            touching += found.occurrences
            isPartial = isPartial || found.knownUntil != nil
            isCovered = isCovered && TimeSpans(found.occurrences.map { $0.start..<$0.end }).contains(interval)
        }
        return (isCovered, touching.sorted(), isPartial)
    }

    func nextOpen(after start: Instant, for duration: TimeAmount) -> NextOpening {
        if let problem { return .unknown(problem) }
        if isUnrestricted { return .at(start) }
        let length = OpeningSearch.length(duration)
        var bound = start
        for days in [8, 64, ChangeCalendar.horizonInDays] {
            let horizon = start + TimeAmount.days(days)
            let (denied, allowed, known) = spans(in: start..<(horizon + length))
            bound = min(horizon, known ?? horizon)
            let candidates = ([start] + denied.spans.map(\.upperBound) + allowed.flatMap { $0.spans.map(\.lowerBound) })
                .filter { start <= $0 && $0 < bound }
            for candidate in candidates.sorted() {
                let interval = candidate..<(candidate + length)
                if let known, interval.upperBound > known { break }
                if !denied.overlaps(interval) && allowed.allSatisfy({ $0.contains(interval) }) {
                    return .at(candidate)
                }
            }
            if bound < horizon { break }
        }
        return .noneBefore(bound)
    }

    /// The next instant after `start` at which the calendar closes, where it is open at `start`; nil where it does not
    /// within the horizon, or, where it is not `isKnown`, for all that can be said.
    func nextClose(after start: Instant) -> (instant: Instant?, isKnown: Bool) {
        for days in [8, 64, ChangeCalendar.horizonInDays] {
            let horizon = start + TimeAmount.days(days)
            let (denied, allowed, known) = spans(in: start..<horizon)
            let bound = min(horizon, known ?? horizon)
            let starts = denied.spans.map(\.lowerBound).filter { $0 > start }
            let ends = allowed.compactMap { union in
                union.spans.first { $0.contains(start) }?.upperBound
            }
            if let first = (starts + ends).min(), first < bound { return (first, true) }
            if bound < horizon { return (nil, false) }
        }
        return (nil, true)
    }

    /// The first deny occurrence that begins after `start`, within the horizon.
    func nextDenial(after start: Instant) -> WindowOccurrence? {
        for days in [8, 64, ChangeCalendar.horizonInDays] {
            let found = denials(in: start..<(start + TimeAmount.days(days))).occurrences
            if let first = found.first(where: { $0.start > start }) { return first }
        }
        return nil
    }

    /// Zero and less ask about the moment; more than ten years is cut to them.
    static func length(_ duration: TimeAmount) -> TimeAmount {
        TimeAmount(seconds: min(max(duration.seconds, 0), 3660 * 86_400))
    }

    private func spans(in interval: Range<Instant>) -> (denied: TimeSpans, allowed: [TimeSpans], knownUntil: Instant?) {
        let denied = ChangeCalendar.occurrences(of: denying, in: interval, budget: budget)
        var known = denied.knownUntil
        let allowed = allowing.map { windows in
            let found = ChangeCalendar.occurrences(of: windows, in: interval, budget: budget)
            if let end = found.knownUntil { known = min(known ?? end, end) }
            return TimeSpans(found.occurrences.map { $0.start..<$0.end })
        }
        return (TimeSpans(denied.occurrences.map { $0.start..<$0.end }), allowed, known)
    }
}

/// A union of half-open spans of time: sorted, apart from each other.
struct TimeSpans {
    let spans: [Range<Instant>]

    init(_ ranges: [Range<Instant>]) {
        var merged: [Range<Instant>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.spans = merged
    }

    /// Reports whether one span holds all of `interval`; an empty one is the moment it begins.
    func contains(_ interval: Range<Instant>) -> Bool {
        guard let span = last(startingAtOrBefore: interval.lowerBound) else { return false }
        return interval.lowerBound < span.upperBound && interval.upperBound <= span.upperBound
    }

    /// Reports whether any moment of `interval` lies in a span.
    func overlaps(_ interval: Range<Instant>) -> Bool {
        let end = max(interval.upperBound, Instant(milliseconds: interval.lowerBound.milliseconds + 1))
        guard let span = last(startingAtOrBefore: Instant(milliseconds: end.milliseconds - 1)) else { return false }
        return interval.lowerBound < span.upperBound
    }

    private func last(startingAtOrBefore instant: Instant) -> Range<Instant>? {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].lowerBound <= instant { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? spans[low - 1] : nil
    }
}
