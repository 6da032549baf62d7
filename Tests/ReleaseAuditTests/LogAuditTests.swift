import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport
import Testing

@Suite("LogAudit")
struct LogAuditTests {
    static func entry(
        _ sequence: Int, _ initiative: String, _ number: Int, at time: String = "2026-11-21T02:14:00Z",
        reason: String = ""
    ) -> LogAudit.Entry {
        let body = CanonicalJSON.text(of: [
            "schema": "releasegate.audit-entry/v1", "sequence": .integer(Int64(sequence)),
            "initiative": .string(initiative), "initiative_sequence": .integer(Int64(number)), "at": .string(time),
            "reason": .string(reason), "content": ["a": [1, ["sequence": 9, "b": "}\"]"]]],
        ])
        return LogAudit.Entry(body: body, leafHash: TreeHash.leaf(body.utf8))
    }

    /// Six entries of two initiatives.
    static let log = [
        entry(0, "invoice", 0), entry(1, "tax \"é\"", 0), entry(2, "invoice", 1), entry(3, "invoice", 2),
        entry(4, "tax \"é\"", 1), entry(5, "invoice", 3),
    ]

    static func checkpoint(_ entries: some Sequence<LogAudit.Entry>) -> Checkpoint {
        var range = CompactRange()
        for entry in entries { range.append(entry.leafHash) }
        let audit = audit(entries, [])
        return Checkpoint(origin: "log.example", size: range.count, root: range.root.digest, counts: audit.counts)
    }

    static func audit(_ entries: some Sequence<LogAudit.Entry>, _ checkpoints: [Checkpoint]) -> LogAudit.Result {
        var audit = LogAudit(checkpoints: checkpoints)
        for entry in entries { audit.add(entry) }
        return audit.finish()
    }

    private func faults(_ entries: [LogAudit.Entry], _ checkpoints: [Checkpoint]) -> [String] {
        Self.audit(entries, checkpoints).faults.map { "\($0.kind.rawValue) \($0.entry.map(String.init) ?? "-")" }
    }

