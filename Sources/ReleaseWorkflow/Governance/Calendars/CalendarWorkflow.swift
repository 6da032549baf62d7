import ReleaseCalendar
package import ReleaseModel
package import ReleaseReports

/// Asks the freeze and change windows of a release. Records nothing.
package struct CalendarWorkflow {
    private let releasePath: String
    private let asOf: Instant

    package init(releasePath: String, asOf: Instant) {
        self.releasePath = releasePath
        self.asOf = asOf
    }

    /// Whether a change may run in `environment` over the whole interval.
    ///
    /// - Parameters:
    ///   - start: nil means the planned start, or now where none is planned.
    ///   - duration: nil means the planned duration, or one hour.
    package func check(
        _ environment: EnvironmentID, from start: Instant?, for duration: TimeAmount?,
        action: CalendarWindow.ActionClass?
    ) throws(WorkflowFailure) -> CalendarCheck {
        let question = try Question(self, environment, start, duration, action)
        let inputs = question.inputs
        let verdict = inputs.calendar.verdict(
            from: question.start, for: question.duration, environment: environment,
            modules: inputs.release.scope.modules, action: question.action, clock: question.clock)
        let end = question.start + question.duration
        return CalendarCheck(
            environment: environment, action: question.action, start: question.start, end: end,
            localStart: question.clock.text(question.start), localEnd: question.clock.text(end), verdict: verdict)
    }

    /// When a change of this duration next fits.
    package func next(
        _ environment: EnvironmentID, from start: Instant?, for duration: TimeAmount?,
        action: CalendarWindow.ActionClass?
    ) throws(WorkflowFailure) -> CalendarOpening {
        let question = try Question(self, environment, start ?? asOf, duration, action)
        let inputs = question.inputs
        let opening = inputs.calendar.nextOpen(
            after: question.start, for: question.duration, environment: environment,
            modules: inputs.release.scope.modules, action: question.action)
        let verdict = inputs.calendar.verdict(
            from: question.start, for: question.duration, environment: environment,
            modules: inputs.release.scope.modules, action: question.action, clock: question.clock)
        let words =
            switch opening {
            case .at(let instant): question.clock.text(instant)
            case .noneBefore(let instant): "nothing opens before \(instant.minuteInUTC)"
            case .unknown(let reason): reason
            }
        return CalendarOpening(
            environment: environment, action: question.action, from: question.start, duration: question.duration,
            opensAt: opening.instant, words: words,
            obstacle: opening.instant == question.start ? nil : verdict.explanation)
    }

    /// Every occurrence of the windows of `path`: an iCalendar file, or a release file with all it names.
    package func occurrences(
        of path: String, from start: Instant, to end: Instant, zone: String?
    ) throws(WorkflowFailure) -> (occurrences: [CalendarOccurrence], warnings: [Diagnostic]) {
        guard start < end else { throw WorkflowFailure(.usage, "--to has to be later than --from") }
        let (calendar, diagnostics) = try calendar(at: path, zone: zone)
        guard !diagnostics.hasErrors else { throw WorkflowFailure(.badInput, "", diagnostics: diagnostics.sorted()) }
        let found = calendar.occurrences(from: start, to: end)
        if let known = found.knownUntil {
            throw WorkflowFailure(
                .badInput, "the occurrences are known until \(known.minuteInUTC) only",
                diagnostics: found.obstacle.map { [$0] } ?? [])
        }
        let occurrences = found.occurrences.map { occurrence in
            let clock = occurrence.window.clock ?? .utc
            return CalendarOccurrence(
                window: occurrence.window, start: occurrence.start, end: occurrence.end,
                localStart: clock.text(occurrence.start), localEnd: clock.text(occurrence.end))
        }
        return (occurrences, diagnostics)
    }

    /// The release's windows as iCalendar text; cron pairs are expanded over the year from now.
    package func export() throws(WorkflowFailure) -> String {
        let inputs = try ReleaseInputs.load(releasePath)
        return ICalendarWriter.text(
            windows: inputs.calendar.windows, title: "\(inputs.release.initiative.name): freeze and change windows",
            expandingWithin: asOf..<(asOf + .days(366)), asOf: asOf)
    }

    private func calendar(
        at path: String, zone: String?
    ) throws(WorkflowFailure) -> (ChangeCalendar, [Diagnostic]) {
        if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
            let inputs = try ReleaseInputs.load(path)
            return (inputs.calendar, inputs.warnings)
        }
        let reading = ICalendarReader.read(
            try InputFile.read(path, limit: 16 << 20), named: path, kind: .deny, owner: nil, defaultZone: zone,
            floatingZone: zone)
        let calendar = ChangeCalendar(windows: reading.windows)
        return (calendar, reading.diagnostics + calendar.diagnostics)
    }

    /// A question with everything it left open filled in from the release file.
    private struct Question {
        let inputs: ReleaseInputs
        let start: Instant
        let duration: TimeAmount
        let action: CalendarWindow.ActionClass
        let clock: ZonedClock

        init(
            _ workflow: CalendarWorkflow, _ environment: EnvironmentID, _ start: Instant?, _ duration: TimeAmount?,
            _ action: CalendarWindow.ActionClass?
        ) throws(WorkflowFailure) {
            inputs = try ReleaseInputs.load(workflow.releasePath)
            let place = try StatedText.environment(environment, in: inputs.release)
            self.start = start ?? place.plannedStart ?? workflow.asOf
            self.duration = duration ?? place.plannedDuration ?? ReadinessWorkflow.usualDuration
            self.action = action ?? (inputs.release.initiative.isEmergency ? .emergency : .promote)
            clock = place.timeZone.flatMap(ZonedClock.init(identifier:)) ?? inputs.clock
        }
    }
}
