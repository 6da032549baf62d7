import Foundation
import ReleaseAudit
import ReleaseModel
import ReleaseStore
import Testing

/// What somebody with the file and a database tool can do to a ledger, and what an audit says of it.
@Suite("Attacks on a ledger")
struct LedgerAttackTests {
    @Test func anUntouchedLedgerIsWhole() throws {
        let sample = try SampleLedger()
        #expect(sample.faults() == [])
        #expect(sample.faults([try sample.checkpoint()]) == [])
        #expect(try sample.content().contains("known flake"))
    }

    /// Each attack, and the fault that names it, with or without a checkpoint.
    @Test(arguments: [
        // Entries.
        ("UPDATE auditEntry SET body = replace(body, 'flaky', 'fine') WHERE sequence = 1", "ALTERED 1"),
        ("UPDATE auditEntry SET body = body || char(0) || 'x' WHERE sequence = 1", "ALTERED 1"),
        ("UPDATE auditEntry SET at = at + 1 WHERE sequence = 1", "ALTERED 1"),
        ("UPDATE auditEntry SET kind = 'plan' WHERE sequence = 1", "ALTERED 1"),
        ("UPDATE auditEntry SET initiative = 'tax \"é\"', initiativeSequence = 1 WHERE sequence = 6", "ALTERED 6"),
        ("UPDATE auditEntry SET initiativeSequence = 9 WHERE sequence = 5", "ALTERED 5"),
        ("DELETE FROM auditEntry WHERE sequence = 3", "ALTERED 3"),
        ("UPDATE auditEntry SET sequence = 9 WHERE sequence = 6", "ALTERED 6"),
        (
            """
            UPDATE auditEntry SET sequence = 99 WHERE sequence = 1; UPDATE auditEntry SET sequence = 1 WHERE sequence = 3;
            UPDATE auditEntry SET sequence = 3 WHERE sequence = 99
            """, "ALTERED 1"
        ),
        (
            """
            UPDATE auditEntry SET body = (SELECT body FROM auditEntry WHERE sequence = 0) WHERE sequence = 4;
            UPDATE merkleNode SET hash = (SELECT hash FROM merkleNode WHERE level = 0 AND position = 0)
            WHERE level = 0 AND position = 4
            """, "REPLAYED 4"
        ),
        // Hashes.
        ("UPDATE merkleNode SET hash = zeroblob(32) WHERE level = 0 AND position = 2", "ALTERED 2"),
        ("UPDATE merkleNode SET hash = zeroblob(32) WHERE level = 1 AND position = 0", "ALTERED 1"),
        ("DELETE FROM merkleNode WHERE level = 2 AND position = 0", "ALTERED 3"),
        ("DELETE FROM merkleNode WHERE level = 0 AND position = 5", "ALTERED 5"),
        ("INSERT INTO merkleNode VALUES (0, 7, zeroblob(32))", "ALTERED -"),
        ("INSERT INTO merkleNode VALUES (40, 0, zeroblob(32))", "ALTERED -"),
        // What the log does not hold itself.
        ("UPDATE governanceRecord SET body = replace(body, 'ben', 'ana') WHERE id = 1", "ALTERED 1"),
        ("UPDATE governanceRecord SET name = 'w-2' WHERE id = 2", "ALTERED 3"),
        ("UPDATE governanceRecord SET kind = 'override' WHERE id = 1", "ALTERED 1"),
        ("UPDATE governanceRecord SET initiative = 'tax' WHERE id = 3", "ALTERED 5"),
        ("UPDATE governanceRecord SET id = 9 WHERE id = 1", "ALTERED 1"),
        ("UPDATE governanceRecord SET entry = 2 WHERE id = 1", "ALTERED 1"),
        ("DELETE FROM governanceRecord WHERE id = 3", "ALTERED 5"),
        ("INSERT INTO governanceRecord SELECT 9, initiative, kind, name, body, 2 FROM governanceRecord", "UNMADE"),
        (
            "INSERT INTO governanceRecord SELECT 9, initiative, kind, 'b', body, 2 FROM governanceRecord WHERE id = 3",
            "ALTERED 2"
        ),
        (
            "INSERT INTO governanceRecord SELECT 9, initiative, kind, 'b', body, 50 FROM governanceRecord WHERE id = 3",
            "ALTERED 50"
        ),
        ("UPDATE draftChange SET isWithdrawn = 0 WHERE entry = 6", "ALTERED 6"),
        ("UPDATE draftChange SET container = 'C2' WHERE entry = 0", "ALTERED 0"),
        ("DELETE FROM draftChange WHERE entry = 6", "ALTERED 6"),
        ("UPDATE draftRevision SET body = 'three' WHERE revision = 2", "ALTERED 4"),
        ("UPDATE draftRevision SET triggers = '[{}]' WHERE revision = 1", "ALTERED 0"),
        ("DELETE FROM draftRevision WHERE revision = 2", "ALTERED 4"),
        ("UPDATE seenEvidence SET observedAt = observedAt + 1", "ALTERED 0"),
        ("UPDATE seenEvidence SET facts = '[]'", "ALTERED 0"),
        ("DELETE FROM seenEvidence", "ALTERED 0"),
        ("UPDATE pastResult SET value = '100'", "ALTERED 0"),
        ("UPDATE pastResult SET isInvalidated = 1", "ALTERED 0"),
        ("UPDATE pastResult SET policyDigest = revision", "ALTERED 0"),
        // The schema.
        ("DROP VIEW draft; CREATE VIEW draft AS SELECT * FROM draftChange WHERE entry = 0", "ALTERED -"),
        ("DROP INDEX governanceRecordByInitiative", "ALTERED -"),
        ("CREATE TABLE more (a)", "ALTERED -"),
        ("CREATE TRIGGER more AFTER INSERT ON auditEntry BEGIN DELETE FROM governanceRecord; END", "ALTERED -"),
    ])
    func isFound(sql: String, fault: String) throws {
        let sample = try SampleLedger()
        let checkpoint = try sample.checkpoint()
        guard fault != "UNMADE" else {
            #expect(throws: (any Error).self) { try sample.attack(sql) }
            return
        }
        try sample.attack(sql)
        #expect(sample.faults().first == fault)
        #expect(sample.faults([checkpoint]).contains(fault))
    }

