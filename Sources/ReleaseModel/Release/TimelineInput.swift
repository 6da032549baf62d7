/// What the release file says about time: when it starts, when people work, when nothing may change.
package struct TimelineInput: Hashable, Sendable {
    /// The first day of week 1; nil means the first working day from the day of planning.
    package var start: CivilDate?
    /// The IANA zone of dates and working hours, such as `Europe/Berlin`; nil means `UTC`, and a gap.
    package var timeZone: String?
    package var workingDays: [Weekday]
    /// The working day as minutes since local midnight, half-open.
    package var workingHours: Range<Int>
    package var holidays: [CivilDate]
    /// Freeze and change windows that the file states itself.
    package var windows: [CalendarWindow]
    /// iCalendar files with freeze and change windows, relative to the release file.
    package var calendarFiles: [CalendarFile]

    package init(
        start: CivilDate? = nil, timeZone: String? = nil,
        workingDays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday],
        workingHours: Range<Int> = 540..<1020, holidays: [CivilDate] = [], windows: [CalendarWindow] = [],
        calendarFiles: [CalendarFile] = []
    ) {
        self.start = start
        self.timeZone = timeZone
        self.workingDays = workingDays
        self.workingHours = workingHours
        self.holidays = holidays
        self.windows = windows
        self.calendarFiles = calendarFiles
    }
}

/// A file of windows, and what all of them mean.
package struct CalendarFile: Hashable, Sendable {
    package var path: String
    package var kind: CalendarWindow.Kind
    package var owner: RoleID?
    /// The IANA zone of its floating times and of its whole days; without one, floating times are refused.
    package var timeZone: String?
    package var location: SourceLocation

    package init(
        path: String, kind: CalendarWindow.Kind, owner: RoleID? = nil, timeZone: String? = nil,
        location: SourceLocation
    ) {
        self.path = path
        self.kind = kind
        self.owner = owner
        self.timeZone = timeZone
        self.location = location
    }
}

/// A span of local time, once or recurring, in which changes are denied or allowed.
package struct CalendarWindow: Hashable, Sendable {
    /// Deny beats allow; several allow windows are a union.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case deny, allow
    }

    /// What a window binds.
    package enum ActionClass: String, CaseIterable, Hashable, Sendable {
        case promote, rollback
        case configOnly = "config_only"
        case flagOff = "flag_off"
        case emergency
    }

    /// A wall-clock time: a date and minutes-with-seconds of the day, to be read in the window's zone.
    package struct LocalTime: Hashable, Comparable, Sendable {
        package var date: CivilDate
        /// Seconds since local midnight, 0..<86400.
        package var secondOfDay: Int

        package init(date: CivilDate, secondOfDay: Int = 0) {
            self.date = date
            self.secondOfDay = secondOfDay
        }

        package static func < (left: LocalTime, right: LocalTime) -> Bool {
            (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
        }
    }

    /// A freeze as GitLab states it: two cron expressions of five fields, read in the window's zone.
    package struct CronPair: Hashable, Sendable {
        package var start: String
        package var end: String

        package init(start: String, end: String) {
            self.start = start
            self.end = end
        }
    }

    /// How long something lasts, as RFC 5545 says it: days on the wall clock, then seconds exactly.
    package struct Length: Hashable, Sendable {
        package var days: Int
        package var seconds: Int64

        package init(days: Int, seconds: Int64) {
            self.days = days
            self.seconds = seconds
        }
    }

    /// A part of a series whose occurrences were moved together (RFC 5545 section 3.2.13, `RANGE=THISANDFUTURE`).
    package struct Segment: Hashable, Sendable {
        /// The part begins with the occurrence that the rule puts here; nil means with the first.
        package var from: LocalTime?
        /// And ends before the one that it puts here; nil means never.
        package var before: LocalTime?
        /// By how many wall-clock seconds each occurrence begins later than the rule says.
        package var shift: Int64

        package init(from: LocalTime? = nil, before: LocalTime? = nil, shift: Int64 = 0) {
            self.from = from
            self.before = before
            self.shift = shift
        }
    }

    package var id: String
    package var kind: Kind
    package var title: String
    /// Who set it.
    package var owner: String?
    /// Why it is there.
    package var reason: String?
    package var start: LocalTime
    /// The end of the first occurrence; the window is half-open.
    package var end: LocalTime
    /// The IANA zone, or `UTC`; with a definition, whatever the file calls it.
    package var timeZone: String
    /// What the zone is, where the file that the window comes from defines it itself.
    package var zoneDefinition: ZoneDefinition?
    /// How long every occurrence lasts, where that is stated instead of an end. Else each lasts on the wall clock as long
    /// as the first one.
    package var length: Length?
    /// Which part of the recurrence it is; nil means all of it.
    package var segment: Segment?
    /// The RFC 5545 RRULE value without its name, such as `FREQ=WEEKLY;BYDAY=FR`.
    package var recurrenceRule: String?
    /// Rules of RFC 2445 whose occurrences do not take place, as text.
    package var exceptionRules: [String] = []
    package var exceptionDates: [LocalTime]
    package var additionalDates: [LocalTime]
    /// Empty means all.
    package var environments: [EnvironmentID]
    package var modules: [String]
    /// What it denies or allows. A rollback to a verified version passes a freeze unless the freeze names rollback.
    package var actions: [ActionClass]
    package var location: SourceLocation?
    /// Where it is given, it alone says when the window holds: `start`, `end` and the recurrence do not count.
    package var cron: CronPair?

    package init(
        id: String, kind: Kind, title: String, owner: String? = nil, reason: String? = nil, start: LocalTime,
        end: LocalTime, timeZone: String, recurrenceRule: String? = nil, exceptionDates: [LocalTime] = [],
        additionalDates: [LocalTime] = [], environments: [EnvironmentID] = [], modules: [String] = [],
        actions: [ActionClass] = [.promote, .configOnly, .flagOff], location: SourceLocation? = nil,
        cron: CronPair? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.owner = owner
        self.reason = reason
        self.start = start
        self.end = end
        self.timeZone = timeZone
        self.recurrenceRule = recurrenceRule
        self.exceptionDates = exceptionDates
        self.additionalDates = additionalDates
        self.environments = environments
        self.modules = modules
        self.actions = actions
        self.location = location
        self.cron = cron
    }
}