    @Test("a whole log fits each of its checkpoints and counts its initiatives")
    func whole() {
        let checkpoints = (0...6).map { Self.checkpoint(Self.log.prefix($0)) }
        let result = Self.audit(Self.log, checkpoints.reversed())
        #expect(result.isWhole && result.notices.isEmpty)
        #expect(result.count == 6)
        #expect(result.root == checkpoints[6].rootDigest)
        #expect(
            result.counts == [
                InitiativeCount(initiative: "invoice", count: 4), InitiativeCount(initiative: "tax \"é\"", count: 2),
            ])
        #expect(Self.audit([], []).isWhole)
    }

    @Test("ALTERED names the entry whose text or recorded hash was changed")
    func altered() {
        let signed = Self.checkpoint(Self.log)
        var text = Self.log
        text[3].body = text[3].body.replacing("\"sequence\":3", with: "\"sequence\":3,\"x\":1")
        #expect(faults(text, [signed]) == ["ALTERED 3"])
        #expect(faults(text, []) == ["ALTERED 3"])
        var hash = Self.log
        hash[2].leafHash = hash[1].leafHash
        #expect(faults(hash, [signed]) == ["ALTERED 2"])
        var opaque = Self.log
        opaque[5].body = "hello"
        opaque[5].leafHash = TreeHash.leaf("hello".utf8)
        #expect(faults(opaque, []) == ["ALTERED 5"])
    }

    @Test("an entry that was taken out of the middle is ALTERED, and says which number is missing")
    func removed() {
        var log = Self.log
        log.remove(at: 3)
        let result = Self.audit(log, [])
        #expect(
            result.faults.map(\.description) == [
                "ALTERED: entry 3 is missing: entry 3 carries the number 4",
                "ALTERED: entry 4 carries the number 3 of \"invoice\" where 2 is next",
            ])
        #expect(faults(Array(Self.log.dropFirst(2)), []) == ["ALTERED 0", "ALTERED 2"])
    }

    @Test("a rewritten entry is FORKED, bracketed by the checkpoints around it")
    func forked() {
        var log = Self.log
        log[3] = Self.entry(3, "invoice", 2, reason: "another")
        let checkpoints = [2, 3, 5].map { Self.checkpoint(Self.log.prefix($0)) }
        let result = Self.audit(log, checkpoints)
        #expect(result.faults.map(\.kind) == [.forked])
        #expect(result.faults.first?.entry == 3)
        #expect(
            result.faults.first?.detail
                == "entries 3 to 4 are not those that were signed: their head is another one than in the checkpoint over 5 entries"
        )
        var other = Self.checkpoint(Self.log)
        other.root = TreeHash.leaf([]).bytes
        #expect(faults(Self.log, [Self.checkpoint(Self.log), other]) == ["FORKED -", "FORKED 6"])
        other.root = [1, 2]
        #expect(faults(Self.log, [other]) == ["FORKED -"])
    }

    @Test("entries missing at the end are TRUNCATED, for the log and for each initiative")
    func truncated() {
        let result = Self.audit(Self.log.prefix(4), [Self.checkpoint(Self.log)])
        #expect(result.faults.map(\.kind) == [.truncated, .truncated, .truncated])
        #expect(result.faults.first?.entry == 4)
        #expect(
            result.faults.map(\.detail) == [
                "the log has 4 entries and the checkpoint 6; entry 4 and what follows is gone",
                "\"invoice\" has 3 entries and 4 were signed; its entry 3 is missing",
                "\"tax \"é\"\" has 1 entries and 2 were signed; its entry 1 is missing",
            ])
        #expect(faults([], [Self.checkpoint(Self.log)]).first == "TRUNCATED 0")
    }

    @Test("an entry that was appended again is REPLAYED")
    func replayed() {
        #expect(faults(Self.log + [Self.log[2]], []) == ["REPLAYED 6"])
        #expect(faults(Self.log + [Self.log[5]], [Self.checkpoint(Self.log)]) == ["REPLAYED 6"])
        #expect(faults(Self.log + [Self.entry(6, "invoice", 1)], []) == ["REPLAYED 6"])
        #expect(faults(Self.log + [Self.entry(6, "invoice", 7)], []) == ["ALTERED 6"])
        #expect(faults(Self.log + Self.log, []).count == 6)
    }

    @Test("a clock that was set back is a notice")
    func clock() {
        let log = [
            Self.entry(0, "a", 0, at: "2026-11-21T02:14:00.500Z"), Self.entry(1, "a", 1, at: "2026-11-21T02:14:00Z"),
            Self.entry(2, "a", 2, at: "2026-11-21T02:14:01Z"),
        ]
        let result = Self.audit(log, [])
        #expect(result.isWhole)
        #expect(
            result.notices == ["entry 1 is dated before the entry ahead of it; a clock or \"--now\" was set back"])
    }

    @Test("counts that differ from the signed ones are told where the head fits")
    func counts() {
        var checkpoint = Self.checkpoint(Self.log)
        checkpoint.extensionLines = ["releasegate gone 1", "releasegate invoice 3"]
        #expect(faults(Self.log, [checkpoint]) == ["TRUNCATED -", "FORKED -", "FORKED -"])
        checkpoint.extensionLines = ["of somebody else"]
        #expect(faults(Self.log, [checkpoint]).isEmpty)
    }

    @Test("a stored inner hash that is wrong or missing is ALTERED")
    func nodes() {
        var stored: [String: TreeHash] = [:]
        var range = CompactRange()
        for (index, entry) in Self.log.enumerated() {
            stored["0/\(index)"] = entry.leafHash
            range.append(entry.leafHash) { stored["\($0)/\($1)"] = $2 }
        }
        func audit(_ nodes: [String: TreeHash]) -> [LogFault] {
            var audit = LogAudit()
            for (index, entry) in Self.log.enumerated() {
                audit.add(text: entry.body.utf8.span, leafHash: nodes["0/\(index)"]) { nodes["\($0)/\($1)"] }
            }
            return audit.finish().faults
        }
        #expect(audit(stored).isEmpty)
        for key in stored.keys {
            var changed = stored
            changed[key] = nil
            #expect(audit(changed).map(\.kind) == [.altered], "\(key)")
            changed[key] = .empty
            let faults = audit(changed)
            #expect(!faults.isEmpty && faults.allSatisfy { $0.kind == .altered }, "\(key)")
        }
        stored["1/1"] = nil
        #expect(
            audit(stored).first?.detail
                == "the stored hash over entries 2 to 3 does not follow from them; it is changed or missing")
    }

    @Test("the list of faults is bounded")
    func bounded() {
        let result = Self.audit((0..<300).map { _ in Self.log[0] }, [])
        #expect(result.faults.count == LogAudit.maximumFaults)
        #expect(result.omittedFaultCount == 199)
    }
}

@Suite("AuditExport")
struct AuditExportTests {
    static let signer = { try? NoteSigner(name: "log.example", seed: Array(1...32)) }()

