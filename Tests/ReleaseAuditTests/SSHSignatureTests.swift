import ReleaseAudit
import ReleaseModel
import Testing

@Suite("SSHSignature")
struct SSHSignatureTests {
    static let asOf = Instant(seconds: 1_795_000_000)  // 2026-11-18

    static func key(_ name: String) throws -> String {
        String(try FixtureFiles.text("ssh/\(name).pub").dropLast())
    }

    static func verdict(
        _ signature: String, signers: String, revoked: String = "", text: [UInt8]? = nil,
        principals: [String] = ["dana@example.com"], namespace: String = "releasegate", asOf: Instant = asOf
    ) throws -> SSHSignatureVerifier.Verdict {
        let verifier = SSHSignatureVerifier(
            allowed: AllowedSigners(text: signers, file: "signers"),
            revoked: RevokedKeys(Array(revoked.utf8), file: "revoked"))
        return verifier.verify(
            text: try text ?? FixtureFiles.bytes("ssh/text.txt"),
            signature: try FixtureFiles.text("ssh/\(signature).sig"), principals: principals, namespace: namespace,
            asOf: asOf)
    }

    @Test(
        "signatures of ssh-keygen verify",
        arguments: [
            ("ed25519", "ed25519"), ("ed25519-sha256", "ed25519"), ("ecdsa256", "ecdsa256"),
            ("ecdsa384", "ecdsa384"), ("ecdsa521", "ecdsa521"), ("sk-ed25519", "sk-ed25519"),
            ("sk-ecdsa256", "sk-ecdsa256"), ("rsa2048", "rsa2048"), ("rsa2048-sha2-256", "rsa2048-sha2-256"),
        ])
    func verified(signature: String, key: String) throws {
        let verdict = try Self.verdict(signature, signers: "dana@example.com \(try Self.key(key))\n")
        guard case .verified(let principal, let fingerprint) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(principal == "dana@example.com")
        #expect(fingerprint.hasPrefix("SHA256:") && fingerprint.count == 50)
        #expect(
            try Self.verdict(signature, signers: "dana@example.com \(try Self.key(key))\n", text: [1])
                == .refused(.changedText))
    }

    @Test("the fingerprint is that of ssh-keygen -l")
    func fingerprint() throws {
        let fields = try Self.key("ed25519").split(separator: " ").map(String.init)
        let key = try #require(SSHPublicKey(algorithm: fields[0], base64: fields[1]))
        #expect(key.fingerprint == "SHA256:mMNQM5McUB3+Q476SYsQSWrK451hGf7Ia2Gl/sYdeEc")
        #expect(SSHPublicKey(algorithm: "ssh-rsa", base64: fields[1]) == nil)
    }

    @Test("an empty text can be signed")
    func empty() throws {
        let signers = "dana@example.com \(try Self.key("ed25519"))"
        let verdict = try Self.verdict("ed25519-empty-text", signers: signers, text: [])
        #expect(verdict != .refused(.changedText))
        guard case .verified = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test("each cause has its own refusal")
    func refusals() throws {
        let key = try Self.key("ed25519")
        let own = "dana@example.com \(key)"
        let fingerprint = "SHA256:mMNQM5McUB3+Q476SYsQSWrK451hGf7Ia2Gl/sYdeEc"
        func refusal(
            _ signature: String, _ signers: String, revoked: String = "", principals: [String] = ["dana@example.com"]
        ) throws -> SSHRefusal? {
            let verdict = try Self.verdict(signature, signers: signers, revoked: revoked, principals: principals)
            guard case .refused(let refusal) = verdict else { return nil }
            return refusal
        }
        #expect(
            try refusal("ed25519-namespace-git", own) == .wrongNamespace(found: "git", expected: "releasegate"))
        #expect(try refusal("ed25519", "") == .unknownKey(fingerprint: fingerprint))
        guard case .unknownKey? = try refusal("unknown", own) else {
            Issue.record("a key that is not listed was accepted")
            return
        }
        #expect(try refusal("ed25519", own, revoked: key) == .revokedKey(fingerprint: fingerprint))
        #expect(
            try refusal("ed25519", own, revoked: "# gone\n\(fingerprint)\n") == .revokedKey(fingerprint: fingerprint))
        #expect(
            try refusal("ed25519", "bo@example.com \(key)")
                == .otherPrincipal(fingerprint: fingerprint, principals: "bo@example.com"))
        #expect(
            try refusal("ed25519", "dana@example.com namespaces=\"git,file\" \(key)")
                == .namespaceNotAllowed(fingerprint: fingerprint, allowed: "git,file"))
        #expect(
            try refusal("ed25519", "dana@example.com valid-after=\"20270101Z\" \(key)")
                == .notYetValid(fingerprint: fingerprint, from: Instant(seconds: 1_798_761_600)))
        #expect(
            try refusal("ed25519", "dana@example.com valid-before=\"20260101Z\" \(key)")
                == .expired(fingerprint: fingerprint, after: Instant(seconds: 1_767_225_600)))
        #expect(try refusal("ed25519", own, principals: []) == .noPrincipal)
        #expect(
            try refusal("sk-ed25519-untouched", "dana@example.com \(try Self.key("sk-ed25519"))") == .notTouched)
        #expect(try refusal("ed25519", "dana@example.com valid-after=\"20270101Z\" \(key)\n\(own)") == nil)
    }

    @Test("the ends of validity belong to it, and a time without a zone is read the short way")
    func validity() throws {
        let key = try Self.key("ed25519")
        func isValid(_ options: String, _ time: String) throws -> Bool {
            let verdict = try Self.verdict(
                "ed25519", signers: "* \(options) \(key)", asOf: try #require(Instant(rfc3339: time)))
            guard case .verified = verdict else { return false }
            return true
        }
        #expect(try isValid("valid-after=\"20261118000000Z\"", "2026-11-18T00:00:00Z"))
        #expect(try !isValid("valid-after=\"20261118000000Z\"", "2026-11-17T23:59:59Z"))
        #expect(try isValid("valid-before=\"202611181230Z\"", "2026-11-18T12:30:00Z"))
        #expect(try !isValid("valid-before=\"202611181230Z\"", "2026-11-18T12:30:01Z"))
        #expect(try !isValid("valid-after=\"20261118\"", "2026-11-18T11:59:59Z"))
        #expect(try isValid("valid-after=\"20261118\"", "2026-11-18T12:00:00Z"))
        #expect(try isValid("VALID-BEFORE=\"20261118\"", "2026-11-17T10:00:00Z"))
        #expect(try !isValid("valid-before=\"20261118\"", "2026-11-17T10:00:01Z"))
    }

    @Test("every changed byte of a signature is refused", arguments: ["ed25519", "ecdsa256", "sk-ed25519", "rsa2048"])
    func everyByte(name: String) throws {
        let verifier = SSHSignatureVerifier(
            allowed: AllowedSigners(text: "* \(try Self.key(name))", file: "signers"))
        let text = try FixtureFiles.bytes("ssh/text.txt")
        let signature = try FixtureFiles.bytes("ssh/\(name).sig")
        func isAccepted(_ signature: [UInt8], _ text: [UInt8]) -> Bool {
            let verdict = verifier.verify(
                text: text, signature: String(decoding: signature, as: UTF8.self), principals: ["dana"],
                asOf: Self.asOf)
            guard case .verified = verdict else { return false }
            return true
        }
        #expect(isAccepted(signature, text))
        // The last byte is the newline behind the armour, which says nothing.
        for index in signature.indices.dropLast() {
            for flip in [1, 2, 16, 64] as [UInt8] {
                var changed = signature
                changed[index] ^= flip
                #expect(!isAccepted(changed, text), "byte \(index) ^ \(flip)")
            }
        }
        for index in text.indices {
            var changed = text
            changed[index] ^= 1
            #expect(!isAccepted(signature, changed))
        }
    }
}

