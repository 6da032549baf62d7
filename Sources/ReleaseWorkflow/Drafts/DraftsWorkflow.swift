package import ReleaseModel
import ReleaseStore

/// Looks at the drafts that the ledger holds. Changes nothing.
package struct DraftsWorkflow {
    private let releasePath: String
    private let ledgerPath: String?

    package init(releasePath: String, ledgerPath: String?) {
        self.releasePath = releasePath
        self.ledgerPath = ledgerPath
    }

    /// Every draft of the release's initiative, withdrawn ones too.
    package func list() throws(WorkflowFailure) -> [StoredDraft] {
        try read { reader, initiative in try reader.drafts(of: initiative) }
    }

    /// The draft whose key is, or begins with, `name`, or whose artefact is called so.
    package func draft(_ name: String) throws(WorkflowFailure) -> StoredDraft {
        try read { reader, initiative in try DraftsWorkflow.find(name, among: reader.drafts(of: initiative)) }
    }

    /// What the last revision of a draft changed.
    package struct Change: Hashable, Sendable {
        /// The revision before the last; nil where there is only one.
        package var before: StoredDraft?
        package var after: StoredDraft
        /// The inputs whose change made the last revision.
        package var changedInputs: [String]
    }

    /// The last two revisions of a draft.
    package func lastChange(of name: String) throws(WorkflowFailure) -> Change {
        try read { reader, initiative in
            let draft = try DraftsWorkflow.find(name, among: reader.drafts(of: initiative))
            let revisions = try reader.revisions(of: draft.key)
            let before = revisions.dropLast().last.map { revision in
                var earlier = draft
                earlier.title = revision.title
                earlier.body = revision.body
                earlier.contentDigest = revision.contentDigest
                earlier.revision = revision.revision
                return earlier
            }
            return Change(before: before, after: draft, changedInputs: revisions.last?.changedInputs ?? [])
        }
    }

    private func read<Value>(_ body: (LedgerReader, String) throws -> Value) throws(WorkflowFailure) -> Value {
        let inputs = try ReleaseInputs.load(releasePath)
        let path = ledgerPath ?? InputFile.resolve(".releasegate/ledger.sqlite", in: inputs.folder)
        do {
            guard let ledger = try Ledger.reading(at: path) else {
                throw WorkflowFailure(.inputMissing, "\(path): there is no ledger yet; `releasegate plan` makes it")
            }
            return try ledger.read { try body($0, inputs.release.initiative.id) }
        } catch {
            throw WorkflowFailure(error)
        }
    }

    /// The one draft of `drafts` that `name` means.
    static func find(_ name: String, among drafts: [StoredDraft]) throws(WorkflowFailure) -> StoredDraft {
        if let exact = drafts.first(where: { $0.key.name == name }) { return exact }
        let matches = drafts.filter { $0.artefact == name || (name.count >= 6 && $0.key.name.hasPrefix(name)) }
        switch matches.count {
        case 1: return matches[0]
        case 0:
            let known = drafts.map { "\($0.key) (\($0.artefact))" }.joined(separator: ", ")
            throw WorkflowFailure(
                .usage, "there is no draft \"\(name)\"; the ledger has \(known.isEmpty ? "none" : known)")
        default:
            let keys = matches.map { "\($0.key) (\($0.connector))" }.joined(separator: ", ")
            throw WorkflowFailure(.usage, "\"\(name)\" means \(matches.count) drafts: \(keys); give a key")
        }
    }
}
