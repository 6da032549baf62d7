import ReleaseCalendar
package import ReleaseModel
import ReleasePlanning
import ReleaseReports

/// A form in which the whole answer can be handed to another system.
package enum ReportFormat: String, CaseIterable, Hashable, Sendable {
    case sarif, junit, csv, ics, cloudevents, html, markdown, json

    /// The report in this form.
    package func text(of report: ReadinessReport) -> String {
        switch self {
        case .sarif: SARIFReport.render(report)
        case .junit: JUnitReport.render(report)
        case .csv: CSVReport.render(report)
        case .ics:
            ICalendarWriter.text(
                timeline: report.timeline, key: report.review.release.initiative.id,
                title: report.review.release.initiative.name, asOf: report.review.asOf,
                waivers: report.review.waivers.filter { $0.refusal == nil }.map(\.waiver))
        case .cloudevents: CloudEventsReport.render(report)
        case .html: HTMLReport.render(report, ganttSVG: GanttSVG.svg(timeline: report.timeline))
        case .markdown: MarkdownReport.render(report)
        case .json: JSONReport.document(report).serialized()
        }
    }
}
