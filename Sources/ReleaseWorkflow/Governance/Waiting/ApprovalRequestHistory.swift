import ReleaseCalendar
import ReleaseModel
import ReleaseStore

/// Reads from the log since when approvals are asked for, and adds when each request times out.
///
/// A gate is asked for by the last plan of this revision that found it waiting, since the time that plan names, and by
/// people; a draft by its standing revision, and by people. Everything comes from the ledger and the calendar alone.
struct ApprovalRequestHistory {
    let inputs: ReleaseInputs
    let asOf: Instant

    /// Every request that `reader` holds; none where there is no ledger.
    func requests(_ reader: LedgerReader?) throws -> ApprovalRequests {
        var deadlines = Deadlines(inputs: inputs)
        var made = stated.map { request($0.subject, $0.at, isExplicit: true, &deadlines) }
        let fromNow = deadlines.since(asOf)
        guard let reader else { return ApprovalRequests(made: made, deadlinesFromNow: fromNow) }
        let initiative = inputs.release.initiative.id
        let revision = inputs.release.subject?.revision
        if let plan = try reader.lastContent(of: .plan, initiative: initiative), plan["revision"]?.text == revision {
            made += (plan["gates"]?.elements ?? []).compactMap { gate in
                guard let name = gate["environment"]?.text,
                    let since = gate["awaits_since"]?.text.flatMap({ Instant(rfc3339: $0) })
                else { return nil }
                return request(.gate(EnvironmentID(name)), since, isExplicit: false, &deadlines)
            }
        }
        made += try reader.draftTimes(of: initiative).sorted { $0.key < $1.key }.map {
            request(.draft($0.key), $0.value, isExplicit: false, &deadlines)
        }
        for (at, content) in try reader.contents(of: .approvalRequest, initiative: initiative) {
            guard content["revision"]?.text == revision,
                let subject = content["subject"]?.text.flatMap(ApprovalSubject.init(text:))
            else { continue }
            var asked = request(subject, at, isExplicit: true, &deadlines)
            asked.isReopening = content["reopens"] == .bool(true)
            made.append(asked)
        }
        return ApprovalRequests(made: made, deadlinesFromNow: fromNow)
    }

    /// What the release file asks for, up to the present.
    private var stated: [StatedRequest] {
        inputs.release.approvalRequests.filter { stated in
            stated.at <= asOf
                && stated.revision.map { inputs.release.subject?.matches(revision: $0) == true } ?? true
        }
    }

    private func request(
        _ subject: ApprovalSubject, _ since: Instant, isExplicit: Bool, _ deadlines: inout Deadlines
    ) -> ApprovalRequest {
        ApprovalRequest(subject: subject, since: since, isExplicit: isExplicit, deadlines: deadlines.since(since))
    }
}

/// When requests time out, by risk class. Drafts of one run are asked for at the same time.
private struct Deadlines {
    let inputs: ReleaseInputs
    private var known: [Instant: [RiskClass: Instant]] = [:]

    init(inputs: ReleaseInputs) { self.inputs = inputs }

    mutating func since(_ start: Instant) -> [RiskClass: Instant] {
        if let found = known[start] { return found }
        let deadlines = Dictionary(
            inputs.policy.playbooks.map { playbook in
                (playbook.riskClass, inputs.workingTime(start, playbook.approvalTimeout))
            }, uniquingKeysWith: { min($0, $1) })
        known[start] = deadlines
        return deadlines
    }
}

extension ReleaseInputs {
    /// The instant that lies an amount of working time after another; the amount itself where nobody ever works.
    func workingTime(_ start: Instant, _ amount: TimeAmount) -> Instant {
        (try? working.adding(amount, to: start)) ?? start + amount
    }
}

extension ReadinessWorkflow {
    /// What a judgement of the release needs to remember.
    func records(_ loaded: Loaded, reader: LedgerReader) throws -> LedgerRecords {
        let release = loaded.inputs.release
        var records = try reader.records(
            initiative: release.initiative.id, revision: release.subject?.revision ?? "",
            subject: release.subject?.name, modules: release.scope.modules)
        records.requests = try ApprovalRequestHistory(inputs: loaded.inputs, asOf: asOf).requests(reader)
        return records
    }

    /// The same where there is no ledger yet.
    func records(_ loaded: Loaded) -> LedgerRecords {
        let history = ApprovalRequestHistory(inputs: loaded.inputs, asOf: asOf)
        return LedgerRecords(requests: (try? history.requests(nil)) ?? ApprovalRequests())
    }
}
