import ReleaseModel

/// What all the evidence of a review says about each fact in each environment.
///
/// A document that does not count stands in the way of the facts it carried until a later document of the same channel
/// takes its place: otherwise an older, better document would answer in its stead.
struct FactTable: Sendable {
    /// The value of one fact in one environment, or why it is unknown.
    struct Resolution: Sendable {
        var reading: FactReading
        /// The documents that count, newest first.
        var sources: [JudgedItem]
        /// Documents that say something else.
        var conflicts: [String]
        /// Older documents whose place was taken and whose value was worse.
        var replaced: [String]

        /// Why the value is what it is, in the words of the documents that say so, each once.
        func reasons(for fact: FactID) -> [String] {
            guard case .known(let value) = reading else { return [] }
            var seen: Set<String> = []
            return sources.compactMap { source in
                source.item.facts.first { $0.id == fact && $0.value == value }?.reason
            }.filter { seen.insert($0).inserted }
        }

        /// The earliest instant at which one of the sources becomes stale.
        var expiresAt: Instant? { sources.compactMap(\.expiresAt).min() }
        /// The oldest source's time.
        var oldest: Instant? { sources.compactMap(\.item.observedAt).min() }
        var references: [Finding.EvidenceReference] {
            sources.map {
                Finding.EvidenceReference(path: $0.item.path, digest: $0.item.digest, observedAt: $0.item.observedAt)
            }
        }
    }

    private let evidence: EvidenceSet
    private let carriers: [FactID: [JudgedItem]]

    init(_ evidence: EvidenceSet) {
        self.evidence = evidence
        var carriers: [FactID: [JudgedItem]] = [:]
        for judged in evidence.items {
            for fact in judged.item.facts { carriers[fact.id, default: []].append(judged) }
        }
        self.carriers = carriers
    }

    /// Every fact that a document carries, sorted.
    var facts: [FactID] { carriers.keys.sorted() }

    /// Why `fact` is unknown in `environment` although documents may carry it; empty where nothing stands in the way.
    func hindrances(to fact: FactID, in environment: EnvironmentID) -> [String] {
        let found = (carriers[fact] ?? []).filter { $0.counts(for: environment) }
        var newest: [ChannelID: JudgedItem] = [:]
        for judged in found where judged.standing == .accepted {
            guard let current = newest[judged.item.channel] else {
                newest[judged.item.channel] = judged
                continue
            }
            if (current.item.observedAt ?? .distantPast) <= (judged.item.observedAt ?? .distantPast) {
                newest[judged.item.channel] = judged
            }
        }
        let unaccepted = found.compactMap { judged -> String? in
            guard judged.standing != .accepted else { return nil }
            if let later = newest[judged.item.channel], EvidenceGeneration.isLater(later.item, than: judged.item) {
                return nil
            }
            return FactTable.explain(judged.item.path, judged.standing)
        }
        let obstacles = evidence.obstacles.compactMap { obstacle -> String? in
            guard obstacle.covers(fact, in: environment),
                !obstacle.isReplaced(by: newest[obstacle.channel], seen: evidence.seenDigests)
            else { return nil }
            return FactTable.explain(obstacle.path, obstacle.standing)
        }
        return unaccepted + obstacles
    }

