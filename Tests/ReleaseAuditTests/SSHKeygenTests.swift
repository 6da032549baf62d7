import Foundation
import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Every verdict beside that of the real `ssh-keygen -Y verify` over the same files.
@Suite("Against ssh-keygen", .enabled(if: SSHKeygen.path != nil, "needs openssh-client"))
struct SSHKeygenTests {
    static let tool: Result<SSHKeygen, any Error> = Result { try SSHKeygen() }

    /// What a question changes, and whether the signature then counts.
    struct Case: CustomTestStringConvertible {
        var name: String
        /// `{name}` stands for the public key of that name.
        var signers: String
        var key = "ed25519"
        var counts: Bool
        /// Where this program refuses what `ssh-keygen` accepts.
        var isStricter = false
        var change: @Sendable (inout SSHKeygen.Question) -> Void = { _ in }

        var testDescription: String { name }
    }

    static let signers = "dana@example.com {ed25519}\n"

    static let kinds: [Case] = ["ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048", "rsa3072"].map {
        Case(name: $0, signers: "dana@example.com {\($0)}\n", key: $0, counts: true)
    }

    static let lines: [Case] = [
        Case(name: "another key", signers: signers, key: "other", counts: false),
        Case(name: "another key beside it", signers: "dana@example.com {other}\n" + signers, counts: true),
        Case(name: "no line", signers: "# nobody\n", counts: false),
        Case(name: "another person", signers: "bo@example.com {ed25519}\n", counts: false),
        Case(name: "the second line", signers: "bo@example.com {ed25519}\n" + signers, counts: true),
        Case(name: "list", signers: "bo@example.com,dana@example.com {ed25519}\n", counts: true),
        Case(name: "list with a space", signers: "bo@example.com, dana@example.com {ed25519}\n", counts: false),
        Case(name: "wildcard", signers: "*@example.com {ed25519}\n", counts: true),
        Case(name: "one character", signers: "dan?@example.com {ed25519}\n", counts: true),
        Case(name: "wildcard of others", signers: "*@example.org {ed25519}\n", counts: false),
        Case(name: "everybody", signers: "* {ed25519}\n", counts: true),
        Case(name: "excluded after", signers: "*,!dana@example.com {ed25519}\n", counts: false),
        Case(name: "excluded before", signers: "!dana@example.com,* {ed25519}\n", counts: false),
        Case(name: "excluded alone", signers: "!bo@example.com {ed25519}\n", counts: false),
        Case(name: "another is excluded", signers: "*,!bo@example.com {ed25519}\n", counts: true),
        Case(name: "case of the person", signers: "Dana@example.com {ed25519}\n", counts: false),
        Case(name: "quoted person", signers: "\"dana@example.com\" {ed25519}\n", counts: true),
        Case(name: "tabs", signers: "dana@example.com\t{ed25519}\n", counts: true),
        Case(name: "spaces before", signers: "   dana@example.com   {ed25519}\n", counts: true),
        Case(name: "comments and empty lines", signers: "# keys\n\n  # more\n" + signers, counts: true),
        Case(name: "a long comment", signers: "dana@example.com {ed25519} with \"quotes\", and more\n", counts: true),
        Case(name: "no last line feed", signers: "dana@example.com {ed25519}", counts: true),
        Case(name: "carriage returns", signers: "dana@example.com {ed25519}\r\n", counts: true),
        Case(name: "namespace", signers: "dana@example.com namespaces=\"releasegate\" {ed25519}\n", counts: true),
        Case(
            name: "case of an option", signers: "dana@example.com NameSpaces=\"releasegate\" {ed25519}\n", counts: true),
        Case(name: "namespace list", signers: "dana@example.com namespaces=\"git,release*\" {ed25519}\n", counts: true),
        Case(name: "other namespace", signers: "dana@example.com namespaces=\"git,file\" {ed25519}\n", counts: false),
        Case(name: "excluded namespace", signers: "* namespaces=\"*,!releasegate\" {ed25519}\n", counts: false),
        Case(name: "other namespace, then any", signers: "* namespaces=\"git\" {ed25519}\n" + signers, counts: true),
        Case(name: "expired", signers: "* valid-before=\"20261118115959Z\" {ed25519}\n", counts: false),
        Case(name: "last second", signers: "* valid-before=\"20261118120000Z\" {ed25519}\n", counts: true),
        Case(name: "expired day", signers: "* valid-before=\"20261118Z\" {ed25519}\n", counts: false),
        Case(name: "minutes", signers: "* valid-before=\"202611181201Z\" {ed25519}\n", counts: true),
        Case(name: "not yet valid", signers: "* valid-after=\"20261118120001Z\" {ed25519}\n", counts: false),
        Case(name: "first second", signers: "* valid-after=\"20261118120000Z\" {ed25519}\n", counts: true),
        Case(
            name: "within", signers: "* valid-after=\"20260101Z\",valid-before=\"20270101Z\" {ed25519}\n",
            counts: true),
        Case(
            name: "all options", signers: "* namespaces=\"releasegate\",valid-after=\"20260101Z\" {ed25519}\n",
            counts: true),
        Case(name: "unknown option", signers: "* no-touch-required {ed25519}\n", counts: false),
        Case(name: "option without quotes", signers: "* namespaces=releasegate {ed25519}\n", counts: false),
        Case(name: "impossible date", signers: "* valid-before=\"20271332Z\" {ed25519}\n", counts: false),
        Case(name: "authority and no certificate", signers: "* cert-authority {ed25519}\n", counts: false),
    ]

