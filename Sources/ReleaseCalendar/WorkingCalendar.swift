package import ReleaseModel

/// Why a question about working time has no answer.
package enum WorkingTimeError: Error, Hashable, Sendable {
    /// The calendar names no working day, or its working hours are empty.
    case noWorkingTime
    /// The answer lies more than `WorkingCalendar.horizonInDays` days away, such as where every day is a holiday.
    case beyondHorizon(days: Int)

    /// A sentence for the person who wrote the calendar.
    package var message: String {
        switch self {
        case .noWorkingTime: "the calendar has no working time; name at least one working day and its working hours"
        case .beyondHorizon(let days):
            "there is no answer within \(days) days; check the working days, the holidays and the duration"
        }
    }
}

/// When people work: days of the week, hours of the day and holidays, in one zone.
package struct WorkingCalendar: Hashable, Sendable {
    /// How many days ahead or back a search goes before it gives up: a bound on time, not on plans.
    package static let horizonInDays = 4000

    package let clock: ZonedClock
    /// In week order, each once.
    package let workingDays: [Weekday]
    /// Minutes since local midnight, half-open, within 0...1440.
    package let workingHours: Range<Int>
    private let holidays: Set<CivilDate>
    private let isWorkingWeekday: [Bool]

    /// The calendar of these days and hours.
    ///
    /// - Parameters:
    ///   - clock: the zone in which people work.
    ///   - workingDays: the days of the week; an empty list has no working time at all.
    ///   - workingHours: minutes since local midnight, half-open; what lies outside 0...1440 is cut off.
    ///   - holidays: local days on which nobody works.
    package init(clock: ZonedClock, workingDays: [Weekday], workingHours: Range<Int>, holidays: [CivilDate]) {
        self.clock = clock
        self.workingDays = Weekday.allCases.filter(workingDays.contains)
        self.workingHours = workingHours.clamped(to: 0..<1440)
        self.holidays = Set(holidays)
        self.isWorkingWeekday = Weekday.allCases.map(workingDays.contains)
    }

    /// Reports whether people work on `date`.
    package func isWorkingDay(_ date: CivilDate) -> Bool {
        !workingHours.isEmpty && isWorkingWeekday[date.weekday.number - 1] && !holidays.contains(date)
    }

    /// Reports whether `date` is one of the holidays.
    package func isHoliday(_ date: CivilDate) -> Bool { holidays.contains(date) }

    /// Reports whether people work at `instant`.
    package func isWorking(_ instant: Instant) -> Bool {
        guard let shift = shift(on: clock.date(instant)) else { return false }
        return shift.contains(instant)
    }

    /// The working hours of `date` as instants, half-open; nil where nobody works.
    package func shift(on date: CivilDate) -> Range<Instant>? {
        guard isWorkingDay(date) else { return nil }
        let midnight = CalendarWindow.LocalTime(date: date).wallSeconds
        let start = clock.instant(
            startOf: CalendarWindow.LocalTime(wallSeconds: midnight + Int64(workingHours.lowerBound) * 60))
        let end = clock.instant(
            endOf: CalendarWindow.LocalTime(wallSeconds: midnight + Int64(workingHours.upperBound) * 60))
        return start < end ? start..<end : nil
    }

    /// The first instant at or after `instant` at which people work.
    package func nextWorkingInstant(onOrAfter instant: Instant) throws(WorkingTimeError) -> Instant {
        try search(from: instant, step: 1) { shift in
            shift.upperBound > instant ? max(shift.lowerBound, instant) : nil
        }
    }

    /// The instant at which `amount` of working time has passed since `instant`; a negative amount goes back.
    ///
    /// Zero gives the next working instant. A positive amount that ends with a shift ends there, and not at the
    /// beginning of the next one.
    package func adding(_ amount: TimeAmount, to instant: Instant) throws(WorkingTimeError) -> Instant {
        if amount.seconds == 0 { return try nextWorkingInstant(onOrAfter: instant) }
        let forward = amount.seconds > 0
        let (product, overflow) = amount.seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow, product != .min else { throw .beyondHorizon(days: WorkingCalendar.horizonInDays) }
        var left = abs(product)
        return try search(from: instant, step: forward ? 1 : -1) { shift in
            let usable =
                forward
                ? shift.upperBound.milliseconds - max(shift.lowerBound, instant).milliseconds
                : min(shift.upperBound, instant).milliseconds - shift.lowerBound.milliseconds
            guard usable > 0 else { return nil }
            guard left > usable else {
                return forward
                    ? Instant(milliseconds: max(shift.lowerBound, instant).milliseconds + left)
                    : Instant(milliseconds: min(shift.upperBound, instant).milliseconds - left)
            }
            left -= usable
            return nil
        }
    }

    /// The working time from `start` to `end`; negative where `end` comes first.
    ///
    /// Looks at the first 40,000 days (109 years) of the span at most.
    package func workingTime(from start: Instant, to end: Instant) -> TimeAmount {
        guard start <= end else { return TimeAmount(seconds: -workingTime(from: end, to: start).seconds) }
        guard !workingDays.isEmpty, !workingHours.isEmpty else { return TimeAmount(seconds: 0) }
        let first = clock.date(start).daysSinceEpoch - 1
        let last = min(clock.date(end).daysSinceEpoch + 1, first + 40_000)
        var total: Int64 = 0
        for day in first...last {
            guard let shift = shift(on: CivilDate(daysSinceEpoch: day)) else { continue }
            total += max(
                0, min(shift.upperBound, end).milliseconds - max(shift.lowerBound, start).milliseconds)
        }
        return TimeAmount(seconds: total / 1000)
    }

    /// The working day that lies `count` working days after `date`; before it where `count` is negative.
    ///
    /// Zero gives `date` itself where people work on it, else the next working day.
    package func addingWorkingDays(_ count: Int, to date: CivilDate) throws(WorkingTimeError) -> CivilDate {
        guard !workingDays.isEmpty, !workingHours.isEmpty else { throw .noWorkingTime }
        if count == 0 && isWorkingDay(date) { return date }
        var left = max(1, count.magnitude)
        let step = count < 0 ? -1 : 1
        for distance in 1...WorkingCalendar.horizonInDays {
            let day = date.adding(days: distance * step)
            guard isWorkingDay(day) else { continue }
            left -= 1
            if left == 0 { return day }
        }
        throw .beyondHorizon(days: WorkingCalendar.horizonInDays)
    }

    /// Walks over the shifts from the day around `instant`, in the direction of `step`, until `answer` gives one.
    private func search(
        from instant: Instant, step: Int, answer: (Range<Instant>) -> Instant?
    ) throws(WorkingTimeError) -> Instant {
        guard !workingDays.isEmpty, !workingHours.isEmpty else { throw .noWorkingTime }
        // A shift that ends in a local overlap may reach past its own day.
        let first = clock.date(instant).adding(days: -step)
        for distance in 0...WorkingCalendar.horizonInDays + 1 {
            guard let shift = shift(on: first.adding(days: distance * step)) else { continue }
            if let found = answer(shift) { return found }
        }
        throw .beyondHorizon(days: WorkingCalendar.horizonInDays)
    }
}
