import Foundation
import ReleaseAudit
package import ReleaseModel
import ReleaseStore

/// Reads, proves and exports the audit log. Changes nothing in it.
package struct AuditWorkflow {
    private let ledgerPath: String

    package init(ledgerPath: String) {
        self.ledgerPath = ledgerPath
    }

    /// The name under which checkpoints without a key speak of the log.
    private static let origin = "releasegate/ledger"
    /// Entries that are read at a time.
    private static let step = 10_000

    /// Computes every hash anew in constant memory, and compares with what else the ledger holds and with checkpoints.
    ///
    /// - Parameters:
    ///   - checkpointPaths: signed notes that the log must agree with.
    ///   - keyTexts: verifier keys; where there are any, every checkpoint must be signed by one of them.
    package func verify(against checkpointPaths: [String] = [], keys keyTexts: [String] = []) throws(WorkflowFailure)
        -> AuditVerification
    {
        let keys = try AuditKeys.verifiers(keyTexts)
        var checkpoints: [Checkpoint] = []
        for path in checkpointPaths { checkpoints.append(try AuditKeys.checkpoint(at: path, keys: keys)) }
        var result = try withLedger { try $0.audit(against: checkpoints) }
        if checkpoints.isEmpty {
            result.notices.append(
                "no checkpoint was given, so an end that was cut or rewritten cannot be told; `audit checkpoint` prints "
                    + "one to keep elsewhere")
        }
        return AuditVerification(result)
    }

    /// Audits an exported log from its own bytes alone.
    package static func verify(
        exportAt path: String, against checkpointPaths: [String] = [], keys keyTexts: [String] = []
    ) throws(WorkflowFailure) -> AuditVerification {
        let keys = try AuditKeys.verifiers(keyTexts)
        var checkpoints: [Checkpoint] = []
        for path in checkpointPaths { checkpoints.append(try AuditKeys.checkpoint(at: path, keys: keys)) }
        guard case .file = InputFile.kind(of: path) else {
            throw WorkflowFailure(.inputMissing, "\(path): there is no such file")
        }
        var verifier = AuditExportVerifier(keys: keys, checkpoints: checkpoints)
        do {
            let source = try FileByteSource(path: path)
            while true {
                var bytes: [UInt8] = []
                guard try source.read(into: &bytes, count: 1 << 18) > 0 else { break }
                try verifier.take(bytes)
            }
            let outcome = try verifier.finish()
            var verification = AuditVerification(outcome.audit)
            verification.faults += outcome.refusals
            return verification
        } catch {
            throw WorkflowFailure(.badInput, "\(path): \(error)")
        }
    }

    /// The log's size, head and counts as a signed note.
    ///
    /// - Parameter keyPath: the signing key; nil for an unsigned checkpoint.
    package func checkpoint(keyPath: String?) throws(WorkflowFailure) -> String {
        let signer = try keyPath.map { path throws(WorkflowFailure) in try AuditKeys.signer(at: path) }
        let checkpoint = try checkpoint(origin: signer?.verifier.name)
        guard let signer else { return checkpoint.text }
        return try Self.note(checkpoint, signer: signer).serialized
    }

    /// The proof that entry `index` is in the log of `size` entries (all of them where nil).
    package func inclusionProof(of index: Int64, size: Int64? = nil) throws(WorkflowFailure) -> JSONValue {
        try read { reader in
            let count = try reader.entryCount()
            guard (size ?? count) <= count,
                let answer = try reader.withNodes({ read in
                    try InclusionProof(of: index, in: size ?? count, reading: read).map {
                        (
                            proof: $0, leaf: try read(0, index),
                            head: try MerkleTree.head(over: $0.treeSize, reading: read)
                        )
                    }
                })
            else {
                throw WorkflowFailure(
                    .usage, "the log has \(count) entries, numbered from 0; there is no entry \(index)")
            }
            return Self.adding(
                to: answer.proof.json, [("leaf", answer.leaf.prefixed), ("root", answer.head.prefixed)])
        }
    }

    /// The proof that the log of `oldSize` entries is the beginning of today's.
    package func consistencyProof(from oldSize: Int64) throws(WorkflowFailure) -> JSONValue {
        try read { reader in
            let count = try reader.entryCount()
            let answer = try reader.withNodes { read in
                try ConsistencyProof(from: oldSize, to: count, reading: read).map {
                    (
                        proof: $0, old: try MerkleTree.head(over: oldSize, reading: read),
                        new: try MerkleTree.head(over: count, reading: read)
                    )
                }
            }
            guard let answer else {
                throw WorkflowFailure(.usage, "the log has \(count) entries; \(oldSize) is no size it had")
            }
            return Self.adding(
                to: answer.proof.json, [("old_root", answer.old.prefixed), ("new_root", answer.new.prefixed)])
        }
    }

    /// The whole log as JSON Lines, piece by piece, from which anybody can audit it.
    package func export(keyPath: String?, _ write: (String) throws -> Void) throws(WorkflowFailure) {
        let signer = try keyPath.map { path throws(WorkflowFailure) in try AuditKeys.signer(at: path) }
        let checkpoint = try checkpoint(origin: signer?.verifier.name)
        let note = try signer.map { signer throws(WorkflowFailure) in try Self.note(checkpoint, signer: signer) }
        try read { reader in
            try write(AuditExport.header(entryCount: checkpoint.size))
            if let note { try write(AuditExport.checkpoint(note)) }
            var next: Int64 = 0
            while next < checkpoint.size {
                let entries = try reader.entries(from: next, limit: min(Self.step, Int(checkpoint.size - next)))
                guard let last = entries.last else { break }
                try write(entries.map { AuditExport.entry(body: $0.body, leafHash: $0.leafHash) }.joined())
                next = last.sequence + 1
            }
        }
    }

    private func checkpoint(origin: String?) throws(WorkflowFailure) -> Checkpoint {
        try read { reader in
            let summary = try reader.summary()
            return Checkpoint(
                origin: origin ?? Self.origin, size: summary.entryCount, root: summary.rootDigest,
                counts: try reader.initiativeCounts().map {
                    InitiativeCount(initiative: $0.initiative, count: $0.count)
                })
        }
    }

    private static func note(_ checkpoint: Checkpoint, signer: NoteSigner) throws(WorkflowFailure) -> SignedNote {
        do {
            var note = try SignedNote(text: checkpoint.text)
            try note.sign(with: signer)
            return note
        } catch {
            throw WorkflowFailure(.internalError, "the checkpoint cannot be signed: \(error.message)")
        }
    }

    private static func adding(to value: JSONValue, _ members: [(String, String)]) -> JSONValue {
        guard case .object(let own) = value else { return value }
        return .object(own + members.map { JSONValue.Member($0.0, .string($0.1)) })
    }

    func read<Value>(_ body: (LedgerReader) throws -> Value) throws(WorkflowFailure) -> Value {
        try withLedger { try $0.read(body) }
    }

    private func withLedger<Value>(_ body: (Ledger) throws -> Value) throws(WorkflowFailure) -> Value {
        do {
            guard let ledger = try Ledger.reading(at: ledgerPath) else {
                throw WorkflowFailure(.inputMissing, "\(ledgerPath): there is no ledger; `releasegate plan` makes it")
            }
            return try body(ledger)
        } catch {
            throw WorkflowFailure(error)
        }
    }
}
