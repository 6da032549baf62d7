import ReleaseCalendar
import ReleaseEvaluation
package import ReleaseModel
import ReleaseStore

/// The main job: from a release file to the whole answer. Both `plan` and `gate` go through here.
package struct ReadinessWorkflow {
    /// The release file.
    package var releasePath: String
    /// The ledger; nil means `.releasegate/ledger.sqlite` beside the release file.
    package var ledgerPath: String?
    /// A folder of templates that override the built-in ones; nil means `templates` beside the release file.
    package var templateFolder: String?
    /// The one time that enters.
    package var asOf: Instant
    /// Called before each evidence document with its number, the count and its path.
    package var progress: (Int, Int, String) -> Void

    package init(
        releasePath: String, ledgerPath: String? = nil, templateFolder: String? = nil, asOf: Instant,
        progress: @escaping (Int, Int, String) -> Void = { _, _, _ in }
    ) {
        self.releasePath = releasePath
        self.ledgerPath = ledgerPath
        self.templateFolder = templateFolder
        self.asOf = asOf
        self.progress = progress
    }

    /// The inputs and the evidence, read once.
    package struct Loaded {
        package var inputs: ReleaseInputs
        package var evidence: EvidenceLoader.Loaded
        package var ledgerPath: String
    }

    /// Reads the release file, what it names, and the evidence.
    package func load() throws(WorkflowFailure) -> Loaded {
        var inputs = try ReleaseInputs.load(releasePath)
        try StatedSignatures.verify(&inputs, asOf: asOf)
        let trust = EvidenceLoader.Trust(
            verifier: inputs.attestationVerifier, asOf: asOf, subject: inputs.release.subject)
        let evidence = EvidenceLoader(folder: inputs.folder, trust: trust, progress: progress)
            .load(inputs.release.channels)
        let ledger = ledgerPath ?? InputFile.resolve(".releasegate/ledger.sqlite", in: inputs.folder)
        return Loaded(inputs: inputs, evidence: evidence, ledgerPath: ledger)
    }

    /// Judges the release against what the ledger remembers. Records nothing.
    package func review() throws(WorkflowFailure) -> (review: ReadinessReview, warnings: [Diagnostic]) {
        let loaded = try load()
        let records: LedgerRecords
        do {
            records =
                try Ledger.reading(at: loaded.ledgerPath)?.read { try self.records(loaded, reader: $0) }
                ?? self.records(loaded)
        } catch {
            throw WorkflowFailure(error)
        }
        return (review(loaded, records: records), loaded.warnings)
    }

    /// Judges what was loaded.
    package func review(_ loaded: Loaded, records: LedgerRecords) -> ReadinessReview {
        let inputs = loaded.inputs
        var calendar: [EnvironmentID: CalendarVerdict] = [:]
        var schedule: [ScheduleFacts] = []
        for environment in inputs.release.scope.environments {
            let start = environment.plannedStart ?? asOf
            let duration = environment.plannedDuration ?? ReadinessWorkflow.usualDuration
            let clock = environment.timeZone.flatMap(ZonedClock.init(identifier:)) ?? inputs.clock
            let action: CalendarWindow.ActionClass = inputs.release.initiative.isEmergency ? .emergency : .promote
            calendar[environment.id] = inputs.calendar.verdict(
                from: start, for: duration, environment: environment.id, modules: inputs.release.scope.modules,
                action: action, clock: clock)
            guard environment.plannedStart != nil else { continue }
            let working = WorkingCalendar(
                clock: clock, workingDays: inputs.release.timeline.workingDays,
                workingHours: inputs.release.timeline.workingHours, holidays: inputs.release.timeline.holidays)
            schedule.append(
                inputs.calendar.scheduleFacts(
                    environment: environment.id, start: start, duration: duration, working: working,
                    modules: inputs.release.scope.modules, action: action))
        }
        return Evaluation.review(
            ReviewInput(
                release: inputs.release, policy: inputs.policy, evidence: loaded.evidence.items,
                unreadable: loaded.evidence.unreadable, records: records, calendar: calendar, schedule: schedule,
                asOf: asOf))
    }

    /// Where `plan` writes unless told otherwise: `readiness` beside the release file.
    package var defaultOutputFolder: String {
        InputFile.resolve("readiness", in: InputFile.folder(of: releasePath))
    }

    /// Where `drafts export` writes unless told otherwise: `drafts-export` beside the release file.
    package var defaultExportFolder: String {
        InputFile.resolve("drafts-export", in: InputFile.folder(of: releasePath))
    }

    /// How long a promotion is taken to last where the release file does not say.
    package static let usualDuration = TimeAmount.hours(1)
}

extension ReadinessWorkflow.Loaded {
    /// Everything a person should know about the inputs: warnings of the files, and evidence that cannot be read.
    package var warnings: [Diagnostic] {
        let evidenceWarnings = evidence.unreadable.map {
            Diagnostic(.warning, at: $0.diagnostic.location, $0.diagnostic.message)
        }
        return (inputs.warnings + evidenceWarnings).sorted()
    }
}
