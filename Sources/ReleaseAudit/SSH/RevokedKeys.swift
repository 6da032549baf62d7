package import ReleaseModel

/// Keys that count no more, in either form that git's `gpg.ssh.revocationFile` takes: a binary key revocation list, as
/// `ssh-keygen -k` makes it, or text with one public key or one `SHA256:` fingerprint in each line.
///
/// A certificate is revoked with its key, with its authority, or by the list's serial numbers and key ids.
package struct RevokedKeys: Hashable, Sendable {
    private let blobs: Set<[UInt8]>
    private let fingerprints: Set<String>
    private let list: KeyRevocationList?
    /// What could not be read. Where there is anything, nothing says which key it was about.
    package let diagnostics: [Diagnostic]

    /// No key is revoked.
    package static let none = RevokedKeys([], file: "")

    /// Reads the content of a file.
    ///
    /// - Parameter file: its name, for diagnostics.
    package init(_ bytes: [UInt8], file: String) {
        var blobs: Set<[UInt8]> = []
        var fingerprints: Set<String> = []
        var diagnostics: [Diagnostic] = []
        var list: KeyRevocationList?
        func report(_ line: Int, _ message: Diagnostic.Message) {
            diagnostics.append(Diagnostic(.error, at: SourceLocation(file: file, line: line), message))
        }
        if bytes.starts(with: KeyRevocationList.magic) {
            do throws(KeyRevocationList.Problem) {
                list = try KeyRevocationList(bytes)
            } catch {
                report(0, "the revocation list cannot be read: \(error.message)")
            }
        } else {
            for (index, line) in SSHKeyLine.lines(of: String(decoding: bytes, as: UTF8.self)) {
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
        self.list = list
        self.diagnostics = diagnostics
    }

    /// Reports whether `key` is revoked, itself or with what certifies it.
    package func contains(_ key: SSHPublicKey) -> Bool {
        if blobs.contains(key.blob) || list?.revokes(certificate: key) == true { return true }
        let own = [key.plain, key.certificate?.authority].compactMap(\.self)
        return own.contains {
            blobs.contains($0.blob) || fingerprints.contains($0.fingerprint) || list?.revokes($0) == true
        }
    }
}