@Suite("AllowedSigners")
struct AllowedSignersTests {
    @Test("comments, quotes, options and several lines are read as ssh-keygen reads them")
    func lines() throws {
        let key = try SSHSignatureTests.key("ed25519")
        let signers = AllowedSigners(
            text: """
                # a comment

                  dana@example.com,*@ops.example.com,!bo@ops.example.com \(key)
                "quoted principal, two" namespaces="git,release*",valid-after="20200101Z",Valid-Before="20300101Z" \(key) with "comment"
                eve@example.com\t\(key)\r
                """, file: "signers")
        #expect(signers.diagnostics.isEmpty)
        #expect(signers.entries.count == 3)
        let first = signers.entries[0].principals
        #expect(first.matches("dana@example.com") && first.matches("eve@ops.example.com"))
        #expect(!first.matches("bo@ops.example.com") && !first.matches("Dana@example.com"))
        #expect(signers.entries[1].namespaces?.matches("releasegate") == true)
        #expect(signers.entries[1].namespaces?.matches("file") == false)
        #expect(signers.entries[1].validAfter == Instant(rfc3339: "2020-01-01T00:00:00Z"))
        #expect(signers.entries[1].validBefore == Instant(rfc3339: "2030-01-01T00:00:00Z"))
        #expect(signers.entries[2].principals.matches("eve@example.com"))
    }

