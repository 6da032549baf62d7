import ReleaseCalendar
import ReleaseModel

/// The time axis of a drawing: where an instant lies, and the lines of weeks and weekends.
struct GanttAxis {
    private let gantt: TimelineGantt
    private let left: Int
    private let width: Int
    private let start: Int64
    private let length: Int64

    init(_ gantt: TimelineGantt, left: Int, width: Int) {
        self.gantt = gantt
        self.left = left
        self.width = width
        self.start = gantt.clock.instant(startOf: gantt.firstDay).milliseconds
        let end = gantt.clock.instant(startOf: gantt.lastDay.adding(days: 1)).milliseconds
        self.length = max(1, end - start)
    }

    /// The horizontal position of `instant`, in whole units, inside the axis.
    func x(of instant: Instant) -> Int {
        // Seconds keep the product far from overflowing.
        let passed = min(max(0, instant.milliseconds - start), length) / 1000
        return left + Int(passed * Int64(width) / max(1, length / 1000))
    }

    /// The horizontal position at which `day` begins.
    func x(of day: CivilDate) -> Int { x(of: gantt.clock.instant(startOf: day)) }

    /// Weekends shaded while the days are wide enough to see them, a line and a date per week, at most six dates.
    func lines(top: Int, bottom: Int) -> [String] {
        let days = gantt.lastDay.daysSinceEpoch - gantt.firstDay.daysSinceEpoch + 1
        var lines: [String] = []
        if days <= 62 {
            for day in 0..<days where gantt.firstDay.adding(days: day).weekday.isWeekend {
                let date = gantt.firstDay.adding(days: day)
                let from = x(of: date)
                lines.append(
                    "<rect x=\"\(from)\" y=\"\(top)\" width=\"\(max(1, x(of: date.adding(days: 1)) - from))\" "
                        + "height=\"\(bottom - top)\" fill-opacity=\"0.06\"/>")
            }
        }
        let step = 7 * max(1, (days / 7 + 6) / 6)
        var day = gantt.firstDay
        while day <= gantt.lastDay {
            let position = x(of: day)
            lines.append(
                "<path d=\"M\(position) \(top)V\(bottom)\" style=\"stroke:currentColor;stroke-opacity:0.2\"/>")
            // The last label would run over the edge.
            if position <= left + width - 70 {
                lines.append("<text x=\"\(position + 3)\" y=\"\(top - 8)\" font-size=\"12\">\(day.iso8601)</text>")
            }
            day = day.adding(days: step)
        }
        return lines
    }
}
