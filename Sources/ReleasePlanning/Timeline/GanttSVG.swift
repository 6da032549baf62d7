package import ReleaseModel

/// Draws a timeline as one self-contained SVG: no script, no link, no font, and no id that another drawing could share.
///
/// Text and lines take the page's text colour; bars take CSS variables of the page (`--gantt-work`, `--gantt-vote`,
/// `--gantt-promotion`, `--gantt-watch`), with fallbacks that have a contrast of 3:1 on white and on black. What is
/// critical is also written and outlined, so that nothing depends on colour. Labels stand above their bars, so that
/// the drawing is narrow enough for a phone and scales up to a wall.
package enum GanttSVG {
    static let width = 560
    static let margin = 12
    private static let rowHeight = 38
    private static let axisHeight = 34
    private static let phaseHeight = 32
    private static let legendHeight = 30

    /// The drawing of `timeline`, ending with a line break.
    ///
    /// - Parameter idPrefix: makes the ids of title and description unique on a page with several drawings.
    package static func svg(timeline: ReleaseTimeline, idPrefix: String = "gantt") -> String {
        let gantt = TimelineGantt(timeline)
        let axis = GanttAxis(gantt, left: margin, width: width - 2 * margin)
        let prefix = TaskNames.slug(idPrefix)
        let sections = sections(gantt)
        let bottom = axisHeight + sections.count * phaseHeight + gantt.rows.count * rowHeight
        let height = bottom + legendHeight
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gantt\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" "
                + "aria-labelledby=\"\(prefix)-title \(prefix)-desc\" "
                + "style=\"display:block;width:100%;height:auto;fill:currentColor\" "
                + "font-family=\"system-ui, sans-serif\" font-size=\"13\">",
            "<title id=\"\(prefix)-title\">Release timeline</title>",
            "<desc id=\"\(prefix)-desc\">\(escape(description(gantt)))</desc>",
        ]
        lines += axis.lines(top: axisHeight - 8, bottom: bottom)
        var y = axisHeight
        for section in sections {
            lines.append(contentsOf: heading(section, axis: axis, y: y))
            y += phaseHeight
            for row in section.rows {
                lines.append(bar(row, axis: axis, y: y))
                y += rowHeight
            }
        }
        lines += legend(y: bottom + 20)
        lines.append("</svg>")
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Section {
        var title: String
        var phase: DatedPhase?
        var rows: [TimelineGantt.Row]
    }

    /// Every phase has a section, also one without tasks; tasks of no known phase come last.
    private static func sections(_ gantt: TimelineGantt) -> [Section] {
        var sections = gantt.timeline.phases.map { phase in
            Section(title: phase.phase.title, phase: phase, rows: gantt.rows.filter { $0.task.phase == phase.phase.id })
        }
        let known = Set(gantt.timeline.phases.map(\.phase.id))
        let rest = gantt.rows.filter { !known.contains($0.task.phase) }
        if !rest.isEmpty { sections.append(Section(title: "Outside the phases", phase: nil, rows: rest)) }
        return sections
    }

    private static func heading(_ section: Section, axis: GanttAxis, y: Int) -> [String] {
        guard let phase = section.phase else {
            return ["<text x=\"\(margin)\" y=\"\(y + 20)\" font-weight=\"600\">\(escape(section.title))</text>"]
        }
        let (from, to) = (axis.x(of: phase.start), axis.x(of: phase.end.adding(days: 1)))
        // A title such as "Week 1 · pilot" says the week already.
        let week = section.title.lowercased().contains("week") ? "" : "week \(phase.firstWeek): "
        let dates = "\(week)\(phase.start) to \(phase.end)"
        return [
            "<rect x=\"\(from)\" y=\"\(y + 4)\" width=\"\(max(2, to - from))\" height=\"24\" rx=\"4\" fill-opacity=\"0.12\"/>",
            "<text x=\"\(margin + 4)\" y=\"\(y + 21)\" font-weight=\"600\">\(escape(shortened(section.title, to: 36)))"
                + "<tspan font-weight=\"400\"> · \(dates)</tspan></text>",
        ]
    }

    private static func bar(_ row: TimelineGantt.Row, axis: GanttAxis, y: Int) -> String {
        let task = row.task
        let from = axis.x(of: task.start)
        let length = max(4, axis.x(of: task.end) - from)
        let role = task.owner.words
        let outline = task.isCritical ? ";stroke:currentColor;stroke-width:2" : ""
        let style = "fill:\(colour(of: task.kind))\(outline)"
        let shape: String
        switch task.kind {
        case .review:
            shape = "<circle cx=\"\(from + 5)\" cy=\"\(y + 27)\" r=\"5\" style=\"\(style)\"/>"
        case .promotion:
            let middle = y + 27
            shape =
                "<path d=\"M\(from) \(middle)l6 -7h\(max(0, length - 12))l6 7l-6 7h-\(max(0, length - 12))z\" "
                + "style=\"\(style)\"/>"
        case .evidence, .gap, .approval, .draft, .rehearsal, .soak:
            shape =
                "<rect x=\"\(from)\" y=\"\(y + 22)\" width=\"\(length)\" height=\"10\" rx=\"2\" style=\"\(style)\"/>"
        }
        let more = task.isCritical ? "\(role), critical" : role
        // What fits on one line at this font size; bold letters are wider.
        let room = max(20, (task.isCritical ? 64 : 72) - min(30, more.count))
        let whole = "\(task.title), \(role), \(row.start) to \(row.end), \(row.duration), slack: \(row.slack)"
        return "<g><title>\(escape(whole))</title><text x=\"\(margin)\" y=\"\(y + 15)\""
            + (task.isCritical ? " font-weight=\"600\"" : "") + ">\(escape(shortened(task.title, to: room)))"
            + "<tspan font-weight=\"400\" font-size=\"12\" fill-opacity=\"0.8\"> · \(escape(shortened(more, to: 30)))</tspan>"
            + "</text>\(shape)</g>"
    }

    private static func colour(of kind: TimelineTask.Kind) -> String {
        switch kind {
        case .evidence, .gap, .draft, .rehearsal, .review: "var(--gantt-work,#4f83cc)"
        case .approval: "var(--gantt-vote,#9467c9)"
        case .promotion: "var(--gantt-promotion,#d9540f)"
        case .soak: "var(--gantt-watch,#868b94)"
        }
    }

    private static func legend(y: Int) -> [String] {
        let kinds: [(TimelineTask.Kind, String)] = [
            (.evidence, "work and reviews"), (.approval, "votes"), (.promotion, "promotions"), (.soak, "watching"),
        ]
        return kinds.enumerated().map { index, kind in
            let x = margin + index * 132
            return
                "<rect x=\"\(x)\" y=\"\(y - 10)\" width=\"12\" height=\"10\" rx=\"2\" style=\"fill:\(colour(of: kind.0))\"/>"
                + "<text x=\"\(x + 18)\" y=\"\(y)\" font-size=\"12\">\(kind.1)</text>"
        }
    }

    private static func description(_ gantt: TimelineGantt) -> String {
        let phases = gantt.timeline.phases.map { "\($0.phase.title) from \($0.start) to \($0.end)" }
        let critical = gantt.timeline.criticalPath.compactMap { id in
            gantt.rows.first { $0.task.id == id }?.task.title
        }
        return
            "\(gantt.rows.count) tasks from \(gantt.firstDay) to \(gantt.lastDay), times in \(gantt.timeline.timeZone). "
            + "Phases: \(phases.joined(separator: "; ")). Critical path: \(critical.joined(separator: "; "))."
    }

    private static func shortened(_ text: String, to limit: Int) -> String {
        text.count > limit ? text.prefix(limit - 1) + "…" : text
    }

    /// `text` for XML content and attributes. Characters that XML 1.0 does not allow become U+FFFD (XML 1.0 section 2.2).
    static func escape(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result += " "
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
