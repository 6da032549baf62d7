import ReleaseAudit
import ReleaseModel

extension ApprovedContent {
    /// The SHA-256 of the canonical form of these items for `subject`: what a vote is bound to.
    ///
    /// The order of items does not matter: they are sorted by name.
    func digest(for subject: ApprovalSubject) -> ContentDigest {
        ContentDigest(canonical: ["subject": .string(subject.text), "covers": document])
    }

    /// The content without items that stand at nothing: an approval needs no mention of them, because an item that is
    /// not covered voids it as soon as it stands at anything.
    var withoutNothing: ApprovedContent { ApprovedContent(items: items.filter { $0.severity != 0 }) }

    /// The items as a document.
    var document: JSONValue {
        .array(
            items.map { item in
                [
                    "name": .string(item.name), "value": .string(item.value),
                    "severity": item.severity.map(JSONValue.integer) ?? .null,
                ]
            })
    }
}
