/// A place in an input file.
package struct SourceLocation: Hashable, Comparable, Sendable {
    /// The file as the user named it.
    package let file: String
    /// The line, from 1; 0 where the whole file is meant.
    package let line: Int
    /// The column in Unicode scalars, from 1; 0 where the whole line is meant.
    package let column: Int

    package init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`, as compilers write it.
    package var description: String {
        line == 0 ? file : column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
    }
}
