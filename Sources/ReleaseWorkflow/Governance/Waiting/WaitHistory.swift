import ReleaseModel

/// Reads from the log since when something waits.
struct WaitHistory {
    let log: [Situation.LogLine]
    let revision: String?

    init(_ situation: Situation) {
        log = situation.log
        revision = situation.release.subject?.revision
    }

    /// Since when the gate of `environment` waits for approval: the later of the last explicit request and the first of
    /// the latest unbroken run of plans of this revision that found it waiting. Nil where neither is on record.
    func gate(_ environment: EnvironmentID) -> Instant? {
        var start: Instant?
        for line in log.reversed() where line.kind == "plan" {
            let gate = line.content["gates"]?.elements?.first { $0["environment"]?.text == environment.name }
            guard line.content["revision"]?.text == revision, gate?["awaits_approval"] == true else { break }
            start = line.at
        }
        return later(start, request("gate:\(environment)"))
    }

    /// Since when a draft waits: its standing revision was made then, or it was asked for later.
    func draft(_ key: DraftKey, madeAt: Instant?) -> Instant? { later(madeAt, request("draft:\(key)")) }

    /// Since when the waiver called `id` waits for its approval.
    func waiver(_ id: WaiverID) -> Instant? {
        log.last {
            $0.kind == "waiver" && $0.content["act"]?.text == "request" && $0.content["subject"]?.text == "waiver:\(id)"
        }?.at
    }

    private func request(_ subject: String) -> Instant? {
        log.last {
            $0.kind == "approval_request" && $0.content["subject"]?.text == subject
                && $0.content["revision"]?.text == revision
        }?.at
    }

    private func later(_ left: Instant?, _ right: Instant?) -> Instant? {
        [left, right].compactMap { $0 }.max()
    }
}