    @Test("each bad line has its own sentence and the others still count")
    func problems() throws {
        let key = try SSHSignatureTests.key("ed25519")
        let cases: [(String, String)] = [
            ("dana", "the line has no key; accepted: principals, options, key type, key"),
            ("dana cert-authority=\"yes\" \(key)", "\"cert-authority\" takes no value"),
            (
                "dana no-touch-required \(key)",
                "the option \"no-touch-required\" is unknown; accepted: cert-authority, namespaces, "
                    + "valid-after, valid-before"
            ),
            ("dana namespaces=git \(key)", "the value of \"namespaces\" is not in double quotes"),
            ("dana namespaces=\"git \(key)", "a quoted option has no end"),
            ("dana namespaces=\"\" \(key)", "\"namespaces\" has no value"),
            ("dana namespaces=\"a\",namespaces=\"b\" \(key)", "\"namespaces\" stands twice"),
            (
                "dana valid-after=\"20260230Z\" \(key)",
                "the value of \"valid-after\" is \"20260230Z\"; accepted: YYYYMMDD or YYYYMMDDHHMM[SS], with Z for UTC"
            ),
            (
                "dana valid-after=\"20270101Z\",valid-before=\"20260101Z\" \(key)",
                "the key's validity ends before it begins"
            ),
            ("\"dana \(key)", "the quoted principals have no end"),
            ("dana ssh-ed25519 AAAA", "the ssh-ed25519 key is damaged; copy the whole line of the .pub file"),
        ]
        let signers = AllowedSigners(text: (cases.map(\.0) + ["* \(key)"]).joined(separator: "\n"), file: "signers")
        #expect(signers.entries.count == 1)
        #expect(signers.diagnostics.map(\.message.text) == cases.map(\.1))
        #expect(signers.diagnostics.map(\.location.line) == Array(1...cases.count))
    }

    @Test(
        "patterns",
        arguments: [
            ("*", "", true), ("a?c", "abc", true), ("a?c", "ac", false), ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "ba", false), ("a,!a", "a", false), ("!a,*", "b", true), ("!a", "b", false), ("", "", true),
        ])
    func patterns(pattern: String, name: String, isMatch: Bool) {
        #expect(PatternList(pattern).matches(name) == isMatch)
    }

    @Test("a revocation list that cannot be read says so")
    func revoked() throws {
        func messages(_ bytes: [UInt8]) -> [String] {
            RevokedKeys(bytes, file: "krl").diagnostics.map(\.message.text)
        }
        let head = Array("SSHKRL\n\0".utf8)
        let list = head + [0, 0, 0, 1] + [UInt8](repeating: 0, count: 32)
        #expect(messages(head + [0, 0]) == ["the revocation list cannot be read: it is cut off"])
        #expect(
            messages(head + [0, 0, 0, 2]) == ["the revocation list cannot be read: its version is 2; accepted: 1"])
        #expect(messages(list) == [])
        #expect(
            messages(list + [9, 0, 0, 0, 0])
                == ["the revocation list cannot be read: it has a section of the unknown kind 9"])
        #expect(
            messages(list + [4]) == [
                "the revocation list cannot be read: it is signed, which ssh-keygen never does; make it without"
            ])
        #expect(
            messages(list + [255, 0, 0, 0, 6, 0, 0, 0, 1, 120, 1])
                == ["the revocation list cannot be read: it has the unknown critical extension \"x\""])
        #expect(messages(list + [255, 0, 0, 0, 6, 0, 0, 0, 1, 120, 0]) == [])
        #expect(messages(list + [2, 0, 0, 0, 9]) == ["the revocation list cannot be read: it is cut off"])
        let text = RevokedKeys(Array("nonsense\n# fine\n".utf8), file: "krl")
        #expect(text.diagnostics.map(\.location.line) == [1])
        #expect(RevokedKeys.none.diagnostics.isEmpty)
    }
}
