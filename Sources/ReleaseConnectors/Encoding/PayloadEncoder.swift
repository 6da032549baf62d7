package import ReleaseModel

/// Turns drafts into the exact payloads of one connector.
///
/// An encoder knows the vendor's format, its limits and its request shapes. It never decides whether a draft may leave:
/// that is the guard's part. It never reaches the network: a person carries the payload over.
package protocol PayloadEncoder: Sendable {
    /// The connector that takes the payloads.
    static var connector: ConnectorID { get }

    /// The payload of `draft`, its preview and its request card. Total: a draft that does not fit is shortened by rule.
    static func encode(_ draft: Draft, settings: TargetSettings) -> EncodedDraft
}

/// A draft ready for one target.
package struct EncodedDraft: Hashable, Sendable {
    package var payload: PayloadFile
    /// What a reader at the target sees, as plain text.
    package var preview: String
    package var requestCard: RequestCard
    /// What was split, shortened or left to a person, in words.
    package var notes: [String]
}