    static func export(_ entries: [LogAudit.Entry], checkpoint: Checkpoint?) throws -> String {
        var text = AuditExport.header(entryCount: Int64(entries.count))
        if let checkpoint {
            var note = try SignedNote(text: checkpoint.text)
            try note.sign(with: try #require(signer))
            text += AuditExport.checkpoint(note)
        }
        for entry in entries { text += AuditExport.entry(body: entry.body, leafHash: entry.leafHash.digest) }
        return text
    }

    private func verify(_ bytes: [UInt8], piece: Int = 1 << 20) throws -> AuditExportVerifier.Outcome {
        var verifier = AuditExportVerifier(keys: [try #require(Self.signer).verifier])
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try verifier.take(Array(bytes[start..<min(start + piece, bytes.count)]))
        }
        return try verifier.finish()
    }

    @Test("an export says everything, in pieces of any size", arguments: [1, 7, 100_000])
    func whole(piece: Int) throws {
        let log = LogAuditTests.log
        let text = try Self.export(log, checkpoint: LogAuditTests.checkpoint(log))
        let outcome = try verify(Array(text.utf8), piece: piece)
        #expect(outcome.isWhole && outcome.audit.notices.isEmpty)
        #expect(outcome.signers == ["log.example"])
        #expect(outcome.audit.count == 6)
        #expect(outcome.checkpoints == [LogAuditTests.checkpoint(log)])
        for line in text.utf8.split(separator: 10) {
            let value = try FixtureFiles.parse(Array(line))
            #expect(CanonicalJSON.text(of: value).utf8.elementsEqual(line))
        }
    }

    @Test("the export stands as it always stood")
    func golden() throws {
        let log = LogAuditTests.log
        try expectGolden(
            try Self.export(log, checkpoint: LogAuditTests.checkpoint(log)),
            at: "\(FixtureFiles.folder)/Golden/audit-export.jsonl")
    }

    @Test("every changed bit of an export is found")
    func everyBit() throws {
        let log = LogAuditTests.log
        let bytes = Array(try Self.export(log, checkpoint: LogAuditTests.checkpoint(log)).utf8)
        for index in bytes.indices {
            for flip in [1, 4, 32, 128] as [UInt8] {
                var changed = bytes
                changed[index] ^= flip
                let isWhole = (try? verify(changed))?.isWhole ?? false
                #expect(!isWhole, "byte \(index) ^ \(flip)")
            }
        }
        for count in bytes.indices {
            let isWhole = (try? verify(Array(bytes[..<count])))?.isWhole ?? false
            #expect(!isWhole, "the first \(count) bytes")
        }
    }

    @Test("an export that was cut or lengthened at a line says so")
    func cut() throws {
        let log = LogAuditTests.log
        let text = try Self.export(log, checkpoint: nil)
        let lines = text.split(separator: "\n").map { $0 + "\n" }
        let cut = try verify(Array(lines.dropLast().joined().utf8))
        #expect(
            cut.audit.faults.map(\.description) == [
                "TRUNCATED: the export holds 5 of the 6 entries that its first line states"
            ])
        #expect(cut.audit.notices == ["there is no checkpoint, so entries missing at the end cannot be told"])
        let longer = try verify(Array((lines + [lines[6]]).joined().utf8))
        #expect(longer.audit.faults.map(\.kind) == [.replayed, .altered])
    }

    @Test("a checkpoint of an unknown or wrong key does not count")
    func signatures() throws {
        let log = LogAuditTests.log
        let text = try Self.export(log, checkpoint: LogAuditTests.checkpoint(log))
        var stranger = AuditExportVerifier(keys: [try NoteSigner(name: "other", seed: Array(2...33)).verifier])
        try stranger.take(Array(text.utf8))
        let outcome = try stranger.finish()
        #expect(!outcome.isWhole)
        #expect(outcome.audit.isWhole)
        #expect(
            outcome.refusals == [
                "the checkpoint in line 2 does not count: the note has no signature of a known key"
            ])
        var keyless = AuditExportVerifier(keys: [])
        try keyless.take(Array(text.utf8))
        let unsigned = try keyless.finish()
        #expect(unsigned.isWhole)
        #expect(unsigned.audit.notices == ["no key is known, so nobody vouches for the checkpoint of the export"])
    }

    @Test(
        "each malformed line has its own sentence",
        arguments: [
            ("", 1, AuditExportError.Malformation.noHeader), ("{}\n", 1, .noHeader),
            ("{\"entries\":01,\"schema\":\"releasegate.audit-export/v1\"}\n", 1, .noHeader),
            (AuditExport.header(entryCount: 1) + "x", 2, .unfinished),
            (AuditExport.header(entryCount: 1) + "{}\n", 2, .form),
            (AuditExport.header(entryCount: 1) + AuditExport.header(entryCount: 1), 2, .secondHeader),
            (AuditExport.header(entryCount: 1) + "{\"body\":\"a\",\"leaf\":\"00\"}\n", 2, .leaf),
            (
                AuditExport.header(entryCount: 1)
                    + "{\"body\":\"\\u0041\",\"leaf\":\"\(ContentDigest.ofNothing.hexadecimal)\"}\n", 2, .text
            ),
            (
                AuditExport.header(entryCount: 1) + AuditExport.entry(body: "a", leafHash: .ofNothing)
                    + "{\"checkpoint\":\"\"}\n", 3, .lateCheckpoint
            ),
        ])
    func malformed(text: String, line: Int, malformation: AuditExportError.Malformation) {
        #expect(throws: AuditExportError(line: line, malformation: malformation)) {
            var verifier = AuditExportVerifier(keys: [])
            try verifier.take(Array(text.utf8))
            _ = try verifier.finish()
        }
    }
}
