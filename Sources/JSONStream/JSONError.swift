/// Why a document is not the JSON that was expected, and where.
package struct JSONError: Error, Hashable {
    /// Bytes before the place.
    package let offset: Int
    /// The line, from 1.
    package let line: Int
    /// The column in bytes, from 1.
    package let column: Int
    /// The fact, then what is accepted; lower case, no full stop.
    package let message: String

    package init(offset: Int, line: Int, column: Int, message: String) {
        self.offset = offset
        self.line = line
        self.column = column
        self.message = message
    }
}

extension JSONError: CustomStringConvertible {
    package var description: String { "\(line):\(column): \(message)" }
}
