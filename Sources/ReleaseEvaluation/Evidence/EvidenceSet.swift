package import ReleaseModel

/// All evidence of one review after judgement.
struct EvidenceSet: Sendable {
    /// Every document that could be read, sorted by channel, then path.
    let items: [JudgedItem]
    /// Documents that could not be read or are gone.
    let obstacles: [EvidenceObstacle]
    /// Everything for people, sorted by channel, then path.
    let listed: [JudgedEvidence]
    /// The newest accepted document for each fact, channel and environment.
    let newest: [Place: JudgedItem]
    /// The digests that earlier runs saw at a path.
    let seenDigests: [String: Set<ContentDigest>]

    /// Judges everything in `input` for a release of `riskClass`; a nil class leaves age out.
    init(_ input: ReviewInput, riskClass: RiskClass?) {
        let judge = EvidenceJudge(input)
        let items = input.evidence.map { judge.judge($0, for: riskClass) }
            .sorted {
                ($0.item.channel, $0.item.path, $0.item.digest) < ($1.item.channel, $1.item.path, $1.item.digest)
            }
        var seenDigests: [String: Set<ContentDigest>] = [:]
        for seen in input.records.seenEvidence { seenDigests[seen.path, default: []].insert(seen.digest) }
        let present = Set(items.map(\.item.path)).union(input.unreadable.map(\.path))

        let unreadable = input.unreadable.map { document in
            EvidenceObstacle(document, facts: EvidenceSet.facts(around: document, items: items, input.records))
        }
        let gone = EvidenceSet.newestOfEach(input.records.seenEvidence.filter { !present.contains($0.path) })
            .map(EvidenceObstacle.init(gone:))
        let newest = EvidenceSet.newestAccepted(in: items, input.release)
        let withdrawn = gone.filter { obstacle in
            obstacle.facts.contains { fact in
                EvidenceSet.environments(of: obstacle, in: input.release).contains { environment in
                    let key = Place(fact: fact, channel: obstacle.channel, environment: environment)
                    return !obstacle.isReplaced(by: newest[key], seen: seenDigests)
                }
            }
        }
        self.items = items
        self.newest = newest
        self.obstacles = (unreadable + gone).sorted {
            ($0.channel, $0.path, $0.environment?.name ?? "") < ($1.channel, $1.path, $1.environment?.name ?? "")
        }
        self.seenDigests = seenDigests
        self.listed =
            (items.map(EvidenceSet.listing) + input.unreadable.map(EvidenceSet.listing)
            + withdrawn.map(\.listing))
            .sorted {
                ($0.channel, $0.path, $0.digest?.hexadecimal ?? "") < (
                    $1.channel, $1.path, $1.digest?.hexadecimal ?? ""
                )
            }
    }

    /// Where a fact is looked for.
    struct Place: Hashable {
        let fact: FactID
        let channel: ChannelID
        let environment: EnvironmentID
    }

    /// The newest accepted document for each fact, channel and environment.
    static func newestAccepted(in items: [JudgedItem], _ release: Release) -> [Place: JudgedItem] {
        var newest: [Place: JudgedItem] = [:]
        for judged in items where judged.standing == .accepted {
            let environments = judged.item.environment.map { [$0] } ?? release.scope.environments.map(\.id)
            for environment in environments {
                for fact in judged.item.facts {
                    let key = Place(fact: fact.id, channel: judged.item.channel, environment: environment)
                    let isOlder = newest[key].map {
                        ($0.item.observedAt ?? .distantPast) > (judged.item.observedAt ?? .distantPast)
                    }
                    if isOlder != true { newest[key] = judged }
                }
            }
        }
        return newest
    }

    /// One memory for each path, channel and environment: the newest, with every fact that any of them carried.
    private static func newestOfEach(_ seen: [SeenEvidence]) -> [SeenEvidence] {
        struct Key: Hashable {
            let path: String
            let channel: ChannelID
            let environment: EnvironmentID?
        }
        let groups = Dictionary(grouping: seen) {
            Key(path: $0.path, channel: $0.channel, environment: $0.environment)
        }
        return groups.values.compactMap { group in
            let newest = group.max { left, right in
                (left.observedAt ?? .distantPast, left.digest) < (right.observedAt ?? .distantPast, right.digest)
            }
            guard var newest else { return nil }
            newest.facts = Set(group.flatMap(\.facts)).sorted()
            return newest
        }
        .sorted {
            ($0.channel, $0.path, $0.environment?.name ?? "") < ($1.channel, $1.path, $1.environment?.name ?? "")
        }
    }

    /// The environments an obstacle touches: its own, or all.
    private static func environments(of obstacle: EvidenceObstacle, in release: Release) -> [EnvironmentID] {
        obstacle.environment.map { [$0] } ?? release.scope.environments.map(\.id)
    }

    /// What an unreadable document is known to have carried: what its format gives, what earlier runs read at its path,
    /// and, where the format is unknown, what the other documents of its channel carry.
    private static func facts(
        around document: UnreadableEvidence, items: [JudgedItem], _ records: LedgerRecords
    ) -> Set<FactID> {
        var facts = Set(document.facts)
        for seen in records.seenEvidence where seen.path == document.path { facts.formUnion(seen.facts) }
        guard document.facts.isEmpty else { return facts }
        for judged in items where judged.item.channel == document.channel {
            facts.formUnion(judged.item.facts.map(\.id))
        }
        return facts
    }

    private static func listing(_ judged: JudgedItem) -> JudgedEvidence {
        let item = judged.item
        return JudgedEvidence(
            path: item.path, channel: item.channel, format: item.format, revision: item.revision,
            environment: item.environment, observedAt: item.observedAt, digest: item.digest,
            standing: judged.standing, expiresAt: judged.expiresAt, facts: item.facts, claims: item.claims,
            notes: item.notes, runID: item.runID, producer: item.producer)
    }

    private static func listing(_ document: UnreadableEvidence) -> JudgedEvidence {
        JudgedEvidence(
            path: document.path, channel: document.channel, environment: document.environment,
            digest: document.digest, standing: EvidenceObstacle.standing(of: document))
    }
}

extension Instant {
    /// Before every instant that a document can name.
    static let distantPast = Instant(milliseconds: -1 << 60)
}

extension ReadinessReview {
    /// What the ledger has to remember, so that evidence that goes away later is missed: every document of this review
    /// that is about its subject. A rejected document is about something else and is not remembered.
    package var evidenceToRemember: [SeenEvidence] {
        evidence.compactMap { judged in
            switch judged.standing {
            case .rejected, .broken, .missing, .withdrawn: return nil
            case .accepted, .stale: break
            }
            guard let digest = judged.digest else { return nil }
            return SeenEvidence(
                path: judged.path, channel: judged.channel, environment: judged.environment, digest: digest,
                observedAt: judged.observedAt, facts: judged.facts.map(\.id), runID: judged.runID)
        }
    }
}
