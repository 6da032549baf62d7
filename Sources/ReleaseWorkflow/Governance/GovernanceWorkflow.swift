package import ReleaseModel
import ReleaseStore

/// What people decide about a release: votes, waivers, overrides, outcomes.
///
/// Every act is judged by the same engine that judges the gate, with the act added to what the ledger remembers: an act
/// that would not count is refused with the engine's own sentence, and then nothing is recorded.
package struct GovernanceWorkflow {
    let readiness: ReadinessWorkflow

    /// - Parameters:
    ///   - releasePath: the release file.
    ///   - ledgerPath: the ledger; nil means `.releasegate/ledger.sqlite` beside the release file.
    ///   - asOf: the time at which people act.
    package init(releasePath: String, ledgerPath: String? = nil, asOf: Instant) {
        readiness = ReadinessWorkflow(releasePath: releasePath, ledgerPath: ledgerPath, asOf: asOf)
    }

    /// Looks at the release as it stands. Records nothing.
    func examine<Value>(_ body: (Situation) throws -> Value) throws(WorkflowFailure) -> Value {
        let loaded = try readiness.load()
        do {
            guard let ledger = try Ledger.reading(at: loaded.ledgerPath) else {
                return try body(Situation(loaded, readiness: readiness))
            }
            return try ledger.read { try body(Situation(loaded, readiness: readiness, reader: $0)) }
        } catch {
            throw WorkflowFailure(error)
        }
    }

    /// Acts on the release: the ledger's one writer lock is held from reading what it remembers to the commit, so that
    /// two processes see each other's acts. Where `body` throws, nothing is recorded.
    func act<Value>(_ body: (Situation, LedgerWriter) throws -> Value) throws(WorkflowFailure) -> Value {
        let loaded = try readiness.load()
        do {
            let ledger = try Ledger(creatingAt: loaded.ledgerPath)
            return try ledger.write { writer in
                try body(Situation(loaded, readiness: readiness, reader: writer.reader), writer)
            }
        } catch {
            throw WorkflowFailure(error)
        }
    }
}
