import ReleaseModel

/// A file may hold several revisions of an event; what a later one took back does not count.
extension EventReader {
    /// The events but for those that change an instance which a later revision of their series no longer has.
    func withoutOutdated(_ events: [CalendarComponent]) -> [CalendarComponent] {
        var masters: [String: CalendarComponent] = [:]
        for event in events where event.first("RECURRENCE-ID") == nil { masters[uid(event)] = event }
        return events.filter { event in
            guard let property = event.first("RECURRENCE-ID"), let master = masters[uid(event)],
                EventReader.sequence(event) < EventReader.sequence(master)
            else { return true }
            return instance(property, isOf: master) != false
        }
    }

    /// Whether the series has the instance; nil where one of them cannot be read, which is reported elsewhere.
    private func instance(_ property: ContentLine, isOf master: CalendarComponent) -> Bool? {
        var reader = EventReader(
            file: file, kind: kind, owner: owner, zones: zones, environments: environments, modules: modules)
        do throws(CalendarProblem) {
            try reader.readEvent(master, replaced: [])
            guard let time = try CalendarTime.values(of: property, zones: zones).first?.time,
                let startProperty = master.first("DTSTART"),
                let start = try CalendarTime.values(of: startProperty, zones: zones).first?.time,
                reader.diagnostics.allSatisfy({ $0.severity != .error })
            else { return nil }
            let local = time.onDay(of: start)
            for window in reader.windows where try PreparedWindow(window).names(local) { return true }
            return false
        } catch {
            return nil
        }
    }

    /// Of several revisions of one event or instance, the one with the highest SEQUENCE; the last where they are equal.
    func current(_ events: [CalendarComponent]) -> [CalendarComponent] {
        struct Key: Hashable {
            let uid: String
            let instance: String
        }
        let sequence = EventReader.sequence
        let key = { (event: CalendarComponent) -> Key? in
            guard let uid = event.first("UID")?.value else { return nil }
            return Key(uid: uid, instance: event.first("RECURRENCE-ID")?.value ?? "")
        }
        var newest: [Key: Int] = [:]
        for event in events {
            guard let key = key(event) else { continue }
            newest[key] = max(newest[key] ?? 0, sequence(event))
        }
        return events.filter { event in key(event).map { newest[$0] == sequence(event) } ?? true }
    }

    private static func sequence(_ event: CalendarComponent) -> Int { Int(event.first("SEQUENCE")?.value ?? "") ?? 0 }
}
