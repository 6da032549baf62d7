package import ReleaseAudit
package import ReleaseCalendar
import ReleaseManifest
package import ReleaseModel

/// Everything a judgement needs that stands in files: the release file, the policy, the calendars.
package struct ReleaseInputs {
    package var release: Release
    package var policy: Policy
    package var calendar: ChangeCalendar
    /// The clock of the release's zone, UTC where it names none.
    package var clock: ZonedClock
    package var working: WorkingCalendar
    /// What signed evidence is verified with.
    package var attestationVerifier: AttestationVerifier
    /// Warnings about the files, in order.
    package var warnings: [Diagnostic]
    /// The folder of the release file, in which its paths are read; empty for the current one.
    package var folder: String
    /// The lines of the release file with their places, so that what a draft may not hold is found where it was written.
    package var sourceLines: [(text: String, location: SourceLocation)]

    /// A release file larger than this is refused by its reader; the file is read one byte further at most.
    private static let fileLimit = 4 << 20

    /// Reads the release file at `path` and what it names.
    ///
    /// - Throws: `WorkflowFailure` with every diagnostic of every file.
    package static func load(_ path: String) throws(WorkflowFailure) -> ReleaseInputs {
        let bytes = try InputFile.read(path, limit: fileLimit)
        let reading = ReleaseReader.read(bytes, named: path)
        let folder = InputFile.folder(of: path)
        var diagnostics = reading.diagnostics
        let policy = try loadPolicy(reading.release, folder: folder, diagnostics: &diagnostics)
        guard var release = reading.release, let policy, !diagnostics.hasErrors else {
            throw WorkflowFailure(.badInput, "", diagnostics: diagnostics.sorted())
        }
        if let range = release.subject?.range {
            let authors = try GitIdentities.authors(in: range, folder: folder)
            release.initiative.authors += authors.filter { !release.initiative.authors.contains($0) }
        }
        let verifier = try AttestationKeyLoader.load(
            release.attestationTrust, folder: folder, diagnostics: &diagnostics)
        let windows = release.timeline.windows + (try loadCalendars(release, folder: folder, diagnostics: &diagnostics))
        let calendar = ChangeCalendar(windows: windows)
        diagnostics += calendar.diagnostics
        guard let clock = ZonedClock(identifier: release.timeline.timeZone ?? "UTC") else {
            throw WorkflowFailure(.internalError, "the time zone database is not there: \"UTC\" is not known")
        }
        guard !diagnostics.hasErrors else { throw WorkflowFailure(.badInput, "", diagnostics: diagnostics.sorted()) }
        let working = WorkingCalendar(
            clock: clock, workingDays: release.timeline.workingDays, workingHours: release.timeline.workingHours,
            holidays: release.timeline.holidays)
        return ReleaseInputs(
            release: release, policy: policy, calendar: calendar, clock: clock, working: working,
            attestationVerifier: verifier, warnings: diagnostics.sorted(), folder: folder,
            sourceLines: lines(of: bytes, named: path))
    }

    /// The values of a YAML file line by line, without list dashes, keys and quotes.
    private static func lines(of bytes: [UInt8], named path: String) -> [(text: String, location: SourceLocation)] {
        let lines = String(decoding: bytes, as: UTF8.self).utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, bytes in
            let line = Substring(bytes)
            var value = Substring(bytes.drop { $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == 0x09 })
            if let colon = value.place(of: ": "), !value[..<colon.lowerBound].utf8.contains(0x20) {
                value = value[colon.upperBound...]
            }
            let column = line.distance(from: line.startIndex, to: value.startIndex) + 1
            let bare = value.trimming { $0 == "\"" || $0 == "'" || $0 == " " || $0 == "\r" || $0 == "[" || $0 == "]" }
            return bare.isEmpty ? nil : (String(bare), SourceLocation(file: path, line: index + 1, column: column))
        }
    }

    private static func loadPolicy(
        _ release: Release?, folder: String, diagnostics: inout [Diagnostic]
    ) throws(WorkflowFailure) -> Policy? {
        let reading = PolicyReader.defaultPolicy()
        diagnostics += reading.diagnostics
        var digested = PolicyReader.defaultPolicyText
        guard var policy = reading.policy else { return nil }
        if let path = release?.policyPath {
            let bytes = try InputFile.read(InputFile.resolve(path, in: folder), limit: fileLimit)
            let overlay = PolicyReader.read(bytes, named: InputFile.resolve(path, in: folder), over: policy)
            diagnostics += overlay.diagnostics
            guard let overlaid = overlay.policy else { return nil }
            policy = overlaid
            if let release, release.objectives.isEmpty {
                diagnostics += ReferenceCheck.unknownCriteria(in: release, policy: policy)
            }
            digested += "\u{0}" + String(decoding: bytes, as: UTF8.self)
        }
        for source in release?.objectives ?? [] {
            digested += try ObjectivesLoader.add(source, to: &policy, folder: folder, diagnostics: &diagnostics)
        }
        if let release, !release.objectives.isEmpty {
            diagnostics += ReferenceCheck.unknownCriteria(in: release, policy: policy)
        }
        policy.digest = ContentDigest(sha256: digested)
        return policy
    }

    private static func loadCalendars(
        _ release: Release, folder: String, diagnostics: inout [Diagnostic]
    ) throws(WorkflowFailure) -> [CalendarWindow] {
        var windows: [CalendarWindow] = []
        for file in release.timeline.calendarFiles {
            let path = InputFile.resolve(file.path, in: folder)
            let reading = ICalendarReader.read(
                try InputFile.read(path, limit: 16 << 20), named: path, kind: file.kind, owner: file.owner?.name,
                defaultZone: file.timeZone ?? release.timeline.timeZone, floatingZone: file.timeZone)
            windows += reading.windows
            diagnostics += reading.diagnostics
        }
        return windows
    }
}

extension Substring {
    /// The text without the characters at both ends that satisfy `isOuter`.
    fileprivate func trimming(_ isOuter: (Character) -> Bool) -> Substring {
        var rest = drop(while: isOuter)
        while let last = rest.last, isOuter(last) { rest.removeLast() }
        return rest
    }
}

extension [Diagnostic] {
    /// Reports whether any of them is an error.
    var hasErrors: Bool { contains { $0.severity == .error } }
}
