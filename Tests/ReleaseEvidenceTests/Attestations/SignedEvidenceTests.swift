import Foundation
import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseEvidence

/// Envelopes by securesystemslib and OpenSSL, against keys that are given, wrong, unknown or not trusted for it.
@Suite("Signed evidence")
struct SignedEvidenceTests {
    static let now = Instant(rfc3339: "2026-11-20T12:00:00Z") ?? Instant(seconds: 0)
    static let vsa = "https://slsa.dev/verification_summary/v1"

    static func key(_ name: String) throws -> AttestationPublicKey {
        let path = "\(projectFolder)/Tests/ReleaseEvidenceTests/Fixtures/attestations/\(name).pub"
        return try AttestationPublicKey(text: try String(contentsOfFile: path, encoding: .utf8))
    }

    static func trusted(_ names: String...) throws -> AttestationVerifier {
        AttestationVerifier(keys: try names.map { TrustedKey(try key($0), holder: $0) })
    }

    static func read(_ name: String, _ verifier: AttestationVerifier, at: Instant = now) throws -> EvidenceReading {
        try readFixture("attestations/\(name).json").reading.verified(by: verifier, asOf: at)
    }

    @Test(arguments: [
        ("sslib-ed25519", "ed25519", "Ed25519"), ("sslib-p256", "p256", "ECDSA P-256"),
        ("sslib-p384", "p384", "ECDSA P-384"), ("sslib-p521", "p521", "ECDSA P-521"),
        ("sslib-rsa", "rsa", "RSA 3072"), ("sslib-rsa-pkcs1", "rsa", "RSA 3072"),
        ("openssl-ed25519", "ed25519", "Ed25519"), ("openssl-p256", "p256", "ECDSA P-256"),
        ("openssl-p384-sha256", "p384", "ECDSA P-384"), ("openssl-rsa-pkcs1", "rsa", "RSA 3072"),
        ("openssl-rsa-pss", "rsa", "RSA 3072"), ("openssl-ed25519-urlsafe", "ed25519", "Ed25519"),
        ("bundle-ed25519", "ed25519", "Ed25519"), ("several-subjects", "ed25519", "Ed25519"),
    ]) func verifies(name: String, key: String, algorithm: String) throws {
        let reading = try Self.read(name, try Self.trusted("stranger", key))
        #expect(reading.shown("attestation.verified") == "yes", "\(reading.notes)")
        #expect(reading.shown("attestation.signer") == key)
        #expect(reading.shown("attestation.algorithm") == algorithm)
        #expect(reading.shown("attestation.key_id") == (try Self.key(key).keyID))
        #expect(
            reading.notes(.information).contains("the signature was verified: signed by \(key) (\(algorithm), key "))
        // Every other key is a wrong one.
        for other in ["ed25519", "p256", "p384", "p521", "rsa", "stranger"] where other != key {
            let refused = try Self.read(name, try Self.trusted(other))
            #expect(["no", "?"].contains(refused.shown("attestation.verified")), "\(name) with \(other)")
            #expect(refused.shown("attestation.signer") == "none")
        }
    }

    @Test(arguments: [
        ("bad-changed-payload", "no", "none of the given keys has signed the envelope as it stands"),
        ("bad-payload-signed-bare", "no", "none of the given keys has signed the envelope as it stands"),
        ("bad-other-type", "no", "none of the given keys has signed the envelope as it stands"),
        ("bad-stranger-claims-key", "no", "a signature names the key of ed25519 and does not fit"),
        ("bad-stranger", "?", "it is signed with a key that was not given (\"5ca1ab1e\"), and with none of ed25519"),
        ("bad-empty-signature", "no", "none of the given keys"),
        ("bad-raw-ecdsa-of-other-curve", "no", "none of the given keys"),
        ("bad-unsigned", "no", "the envelope has no signature"),
    ]) func refuses(name: String, verified: String, reason: String) throws {
        let reading = try Self.read(name, try Self.trusted("ed25519", "p256", "p384", "rsa"))
        #expect(reading.shown("attestation.verified") == verified)
        #expect(reading.notes(.missing).contains(reason), "\(reading.notes)")
        let fact = reading.facts.first { $0.id == "attestation.verified" }
        #expect(verified == "?" || fact?.reason?.contains(reason) == true)
    }

    @Test func withoutAKeyNobodyKnows() throws {
        let reading = try Self.read("sslib-ed25519", AttestationVerifier(keys: []))
        #expect(reading.shown("attestation.verified") == "?")
        #expect(reading.notes(.missing).contains("no key was given to verify it with"))
    }

    @Test func thresholds() throws {
        func verdict(_ threshold: Int, _ keys: [TrustedKey]) throws -> String {
            let reading = try Self.read("two-signers", AttestationVerifier(keys: keys, threshold: threshold))
            return reading.shown("attestation.verified") + " " + reading.notes(.missing)
        }
        let (ed, ec) = (try Self.key("ed25519"), try Self.key("p256"))
        #expect(try verdict(2, [TrustedKey(ed, holder: "ci"), TrustedKey(ec, holder: "security")]).hasPrefix("yes"))
        let one = try verdict(2, [TrustedKey(ed, holder: "ci"), TrustedKey(try Self.key("rsa"), holder: "security")])
        #expect(one.hasPrefix("no") && one.contains("1 of 2 needed signers have signed: ci"))
        // The same key twice, and two keys of one holder, are one signer.
        #expect(try verdict(2, [TrustedKey(ed, holder: "a"), TrustedKey(ed, holder: "b")]).hasPrefix("no"))
        #expect(try verdict(2, [TrustedKey(ed, holder: "ci"), TrustedKey(ec, holder: "ci")]).hasPrefix("no"))
    }

    @Test(arguments: [
        ([], true), ([vsa], true), (["https://slsa.dev/*"], true), (["https://slsa.dev/provenance/v1"], false),
        (["https://slsa.dev/verification_summary"], false),
    ]) func predicates(types: [String], isTrusted: Bool) throws {
        let key = TrustedKey(try Self.key("ed25519"), holder: "ci", predicateTypes: types)
        let reading = try Self.read("sslib-ed25519", AttestationVerifier(keys: [key]))
        #expect(reading.shown("attestation.verified") == (isTrusted ? "yes" : "no"))
        if !isTrusted {
            #expect(reading.notes(.missing).contains("the key of ci is not trusted for \"\(Self.vsa)\""))
        }
    }

    @Test(arguments: [(-1, "no"), (0, "yes"), (3599, "yes"), (3600, "no")] as [(Int64, String)])
    func periods(seconds: Int64, verified: String) throws {
        let key = TrustedKey(
            try Self.key("ed25519"), holder: "ci", validFrom: Self.now, validUntil: Self.now + .hours(1))
        let reading = try Self.read(
            "sslib-ed25519", AttestationVerifier(keys: [key]), at: Self.now + TimeAmount(seconds: seconds))
        #expect(reading.shown("attestation.verified") == verified)
    }

    /// No byte of a signed payload and no character of its type can change.
    @Test func anyChangeIsSeen() throws {
        let verifier = try Self.trusted("ed25519")
        let signed = try #require(try Self.read("sslib-ed25519", verifier).signed)
        for index in signed.envelope.payload.indices {
            var envelope = signed.envelope
            envelope.payload[index] ^= 1
            let verdict = verifier.verdict(of: envelope, predicateType: Self.vsa, asOf: Self.now)
            if case .verified = verdict { Issue.record("byte \(index)") }
        }
        var longer = signed.envelope
        longer.payloadType += " "
        if case .verified = verifier.verdict(of: longer, predicateType: Self.vsa, asOf: Self.now) {
            Issue.record("the type may change")
        }
    }

    @Test func shortKeysAreRefused() {
        #expect(throws: AttestationKeyError.shortRSA(bits: 1024)) { try Self.key("short") }
    }

    /// A statement about several things is about the release where one of them is what is released.
    @Test func subjects() throws {
        let reading = try Self.read("several-subjects", try Self.trusted("ed25519"))
        #expect(reading.revision == nil)
        #expect(reading.shown("attestation.passed") == "?")
        let digest = try #require(reading.named?.revisions.last)
        let own = reading.about(Subject(name: "payments", revision: digest))
        #expect(own.revision == digest)
        #expect(own.shown("attestation.passed") == "yes")
        #expect(own.shown("attestation.verified") == "yes")
        let other = reading.about(Subject(name: "payments", revision: "sha256:" + String(repeating: "0", count: 64)))
        #expect(other == reading)
    }

    private static func text(_ name: String) throws -> String {
        let path = "\(projectFolder)/Tests/ReleaseEvidenceTests/Fixtures/attestations/\(name).json"
        // One line, as in JSON Lines: no text in these fixtures has a line break.
        return try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).joined()
    }

    private static let commit = Subject(name: "payments", revision: "3f2c1d9a7b6e5f4d3c2b1a0f9e8d7c6b5a4f3e2d")

    private static func judge(_ text: String, _ verifier: AttestationVerifier) throws -> EvidenceReading {
        try ReleaseEvidenceTests.read(text).about(commit).verified(by: verifier, asOf: now)
    }

    /// A key that only a certificate vouches for is nobody's, whatever keys are given, until one of them signs as well.
    @Test func keyless() throws {
        let plain = try Self.text("bundle-ed25519")
        let keyless = plain.replacing(
            "\"publicKey\": {   \"hint\": \"x\"  }", with: "\"certificate\": {\"rawBytes\": \"MIID\"}")
        try #require(keyless != plain)
        let unread = try ReleaseEvidenceTests.read(keyless)
        #expect(unread.notes(.missing).contains("short-lived certificate"))
        #expect(unread.shown("attestation.verified") == "?")
        let other = try Self.judge(keyless, try Self.trusted("p256"))
        #expect(other.shown("attestation.verified") == "?")
        #expect(other.notes(.missing).contains("signed with a short-lived certificate (keyless)"))
        #expect(try Self.judge(keyless, try Self.trusted("ed25519")).shown("attestation.verified") == "yes")
        // A key that counts for something else is still refused.
        let key = TrustedKey(try Self.key("ed25519"), holder: "ci", predicateTypes: ["https://slsa.dev/provenance/*"])
        #expect(try Self.judge(keyless, AttestationVerifier(keys: [key])).shown("attestation.verified") == "no")
        let chain = keyless.replacing("\"certificate\"", with: "\"x509CertificateChain\"")
        #expect(try Self.judge(chain, try Self.trusted("p256")).shown("attestation.verified") == "?")
        let message = try? ReleaseEvidenceTests.read(
            "{\"mediaType\": \"application/vnd.dev.sigstore.bundle.v0.3+json\", \"messageSignature\": {\"signature\": \"\"}}"
        )
        #expect(message == nil)
    }

    /// The hint beside a bundle names the key: one that was given and does not fit is wrong, another is not known.
    @Test func hints() throws {
        let plain = try Self.text("bundle-ed25519")
        #expect(try Self.judge(plain, try Self.trusted("p256")).shown("attestation.verified") == "?")
        let digits = Array(try Self.key("p256").keyID)
        let digest = stride(from: 0, to: 64, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        let named = plain.replacing("\"x\"", with: "\"\(Base64.text(of: digest))\"")
        let refused = try Self.judge(named, try Self.trusted("p256"))
        #expect(refused.shown("attestation.verified") == "no")
        #expect(refused.notes(.missing).contains("a signature names the key of p256 and does not fit"))
    }

    /// Each of several envelopes is judged, and those about the release count.
    @Test func severalEnvelopes() throws {
        let verifier = try Self.trusted("ed25519")
        let own = try Self.text("sslib-ed25519")
        let foreign = try Self.text("several-subjects")
        for text in ["\(foreign)\n\(own)\n", "[\(own), \(foreign)]"] {
            let reading = try Self.judge(text, verifier)
            #expect(reading.shown("attestation.verified") == "yes", "\(reading.notes)")
            #expect(reading.shown("attestation.passed") == "yes")
            #expect(reading.shown("attestation.signer") == "ed25519")
            #expect(reading.revision == Self.commit.revision)
            #expect(reading.notes(.ignored).contains("1 statements are about other things"))
        }
        // Nobody says what is released, or something else is.
        let unsettled = try ReleaseEvidenceTests.read("\(foreign)\n\(own)")
        #expect(unsettled.shown("attestation.passed") == "?")
        #expect(unsettled.revision == nil)
        let elsewhere = unsettled.about(Subject(name: "x", revision: String(repeating: "0", count: 40)))
        #expect(elsewhere.verified(by: verifier, asOf: Self.now).shown("attestation.verified") == "?")
        // One that nobody signed spoils what counts.
        let unsigned = try Self.text("two-signers").replacing("\"signatures\": [", with: "\"signatures\": [], \"x\": [")
        let spoiled = try Self.judge("\(own)\n\(unsigned)", verifier)
        #expect(spoiled.shown("attestation.verified") == "no")
        #expect(spoiled.facts.first { $0.id == "attestation.verified" }?.reason == "the envelope has no signature")
    }

    /// The same payload in two envelopes is one statement with both signatures.
    @Test func samePayload() throws {
        let text = try "\(Self.text("sslib-ed25519"))\n\(Self.text("sslib-p256"))"
        let keys = [
            TrustedKey(try Self.key("ed25519"), holder: "ci"), TrustedKey(try Self.key("p256"), holder: "security"),
        ]
        let reading = try Self.judge(text, AttestationVerifier(keys: keys, threshold: 2))
        #expect(reading.shown("attestation.signer") == "ci, security")
        #expect(try Self.judge(text, try Self.trusted("p256")).shown("attestation.verified") == "yes")
    }

    /// Of two results by one verifier the newer counts.
    @Test func newestResult() throws {
        func vsa(_ result: String, _ time: String, signatures: String = "[]") -> String {
            let statement = """
                {"_type": "https://in-toto.io/Statement/v1", "predicateType": "\(Self.vsa)",
                 "subject": [{"name": "p", "digest": {"sha1": "\(Self.commit.revision ?? "")"}}],
                 "predicate": {"verifier": {"id": "v"}, "timeVerified": "\(time)", "verificationResult": "\(result)"}}
                """
            let payload = Base64.text(of: Array(statement.utf8))
            return
                "{\"payloadType\": \"application/vnd.in-toto+json\", \"payload\": \"\(payload)\", \"signatures\": \(signatures)}"
        }
        let (old, new) = ("2026-11-20T09:00:00Z", "2026-11-20T11:00:00Z")
        func passed(_ lines: String...) throws -> String {
            try ReleaseEvidenceTests.read(lines.joined(separator: "\n")).shown("attestation.passed")
        }
        #expect(try passed(vsa("FAILED", old), vsa("PASSED", new)) == "yes")
        #expect(try passed(vsa("PASSED", old), vsa("FAILED", new)) == "no")
        #expect(try passed(vsa("PASSED", new), vsa("FAILED", new)) == "no")
    }

    /// What GitHub's interface and its client wrap around a bundle.
    @Test func wrapped() throws {
        let bundle = try Self.text("bundle-ed25519")
        for text in [
            "{\"attestations\": [{\"bundle\": \(bundle), \"repository_id\": 1}]}",
            "[{\"attestation\": {\"bundle\": \(bundle), \"bundle_url\": \"\"}, \"verificationResult\": {}}]",
        ] {
            #expect(try Self.judge(text, try Self.trusted("ed25519")).shown("attestation.verified") == "yes")
        }
        #expect(throws: EvidenceError.self) {
            try ReleaseEvidenceTests.read("{\"attestations\": [{\"bundle\": null, \"bundle_url\": \"https://x\"}]}")
        }
    }

    @Test func partsOfDigestsAreNoSubjects() throws {
        let text = """
            {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"x","digest":{"sha256":""}}],
            "predicateType":"https://in-toto.io/attestation/test-result/v0.1","predicate":{"result":"PASSED"}}
            """
        let reading = try ReleaseEvidenceTests.read(text)
        #expect(reading.revision == nil)
        #expect(reading.named?.revisions.isEmpty == true)
    }
}
