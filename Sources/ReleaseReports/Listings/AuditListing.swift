package import ReleaseModel

/// The audit log for `audit log`: who did what, when, on which digests, why.
package enum AuditListing {
    /// One entry of the log.
    package struct Entry: Hashable, Sendable {
        /// From 0, as in RFC 6962.
        package var index: Int64
        package var at: Instant
        package var person: PersonID?
        package var role: RoleID?
        package var strength: IdentityStrength?
        /// Such as `plan`, `approve`, `waive`.
        package var action: String
        /// What it was done to, such as `gate:production`.
        package var subject: String
        package var reason: String?
        package var digests: [ContentDigest]
        /// The RFC 6962 leaf hash.
        package var leaf: ContentDigest?

        package init(
            index: Int64, at: Instant, person: PersonID?, role: RoleID?, strength: IdentityStrength?, action: String,
            subject: String, reason: String? = nil, digests: [ContentDigest] = [], leaf: ContentDigest? = nil
        ) {
            self.index = index
            self.at = at
            self.person = person
            self.role = role
            self.strength = strength
            self.action = action
            self.subject = subject
            self.reason = reason
            self.digests = digests
            self.leaf = leaf
        }
    }

    /// One line for each entry, and the head behind them.
    package static func text(
        _ entries: [Entry], head: LedgerSummary?, width: Int = 80, color: Bool = false
    ) -> String {
        var canvas = TextCanvas(width: width, color: color)
        let rows = entries.map { entry -> [Prose] in
            let who = (entry.person?.name ?? "nobody named") + (entry.role.map { " as \($0)" } ?? "")
            return [
                "\(entry.index)", Prose(entry.at.minuteInUTC),
                .lines([Prose(who)] + (entry.strength.map { [.muted($0.words)] } ?? [])),
                .lines(
                    [.strong(entry.action) + Prose(" \(entry.subject)")] + (entry.reason.map { [.muted($0)] } ?? [])),
                .list(entry.digests.prefix(3).map(\.short))
                    + .muted(entry.digests.count > 3 ? " +\(entry.digests.count - 3)" : ""),
            ]
        }
        canvas.table(
            ReportDocument.Table(
                "", columns: ["No.", "At", "Who", "What", "Digests"], rows: rows, empty: "The log is empty."))
        if let head {
            canvas.prose("\(counted(head.entryCount, "entry", "entries")), root " + .code(head.rootDigest.prefixed))
        }
        return canvas.text
    }

    /// `releasegate.audit/v1`.
    package static func json(_ entries: [Entry], head: LedgerSummary?) -> JSONValue { log.object((entries, head)) }

    /// The JSON Schema (draft 2020-12) of `json`.
    package static func schema() -> JSONValue { JSONSchemaDocument(log.outline, title: "releasegate audit log").value }

    private static let log = JSONShape<([Entry], LedgerSummary?)>(
        "audit_log", "Entries of the audit log.",
        [
            .field("schema", .constant("releasegate.audit/v1"), "The version of this form.") { _ in
                "releasegate.audit/v1"
            },
            .objects("entries", "In the order given.", shape) { $0.0 },
            .optional("head", "The head of the whole log.", DraftShapes.ledger) { $0.1 },
        ])

    private static let shape = JSONShape<Entry>(
        "audit_entry", "One entry.",
        [
            .field("index", .integer, "From 0.") { .integer($0.index) }, .instant("at", "When.") { $0.at },
            .optionalText("person", "Who.") { $0.person?.name },
            .optionalText("role", "In which role.") { $0.role?.name },
            .field("identity", .nullable(.choice(IdentityStrength.allCases.map(\.rawValue))), "How verified.") {
                JSONValue($0.strength?.rawValue)
            },
            .text("action", "What.") { $0.action }, .text("subject", "On what.") { $0.subject },
            .optionalText("reason", "Why.") { $0.reason },
            .field("digests", .array(.digest), "On which digests.") { .array($0.digests.map { .string($0.prefixed) }) },
            .optionalDigest("leaf", "The RFC 6962 leaf hash.") { $0.leaf },
        ])
}
