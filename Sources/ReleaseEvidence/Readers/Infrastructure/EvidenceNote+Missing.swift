package import ReleaseModel

extension EvidenceNote {
    /// The document, such as `a plan`, does not say which commit it is about.
    package static func noRevision(_ document: String) -> EvidenceNote {
        EvidenceNote(
            .missing, "\(document) names no commit; `revision:` in the release file says which one it is about")
    }

    /// The document does not say when it was made.
    package static let noTime = EvidenceNote(
        .missing, "the document has no time; `observed_at:` in the release file says when it was made")
}
