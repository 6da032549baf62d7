/// A phrase of an input that came as a plain sentence, and what was made of it.
///
/// A phrase that was not understood is a gap: never a guess, never dropped.
package struct Phrase: Hashable, Sendable {
    package enum Reading: Hashable, Sendable {
        /// What it means in the structured form, in words.
        case understood(as: String)
        /// Why not, and what is accepted here.
        case notUnderstood(accepted: String)
    }

    /// The input it belongs to, such as `approval_matrix`.
    package var input: String
    /// The words, exactly as written.
    package var text: String
    package var reading: Reading
    package var location: SourceLocation

    package init(input: String, text: String, reading: Reading, location: SourceLocation) {
        self.input = input
        self.text = text
        self.reading = reading
        self.location = location
    }
}
