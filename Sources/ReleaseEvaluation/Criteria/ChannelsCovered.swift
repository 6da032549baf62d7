package import ReleaseModel

/// A channel that was named as evidence and brings none is a question without an answer.
package struct ChannelsCovered: StructuralCriterion {
    package static let id: CriterionID = "channels-covered"
    package static let summary =
        "Every evidence channel has an accepted document for the environment, and none that is broken, missing or gone."

    package static func answer(_ context: CriterionContext) -> CriterionAnswer {
        let channels = context.release.channels
        guard !channels.isEmpty else {
            return CriterionAnswer(.unknown, "the release file names no evidence channel")
        }
        let unsound = context.evidence.listed.filter { judged in
            switch judged.standing {
            case .broken, .missing, .withdrawn:
                judged.environment == nil || judged.environment == context.environmentID
            case .accepted, .stale, .rejected: false
            }
        }
        let accepted = context.evidence.items.filter {
            $0.standing == .accepted && $0.counts(for: context.environmentID)
        }
        let covered = Set(accepted.map(\.item.channel))
        let empty = channels.filter { !covered.contains($0.id) }.map { "\"\($0.name)\"" }
        if !empty.isEmpty {
            return CriterionAnswer(
                .unknown,
                "\(empty.count) of \(channels.count) channels have no accepted evidence for \(context.environmentID): "
                    + empty.joined(separator: ", "))
        }
        if let first = unsound.first {
            return CriterionAnswer(.unknown, FactTable.explain(first.path, first.standing))
        }
        return CriterionAnswer(
            .green, "all \(channels.count) channels have accepted evidence",
            validUntil: earliestUncovered(channels, accepted))
    }

    /// When the first channel will have no fresh document left.
    private static func earliestUncovered(_ channels: [EvidenceChannel], _ accepted: [JudgedItem]) -> Instant? {
        channels.compactMap { channel -> Instant? in
            let ends = accepted.filter { $0.item.channel == channel.id }.map(\.expiresAt)
            return ends.contains(nil) ? nil : ends.compactMap { $0 }.max()
        }.min()
    }
}
