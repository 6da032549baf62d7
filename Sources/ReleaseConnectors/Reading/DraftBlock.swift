/// One block of a draft's body, as the Markdown that releasegate writes has them.
package indirect enum DraftBlock: Hashable, Sendable {
    /// A heading; its level is 1 to 6.
    case heading(level: Int, [DraftSpan])
    case paragraph([DraftSpan])
    case list(DraftList)
    case table(DraftTable)
    case quote([DraftBlock])
    case rule
    /// The comment by which a draft is found again; nobody sees it.
    case marker(String)
}

/// A run of text in one style. Styles are flags, not a tree, because no target nests them deeper.
package struct DraftSpan: Hashable, Sendable {
    package var text: String
    package var isStrong: Bool
    package var isEmphasised: Bool
    package var isCode: Bool

    package init(_ text: String, isStrong: Bool = false, isEmphasised: Bool = false, isCode: Bool = false) {
        self.text = text
        self.isStrong = isStrong
        self.isEmphasised = isEmphasised
        self.isCode = isCode
    }
}

/// A list and the lists inside it.
package struct DraftList: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case bulleted, numbered, tasks
    }

    package struct Item: Hashable, Sendable {
        package var spans: [DraftSpan]
        /// Only a task can be done.
        package var isDone: Bool
        package var nested: [DraftList]

        package init(spans: [DraftSpan], isDone: Bool = false, nested: [DraftList] = []) {
            self.spans = spans
            self.isDone = isDone
            self.nested = nested
        }
    }

    package var kind: Kind
    package var items: [Item]

    package init(kind: Kind, items: [Item]) {
        self.kind = kind
        self.items = items
    }
}

/// A table with one heading row; every row has as many cells as the heading.
package struct DraftTable: Hashable, Sendable {
    package var header: [[DraftSpan]]
    package var rows: [[[DraftSpan]]]

    package init(header: [[DraftSpan]], rows: [[[DraftSpan]]]) {
        self.header = header
        self.rows = rows
    }
}

extension [DraftSpan] {
    /// The text without its styles.
    package var plainText: String { map(\.text).joined() }
}
