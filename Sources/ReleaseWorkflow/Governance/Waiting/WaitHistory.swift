import ReleaseModel

/// Reads from the log since when something waits.
struct WaitHistory {
    let log: [Situation.LogLine]

    init(_ situation: Situation) {
        log = situation.log
    }

    /// Since when the waiver called `id` waits for its approval.
    func waiver(_ id: WaiverID) -> Instant? {
        log.last {
            $0.kind == "waiver" && $0.content["act"]?.text == "request" && $0.content["subject"]?.text == "waiver:\(id)"
        }?.at
    }
}
