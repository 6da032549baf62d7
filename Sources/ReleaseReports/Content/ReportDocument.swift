package import ReleaseModel

/// The report before it takes a form: six sections of headings, prose, lists and tables.
///
/// Built once from a `ReadinessReport`; the terminal, Markdown and HTML renderers walk it. So no form can leave out
/// what another says.
package struct ReportDocument: Sendable {
    /// The two lines over everything.
    var title: String
    var subtitle: Prose
    var verdict: Verdict
    var sections: [Section]
    /// The audit head and the policy, for the end of the page.
    var footer: [Prose]

    /// One of the six sections of the mission.
    struct Section: Sendable {
        var number: Int
        var title: String
        var blocks: [Block]

        /// A name for links, such as `section-1`.
        var anchor: String { "section-\(number)" }
    }

    /// A part of a section.
    indirect enum Block: Sendable {
        case heading(String)
        case minorHeading(String)
        case paragraph(Prose)
        case list([Prose], isOrdered: Bool)
        case table(Table)
        case matrix(StateMatrix)
        case freshness([Freshness])
        case draft(DraftCard)
        /// Blocks under a title that forms with room may fold away.
        case folded(String, [Block], isOpen: Bool = false)
        /// Where the drawn timeline stands, in forms that can draw.
        case gantt
        /// Only in forms with room: Markdown and HTML.
        case full([Block])
        /// Only in the terminal.
        case brief([Block])
    }

    /// Rows under headers. Every row has as many cells as there are columns.
    struct Table: Sendable {
        /// What the table shows, for people who hear it.
        var caption: String
        var columns: [String]
        var rows: [[Prose]]
        /// What stands in place of a table without rows.
        var emptyText: String
        /// The column that says what a row is about.
        var subject: Int

        init(_ caption: String, columns: [String], rows: [[Prose]], empty: String, subject: Int = 0) {
            self.caption = caption
            self.columns = columns
            self.rows = rows
            self.emptyText = empty
            self.subject = subject
        }
    }

    /// Criteria by environments.
    struct StateMatrix: Sendable {
        struct Row: Sendable {
            var criterion: String
            var question: String
            var isRequired: Bool
            var isKey: Bool
            /// One for each environment; nil where the criterion is not asked there.
            var states: [ReadinessState?]
        }

        var environments: [String]
        var rows: [Row]
        /// The gates' own states and decisions, in the order of the environments.
        var gates: [(state: ReadinessState, decision: PromotionDecision)]

        /// The rows that some gate asks and that are not GREEN everywhere.
        var open: [Row] { rows.filter { !isUnasked($0) && !isGreen($0) } }
        /// The rows that are GREEN wherever they are asked.
        var green: [Row] { rows.filter { !isUnasked($0) && isGreen($0) } }
        /// The rows that no gate of this release asks.
        var notAsked: [Row] { rows.filter(isUnasked) }

        private func isUnasked(_ row: Row) -> Bool {
            row.states.allSatisfy { $0 == nil || $0 == .notApplicable }
        }

        private func isGreen(_ row: Row) -> Bool {
            row.states.allSatisfy { $0 == nil || $0 == .green || $0 == .notApplicable }
        }
    }

    /// How much of its lifetime a piece of evidence has used.
    struct Freshness: Sendable {
        var path: String
        var channel: String
        var standing: Mark
        /// 0...100; nil where there is no lifetime to measure.
        var usedPercent: Int?
        /// The same in words: observed when, good until when, or why it does not count.
        var text: String
    }

    /// A draft with everything a person needs before approving it.
    struct DraftCard: Sendable {
        var title: String
        var change: Mark
        var key: String
        var details: [(name: String, value: Prose)]
        var body: String
        var isHeldBack: Bool
        /// Whether it stands open at first: what changed is what a person has to read.
        var isOpen: Bool
    }
}

extension ReportDocument {
    /// Everything that `report` says.
    package init(_ report: ReadinessReport) {
        let names = ReportNames(report.review.release, report.review.policy)
        self.title = names.releaseTitle
        self.subtitle = ReportDocument.subtitle(of: report, names)
        self.verdict = Verdict(report.review, names, drafts: report.drafts)
        self.sections = [
            Section(number: 1, title: "Release Readiness Scorecard", blocks: scorecardBlocks(report, names)),
            Section(number: 2, title: "Toolchain Layout", blocks: toolchainBlocks(report, names)),
            Section(number: 3, title: "Change Gating Rules", blocks: gatingBlocks(report, names)),
            Section(number: 4, title: "Execution Timeline", blocks: timelineBlocks(report, names)),
            Section(number: 5, title: "Draft Writeback Bundle", blocks: draftBlocks(report, names)),
            Section(number: 6, title: "Control and Exit Criteria", blocks: controlBlocks(report, names)),
        ]
        self.footer = ReportDocument.footer(of: report)
    }

    private static func subtitle(of report: ReadinessReport, _ names: ReportNames) -> Prose {
        let review = report.review
        var parts: [String] = []
        let name = review.release.initiative.name
        if !name.isEmpty && name != names.releaseTitle { parts.append(name) }
        parts.append("judged as of \(review.asOf.minuteInUTC)")
        parts.append("from \(review.release.fileName)")
        return Prose(parts.joined(separator: " · "))
    }

    private static func footer(of report: ReadinessReport) -> [Prose] {
        var lines: [Prose] = []
        let digest = report.review.policy.digest?.prefixed ?? "without a digest"
        lines.append("Policy \"\(report.review.policy.name)\": " + .code(digest))
        if let ledger = report.ledger {
            lines.append(
                "Audit log: \(counted(ledger.entryCount, "entry", "entries")), root "
                    + .code(ledger.rootDigest.prefixed))
        } else {
            lines.append("Audit log: none was open when this report was made")
        }
        lines.append("Every draft is for a person in a role to read, approve and take further; nothing was sent.")
        return lines
    }
}

/// `1 entry`, `2 entries`.
func counted(_ count: some BinaryInteger, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
}
