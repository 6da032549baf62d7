/// What reading one draft, or one exported payload, came to.
package struct DraftInspection: Hashable, Sendable {
    /// What the file was taken for.
    package enum Form: String, CaseIterable, Hashable, Sendable {
        /// A title and a body in Markdown, with or without a card before them.
        case markdown
        /// A payload with its request card, as an export writes them.
        case export
        /// A payload alone.
        case payload
    }

    /// Something that must not leave, and where it stands.
    package struct Hit: Hashable, Sendable {
        package var rule: String
        /// What was found, secrets masked.
        package var found: String
        package var explanation: String
        /// In the file that was read.
        package var place: SourceLocation
        /// The user's own text that it came from: a line of the release file or of a template; nil where none is known.
        package var source: SourceLocation?

        package init(rule: String, found: String, explanation: String, place: SourceLocation, source: SourceLocation?) {
            self.rule = rule
            self.found = found
            self.explanation = explanation
            self.place = place
            self.source = source
        }
    }

    package var path: String
    package var form: Form
    package var title: String
    /// In the order of their places.
    package var hits: [Hit]
    /// The target's limits and how far the draft fills them; empty where the file names no target.
    package var limits: [String]
    /// Limits that are exceeded.
    package var exceeded: [String]
    /// The request of the card and why it may carry a draft; nil where there is none.
    package var request: String?
    /// Why the request may not leave; nil where it may, and where there is none.
    package var refusal: String?

    package init(
        path: String, form: Form, title: String, hits: [Hit] = [], limits: [String] = [], exceeded: [String] = [],
        request: String? = nil, refusal: String? = nil
    ) {
        self.path = path
        self.form = form
        self.title = title
        self.hits = hits
        self.limits = limits
        self.exceeded = exceeded
        self.request = request
        self.refusal = refusal
    }

    /// Reports whether the draft may go to its approver.
    package var isClean: Bool { hits.isEmpty && exceeded.isEmpty && refusal == nil }
}
