import ReleaseModel

/// An event that changes an instance of a series and all that follow it.
struct SeriesSplit {
    /// The instance, as the series itself has it.
    let time: CalendarTime
    let event: CalendarComponent
}

extension EventReader {
    /// Cuts the windows of one series at each split: from there on the occurrences move with the changed event, last as
    /// long as it does, and carry its words. Where that is cancelled, they are gone.
    mutating func readParts(_ splits: [SeriesSplit], of series: [CalendarWindow]) throws(CalendarProblem) {
        guard let clock = series.first?.clock else { return }
        let cuts = splits.map { (at: $0.time.local(in: clock), event: $0.event) }.sorted { $0.at < $1.at }
        append(
            series.map { window in
                var part = window
                part.segment = CalendarWindow.Segment(before: cuts.first?.at)
                return part
            })
        for (index, cut) in cuts.enumerated() where !EventReader.isCancelled(cut.event) {
            guard let property = cut.event.first("DTSTART"),
                let start = try CalendarTime.values(of: property, zones: zones).first?.time,
                let end = try end(of: cut.event, start)
            else {
                throw CalendarProblem("the event that changes a series from an instance on has no DTSTART or no length")
            }
            let length = try EventReader.length(of: cut.event)
            let shift = start.local(in: clock).wallSeconds - cut.at.wallSeconds
            let span = end.wallSeconds - start.local.wallSeconds
            let next = index + 1 < cuts.count ? cuts[index + 1].at : nil
            append(
                series.map { window in
                    var part = window
                    part.id += "/from-\(cut.at.iso8601)"
                    part.segment = CalendarWindow.Segment(from: cut.at, before: next, shift: shift)
                    part.length = length
                    part.end = part.start.adding(wallSeconds: span)
                    part.title = cut.event.first("SUMMARY")?.text.singleLine ?? window.title
                    part.owner = organizer(cut.event) ?? window.owner
                    part.reason = cut.event.first("DESCRIPTION")?.text.singleLine ?? window.reason
                    part.location = SourceLocation(file: file, line: cut.event.line)
                    return part
                })
        }
    }
}
