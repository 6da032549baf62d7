import ReleaseConnectors
import ReleaseDrafts
import ReleaseModel

/// What a payload must still say because the draft behind its key says it: who approves, and which role owns an action.
///
/// The key in a payload leads to the draft in the ledger. What the program's own payload of that draft does not say
/// either (an update that carries a title alone, a text that a target's limit shortened) is not asked of it.
struct LedgerDraftRules {
    /// The drafts that the ledger holds, by key.
    let drafts: [DraftKey: StoredDraft]
    let matrix: ApprovalMatrix
    let targets: [WritebackTarget]

    static let rules: Set<String> = ["approver-named", "owner-named"]

    /// What `lines` of a payload lack, in line order; line 0 is the payload as a whole.
    ///
    /// - Parameters:
    ///   - text: the payload as it stands, in which the key is looked for.
    ///   - operation: what the request card says; nil where there is none.
    ///   - readLines: the lines of a payload's text, as those of `lines` were made.
    func hits(
        in lines: [PlacedLine], text: String, operation: Draft.Operation?, readLines: (PayloadFile) -> [PlacedLine]
    ) -> [GuardHit] {
        guard let stored = LedgerDraftRules.keys(in: text).lazy.compactMap({ drafts[$0] }).first,
            let encoder = EncoderCatalog.encoder(for: stored.connector)
        else { return [] }
        let found = inspect(lines, of: stored)
        guard !found.isEmpty else { return [] }
        let operations = operation.map { [$0] } ?? [.createDraft, .updateDraft]
        var own: Set<String> = []
        for operation in operations {
            let draft = LedgerDraftRules.draft(stored, operation)
            let payload = encoder.encode(draft, settings: TargetSettings(for: draft, at: targets)).payload
            own.formUnion(inspect(readLines(payload), of: stored).map { "\($0.rule) \($0.found)" })
        }
        return found.filter { !own.contains("\($0.rule) \($0.found)") }
    }

    private func inspect(_ lines: [PlacedLine], of stored: StoredDraft) -> [GuardHit] {
        let approvers = approverTitles(of: stored)
        return DraftGuard().inspect(
            title: "DRAFT", body: lines.map(\.text).joined(separator: "\n"), approverTitles: approvers,
            roleTitles: matrix.roles.flatMap { [$0.title, $0.id.name] }
        ).filter { LedgerDraftRules.rules.contains($0.rule) && ($0.rule != "approver-named" || !approvers.isEmpty) }
    }

    /// The roles that the draft's own lines about its approver name.
    private func approverTitles(of stored: StoredDraft) -> [String] {
        let lines = stored.body.split(separator: "\n").map { $0.lowercased().replacing("\\", with: "") }
            .filter { $0.contains("approver") }
        let usual = DraftCatalog.all.map { $0.defaultApprover.name.replacing("-", with: " ") }
        let titles = Set(matrix.roles.map(\.title) + usual).filter { !$0.isEmpty }
        return titles.filter { title in lines.contains { $0.contains(title.lowercased()) } }.sorted()
    }

    private static func draft(_ stored: StoredDraft, _ operation: Draft.Operation) -> Draft {
        Draft(
            key: stored.key, kind: stored.kind, artefact: stored.artefact, connector: stored.connector,
            container: stored.container, tier: ConnectorCatalog.connector(stored.connector)?.tier ?? .fileOnly,
            operation: operation, change: .unchanged, title: stored.title, body: stored.body,
            contentDigest: stored.contentDigest, revision: stored.revision, approverRoles: [], approverReason: "",
            approval: ApprovalStatus(requirement: nil, state: .notRequired), triggers: stored.triggers, handOff: "")
    }

    /// Every key in a text, as `rg1-` or, in a label, `rgk-` with 20 hexadecimal digits.
    static func keys(in text: String) -> [DraftKey] {
        var keys: [DraftKey] = []
        for mark in ["rg1-", "rgk-"] {
            for part in text.ranges(of: mark) {
                let digits = text[part.upperBound...].prefix { $0.isHexDigit && $0.isASCII && !$0.isUppercase }
                if digits.count == 20 { keys.append(DraftKey("rg1-\(digits)")) }
            }
        }
        return keys
    }
}
