package import ReleaseModel

/// What the calendar says about one planned interval.
package struct CalendarCheck: Hashable, Sendable {
    package var environment: EnvironmentID
    package var action: CalendarWindow.ActionClass
    package var start: Instant
    package var end: Instant
    /// Start and end in the environment's zone, for people.
    package var localStart: String
    package var localEnd: String
    package var verdict: CalendarVerdict

    package init(
        environment: EnvironmentID, action: CalendarWindow.ActionClass, start: Instant, end: Instant,
        localStart: String, localEnd: String, verdict: CalendarVerdict
    ) {
        self.environment = environment
        self.action = action
        self.start = start
        self.end = end
        self.localStart = localStart
        self.localEnd = localEnd
        self.verdict = verdict
    }
}

/// When a change next fits.
package struct CalendarOpening: Hashable, Sendable {
    package var environment: EnvironmentID
    package var action: CalendarWindow.ActionClass
    package var from: Instant
    package var duration: TimeAmount
    /// Nil where none was found.
    package var opensAt: Instant?
    /// The instant in the environment's zone, or why there is none.
    package var words: String
    /// The windows that keep it closed until then, each with who set it and why.
    package var obstacle: String?

    package init(
        environment: EnvironmentID, action: CalendarWindow.ActionClass, from: Instant, duration: TimeAmount,
        opensAt: Instant?, words: String, obstacle: String?
    ) {
        self.environment = environment
        self.action = action
        self.from = from
        self.duration = duration
        self.opensAt = opensAt
        self.words = words
        self.obstacle = obstacle
    }
}

/// One occurrence of a window.
package struct CalendarOccurrence: Hashable, Sendable {
    package var window: CalendarWindow
    package var start: Instant
    package var end: Instant
    /// In the window's own zone.
    package var localStart: String
    package var localEnd: String

    package init(window: CalendarWindow, start: Instant, end: Instant, localStart: String, localEnd: String) {
        self.window = window
        self.start = start
        self.end = end
        self.localStart = localStart
        self.localEnd = localEnd
    }
}
