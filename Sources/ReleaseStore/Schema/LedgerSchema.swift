import GRDB

/// The tables of the ledger. Each step is final once released: a change is a new step, never an edit.
///
/// The schema refuses what must not be: `STRICT` types, foreign keys, checks, and triggers that let history only grow.
enum LedgerSchema {
    /// `PRAGMA application_id` of a ledger: "rgLG".
    static let applicationID: Int32 = 0x7267_4C47

    /// The version this program writes, in `PRAGMA user_version`.
    static let version = steps.count

    /// The statements that lead from one version to the next.
    static let steps: [String] = [auditLog + drafts + evidence + governance]

    /// The tables beside the log. Each row names its entry, and the entry holds the digest of its rows, so that nothing
    /// in them can be changed behind the log.
    static let recordTables = ["draftChange", "draftRevision", "governanceRecord", "pastResult", "seenEvidence"]

    private static let auditLog = """
        CREATE TABLE auditEntry (
          sequence INTEGER PRIMARY KEY CHECK (sequence >= 0),
          initiative TEXT NOT NULL,
          initiativeSequence INTEGER NOT NULL CHECK (initiativeSequence >= 0),
          at INTEGER NOT NULL,
          kind TEXT NOT NULL CHECK (length(kind) > 0),
          body TEXT NOT NULL,
          UNIQUE (initiative, initiativeSequence)
        ) STRICT;
        CREATE TABLE merkleNode (
          level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 62),
          position INTEGER NOT NULL CHECK (position >= 0),
          hash BLOB NOT NULL CHECK (length(hash) = 32),
          PRIMARY KEY (level, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER auditEntryIsFinal BEFORE UPDATE ON auditEntry
          BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
        CREATE TRIGGER auditEntryStays BEFORE DELETE ON auditEntry
          BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;
        CREATE TRIGGER merkleNodeIsFinal BEFORE UPDATE ON merkleNode
          BEGIN SELECT RAISE(ABORT, 'hashes are never changed'); END;
        CREATE TRIGGER merkleNodeStays BEFORE DELETE ON merkleNode
          BEGIN SELECT RAISE(ABORT, 'hashes are never removed'); END;

        """

    /// What a draft is now is its last change: there is no second place that could say something else.
    private static let drafts = """
        CREATE TABLE draftChange (
          key TEXT NOT NULL CHECK (length(key) = 24),
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence) DEFERRABLE INITIALLY DEFERRED,
          initiative TEXT NOT NULL,
          kind TEXT NOT NULL,
          artefact TEXT NOT NULL,
          connector TEXT NOT NULL,
          container TEXT NOT NULL,
          revision INTEGER NOT NULL CHECK (revision >= 1),
          isWithdrawn INTEGER NOT NULL CHECK (isWithdrawn IN (0, 1)),
          PRIMARY KEY (key, entry)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX draftChangeByEntry ON draftChange (entry);
        CREATE INDEX draftChangeByInitiative ON draftChange (initiative, key, entry);
        CREATE VIEW draft AS SELECT * FROM draftChange AS change
          WHERE entry = (SELECT max(entry) FROM draftChange WHERE key = change.key);
        CREATE TABLE draftRevision (
          key TEXT NOT NULL,
          revision INTEGER NOT NULL CHECK (revision >= 1),
          at INTEGER NOT NULL,
          title TEXT NOT NULL,
          body TEXT NOT NULL,
          contentDigest TEXT NOT NULL CHECK (length(contentDigest) = 64),
          triggers TEXT NOT NULL,
          changedInputs TEXT NOT NULL,
          entry INTEGER NOT NULL,
          PRIMARY KEY (key, revision),
          FOREIGN KEY (key, entry) REFERENCES draftChange (key, entry) DEFERRABLE INITIALLY DEFERRED
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX draftRevisionByEntry ON draftRevision (entry);
        CREATE TRIGGER draftChangeIsFinal BEFORE UPDATE ON draftChange
          BEGIN SELECT RAISE(ABORT, 'a change of a draft is followed by a later one, never changed'); END;
        CREATE TRIGGER draftChangeStays BEFORE DELETE ON draftChange
          BEGIN SELECT RAISE(ABORT, 'a change of a draft is followed by a later one, never removed'); END;
        CREATE TRIGGER draftRevisionIsFinal BEFORE UPDATE ON draftRevision
          BEGIN SELECT RAISE(ABORT, 'revisions of a draft are never changed'); END;
        CREATE TRIGGER draftRevisionStays BEFORE DELETE ON draftRevision
          BEGIN SELECT RAISE(ABORT, 'revisions of a draft are never removed'); END;

        """

