package import ReleaseModel

/// Whose key is whose, in the file format that git and `ssh-keygen -Y verify` use (ssh-keygen(1), ALLOWED SIGNERS).
///
/// ```text
/// # principals          options                                        key
/// dana@example.com                                                     ssh-ed25519 AAAA… dana's laptop
/// *@example.com,!bo@example.com namespaces="git,releasegate",valid-before="20270101Z" ssh-ed25519 AAAA…
/// ```
///
/// Options are `cert-authority`, `namespaces`, `valid-after`, `valid-before`; names of options do not depend on case.
/// The key of a line with `cert-authority` is nobody's own: it makes certificates, and those count.
/// A time is `YYYYMMDD` or `YYYYMMDDHHMM[SS]`. With `Z` it is UTC. Without, `ssh-keygen` would read it in the zone of the
/// machine; here it is read in the zone of the world in which the key is valid the shortest, so the answer is the same
/// everywhere and never more generous.
package struct AllowedSigners: Hashable, Sendable {
    /// One line.
    package struct Entry: Hashable, Sendable {
        package var principals: PatternList
        package var key: SSHPublicKey
        /// Whether the key makes certificates for the principals, and is not theirs.
        package var isAuthority = false
        /// Nil allows every namespace.
        package var namespaces: PatternList?
        package var validAfter: Instant?
        /// The last instant at which it is valid.
        package var validBefore: Instant?
    }

    /// In the order of the file.
    package let entries: [Entry]
    /// The lines that could not be read; their keys are unknown.
    package let diagnostics: [Diagnostic]

    /// Reads the content of a file.
    ///
    /// - Parameter file: its name, for diagnostics.
    package init(text: String, file: String) {
        var entries: [Entry] = []
        var diagnostics: [Diagnostic] = []
        for (index, line) in SSHKeyLine.lines(of: text) {
            do {
                entries.append(try AllowedSigners.entry(line))
            } catch {
                diagnostics.append(
                    Diagnostic(.error, at: SourceLocation(file: file, line: index), "\(error.message)"))
            }
        }
        self.entries = entries
        self.diagnostics = diagnostics
    }

    private static func entry(_ line: String) throws(SSHKeyLine.Problem) -> Entry {
        var fields = SSHKeyLine(line)
        let principals = try fields.principals()
        guard let rest = fields.rest, !rest.isEmpty else {
            throw SSHKeyLine.Problem("the line has no key; accepted: principals, options, key type, key")
        }
        if let key = try fields.key() { return Entry(principals: PatternList(principals), key: key) }
        let options = try SignerOptions(fields.options())
        guard let key = try fields.key() else {
            throw SSHKeyLine.Problem("the line has no key; accepted: principals, options, key type, key")
        }
        return Entry(
            principals: PatternList(principals), key: key, isAuthority: options.isAuthority,
            namespaces: options.namespaces, validAfter: options.validAfter, validBefore: options.validBefore)
    }
}
