import ReleaseModel

/// Checks of what people type, before it stands in a log that nobody can change.
enum StatedText {
    private static let longest = 2000

    /// `text` without blanks around it.
    ///
    /// - Throws: `WorkflowFailure` where nothing is said, too much is said, or something looks like a secret.
    static func checked(_ text: String, for option: String) throws(WorkflowFailure) -> String {
        let trimmed = text.trimmingBlanks
        guard !trimmed.isEmpty else {
            throw WorkflowFailure(.usage, "\(option) is empty; it says something that an auditor understands later")
        }
        guard trimmed.utf8.count <= longest else {
            throw WorkflowFailure(
                .usage,
                "\(option) has \(trimmed.utf8.count) bytes; the limit is \(longest), refer to a document instead")
        }
        if let match = SecretScanner.matches(in: trimmed).first {
            throw WorkflowFailure(
                .usage,
                "\(option) holds what looks like a secret (\(match.kind)); the log is never changed, so leave it out")
        }
        return trimmed
    }

    /// The person of an option.
    static func person(_ id: PersonID, for option: String) throws(WorkflowFailure) -> PersonID {
        PersonID(try checked(id.name, for: option))
    }

    /// The role called `id`.
    static func role(_ id: RoleID, in release: Release) throws(WorkflowFailure) -> Role {
        if let role = release.approvalMatrix.role(id) { return role }
        if let role = release.approvalMatrix.roles.first(where: { $0.title.lowercased() == id.name.lowercased() }) {
            return role
        }
        let known = release.approvalMatrix.roles.map(\.id.name).joined(separator: ", ")
        throw WorkflowFailure(
            .usage,
            "\(release.file) has no role \"\(id)\"; it has \(known.isEmpty ? "none" : known)")
    }

    /// The environment called `id`.
    static func environment(_ id: EnvironmentID, in release: Release) throws(WorkflowFailure) -> Environment {
        if let environment = release.scope.environments.first(where: { $0.id == id }) { return environment }
        let known = release.scope.environments.map(\.id.name).joined(separator: ", ")
        throw WorkflowFailure(
            .usage, "\(release.file) has no environment \"\(id)\"; it has \(known.isEmpty ? "none" : known)")
    }
}

extension String {
    /// The text without whitespace at both ends.
    var trimmingBlanks: String {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
