package import ReleaseModel

/// Reads the facts out of one document format.
///
/// The division of labour: a reader says what a document *is about* and what it *states*; whether that counts (revision,
/// environment, age) is judged elsewhere. It never sees a path, a clock or the release; it follows no link, entity or
/// include; extra fields do not disturb it, fields it uses must have their type; what it cannot know it gives as an
/// unknown fact with the reason, never as zero. Secret values stay out of facts, notes and errors.
///
/// A new reader is one file in `Readers/` and one line in `EvidenceReaderCatalog`.
package protocol EvidenceReader: Sendable {
    /// What the format is called and what it gives.
    static var format: EvidenceFormat { get }

    /// How sure the reader is, by the beginning of the document, that it is of its format.
    static func recognizes(_ outline: DocumentOutline) -> Recognition

    /// Reads the document.
    ///
    /// - Throws: `EvidenceError` with line and column where the document is not well formed, is cut off, or lacks what
    ///   the format cannot be without.
    static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading
}

/// A document format: one line of the generated docs.
package struct EvidenceFormat: Hashable, Sendable {
    /// Kebab case and stable, such as `terraform-plan-json`.
    package let id: String
    /// The name as people say it, such as `Terraform or OpenTofu plan (JSON)`.
    package let title: String
    /// The channel it belongs to where the release file does not say.
    package let channel: ChannelID
    /// Every fact it may give.
    package let facts: [FactID]
    /// Where the format is specified.
    package let specification: String

    package init(id: String, title: String, channel: ChannelID, facts: [FactID], specification: String) {
        self.id = id
        self.title = title
        self.channel = channel
        self.facts = facts
        self.specification = specification
    }
}

/// How sure a reader is. The surest reader wins; equal sureness goes to the one that stands first in the catalog.
package enum Recognition: Int, Comparable, Hashable, Sendable {
    case no
    /// The shape fits, and others may fit as well.
    case possible
    /// The shape is this format's own.
    case certain

    package static func < (left: Recognition, right: Recognition) -> Bool { left.rawValue < right.rawValue }
}

/// What a reader made of a document.
package struct EvidenceReading: Hashable, Sendable {
    /// The revision the document says it is about.
    package var revision: String?
    /// The environment the document names, as written there.
    package var environment: String?
    package var runID: String?
    package var producer: String?
    package var observedAt: Instant?
    /// When what it states ends by its own words, as a sign-off does.
    package var validUntil: Instant?
    package var facts: [Fact]
    package var claims: [ApprovalClaim]
    package var notes: [EvidenceNote]
    /// What a plan will do, one by one; nil where that is not known or too much to list.
    package var plannedChanges: [PlannedChange]?
    /// The envelope around it, where there is one, for its signatures to be verified.
    package var signed: SignedStatement?
    /// Everything the document is about, where that may be more than one thing.
    package var named: NamedSubjects?
    /// What each of several signed statements says; empty where the document is no collection of them.
    package var statements: [EvidenceReading] = []

    package init(
        revision: String? = nil, environment: String? = nil, runID: String? = nil, producer: String? = nil,
        observedAt: Instant? = nil, validUntil: Instant? = nil, facts: [Fact] = [], claims: [ApprovalClaim] = [],
        notes: [EvidenceNote] = [], plannedChanges: [PlannedChange]? = nil
    ) {
        self.revision = revision
        self.environment = environment
        self.runID = runID
        self.producer = producer
        self.observedAt = observedAt
        self.validUntil = validUntil
        self.facts = facts
        self.claims = claims
        self.notes = notes
        self.plannedChanges = plannedChanges
    }
}

/// Why a document could not be read.
package struct EvidenceError: Error, Hashable {
    /// The line, from 1; 0 where the whole document is meant.
    package let line: Int
    /// The column, from 1; 0 where the whole line is meant.
    package let column: Int
    /// The fact, then what is accepted, then what helps; lower case, no full stop.
    package let message: String

    package init(line: Int = 0, column: Int = 0, _ message: String) {
        self.line = line
        self.column = column
        self.message = message
    }
}
