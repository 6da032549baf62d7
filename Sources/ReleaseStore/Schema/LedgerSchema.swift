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

    private static let drafts = """
        CREATE TABLE draft (
          key TEXT PRIMARY KEY CHECK (length(key) = 24),
          initiative TEXT NOT NULL,
          kind TEXT NOT NULL,
          artefact TEXT NOT NULL,
          connector TEXT NOT NULL,
          container TEXT NOT NULL,
          revision INTEGER NOT NULL CHECK (revision >= 1),
          isWithdrawn INTEGER NOT NULL CHECK (isWithdrawn IN (0, 1)),
          UNIQUE (initiative, connector, container, artefact)
        ) STRICT;
        CREATE TABLE draftRevision (
          key TEXT NOT NULL REFERENCES draft (key),
          revision INTEGER NOT NULL CHECK (revision >= 1),
          at INTEGER NOT NULL,
          title TEXT NOT NULL,
          body TEXT NOT NULL,
          contentDigest TEXT NOT NULL CHECK (length(contentDigest) = 64),
          triggers TEXT NOT NULL,
          changedInputs TEXT NOT NULL,
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence),
          PRIMARY KEY (key, revision)
        ) STRICT, WITHOUT ROWID;
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
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence),
          PRIMARY KEY (initiative, revision, path, digest)
        ) STRICT, WITHOUT ROWID;
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
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence),
          PRIMARY KEY (initiative, environment, fact, at, revision)
        ) STRICT, WITHOUT ROWID;

        """

    /// Approvals, waivers, delegations, overrides and outcomes: the body is the record, the columns find it.
    private static let governance = """
        CREATE TABLE governanceRecord (
          id INTEGER PRIMARY KEY,
          initiative TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('approval', 'waiver', 'delegation', 'override', 'outcome')),
          name TEXT NOT NULL,
          body TEXT NOT NULL,
          entry INTEGER NOT NULL REFERENCES auditEntry (sequence)
        ) STRICT;
        CREATE INDEX governanceRecordByInitiative ON governanceRecord (initiative, kind, name);
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
