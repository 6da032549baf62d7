import ReleaseAudit
import ReleaseModel
import Testing

@Suite("Checkpoint")
struct CheckpointTests {
    @Test("the vectors of transparency-dev/formats")
    func vectors() throws {
        let tables = try #require(try FixtureFiles.json("checkpoint-vectors.json")["tables"])
        let written = try #require(tables["TestMarshal"]?.elements)
        #expect(written.count == 2)
        for vector in written {
            let fields = try #require(vector["c"])
            let checkpoint = Checkpoint(
                origin: fields["Origin"]?.text ?? "", size: fields["Size"]?.wholeNumber ?? -1,
                root: expression(fields["Hash"]))
            #expect(checkpoint.text == vector["want"]?.text)
        }
        let read = try #require(tables["TestUnmarshalLogState"]?.elements)
        #expect(read.count == 12)
        for vector in read {
            let text = try #require(vector["m"]?.text)
            let name = vector["desc"]?.text ?? ""
            guard let want = vector["want"] else {
                #expect(throws: CheckpointError.self, "\(name)") { try Checkpoint(text: text) }
                continue
            }
            let checkpoint = try Checkpoint(text: text)
            #expect(checkpoint.origin == want["Origin"]?.text, "\(name)")
            #expect(checkpoint.size == want["Size"]?.wholeNumber, "\(name)")
            #expect(checkpoint.root == expression(want["Hash"]), "\(name)")
            #expect(checkpoint.text == text, "\(name)")
            let rest = expression(vector["wantRest"])
            #expect(checkpoint.extensionLines.map { $0 + "\n" }.joined() == String(decoding: rest, as: UTF8.self))
        }
    }

    /// The bytes of a literal such as `[]byte("bananas")`.
    private func expression(_ value: JSONValue?) -> [UInt8] {
        guard let text = value?["$expr"]?.text else { return [] }
        return Array(text.dropFirst(8).dropLast(2).replacing("\\n", with: "\n").utf8)
    }

    @Test("counts of initiatives are extension lines, whatever their names hold")
    func counts() throws {
        let counts = [
            InitiativeCount(initiative: "tax rules\n%é+", count: 2), InitiativeCount(initiative: "", count: 0),
            InitiativeCount(initiative: "invoice-split", count: .max),
        ]
        let checkpoint = Checkpoint(origin: "log.example", size: 9, root: .ofNothing, counts: counts)
        #expect(
            checkpoint.text == """
                log.example
                9
                47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
                releasegate  0
                releasegate invoice-split 9223372036854775807
                releasegate tax%20rules%0A%25%C3%A9%2B 2

                """)
        #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
        #expect(checkpoint.counts == counts.sorted())
        #expect(checkpoint.rootDigest == .ofNothing)
    }

    @Test(
        "each malformation has its own sentence",
        arguments: [
            ("a\n1\nAA==", CheckpointError.missingFinalNewline),
            ("", .tooFewLines(0)),
            ("a\n1\n", .tooFewLines(2)),
            ("a\r\n1\nAA==\n", .controlCharacter(13)),
            ("\n1\nAA==\n", .emptyOrigin),
            ("a\n01\nAA==\n", .malformedSize("01")),
            ("a\n+1\nAA==\n", .malformedSize("+1")),
            ("a\n\nAA==\n", .malformedSize("")),
            ("a\n9223372036854775808\nAA==\n", .malformedSize("9223372036854775808")),
            ("a\n١\nAA==\n", .malformedSize("١")),
            ("a\n1\nAB==\n", .malformedRoot("AB==")),
            ("a\n1\nAA\n", .malformedRoot("AA")),
            ("a\n1\n\n", .malformedRoot("")),
            ("a\n1\nAA==\nreleasegate x\n", .malformedCount("releasegate x")),
            ("a\n1\nAA==\nreleasegate x 01\n", .malformedCount("releasegate x 01")),
            ("a\n1\nAA==\nreleasegate %7e 1\n", .malformedCount("releasegate %7e 1")),
            ("a\n1\nAA==\nreleasegate %7E 1\n", .malformedCount("releasegate %7E 1")),
            ("a\n1\nAA==\nreleasegate b 1\nreleasegate a 1\n", .unorderedCounts("a")),
            ("a\n1\nAA==\nreleasegate a 1\nreleasegate a 1\n", .unorderedCounts("a")),
        ])
    func malformed(text: String, error: CheckpointError) {
        #expect(throws: error) { try Checkpoint(text: text) }
        #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
    }
}

