package import ReleaseModel

extension ChangeCalendar {
    /// What stands out about a planned promotion: its local time, how much of the working day is left, and which freeze
    /// comes next.
    ///
    /// - Parameters:
    ///   - working: the working time of the environment's owners, in their zone.
    ///   - overlapping: other releases of the same module in the same interval, as the ledger knows them.
    package func scheduleFacts(
        environment: EnvironmentID, start: Instant, duration: TimeAmount, working: WorkingCalendar,
        modules: [String] = [], action: CalendarWindow.ActionClass = .promote, overlapping: [String] = []
    ) -> ScheduleFacts {
        let scope = Scope(environment: environment, modules: modules, action: action)
        let search = OpeningSearch(calendar: self, scope: scope)
        let freeze = search.nextDenial(after: start)
        let shift = working.shift(on: working.clock.date(start))
        return ScheduleFacts(
            environment: environment,
            localStart: working.clock.text(start),
            isOutsideWorkingDays: shift == nil,
            minutesToEndOfDay: shift.map { Int(max(0, $0.upperBound.milliseconds - start.milliseconds) / 60_000) },
            nextFreeze: freeze?.start,
            nextFreezeTitle: freeze?.window.title,
            overlapping: overlapping.sorted())
    }
}