    @Test func aMissingTriggerIsFound() throws {
        let sample = try SampleLedger()
        try sample.attack("SELECT 1")
        #expect(sample.faults() == [])
        let other = try SampleLedger()
        try other.removeTrigger("auditEntryStays")
        #expect(other.faults() == ["ALTERED -"])
    }

    /// What has no trace in the file itself needs a checkpoint, and is told apart with it.
    @Test func aCutEndIsTruncated() throws {
        let sample = try SampleLedger()
        let checkpoint = try sample.checkpoint()
        try sample.attack(
            """
            DELETE FROM draftChange WHERE entry = 6; DELETE FROM merkleNode WHERE level = 0 AND position = 6;
            DELETE FROM auditEntry WHERE sequence = 6
            """)
        #expect(sample.faults() == [])
        #expect(sample.faults([checkpoint]) == ["TRUNCATED 6", "TRUNCATED -"])
        let old = try SampleLedger(count: 4)
        #expect(old.faults([checkpoint]).first == "TRUNCATED 4")
    }

    @Test func aRewrittenTailIsForked() throws {
        let checkpoint = try SampleLedger().checkpoint()
        let middle = try SampleLedger(count: 5).checkpoint()
        let other = try SampleLedger(last: "never happened")
        #expect(other.faults() == [])
        #expect(other.faults([checkpoint]) == ["FORKED 0"])
        #expect(other.faults([middle, checkpoint]) == ["FORKED 5"])
    }

    @Test func anEntryAppendedAgainIsReplayed() throws {
        let sample = try SampleLedger()
        let ledger = try #require(try Ledger.reading(at: sample.path))
        let third = try #require(try ledger.read { try $0.entries(from: 3, limit: 1) }.first)
        try sample.append(sequence: 7, initiative: "analytics", number: 50, body: third.body)
        #expect(sample.faults().first == "REPLAYED 7")
        #expect(sample.faults([try SampleLedger().checkpoint()]).first == "REPLAYED 7")
        let renumbered = try SampleLedger()
        try renumbered.append(
            sequence: 7, initiative: "analytics", number: 50,
            body: third.body.replacing("\"sequence\":3", with: "\"sequence\":7"))
        #expect(renumbered.faults().first == "REPLAYED 7")
    }

    @Test func aCountThatWasSignedIsHeld() throws {
        let sample = try SampleLedger()
        var checkpoint = try sample.checkpoint()
        #expect(
            checkpoint.counts == [
                InitiativeCount(initiative: "analytics", count: 6), InitiativeCount(initiative: "tax \"é\"", count: 1),
            ])
        checkpoint.extensionLines = checkpoint.extensionLines.map { $0.replacing(" 6", with: " 7") }
        #expect(sample.faults([checkpoint]) == ["TRUNCATED -"])
        checkpoint.extensionLines = checkpoint.extensionLines.map { $0.replacing(" 7", with: " 5") }
        #expect(sample.faults([checkpoint]) == ["FORKED -"])
    }
}
