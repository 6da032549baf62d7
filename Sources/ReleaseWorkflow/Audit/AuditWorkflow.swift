import ReleaseAudit
package import ReleaseModel
import ReleaseStore

/// Reads and verifies the audit log. Changes nothing.
package struct AuditWorkflow {
    private let ledgerPath: String

    package init(ledgerPath: String) {
        self.ledgerPath = ledgerPath
    }

    /// What verifying came to.
    package struct Verification: Hashable, Sendable {
        package var entryCount: Int64
        package var head: ContentDigest
        /// One line for each fault; empty where the log is whole.
        package var faults: [String]

        /// Reports whether nothing was altered.
        package var isWhole: Bool { faults.isEmpty }

        /// For people.
        package var text: String {
            let lines =
                isWhole
                ? ["The log is whole: every hash of its \(entryCount) entries follows from their text."]
                : faults
            return (lines + ["entries  \(entryCount)", "head     \(head.prefixed)"]).joined(separator: "\n") + "\n"
        }

        /// The versioned document.
        package var json: JSONValue {
            [
                "schema": "releasegate.audit-verification/v1", "whole": .bool(isWhole), "entries": .integer(entryCount),
                "head": .string(head.prefixed), "faults": .array(faults.map(JSONValue.string)),
            ]
        }
    }

    /// Computes every hash anew, in steps of constant memory.
    package func verify() throws(WorkflowFailure) -> Verification {
        try read { reader in
            var verifier = LogVerifier()
            let step = 10_000
            var next: Int64 = 0
            while true {
                let entries = try reader.entries(from: next, limit: step)
                for entry in entries {
                    verifier.check(
                        LogVerifier.StoredEntry(sequence: entry.sequence, body: entry.body, leafHash: entry.leafHash)
                    ) { level, position in (try? reader.node(level: level, position: position)) ?? .ofNothing }
                }
                guard let last = entries.last, entries.count == step else { break }
                next = last.sequence + 1
            }
            return Verification(
                entryCount: verifier.count, head: verifier.head, faults: verifier.faults.map(\.description))
        }
    }

    func read<Value>(_ body: (LedgerReader) throws -> Value) throws(WorkflowFailure) -> Value {
        do {
            guard let ledger = try Ledger.reading(at: ledgerPath) else {
                throw WorkflowFailure(.inputMissing, "\(ledgerPath): there is no ledger; `releasegate plan` makes it")
            }
            return try ledger.read(body)
        } catch {
            throw WorkflowFailure(error)
        }
    }
}