    private static let evidence = """
        CREATE TABLE seenEvidence (
          initiative TEXT NOT NULL,
          revision TEXT NOT NULL,
          path TEXT NOT NULL,
          digest TEXT NOT NULL CHECK (length(digest) = 64),
          channel TEXT NOT NULL,
          environment TEXT,
          observedAt INTEGER,
          runID TEXT,
          facts TEXT NOT NULL,
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence) DEFERRABLE INITIALLY DEFERRED,
          PRIMARY KEY (initiative, revision, path, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX seenEvidenceByEntry ON seenEvidence (entry);
        CREATE TRIGGER seenEvidenceIsFinal BEFORE UPDATE ON seenEvidence
          BEGIN SELECT RAISE(ABORT, 'what was seen is never changed'); END;
        CREATE TRIGGER seenEvidenceStays BEFORE DELETE ON seenEvidence
          BEGIN SELECT RAISE(ABORT, 'what was seen is never removed'); END;
        CREATE TABLE pastResult (
          initiative TEXT NOT NULL,
          environment TEXT NOT NULL,
          fact TEXT NOT NULL,
          at INTEGER NOT NULL,
          value TEXT NOT NULL,
          revision TEXT NOT NULL,
          state TEXT NOT NULL,
          policyDigest TEXT,
          isInvalidated INTEGER NOT NULL DEFAULT 0 CHECK (isInvalidated IN (0, 1)),
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence) DEFERRABLE INITIALLY DEFERRED,
          PRIMARY KEY (initiative, environment, fact, at, revision)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pastResultByEntry ON pastResult (entry);
        CREATE TRIGGER pastResultIsFinal BEFORE UPDATE ON pastResult
          BEGIN SELECT RAISE(ABORT, 'a measured value is never changed'); END;
        CREATE TRIGGER pastResultStays BEFORE DELETE ON pastResult
          BEGIN SELECT RAISE(ABORT, 'a measured value is never removed'); END;

        """

    /// Approvals, waivers, delegations, overrides and outcomes: the body is the record, the columns find it.
    private static let governance = """
        CREATE TABLE governanceRecord (
          id INTEGER PRIMARY KEY,
          initiative TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('approval', 'waiver', 'delegation', 'override', 'outcome')),
          name TEXT NOT NULL,
          body TEXT NOT NULL,
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX governanceRecordByInitiative ON governanceRecord (initiative, kind, name);
        CREATE INDEX governanceRecordByEntry ON governanceRecord (entry);
        CREATE TRIGGER governanceRecordIsFinal BEFORE UPDATE ON governanceRecord
          BEGIN SELECT RAISE(ABORT, 'a record is superseded by a later one, never changed'); END;
        CREATE TRIGGER governanceRecordStays BEFORE DELETE ON governanceRecord
          BEGIN SELECT RAISE(ABORT, 'a record is superseded by a later one, never removed'); END;

        """

    /// Brings `db` to the current version inside one transaction.
    static func migrate(_ db: Database, from current: Int) throws {
        for (index, step) in steps.enumerated() where index >= current {
            try db.execute(sql: step)
            try db.execute(sql: "PRAGMA user_version = \(index + 1)")
        }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
}
