/// Where one draft stands at its target, from the ledger and, where there is one, a listing of the target; and what is
/// to be done next.
package struct DraftStanding: Hashable, Sendable {
    package enum State: String, CaseIterable, Hashable, Sendable {
        /// Nothing is there and nothing was: it is made.
        case planned
        /// What is there says what the draft says.
        case unchanged
        /// It is there with an older text, and nobody else touched it.
        case update
        /// Somebody else changed it: both are shown, nothing is written.
        case conflict
        /// A person published, sent, closed or moved it: it is read-only from then on.
        case frozen
        /// It was there and is no more: a person is asked, nothing is made again.
        case gone
        /// Several records carry the key.
        case duplicate
        /// The release no longer asks for it, and its record is to say so.
        case withdraw
        /// The release no longer asks for it, and nothing is left to say so.
        case withdrawn
        /// It may be there; a person looks for the key first.
        case undecided
        /// The guard holds it back, so nothing is handed out.
        case heldBack = "held_back"

        /// Reports whether a person has to look before anything is carried over.
        package var needsPerson: Bool {
            switch self {
            case .conflict, .gone, .duplicate, .undecided, .heldBack: true
            case .planned, .unchanged, .update, .frozen, .withdraw, .withdrawn: false
            }
        }
    }

    package var draft: Draft
    package var state: State
    /// What an export writes for it; nil for nothing.
    package var operation: Draft.Operation?
    /// The record at the target, where one is known.
    package var record: String?
    package var recordRevision: String?
    /// Why this state.
    package var reason: String
    /// Who does what next; empty where nobody has to.
    package var nextStep: String
    /// The read-only request that lists every draft of the container; nil for files.
    package var listingRequest: String?

    package init(
        draft: Draft, state: State, operation: Draft.Operation?, record: String? = nil, recordRevision: String? = nil,
        reason: String, nextStep: String = "", listingRequest: String? = nil
    ) {
        self.draft = draft
        self.state = state
        self.operation = operation
        self.record = record
        self.recordRevision = recordRevision
        self.reason = reason
        self.nextStep = nextStep
        self.listingRequest = listingRequest
    }
}
