/// Something that makes a log unfit as proof, and where.
package struct LogFault: Hashable, Sendable {
    /// The four ways in which a log can lie.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A text or a stored hash was changed, or an entry was taken out of the middle or put in.
        case altered = "ALTERED"
        /// Entries at the end are gone; an old copy that was put back looks the same.
        case truncated = "TRUNCATED"
        /// The entries are another history than the one that was signed.
        case forked = "FORKED"
        /// An entry that stands earlier in the log was appended again.
        case replayed = "REPLAYED"
    }

    package var kind: Kind
    /// The place in the log that is meant, counted from 0; nil where the log as a whole is meant.
    package var entry: Int64?
    /// The fact and the rule, in words.
    package var detail: String

    package init(_ kind: Kind, entry: Int64?, _ detail: String) {
        self.kind = kind
        self.entry = entry
        self.detail = detail
    }
}

extension LogFault: CustomStringConvertible {
    /// `ALTERED: …`, as people read it.
    package var description: String { "\(kind.rawValue): \(detail)" }
}