    static let circumstances: [Case] = [
        Case(name: "made for git", signers: signers, counts: false) {
            $0.signature = "ed25519-git-.sig"
        },
        Case(name: "asked for git", signers: signers, counts: false) { $0.namespace = "git" },
        Case(name: "changed text", signers: signers, counts: false) { $0.text = "changed" },
        Case(name: "empty text", signers: signers, counts: false) { $0.text = "empty" },
        Case(name: "sha256", signers: signers, counts: true) {
            $0.signature = "ed25519-releasegate--Ohashalgsha256.sig"
        },
        Case(name: "revoked in text", signers: signers, counts: false) { $0.revoked = "ed25519.pub" },
        Case(name: "another revoked in text", signers: signers, counts: true) { $0.revoked = "other.pub" },
        Case(name: "revoked list", signers: signers, counts: false) { $0.revoked = "ed25519.krl" },
        Case(name: "another revoked list", signers: signers, counts: true) { $0.revoked = "other.krl" },
        Case(name: "revoked by sha256", signers: signers, counts: false) { $0.revoked = "sha256.krl" },
        Case(name: "revoked by sha1", signers: signers, counts: false) { $0.revoked = "sha1.krl" },
        Case(name: "empty revoked list", signers: signers, counts: true) { $0.revoked = "empty.krl" },
    ]

    static let certificateRows: [(key: String, options: String, counts: Bool, isStricter: Bool, revoked: String?)] = [
        ("good-cert", "cert-authority", true, false, nil), ("good-cert", "Cert-Authority", true, false, nil),
        ("good-cert", "cert-authority,namespaces=\"git\"", false, false, nil),
        ("good-cert", "cert-authority,valid-before=\"20260101Z\"", false, false, nil),
        ("rsa-cert", "cert-authority", true, false, nil), ("many-cert", "cert-authority", true, false, nil),
        ("elsewhere-cert", "cert-authority", false, false, nil), ("nameless-cert", "cert-authority", false, false, nil),
        ("host-cert", "cert-authority", false, false, nil), ("old-cert", "cert-authority", false, false, nil),
        ("early-cert", "cert-authority", false, false, nil), ("critical-cert", "cert-authority", false, true, nil),
        ("good-cert", "", false, false, nil), ("good-cert", "cert-authority", false, false, "ed25519.pub"),
        ("good-cert", "cert-authority", false, false, "authority.pub"),
        ("good-cert", "cert-authority", false, false, "authority.krl"),
        ("good-cert", "cert-authority", false, false, "serial.krl"),
        ("good-cert", "cert-authority", false, false, "range.krl"),
        ("good-cert", "cert-authority", false, false, "bitmap.krl"),
        ("good-cert", "cert-authority", false, false, "name.krl"),
        ("good-cert", "cert-authority", true, false, "otherserial.krl"),
        ("many-cert", "cert-authority", true, false, "serial.krl"),
    ]

    static let certificates: [Case] = certificateRows.map { row in
        let authority = row.key == "rsa-cert" ? "rsa-authority" : "authority"
        return Case(
            name: "\(row.key) \(row.options) \(row.revoked ?? "")",
            signers: "*@example.com \(row.options) {\(authority)}\n", key: row.key, counts: row.counts,
            isStricter: row.isStricter
        ) { $0.revoked = row.revoked }
    }

    @Test(arguments: kinds + lines + circumstances + certificates)
    func `says the same`(example: Case) throws {
        let tool = try Self.prepared.get()
        var signers = example.signers
        for key in SSHKeygen.keys {
            signers = signers.replacingOccurrences(of: "{\(key.name)}", with: try tool.publicKey(key.name))
        }
        var question = SSHKeygen.Question(signers: signers, signature: "")
        example.change(&question)
        let (accepts, words, ours) = try Self.lock.withLock {
            if question.signature.isEmpty { question.signature = try tool.signature(example.key) }
            return try tool.answers(question)
        }
        #expect(accepts == (example.counts || example.isStricter), "ssh-keygen: \(words)")
        if case .verified = ours {
            #expect(example.counts, "\(words)")
        } else {
            #expect(!example.counts, "\(ours)")
        }
    }