    /// The value of `fact` in `environment`.
    func resolve(_ fact: FactID, in environment: EnvironmentID) -> Resolution {
        let hindrances = hindrances(to: fact, in: environment)
        let accepted = (carriers[fact] ?? []).filter { $0.standing == .accepted && $0.counts(for: environment) }
            .sorted(by: FactTable.isNewer)
        if let first = hindrances.first {
            let more = hindrances.count > 1 ? " (and \(hindrances.count - 1) more)" : ""
            return Resolution(reading: .unknown(first + more), sources: accepted, conflicts: [], replaced: [])
        }
        guard !accepted.isEmpty else {
            return Resolution(
                reading: .unknown("no accepted evidence carries \"\(fact)\" for \(environment)"), sources: [],
                conflicts: [], replaced: [])
        }
        var perChannel: [(reading: FactReading, sources: [JudgedItem])] = []
        var replaced: [String] = []
        for channel in Set(accepted.map(\.item.channel)).sorted() {
            let own = accepted.filter { $0.item.channel == channel }
            guard let newest = own.first else { continue }
            let parts = own.filter { !EvidenceGeneration.isLater(newest.item, than: $0.item) }
            let reading = FactCombination.combine(fact, parts: parts.map(\.item))
            replaced += own.filter { EvidenceGeneration.isLater(newest.item, than: $0.item) }
                .compactMap { FactTable.worseValue(fact, of: $0.item, than: reading) }
            perChannel.append((reading, parts))
        }
        perChannel.sort { left, right in
            guard let first = left.sources.first, let second = right.sources.first else { return false }
            return FactTable.isNewer(first, second)
        }
        var resolution = merge(fact, perChannel)
        resolution.replaced = replaced
        return resolution
    }

    private func merge(_ fact: FactID, _ channels: [(reading: FactReading, sources: [JudgedItem])]) -> Resolution {
        let readings = channels.map(\.reading)
        let sources = channels.flatMap(\.sources)
        switch FactCombination.acrossChannels(fact) {
        case .sum:
            return Resolution(
                reading: FactCombination.sum(fact, ofReadings: readings), sources: sources, conflicts: [], replaced: [])
        case .worst:
            return Resolution(
                reading: FactCombination.worst(fact, of: readings), sources: sources, conflicts: [], replaced: [])
        case .newest: break
        }
        guard let winner = channels.first else {
            return Resolution(reading: .unknown("no document"), sources: [], conflicts: [], replaced: [])
        }
        // Channels observed at the same instant cannot be told apart by age, and a run that said something worse before
        // is not hidden by its later word.
        let runs = Set(winner.sources.compactMap(\.item.runID))
        let equals = channels.filter { other in
            other.sources.first?.item.observedAt == winner.sources.first?.item.observedAt
                || other.sources.contains { $0.item.runID.map(runs.contains) ?? false }
        }
        let reading = FactCombination.worst(fact, of: equals.map(\.reading))
        let hasDirection = FactCatalog.definition(of: fact)?.largerIsWorse != nil
        let conflicts = channels.filter { hasDirection && $0.reading != reading }.compactMap { other -> String? in
            guard let item = other.sources.first?.item else { return nil }
            return "\(item.path) says \(FactTable.display(other.reading))"
        }
        return Resolution(reading: reading, sources: equals.flatMap(\.sources), conflicts: conflicts, replaced: [])
    }

    /// Newest first; at the same instant by path.
    private static func isNewer(_ left: JudgedItem, _ right: JudgedItem) -> Bool {
        let (first, second) = (left.item.observedAt ?? .distantPast, right.item.observedAt ?? .distantPast)
        return first != second ? first > second : left.item.path < right.item.path
    }

    private static func worseValue(_ fact: FactID, of item: EvidenceItem, than reading: FactReading) -> String? {
        guard case .known(let value) = FactCombination.reading(fact, in: item), case .known(let counted) = reading,
            FactCombination.isWorse(value, than: counted, for: fact)
        else { return nil }
        return "the older \(item.path) says \(value.display)"
    }

    static func display(_ reading: FactReading) -> String {
        switch reading {
        case .known(let value): value.display
        case .unknown(let reason): "unknown (\(reason))"
        }
    }

    /// `ci/run.json is STALE: …`.
    static func explain(_ path: String, _ standing: JudgedEvidence.Standing) -> String {
        switch standing {
        case .accepted: "\(path) is ACCEPTED"
        case .stale(let age, let limit): "\(path) is STALE: it is \(age) old; the limit is \(limit)"
        case .rejected(let reason), .broken(let reason), .missing(let reason), .withdrawn(let reason):
            "\(path) is \(standing.word): \(reason)"
        }
    }
}
