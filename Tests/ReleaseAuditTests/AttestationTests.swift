import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport
import Testing

@Suite("DSSEEnvelope")
struct DSSEEnvelopeTests {
    @Test("the encoding is that of the protocol's example")
    func encoding() {
        let envelope = DSSEEnvelope(payload: Array("hello world".utf8), type: "http://example.com/HelloWorld")
        #expect(
            envelope.preAuthenticationEncoding
                == Array("DSSEv1 29 http://example.com/HelloWorld 11 hello world".utf8))
    }

    @Test("the summary of slsa-verifier's tests verifies with its key, and with no other")
    func corpus() throws {
        let folder = "slsa-vsa/gce/v1"
        let json = try FixtureFiles.json("\(folder)/gke-gce-pre.bcid-vsa.jsonl")
        let envelope = try DSSEEnvelope(json: json)
        let key = try AttestationPublicKey(text: try FixtureFiles.text("\(folder)/vsa_signing_public_key.pem"))
        try envelope.verify(with: [key])
        let stranger = try AttestationKey(ed25519Seed: Array(0..<32)).publicKey
        #expect(throws: DSSEError.noKnownSignature) { try envelope.verify(with: [stranger]) }
        let statement = try InTotoStatement(json: try FixtureFiles.parse(envelope.payload))
        #expect(statement.predicateType == VerificationSummary.predicateType)
        #expect(statement.predicate["verificationResult"] == "PASSED")
        #expect(statement.subjects.first?.digest["gce_image_id"] == "8970095005306000053")
        for index in stride(from: 0, to: envelope.payload.count, by: 7) {
            var changed = envelope
            changed.payload[index] ^= 1
            #expect(throws: DSSEError.noKnownSignature) { try changed.verify(with: [key]) }
        }
    }

    @Test("keys of each kind sign and verify", arguments: ["ed25519", "p256", "p384", "p521"])
    func keys(name: String) throws {
        let key = try TestKeys.key(name)
        var envelope = DSSEEnvelope(payload: Array("{}".utf8))
        try envelope.sign(with: key)
        let read = try DSSEEnvelope(json: try FixtureFiles.parse(CanonicalJSON.text(of: envelope.json)))
        #expect(read == envelope)
        let published = try AttestationPublicKey(text: key.publicKey.pem)
        #expect(published == key.publicKey)
        #expect(published.keyID.count == 64)
        #expect(try read.verify(with: [published]) == [published])
        var other = envelope
        other.payloadType = "text/plain"
        #expect(throws: DSSEError.noKnownSignature) { try other.verify(with: [published]) }
    }

    @Test("either base 64 alphabet is read, and each malformation has its own sentence")
    func documents() throws {
        let safe: JSONValue = ["payload": "-_8=", "payloadType": "t", "signatures": [["sig": "AA=="]]]
        #expect(try DSSEEnvelope(json: safe).payload == [0xFB, 0xFF])
        let cases: [(JSONValue, String)] = [
            (1, "it is no JSON object"), ([:], "it has no \"payloadType\""),
            (["payloadType": "t"], "its \"payload\" is not base 64"),
            (["payloadType": "t", "payload": "AAA"], "its \"payload\" is not base 64"),
            (["payloadType": "t", "payload": ""], "it has no list \"signatures\""),
            (
                ["payloadType": "t", "payload": "", "signatures": [["sig": "?"]]],
                "the \"sig\" of signature 1 is not base 64"
            ),
        ]
        for (json, message) in cases {
            #expect(throws: DSSEError.malformed(message)) { try DSSEEnvelope(json: json) }
        }
        #expect(throws: DSSEError.unsigned) { try DSSEEnvelope(payload: []).verify(with: []) }
    }

    @Test("what is no usable key says why")
    func refusedKeys() {
        let cases: [(String, AttestationKeyError)] = [
            ("", .unreadable), ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", .unreadable),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", .openSSH),
            ("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", .encrypted),
            ("PRIVATE+KEY+x", .unreadable),
        ]
        for (text, error) in cases { #expect(throws: error) { try AttestationKey(text: text) } }
        #expect(throws: AttestationKeyError.unreadable) { try AttestationPublicKey(text: "hello") }
    }
}