@Suite("SignedNote")
struct SignedNoteTests {
    @Test("the vectors of golang.org/x/mod/sumdb/note")
    func vectors() throws {
        let vectors = try FixtureFiles.json("signed-note-vectors.json")
        let note = try SignedNote(serialized: Array(try #require(vectors["note"]?.text).utf8))
        #expect(note.serialized == vectors["note"]?.text)
        let keys = try #require(vectors["keys"])
        for expectation in try #require(vectors["expect"]?.elements) {
            let known = try (expectation["known"]?.elements ?? []).map {
                try NoteVerifier(text: try #require(keys[$0.text ?? ""]?.text))
            }
            if let error = expectation["error"]?.text {
                let found = #expect(throws: NoteError.self) { try note.verify(with: known) }
                #expect(found?.message.hasPrefix("ambiguous key EnochRoot+af0cfe78") == error.hasPrefix("ambiguous"))
                #expect((found == .noKnownSignature) == error.hasPrefix("note has no"))
            } else {
                let verification = try note.verify(with: known)
                #expect(verification.verified.map(\.name) == expectation["verified"]?.elements?.compactMap(\.text))
                #expect(verification.unverified.map(\.name) == expectation["unverified"]?.elements?.compactMap(\.text))
            }
        }
        let bad = try #require(vectors["bad_keys"]?.elements)
        #expect(bad.count == 2)
        for key in bad { #expect(throws: NoteError.self) { try NoteVerifier(text: key.text ?? "") } }
        for key in [keys["PeterNeumann"], keys["EnochRoot"]] {
            let text = try #require(key?.text)
            #expect(try NoteVerifier(text: text).text == text)
        }
    }

    static let signer = { try? NoteSigner(name: "log.example", seed: Array(0..<32)) }()

    @Test("a note signs, prints, reads and verifies; signing twice gives the same text")
    func roundTrip() throws {
        let signer = try #require(Self.signer)
        var note = try SignedNote(text: "hello\n\nwörld\n\n")
        try note.sign(with: signer)
        var again = try SignedNote(text: "hello\n\nwörld\n\n")
        try again.sign(with: try NoteSigner(text: signer.privateText))
        #expect(note == again)
        let read = try SignedNote(serialized: Array(note.serialized.utf8))
        #expect(read == note)
        #expect(try read.verify(with: [signer.verifier]).verified.count == 1)
        #expect(signer.verifier.text.hasPrefix("log.example+"))
        #expect(!signer.verifier.text.contains("PRIVATE"))
    }

    @Test("every changed byte of a note is refused or leaves the signature out")
    func everyByte() throws {
        let signer = try #require(Self.signer)
        var note = try SignedNote(text: "log.example\n4\nAAAA\n")
        try note.sign(with: signer)
        let bytes = Array(note.serialized.utf8)
        for index in bytes.indices {
            for flip in [1, 2, 4, 8, 16, 32, 64, 128] as [UInt8] {
                var changed = bytes
                changed[index] ^= flip
                let isAccepted = (try? SignedNote(serialized: changed).verify(with: [signer.verifier])) != nil
                #expect(!isAccepted, "byte \(index) ^ \(flip)")
            }
        }
    }

    @Test("every changed byte and every part of a key is refused")
    func everyKeyByte() throws {
        let signer = try #require(Self.signer)
        for (text, isAccepted) in [
            (signer.verifier.text, { (try? NoteVerifier(text: $0)) != nil }),
            (signer.privateText, { (try? NoteSigner(text: $0)) != nil }),
        ] as [(String, (String) -> Bool)] {
            let bytes = Array(text.utf8)
            #expect(isAccepted(text))
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1
                #expect(!isAccepted(String(decoding: changed, as: UTF8.self)), "byte \(index)")
                #expect(!isAccepted(String(decoding: bytes[..<index], as: UTF8.self)))
                if index > 0 { #expect(!isAccepted(String(decoding: bytes[index...], as: UTF8.self))) }
            }
        }
    }

    @Test(
        "each malformation has its own error",
        arguments: [
            ("", NoteError.noSignatureBlock), ("text\n", .noSignatureBlock), ("text\n\n", .missingFinalNewline),
            ("text\n\n— a AAAAAAE=", .missingFinalNewline), ("text\n\n- a AAAAAAE=\n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAA\n", .malformedSignature(number: 1)),
            ("text\n\n— a AAAAAAE=\n— a+b AAAAAAE=\n", .malformedSignature(number: 2)),
            ("text\n\n— a  AAAAAAE=\n", .malformedSignature(number: 1)),
            ("te\txt\n\n— a AAAAAAE=\n", .controlCharacter(9)),
            ("text\n\n" + String(repeating: "— a AAAAAAE=\n", count: 101), .tooManySignatures(101)),
            (String(repeating: "x", count: 1_000_001), .tooLong(1_000_001)),
        ])
    func malformed(text: String, error: NoteError) {
        #expect(throws: error) { try SignedNote(serialized: Array(text.utf8)) }
    }

    @Test("text without a final newline or with controls cannot become a note, nor a name with spaces a key")
    func refusedText() {
        #expect(throws: NoteError.textWithoutNewline) { try SignedNote(text: "text") }
        #expect(throws: NoteError.controlCharacter(13)) { try SignedNote(text: "a\r\n") }
        #expect(throws: NoteError.notUTF8) { try SignedNote(serialized: [0xFF]) }
        #expect(throws: NoteError.malformedKeyName("a b")) { try NoteSigner(name: "a b", seed: Array(0..<32)) }
        #expect(throws: NoteError.keyLength(31)) { try NoteSigner(name: "a", seed: Array(0..<31)) }
    }
}
