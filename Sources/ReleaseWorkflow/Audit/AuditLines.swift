import JSONStream
package import ReleaseModel
package import ReleaseReports
import ReleaseStore

extension AuditWorkflow {
    /// The log as it is listed, oldest first, and its head.
    package func lines() throws(WorkflowFailure) -> (entries: [AuditListing.Entry], head: LedgerSummary) {
        let (entries, head) = try read { (try $0.entries(), try $0.summary()) }
        return (entries.map(AuditListing.Entry.init), head)
    }
}

extension AuditListing.Entry {
    /// The entry as its canonical text tells it.
    fileprivate init(_ entry: LoggedEntry) {
        let document = (try? JSONText.value(of: Array(entry.body.utf8))) ?? .null
        let content = document["content"] ?? .null
        self.init(
            index: entry.sequence, at: entry.at, person: document["person"]?.text.map { PersonID($0) },
            role: document["role"]?.text.map { RoleID($0) },
            strength: document["person"]?.text == nil
                ? nil : document["identity"]?.text.flatMap(IdentityStrength.init(rawValue:)),
            action: entry.kind, subject: AuditListing.Entry.subject(of: content, initiative: entry.initiative),
            reason: document["reason"]?.text, digests: AuditListing.Entry.digests(in: content), leaf: entry.leafHash)
    }

    private static func subject(of content: JSONValue, initiative: String) -> String {
        let own = content["subject"]?.text ?? content["id"]?.text ?? content["role"]?.text
        return own.map { "\(initiative): \($0)" } ?? initiative
    }

    /// The digests that an entry was made on: what an approval covers, the policy's, then those of evidence and drafts, each once.
    private static func digests(in content: JSONValue) -> [ContentDigest] {
        let evidence = content["evidence"]?.elements?.compactMap { $0["digest"]?.text } ?? []
        let drafts = content["drafts"]?.elements?.compactMap { $0["content"]?.text } ?? []
        var seen: Set<ContentDigest> = []
        return ([content["covers"]?.text, content["policy"]?.text].compactMap { $0 } + evidence + drafts).compactMap {
            ContentDigest($0)
        }
        .filter { seen.insert($0).inserted }
    }
}