/// Keys from fixed bytes, in the forms in which people have them.
enum TestKeys {
    static func key(_ name: String) throws -> AttestationKey {
        guard let kind = scalars[name] else { return try AttestationKey(ed25519Seed: Array(0..<32)) }
        let scalar = [UInt8](repeating: 1, count: kind.width)
        // ECPrivateKey of RFC 5915: version, the number, the curve.
        let number = [0x02, 0x01, 0x01, 0x04, UInt8(kind.width)] + scalar
        let curve = [0xA0, UInt8(kind.curve.count)] + kind.curve
        let der = [0x30, UInt8(number.count + curve.count)] + number + curve
        return try AttestationKey(
            text: "-----BEGIN EC PRIVATE KEY-----\n\(Base64.text(of: der))\n-----END EC PRIVATE KEY-----\n")
    }

    private static let scalars: [String: (width: Int, curve: [UInt8])] = [
        "p256": (32, [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]),
        "p384": (48, [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]),
        "p521": (66, [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x23]),
    ]
}

@Suite("Attestations of readiness")
struct ReadinessStatementTests {
    static let asOf = Instant(seconds: 1_795_000_000)

    static func report(
        state: ReadinessState = .green, decision: PromotionDecision = .proceed, waivers: [JudgedWaiver] = [],
        revision: String? = "sha256:" + ContentDigest.ofNothing.hexadecimal, override: String? = nil
    ) -> ReadinessReport {
        let finding = Finding(
            criterion: "tests-passed", environment: "production", state: state, reason: "\"all\" passed",
            isRequired: true, isKey: true, weight: 1, owner: "sme", waiver: state == .waived ? "w-1" : nil)
        let gate = GateResult(
            environment: "production", kind: .production, state: state, score: 95, unknownCount: 0,
            waivedCount: state == .waived ? 1 : 0, findings: [finding],
            approval: ApprovalStatus(requirement: nil, state: .notRequired),
            calendar: CalendarVerdict(state: .unrestricted, explanation: ""), decision: decision,
            decisionReason: "everything holds", blockers: [], waits: [], validUntil: asOf + .hours(4),
            pathToGreen: [], override: override, approvableContent: ApprovedContent(items: []))
        let release = Release(
            file: "release.yaml", subject: Subject(name: "billing", version: "2.4.0", revision: revision),
            initiative: Initiative(id: "invoice-split"))
        let policy = Policy(
            name: "team policy", digest: ContentDigest(sha256: "policy"), playbooks: [], criteria: [],
            evidenceLifetimes: [:], phases: [], control: ControlPolicy(signals: [], confidenceFloor: 0))
        let review = ReadinessReview(
            release: release, policy: policy, asOf: asOf,
            risk: RiskAssessment(riskClass: .medium, factors: [], requiresManualApproval: false),
            evidence: [
                JudgedEvidence(
                    path: "evidence/junit.xml", channel: "ci", observedAt: asOf, digest: ContentDigest(sha256: "junit"),
                    standing: .accepted)
            ], gates: [gate], gaps: [], waivers: waivers)
        return ReadinessReport(
            review: review, toolchain: ToolchainLayout(layers: [], connectors: []),
            timeline: ReleaseTimeline(
                timeZone: "UTC", phases: [], tasks: [], reviews: [], criticalPath: [], parallelGroups: [],
                slipEffect: "",
                adjustments: []), drafts: [],
            control: ControlPlan(
                action: .keep, actionReason: "", state: .green, rules: [], phases: [], colourChanges: [], confidence: 1,
                isSafetyFirst: false), ledger: LedgerSummary(entryCount: 3, rootDigest: .ofNothing))
    }

