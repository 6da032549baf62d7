package import ReleaseModel

/// Drafts for `drafts list`, `drafts show` and `drafts diff`, from a plan or from the ledger.
package enum DraftListing {
    /// A draft as the listings need it.
    package struct Entry: Hashable, Sendable {
        package var key: DraftKey
        package var kind: Draft.Kind
        package var artefact: String
        package var connector: ConnectorID
        package var container: String
        package var title: String
        package var body: String
        package var contentDigest: ContentDigest
        package var revision: Int
        package var triggers: [Draft.Trigger]
        /// Such as `updated`, `withdrawn`; `stored` for one that no plan of this run made.
        package var status: String
        /// How far its approval is, in words; nil where nobody looked.
        package var approval: String?
        /// What the guard found, in words.
        package var guardHits: [String]

        /// A draft of this run's plan; roles by their ids.
        package init(_ draft: Draft) {
            self.key = draft.key
            self.kind = draft.kind
            self.artefact = draft.artefact
            self.connector = draft.connector
            self.container = draft.container
            self.title = draft.title
            self.body = draft.body
            self.contentDigest = draft.contentDigest
            self.revision = draft.revision
            self.triggers = draft.triggers
            self.status = draft.change.rawValue
            self.approval = Entry.words(draft.approval)
            self.guardHits = draft.guardHits.map { "\($0.rule) in line \($0.line): \($0.explanation)" }
        }

        /// A draft that the ledger remembers.
        package init(_ draft: StoredDraft) {
            self.key = draft.key
            self.kind = draft.kind
            self.artefact = draft.artefact
            self.connector = draft.connector
            self.container = draft.container
            self.title = draft.title
            self.body = draft.body
            self.contentDigest = draft.contentDigest
            self.revision = draft.revision
            self.triggers = draft.triggers
            self.status = draft.isWithdrawn ? "withdrawn" : "stored"
            self.approval = nil
            self.guardHits = []
        }

        private static func words(_ status: ApprovalStatus) -> String {
            switch status.state {
            case .notRequired: "not required"
            case .granted: "approved"
            case .pending: "waiting for \(status.missingRoles.map(\.name).joined(separator: ", "))"
            case .timedOut(_, let at): "timed out at \(at.minuteInUTC)"
            case .rejected(let person, _): "rejected by \(person)"
            case .unsatisfiable(let why): "cannot be met: \(why)"
            }
        }
    }

    /// One line for each draft.
    package static func text(_ entries: [Entry], width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let rows = entries.map { entry -> [Prose] in
            [
                .code(entry.key.name), Prose(entry.kind.words), .strong(entry.title),
                Prose(DraftPlace.short(entry.connector, entry.container)),
                Prose("\(entry.status), r\(entry.revision)"), Prose(entry.approval ?? "–"),
            ]
        }
        canvas.table(
            ReportDocument.Table(
                "", columns: ["Key", "Kind", "Title", "Target", "Status", "Approval"], rows: rows,
                empty: "There is no draft; \"plan\" makes them."))
        if entries.contains(where: { $0.status == "stored" }) {
            canvas.prose(
                Prose(
                    "These are the drafts as the last plan recorded them; \"drafts status\" compares them with the files as "
                        + "they are now."))
        }
        return canvas.text
    }

    /// One draft with its body as it would be carried over.
    package static func show(_ entry: Entry, width: Int = 80, color: Bool = false) -> String {
        var canvas = TextCanvas(width: width, color: color)
        canvas.prose(.strong(entry.title))
        let details: [(String, Prose)] = [
            ("key", .code(entry.key.name)), ("digest", .code(entry.contentDigest.prefixed)),
            ("target", Prose("\(entry.kind.words) in \(DraftPlace.short(entry.connector, entry.container))")),
            ("status", Prose("\(entry.status), revision \(entry.revision)")),
            ("approval", Prose(entry.approval ?? "not looked up")), ("voided by", .list(entry.triggers.map(\.input))),
        ]
        for (name, value) in details { canvas.labelled(name, value) }
        for hit in entry.guardHits { canvas.labelled("held back", Prose(hit)) }
        canvas.blank()
        for line in VisibleText.lines(entry.body).split(separator: "\n", omittingEmptySubsequences: false) {
            canvas.line(String(line))
        }
        return canvas.text
    }

    /// What changed from `old` to `new`: the title and a unified diff of the bodies.
    package static func diff(from old: Entry, to new: Entry, color: Bool = false) -> String {
        let before = "title: \(old.title)\n\n\(old.body)"
        let after = "title: \(new.title)\n\n\(new.body)"
        let edits = LineDiff.unified(
            VisibleText.lines(before), VisibleText.lines(after), from: "\(old.key) revision \(old.revision)",
            to: "\(new.key) revision \(new.revision)")
        if edits.isEmpty { return "nothing changed\n" }
        return edits.map { edit -> String in
            let line: StyledLine =
                switch edit {
                case .same(let text) where text.hasPrefix("@@ "): StyledLine(text, .tone(.waived))
                case .same(let text): StyledLine(" " + text)
                case .removed(let text): StyledLine("-" + text, .tone(.bad))
                case .added(let text): StyledLine("+" + text, .tone(.good))
                }
            return line.rendered(color: color) + "\n"
        }.joined()
    }

    /// `releasegate.drafts/v1`.
    package static func json(_ entries: [Entry]) -> JSONValue { list.object(entries) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue { JSONSchemaDocument(list.outline, title: "releasegate drafts").value }

    private static let list = JSONShape<[Entry]>(
        "drafts", "Drafts of a plan or of the ledger.",
        [
            .field("schema", .constant("releasegate.drafts/v1"), "The version of this form.") { _ in
                "releasegate.drafts/v1"
            },
            .objects("drafts", "In the order given.", shape) { $0 },
        ])

    private static let shape = JSONShape<Entry>(
        "draft", "One draft.",
        [
            .text("key", "The idempotency key.") { $0.key.name },
            .digest("content_digest", "SHA-256 of the logical content.") { $0.contentDigest },
            .choice("kind", "What it is.") { $0.kind }, .text("artefact", "Its name.") { $0.artefact },
            .text("connector", "The connector's id.") { $0.connector.name },
            .text("container", "Where in the connector.") { $0.container }, .text("title", "Its title.") { $0.title },
            .text("body", "Markdown.") { $0.body }, .count("revision", "1 for the first.") { $0.revision },
            .field("status", .choice(["created", "unchanged", "updated", "withdrawn", "stored"]), "What became of it.")
            {
                .string($0.status)
            },
            .optionalText("approval", "In words.") { $0.approval },
            .objects("triggers", "What voids the approval.", DraftShapes.trigger) { $0.triggers },
            .texts("guard_hits", "What the guard found.") { $0.guardHits },
        ])
}
