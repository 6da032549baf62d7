import ReleaseCalendar
package import ReleaseModel

/// Writes a timeline as a Mermaid Gantt diagram, for pages that draw Mermaid.
///
/// Times are local to the timeline's zone, because Mermaid knows no zones; the title names it. Text from the release is
/// data: what Mermaid would read as syntax is replaced.
/// Reference: Mermaid's Gantt documentation (`section`, `crit`, `milestone`, `dateFormat`).
package enum MermaidGantt {
    /// The diagram's text; ends with a line break.
    package static func text(timeline: ReleaseTimeline) -> String {
        let gantt = TimelineGantt(timeline)
        var lines = [
            "gantt",
            "    title Release timeline (\(escape(timeline.timeZone)))",
            "    dateFormat YYYY-MM-DDTHH:mm",
            "    axisFormat %d %b",
        ]
        var phase: String?
        for (number, row) in gantt.rows.enumerated() {
            if row.phase != phase {
                phase = row.phase
                lines.append("    section \(escape(row.phase))")
            }
            let tags = [
                row.task.isCritical ? "crit" : nil, row.task.kind == .review ? "milestone" : nil, "t\(number + 1)",
            ].compactMap { $0 }.joined(separator: ", ")
            let start = local(row.task.start, gantt)
            let end = row.task.kind == .review ? "0d" : local(max(row.task.end, row.task.start + .minutes(1)), gantt)
            lines.append("    \(taskName(row.task.title)) :\(tags), \(start), \(end)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func local(_ instant: Instant, _ gantt: TimelineGantt) -> String {
        let local = gantt.clock.local(instant)
        let clock = [local.secondOfDay / 3600, local.secondOfDay / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(local.date.iso8601)T\(clock.joined(separator: ":"))"
    }

    /// A line that begins with one of Mermaid's own words would be read as that statement.
    private static func taskName(_ title: String) -> String {
        let text = escape(title)
        let first = text.prefix { $0.isLetter }.lowercased()
        return keywords.contains(first) ? "Task \(text)" : text
    }

    /// One line without the characters that end a name, start a comment or a directive, or open markup.
    private static func escape(_ text: String) -> String {
        var result = ""
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case ":", ";": result += separator(before: index, in: scalars)
            case "%" where result.last == "%": result += " %"
            case "#", "`", "<", ">", "{", "}", "\\", "\"": result += "'"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.isWhitespace: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        let words = result.split(separator: " ").joined(separator: " ")
        return words.isEmpty ? "untitled" : words
    }

    /// What stands for a colon or semicolon: a point inside a time such as 09:30, else a comma.
    private static func separator(before index: Int, in scalars: [Unicode.Scalar]) -> String {
        guard scalars.indices.contains(index + 1) else { return "," }
        return ("0"..."9").contains(scalars[index + 1]) ? "." : ","
    }

    private static let keywords: Set<String> = [
        "acctitle", "accdescr", "axisformat", "click", "dateformat", "excludes", "gantt", "inclusiveenddates",
        "includes", "section", "tickinterval", "title", "todaymarker", "topaxis", "weekday", "weekend",
    ]
}
