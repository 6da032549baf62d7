package import ReleaseModel

/// One kind of request that may carry a draft: the allow list is made of these, and so are the request cards.
///
/// Its operations are of the closed set in `Draft.Operation`, so a request that publishes, sends, approves, moves or
/// deletes has no name here.
package struct RequestShape: Hashable, Sendable {
    package var connector: ConnectorID
    /// The kind of record, such as `issue` or `wiki`.
    package var form: String
    package var operations: [Draft.Operation]
    package var method: String
    package var path: PathTemplate
    package var contentType: String
    /// All must hold.
    package var predicates: [BodyPredicate]

    init(
        _ connector: ConnectorID, _ form: String, _ operations: [Draft.Operation], _ method: String, _ path: String,
        optionalQuery: [String] = [], contentType: String = "application/json", _ predicates: [BodyPredicate]
    ) {
        self.connector = connector
        self.form = form
        self.operations = operations
        self.method = method
        self.path = PathTemplate(path, optional: optionalQuery)
        self.contentType = contentType
        self.predicates = predicates
    }
}

/// Every request that may carry a draft.
package enum RequestShapes {
    package static let all: [RequestShape] =
        atlassian + codeHosts + documents + messages + tickets

    /// The shape for a connector, form and operation; nil where the target takes that as a file only.
    package static func shape(
        _ connector: ConnectorID, form: String, operation: Draft.Operation
    ) -> RequestShape? {
        all.first { $0.connector == connector && $0.form == form && $0.operations.contains(operation) }
    }

    /// What titles of drafts begin with.
    static let draftTitles = ["DRAFT", "[DRAFT]"]
}
