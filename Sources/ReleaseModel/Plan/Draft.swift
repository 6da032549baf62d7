/// One artefact for one target, as a draft for a person to read, approve and take further.
package struct Draft: Hashable, Sendable {
    /// What it is.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case ticket
        case docsPage = "docs_page"
        case comms
    }

    /// The closed set of operations. Nothing else can be expressed.
    package enum Operation: String, CaseIterable, Hashable, Sendable {
        case createDraft = "create_draft"
        case updateDraft = "update_draft"
        case commentDraft = "comment_draft"
        case withdrawDraft = "withdraw_draft"
    }

    /// What the target can hold.
    package enum Tier: String, CaseIterable, Hashable, Sendable {
        /// A true unpublished state at the target.
        case unpublished = "A"
        /// A live but inert record.
        case inert = "B"
        /// No draft state there, so a file only.
        case fileOnly = "C"
    }

    /// What running the plan again did to it.
    package enum Change: String, CaseIterable, Hashable, Sendable {
        case created, unchanged, updated, withdrawn
    }

    /// An input that the draft's content depends on, and its digest: when it changes, the draft's approval is void.
    package struct Trigger: Hashable, Comparable, Sendable {
        /// Such as `change_scope`, `risk class`, `gate:production`, `template:change-ticket`.
        package var input: String
        package var digest: ContentDigest

        package init(input: String, digest: ContentDigest) {
            self.input = input
            self.digest = digest
        }

        package static func < (left: Trigger, right: Trigger) -> Bool {
            (left.input, left.digest) < (right.input, right.digest)
        }
    }

    /// `rg1-` and 20 hex digits: stable over edits.
    package var key: DraftKey
    package var kind: Kind
    /// The artefact's name within the initiative, such as `change-ticket`.
    package var artefact: String
    package var connector: ConnectorID
    package var container: String
    package var tier: Tier
    /// Without a listing of the target, what the ledger alone can say: updating needs proof that something is there.
    package var operation: Operation
    /// Whether it stands at its target, as far as the ledger can tell.
    package var presence: DraftPresence
    package var change: Change
    /// Starts with `DRAFT`.
    package var title: String
    /// Markdown.
    package var body: String
    /// SHA-256 of the RFC 8785 form of the logical content.
    package var contentDigest: ContentDigest
    /// 1 for the first.
    package var revision: Int
    package var approverRoles: [RoleID]
    /// Why these roles.
    package var approverReason: String
    package var approval: ApprovalStatus
    /// Sorted.
    package var triggers: [Trigger]
    /// The inputs whose change made this run update the draft; empty otherwise.
    package var changedInputs: [String]
    /// Limits that were checked, in words, such as `title 74 of 255 characters`.
    package var limits: [String]
    /// What the guard found; a draft with any is held back.
    package var guardHits: [GuardHit]
    /// Who gets it next, in words.
    package var handOff: String
    /// What the text says before its key and its place are put in: two drafts with the same form say the same in two
    /// places. Nil where that is not known.
    package var form: ContentDigest?

    package init(
        key: DraftKey, kind: Kind, artefact: String, connector: ConnectorID, container: String, tier: Tier,
        operation: Operation, change: Change, title: String, body: String, contentDigest: ContentDigest,
        revision: Int, approverRoles: [RoleID], approverReason: String, approval: ApprovalStatus,
        triggers: [Trigger], changedInputs: [String] = [], limits: [String] = [], guardHits: [GuardHit] = [],
        handOff: String, presence: DraftPresence = .planned, form: ContentDigest? = nil
    ) {
        self.key = key
        self.kind = kind
        self.artefact = artefact
        self.connector = connector
        self.container = container
        self.tier = tier
        self.operation = operation
        self.change = change
        self.title = title
        self.body = body
        self.contentDigest = contentDigest
        self.revision = revision
        self.approverRoles = approverRoles
        self.approverReason = approverReason
        self.approval = approval
        self.triggers = triggers.sorted()
        self.changedInputs = changedInputs
        self.limits = limits
        self.guardHits = guardHits
        self.handOff = handOff
        self.presence = presence
        self.form = form
    }
}

/// Something in a draft that must not leave: a command, a secret, personal data, an instruction without an owner.
package struct GuardHit: Hashable, Sendable {
    /// The guard rule, kebab case.
    package var rule: String
    /// What was found, with secrets masked.
    package var found: String
    /// Why it may not leave, and what to write instead.
    package var explanation: String
    /// The line of the draft's body, from 1; 0 for the title.
    package var line: Int
    /// The user's own line it came from, where it is known.
    package var source: SourceLocation?

    package init(rule: String, found: String, explanation: String, line: Int, source: SourceLocation?) {
        self.rule = rule
        self.found = found
        self.explanation = explanation
        self.line = line
        self.source = source
    }
}

/// A draft as the ledger remembers it from earlier runs.
package struct StoredDraft: Hashable, Sendable {
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
    package var isWithdrawn: Bool
    /// Whether it stands at its target.
    package var presence: DraftPresence

    package init(
        key: DraftKey, kind: Draft.Kind, artefact: String, connector: ConnectorID, container: String, title: String,
        body: String, contentDigest: ContentDigest, revision: Int, triggers: [Draft.Trigger], isWithdrawn: Bool,
        presence: DraftPresence = .planned
    ) {
        self.key = key
        self.kind = kind
        self.artefact = artefact
        self.connector = connector
        self.container = container
        self.title = title
        self.body = body
        self.contentDigest = contentDigest
        self.revision = revision
        self.triggers = triggers
        self.isWithdrawn = isWithdrawn
        self.presence = presence
    }
}
