/// Something about the input that its author should know: where, what was found, what is accepted, how to mend it.
///
/// Diagnostics are collected and all shown; a reader never stops at the first.
package struct Diagnostic: Hashable, Sendable {
    /// How much it matters.
    package enum Severity: String, Hashable, Sendable {
        /// The input cannot be used.
        case error
        /// The input is used, and its author may not have meant it so.
        case warning
    }

    /// A sentence: fact, then rule, then (if short) what helps. Lower case, no full stop, names in quotes.
    package struct Message: Hashable, Sendable, ExpressibleByStringInterpolation {
        package let text: String

        package init(stringLiteral value: String) { self.text = value }
    }

    package let severity: Severity
    package let location: SourceLocation
    package let message: Message

    package init(_ severity: Severity, at location: SourceLocation, _ message: Message) {
        self.severity = severity
        self.location = location
        self.message = message
    }
}

extension Diagnostic: Comparable {
    /// By place, so that a list reads from the top of the file to its end.
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.location, left.message.text) < (right.location, right.message.text)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message`.
    package var description: String { "\(location): \(severity.rawValue): \(message.text)" }
}
