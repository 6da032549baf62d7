import Foundation
import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport

/// The user's own `ssh-keygen`, in a folder with keys that it made.
final class SSHKeygen: Sendable {
    static let path = Program.find("ssh-keygen")

    let folder: TemporaryFolder

    /// The keys: what `-t` and `-b` say of them, by name.
    static let keys: [(name: String, type: String, bits: String)] = [
        ("ed25519", "ed25519", "256"), ("other", "ed25519", "256"), ("ecdsa256", "ecdsa", "256"),
        ("ecdsa384", "ecdsa", "384"), ("ecdsa521", "ecdsa", "521"), ("rsa2048", "rsa", "2048"),
        ("rsa3072", "rsa", "3072"), ("authority", "ecdsa", "256"), ("rsa-authority", "rsa", "2048"),
    ]

    init() throws {
        folder = try TemporaryFolder()
        for key in Self.keys {
            try run(["-q", "-t", key.type, "-b", key.bits, "-N", "", "-C", "a \(key.name) key", "-f", key.name])
        }
        try folder.write("vote over sha256:00 äöü\n", to: "text")
    }

    /// Runs it with the folder's file `input` as its input.
    ///
    /// - Returns: the status and everything that it printed.
    func call(_ arguments: [String], input: String = "/dev/null") throws -> (status: Int32, words: String) {
        let outcome = try Command(
            "/bin/sh",
            ["-c", "input=$1; shift; exec \(Self.path ?? "ssh-keygen") \"$@\" < \"$input\"", "sh", input] + arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder.path, "TZ": "UTC", "LC_ALL": "C.UTF-8"],
            folder: folder.path
        ).run()
        return (outcome.status, outcome.output + outcome.errors)
    }

    /// Runs it and expects that it succeeds.
    func run(_ arguments: [String]) throws {
        let (status, words) = try call(arguments)
        guard status == 0 else { throw Command.Failure(description: "ssh-keygen \(arguments): \(words)") }
    }

    func publicKey(_ name: String) throws -> String {
        try folder.text("\(name).pub").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The signature that `key` makes over the folder's text; `key` may be that of a certificate, `name-cert`.
    func signature(_ key: String, namespace: String = "releasegate", options: [String] = []) throws -> String {
        let copy = "\(key)-\(namespace)-\(options.joined())".filter { $0.isLetter || $0.isNumber || $0 == "-" }
        if !folder.has("\(copy).sig") {
            try folder.copy(folder.path("text"), to: copy)
            try run(
                ["-q", "-Y", "sign", "-f", folder.has("\(key).pub") ? "\(key).pub" : key, "-n", namespace] + options + [
                    copy
                ])
        }
        return "\(copy).sig"
    }

    /// A question to both: the program that people trust, and ours.
    struct Question {
        var signers: String
        var signature: String
        var principal = "dana@example.com"
        var namespace = "releasegate"
        /// `YYYYMMDDhhmmss` in UTC.
        var time = "20261118120000"
        var text = "text"
        /// The name of the file of revoked keys.
        var revoked: String?
    }

    /// Whether `ssh-keygen -Y verify` accepts, what it says, and what ours says.
    func answers(_ question: Question) throws -> (accepts: Bool, words: String, ours: SSHSignatureVerifier.Verdict) {
        try folder.write(question.signers, to: "signers")
        var arguments = [
            "-Y", "verify", "-f", "signers", "-I", question.principal, "-n", question.namespace, "-s",
            question.signature, "-Overify-time=\(question.time)Z",
        ]
        if let revoked = question.revoked { arguments += ["-r", revoked] }
        let (status, words) = try call(arguments, input: question.text)
        let stamp = Array(question.time)
        func part(_ start: Int, _ count: Int) -> String { String(stamp[start..<start + count]) }
        let instant = Instant(
            rfc3339: "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):\(part(12, 2))Z")
        let allowed = AllowedSigners(text: question.signers, file: "signers")
        let revoked =
            try question.revoked.map {
                RevokedKeys([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path($0)))), file: $0)
            } ?? .none
        let verifier = SSHSignatureVerifier(allowed: allowed, revoked: revoked)
        let ours = verifier.verify(
            text: [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path(question.text)))),
            signature: try folder.text(question.signature), principals: [question.principal],
            namespace: question.namespace, asOf: instant ?? Instant(seconds: 0))
        return (status == 0, words + (allowed.diagnostics + revoked.diagnostics).map(\.description).joined(), ours)
    }
}