    static let waiver = Waiver(
        id: "w-1", criterion: "tests-passed", environments: ["production"], owner: "sme", requester: "ana",
        approver: "dana", reason: "known flake", ticket: "T-1", start: asOf - .hours(1), end: asOf + .days(1))

    @Test("PASSED needs green gates that proceed, no waiver and no override")
    func verdict() {
        let open = JudgedWaiver(waiver: Self.waiver, refusal: nil, endsSoon: false)
        let refused = JudgedWaiver(waiver: Self.waiver, refusal: "it is over", endsSoon: false)
        func result(_ report: ReadinessReport) -> JSONValue? {
            VerificationSummary.statement(for: report).predicate["verificationResult"]
        }
        #expect(result(Self.report()) == "PASSED")
        #expect(result(Self.report(waivers: [refused])) == "PASSED")
        #expect(result(Self.report(waivers: [open])) == "FAILED")
        #expect(result(Self.report(override: "o-1")) == "FAILED")
        #expect(result(Self.report(decision: .wait)) == "FAILED")
        for state in ReadinessState.allCases where state != .green {
            #expect(result(Self.report(state: state)) == "FAILED")
        }
        var careful = Self.report()
        careful.control.isSafetyFirst = true
        #expect(result(careful) == "FAILED")
        var none = Self.report()
        none.review.gates = []
        #expect(result(none) == "FAILED")
    }

    @Test("the subject is the revision that the release names, else the predicate's own digest")
    func subjects() {
        func digest(_ revision: String?) -> [String: String] {
            ReadinessStatement.statement(for: Self.report(revision: revision)).subjects.first?.digest ?? [:]
        }
        let sha = String(repeating: "aB", count: 20)
        #expect(digest(sha) == ["gitCommit": sha.lowercased()])
        #expect(
            digest("sha256:" + ContentDigest.ofNothing.hexadecimal) == ["sha256": ContentDigest.ofNothing.hexadecimal])
        #expect(digest("4f2a9c1d").keys.elementsEqual(["sha256"]))
        #expect(digest(nil).keys.elementsEqual(["sha256"]))
    }

    @Test("the statements stand as they always stood")
    func golden() throws {
        let report = Self.report(
            state: .waived, waivers: [JudgedWaiver(waiver: Self.waiver, refusal: nil, endsSoon: true)])
        for (name, statement) in [
            ("readiness", ReadinessStatement.statement(for: report)),
            ("verification-summary", VerificationSummary.statement(for: report)),
        ] {
            try expectGolden(
                try AttestationFile.text(of: statement), at: "\(FixtureFiles.folder)/Golden/\(name).intoto.json")
            #expect(
                try InTotoStatement(json: FixtureFiles.parse(statement.canonicalText)).subjects == statement.subjects)
        }
        let key = try AttestationKey(ed25519Seed: Array(0..<32))
        let text = try AttestationFile.text(of: ReadinessStatement.statement(for: report), key: key)
        try expectGolden(text, at: "\(FixtureFiles.folder)/Golden/readiness.dsse.json")
        let envelope = try DSSEEnvelope(json: try FixtureFiles.parse(text))
        try envelope.verify(with: [key.publicKey])
        #expect(
            String(decoding: envelope.payload, as: UTF8.self)
                == ReadinessStatement.statement(for: report).canonicalText)
        try expectGolden(key.publicKey.pem, at: "\(FixtureFiles.folder)/Golden/key.pem")
    }

    @Test("a document that is no statement says why")
    func malformed() {
        let type: JSONValue = .string(InTotoStatement.type)
        let cases: [(JSONValue, StatementError)] = [
            ([1], .notAnObject), ([:], .wrongType("")), (["_type": "x"], .wrongType("x")),
            (["_type": type, "subject": []], .noSubject),
            (["_type": type, "subject": [["name": "a"]]], .noPredicateType),
            (["_type": type, "subject": [["name": "a"]], "predicateType": "p"], .subjectWithoutDigest(number: 1)),
        ]
        for (json, error) in cases { #expect(throws: error) { try InTotoStatement(json: json) } }
    }
}
