extension RoleID {
    /// The id as people say it: `QA lead` for `qa-lead`.
    package var words: String {
        name.split { $0 == "-" || $0 == "_" }
            .map { RoleID.initialisms.contains($0.lowercased()) ? $0.uppercased() : String($0) }
            .joined(separator: " ")
    }

    /// Words that people write in capitals.
    private static let initialisms: Set<String> = [
        "cab", "ceo", "cfo", "cio", "ciso", "coo", "cpo", "cto", "dba", "dpo", "dr", "ecab", "hr", "it", "pm", "po",
        "qa",
        "sme", "sre", "ux", "vp",
    ]
}

extension ApprovalMatrix {
    /// The title that the matrix gives `role`, else the words of its id.
    package func title(of role: RoleID) -> String {
        if let title = self.role(role)?.title, !title.isEmpty { return title }
        return role.words
    }
}
