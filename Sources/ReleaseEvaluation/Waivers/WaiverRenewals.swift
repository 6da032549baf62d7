package import ReleaseModel

/// Counts how often a waiver was renewed, whatever the ids: else a new id would be a way around the limit.
///
/// A waiver that begins within the class's longest time after the end of an approved one for the same criterion,
/// environment and revision renews it.
package enum WaiverRenewals {
    /// For each waiver the larger of what it says itself and what those before it make it.
    ///
    /// - Parameters:
    ///   - gap: the longest time between the end of one and the start of the next.
    ///   - isApproved: whether a waiver was approved by somebody who may; what never applied is not renewed.
    package static func counts(
        of waivers: [Waiver], within gap: TimeAmount, isApproved: (Waiver) -> Bool
    ) -> [Waiver: Int] {
        var counts: [Waiver: Int] = [:]
        var earlier: [Waiver] = []
        for waiver in waivers.sorted(by: precedes) {
            let renewed = earlier.filter { renews(waiver, $0, gap) }.compactMap { counts[$0] }.max()
            counts[waiver] = max(waiver.renewals, (renewed ?? -1) + 1)
            if waiver.renewals < 0 { counts[waiver] = waiver.renewals }
            if isApproved(waiver) { earlier.append(waiver) }
        }
        return counts
    }

    private static func precedes(_ left: Waiver, _ right: Waiver) -> Bool {
        (left.start, left.end, left.id) < (right.start, right.end, right.id)
    }

    private static func renews(_ waiver: Waiver, _ other: Waiver, _ gap: TimeAmount) -> Bool {
        let isOtherRevision = waiver.revision != nil && other.revision != nil && waiver.revision != other.revision
        return other.criterion == waiver.criterion && !isOtherRevision
            && !Set(other.environments).isDisjoint(with: waiver.environments) && waiver.start <= other.end + gap
    }
}