    /// Lines made by chance out of the parts that matter.
    @Test func `says the same of any line`() throws {
        let tool = try Self.prepared.get()
        var numbers = FixedNumbers(4)
        func one(_ choices: [String]) -> String { choices.randomElement(using: &numbers) ?? "" }
        let keys = try ["ed25519", "other"].map { try tool.publicKey($0) }
        var accepted = 0
        for round in 0..<200 {
            let lines = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                let patterns = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                    one(["", "", "!"])
                        + one(["dana@example.com", "*", "d*", "*@example.com", "bo@example.com", "dan?@*"])
                }
                var options: [String] = []
                if Bool.random(using: &numbers) {
                    options.append(one(["namespaces=\"*\"", "namespaces=\"git\"", "NAMESPACES=\"git,releasegate\""]))
                }
                if Int.random(in: 0..<3, using: &numbers) == 0 {
                    options.append("valid-after=\"\(one(["20261118Z", "20261119Z", "202611181200Z"]))\"")
                } else if Bool.random(using: &numbers) {
                    options.append("Valid-Before=\"\(one(["20261118Z", "20261119Z", "202611181200Z"]))\"")
                }
                let list = patterns.joined(separator: ",")
                return
                    ([one([list, "\"\(list)\""])] + (options.isEmpty ? [] : [options.joined(separator: ",")])
                    + [one(keys)]).joined(separator: one([" ", "  ", "\t"]))
            }
            var question = SSHKeygen.Question(
                signers: lines.joined(separator: "\n") + "\n", signature: "",
                time: one(["20261118000000", "20261118120000", "20261118235959"]))
            let (accepts, words, ours) = try Self.lock.withLock {
                question.signature = try tool.signature("ed25519")
                return try tool.answers(question)
            }
            var isVerified = false
            if case .verified = ours { isVerified = true }
            #expect(accepts == isVerified, "round \(round): \(question.signers) \(words) \(ours)")
            accepted += accepts ? 1 : 0
        }
        #expect(accepted > 30 && accepted < 170, "\(accepted)")
    }

    /// The signers file is the folder's one.
    private static let lock = NSLock()

    /// The tool with everything that the cases name.
    private static let prepared: Result<SSHKeygen, any Error> = Result {
        let tool = try SSHKeygenTests.tool.get()
        let certificates: [(String, String, [String])] = [
            ("good", "authority", ["-n", "dana@example.com", "-z", "77"]),
            ("rsa", "rsa-authority", ["-n", "dana@example.com"]),
            ("many", "authority", ["-n", "bo@example.com,dana@example.com", "-z", "4000"]),
            ("elsewhere", "authority", ["-n", "bo@example.com"]), ("nameless", "authority", []),
            ("host", "authority", ["-h", "-n", "dana@example.com"]),
            ("old", "authority", ["-n", "dana@example.com", "-V", "20250101Z:20260101Z"]),
            ("early", "authority", ["-n", "dana@example.com", "-V", "20270101Z:20280101Z"]),
            ("critical", "authority", ["-n", "dana@example.com", "-O", "force-command=/bin/true"]),
        ]
        for (name, authority, options) in certificates {
            // A certificate lies beside its key, so each has a copy of the key.
            try tool.folder.copy(tool.folder.path("ed25519"), to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: tool.folder.path(name))
            try tool.folder.copy(tool.folder.path("ed25519.pub"), to: "\(name).pub")
            try tool.run(["-q", "-s", authority, "-I", "id of \(name)"] + options + ["\(name).pub"])
            _ = try tool.signature("\(name)-cert")
        }
        try tool.folder.write("another text\n", to: "changed")
        try tool.folder.write("", to: "empty")
        _ = try tool.signature("ed25519", namespace: "git")
        _ = try tool.signature("ed25519", options: ["-Ohashalg=sha256"])
        let own = try tool.publicKey("ed25519")
        for (name, text) in [
            ("sha256", "sha256: \(own)\n"), ("sha1", "sha1: \(own)\n"), ("empty", ""), ("serial", "serial: 77\n"),
            ("range", "serial: 70-80\n"), ("bitmap", "serial: 70\nserial: 72\nserial: 75\nserial: 77\nserial: 78\n"),
            ("name", "id: id of good\n"), ("otherserial", "serial: 76\nserial: 78\n"),
        ] {
            try tool.folder.write(text, to: "\(name).spec")
            try tool.run(["-q", "-k", "-f", "\(name).krl", "-s", "authority.pub", "\(name).spec"])
        }
        for name in ["ed25519", "other", "authority"] {
            try tool.run(["-q", "-k", "-f", "\(name).krl", "\(name).pub"])
        }
        return tool
    }
}
