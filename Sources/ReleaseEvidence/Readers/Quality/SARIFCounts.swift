import ReleaseModel

/// Findings by what they count as.
struct SARIFCounts {
    var critical = 0
    var high = 0
    var medium = 0
    var low = 0
    var suppressed = 0
    var new = 0
    var undecided = 0
    var absent = 0
    var unranked = 0
    /// Open findings without a baseline state.
    var withoutBaseline = 0

    mutating func add(_ other: SARIFCounts) {
        critical += other.critical
        high += other.high
        medium += other.medium
        low += other.low
        suppressed += other.suppressed
        new += other.new
        undecided += other.undecided
        absent += other.absent
        unranked += other.unranked
        withoutBaseline += other.withoutBaseline
    }

    func add(to reading: inout EvidenceReading) {
        reading.count("security.critical", critical)
        reading.count("security.high", high)
        reading.count("security.medium", medium)
        reading.count("security.low", low)
        reading.count("security.suppressed", suppressed)
        if withoutBaseline == 0 {
            reading.count("security.new", new)
        } else {
            reading.giveUnknown(
                ["security.new"], "\(withoutBaseline) findings have no baseline state, so nobody knows which are new")
        }
        if undecided > 0 {
            reading.note(.information, "\(undecided) results are open or need review and count as medium")
        }
        if absent > 0 { reading.note(.ignored, "\(absent) findings of the baseline are gone") }
        if unranked > 0 { reading.note(.ignored, "\(unranked) findings have the level none") }
    }
}
