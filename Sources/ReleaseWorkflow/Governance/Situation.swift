import JSONStream
import ReleaseCalendar
import ReleaseEvaluation
import ReleaseModel
import ReleaseStore

/// A release as it stands within one snapshot of the ledger.
struct Situation {
    let loaded: ReadinessWorkflow.Loaded
    let readiness: ReadinessWorkflow
    let records: LedgerRecords
    let review: ReadinessReview
    /// The drafts that the ledger holds, withdrawn ones too.
    let drafts: [StoredDraft]
    /// When the standing revision of each draft was made.
    let draftTimes: [DraftKey: Instant]
    /// What the log says of the initiative, oldest first.
    let log: [LogLine]

    /// An entry of the log, read.
    struct LogLine {
        var sequence: Int64
        var at: Instant
        var kind: String
        var content: JSONValue
    }

    /// Without a ledger.
    init(_ loaded: ReadinessWorkflow.Loaded, readiness: ReadinessWorkflow) {
        self.loaded = loaded
        self.readiness = readiness
        records = readiness.records(loaded)
        review = readiness.review(loaded, records: records)
        drafts = []
        draftTimes = [:]
        log = []
    }

    init(_ loaded: ReadinessWorkflow.Loaded, readiness: ReadinessWorkflow, reader: LedgerReader) throws {
        self.loaded = loaded
        self.readiness = readiness
        let records = try readiness.records(loaded, reader: reader)
        self.records = records
        review = readiness.review(loaded, records: records)
        let initiative = loaded.inputs.release.initiative.id
        let drafts = try reader.drafts(of: initiative)
        self.drafts = drafts
        var times: [DraftKey: Instant] = [:]
        for draft in drafts { times[draft.key] = try reader.revisions(of: draft.key).last?.at }
        draftTimes = times
        log = try reader.entries(initiative: initiative).map { entry in
            let document = (try? JSONText.value(of: Array(entry.body.utf8))) ?? .null
            return LogLine(
                sequence: entry.sequence, at: entry.at, kind: entry.kind, content: document["content"] ?? .null)
        }
    }

    var release: Release { review.release }
    var asOf: Instant { review.asOf }
    var playbook: Playbook? { review.policy.playbook(for: review.risk.riskClass) }
    var resolver: IdentityResolver { IdentityResolver(release.approvalMatrix) }

    /// The review as it would be with these records.
    func review(with records: LedgerRecords) -> ReadinessReview { readiness.review(loaded, records: records) }

    /// The review as it would be with `record` added.
    func review(adding record: GovernanceRecord) -> ReadinessReview { review(with: records.adding(record)) }

    /// The instant that lies an amount of working time after another; the amount itself where nobody ever works.
    func workingTime(_ start: Instant, _ amount: TimeAmount) -> Instant {
        loaded.inputs.workingTime(start, amount)
    }

    /// The gates as an audit entry keeps them, before and after an act.
    static func gates(of review: ReadinessReview) -> JSONValue {
        .array(
            review.gates.map { gate in
                [
                    "environment": .string(gate.environment.name), "state": .string(gate.state.rawValue),
                    "decision": .string(gate.decision.rawValue), "approval": .string(gate.approval.shortWord),
                ]
            })
    }
}

extension LedgerRecords {
    /// The records with `record`, which supersedes what it would supersede in the ledger.
    func adding(_ record: GovernanceRecord) -> LedgerRecords {
        var records = self
        switch record {
        case .approval(let approval): records.approvals.append(approval)
        case .waiver(let waiver): records.waivers = records.waivers.filter { $0.id != waiver.id } + [waiver]
        case .delegation(let delegation): records.delegations.append(delegation)
        case .override(let override):
            records.overrides = records.overrides.filter { $0.id != override.id } + [override]
        case .outcome(let outcome): records.outcomes.append(outcome)
        }
        return records
    }
}

extension ApprovalStatus {
    /// The state as one word for the log.
    var shortWord: String {
        switch state {
        case .notRequired: "not_required"
        case .granted: "granted"
        case .pending: "pending"
        case .timedOut: "timed_out"
        case .rejected: "rejected"
        case .unsatisfiable: "unsatisfiable"
        }
    }
}
