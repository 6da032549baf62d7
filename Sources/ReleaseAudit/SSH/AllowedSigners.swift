package import ReleaseModel

/// Whose key is whose, in the file format that git and `ssh-keygen -Y verify` use (ssh-keygen(1), ALLOWED SIGNERS).
///
/// ```text
/// # principals          options                                        key
/// dana@example.com                                                     ssh-ed25519 AAAA… dana's laptop
/// *@example.com,!bo@example.com namespaces="git,releasegate",valid-before="20270101Z" ssh-ed25519 AAAA…
/// ```
///
/// Options are `namespaces`, `valid-after`, `valid-before`; names of options do not depend on case. `cert-authority` is
/// refused: certificates are not read, and a key that signs certificates must not be taken for a person's.
/// A time is `YYYYMMDD` or `YYYYMMDDHHMM[SS]`. With `Z` it is UTC. Without, `ssh-keygen` would read it in the zone of the
/// machine; here it is read in the zone of the world in which the key is valid the shortest, so the answer is the same
/// everywhere and never more generous.
package struct AllowedSigners: Hashable, Sendable {
    /// One line.
    package struct Entry: Hashable, Sendable {
        package var principals: PatternList
        package var key: SSHPublicKey
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
            principals: PatternList(principals), key: key, namespaces: options.namespaces,
            validAfter: options.validAfter, validBefore: options.validBefore)
    }
}

/// Keys that count no more: one public key or one `SHA256:` fingerprint in each line, `#` begins a comment.
///
/// Binary key revocation lists of OpenSSH are refused, with the way to make a plain one.
package struct RevokedKeys: Hashable, Sendable {
    private let blobs: Set<[UInt8]>
    private let fingerprints: Set<String>
    /// The lines that could not be read. Where there is one, nothing says which key it was about.
    package let diagnostics: [Diagnostic]

    /// No key is revoked.
    package static let none = RevokedKeys(text: "", file: "")

    /// Reads the content of a file.
    ///
    /// - Parameter file: its name, for diagnostics.
    package init(text: String, file: String) {
        var blobs: Set<[UInt8]> = []
        var fingerprints: Set<String> = []
        var diagnostics: [Diagnostic] = []
        func report(_ line: Int, _ message: Diagnostic.Message) {
            diagnostics.append(Diagnostic(.error, at: SourceLocation(file: file, line: line), message))
        }
        if text.hasPrefix("SSHKRL\n\0") {
            report(0, "the file is a binary revocation list; list the revoked public keys as text, one in each line")
        } else {
            for (index, line) in SSHKeyLine.lines(of: text) {
                var fields = SSHKeyLine(line)
                if line.hasPrefix("SHA256:") {
                    fingerprints.insert(String(line.prefix { $0 != " " && $0 != "\t" && $0 != "=" }))
                } else if let key = try? fields.key() {
                    blobs.insert(key.blob)
                } else {
                    report(index, "the line is no key; accepted: a public key or a SHA256: fingerprint")
                }
            }
        }
        self.blobs = blobs
        self.fingerprints = fingerprints
        self.diagnostics = diagnostics
    }

    /// Reports whether `key` is revoked.
    package func contains(_ key: SSHPublicKey) -> Bool {
        blobs.contains(key.blob) || fingerprints.contains(key.fingerprint)
    }
}
