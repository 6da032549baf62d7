package import ReleaseModel

/// What a document about several things says of each of them.
///
/// An attestation applies to every subject it names (in-toto Statement v1), and a subject may have several digests. So where
/// one of them is what is released, the document is about the release.
package struct NamedSubjects: Hashable, Sendable {
    /// The digests as revisions: a commit, or `sha256:` and the digits.
    package var revisions: [String]
    /// The facts as they are for any one of the subjects.
    package var facts: [Fact]
    /// The note that says why the facts belong to none, where nobody knows what is released.
    package var note: String?
}

extension EvidenceReading {
    /// The same reading about `subject`, where it is among the subjects that the document names.
    package func about(_ subject: Subject) -> EvidenceReading {
        if !statements.isEmpty { return aboutStatements(of: subject) }
        guard let named, let revision = named.revisions.first(where: { subject.matches(revision: $0) }) else {
            return self
        }
        var copy = self
        copy.revision = revision
        let ids = Set(named.facts.map(\.id))
        copy.facts.removeAll { ids.contains($0.id) }
        copy.facts += named.facts
        copy.notes.removeAll { $0.text == named.note }
        return copy
    }
}
