package import ReleaseModel

/// All evidence of one review after judgement.
struct EvidenceSet: Sendable {
    /// Every document that could be read, sorted by channel, then path.
    let items: [JudgedItem]
    /// Documents that could not be read or are gone.
    let obstacles: [EvidenceObstacle]
    /// Everything for people, sorted by channel, then path.
    let listed: [JudgedEvidence]
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
        let gone = input.records.seenEvidence.filter { !present.contains($0.path) }.map(EvidenceObstacle.init(gone:))
        let withdrawn = gone.filter { obstacle in
            obstacle.facts.contains { fact in
                EvidenceSet.environments(of: obstacle, in: input.release).contains { environment in
                    !obstacle.isReplaced(
                        by: EvidenceSet.newestAccepted(fact, obstacle.channel, environment, in: items),
                        seen: seenDigests)
                }
            }
        }
        self.items = items
        self.obstacles = (unreadable + gone).sorted { ($0.channel, $0.path) < ($1.channel, $1.path) }
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

    /// The newest accepted document of `channel` that carries `fact` and counts for `environment`.
    static func newestAccepted(
        _ fact: FactID, _ channel: ChannelID, _ environment: EnvironmentID, in items: [JudgedItem]
    ) -> JudgedItem? {
        items.filter {
            $0.standing == .accepted && $0.item.channel == channel && $0.counts(for: environment)
                && $0.item.facts.contains { $0.id == fact }
        }
        .max { ($0.item.observedAt ?? .distantPast, $0.item.path) < ($1.item.observedAt ?? .distantPast, $1.item.path) }
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
            notes: item.notes)
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
    package func evidenceToRemember(runIDs: [String: String] = [:]) -> [SeenEvidence] {
        evidence.compactMap { judged in
            switch judged.standing {
            case .rejected, .broken, .missing, .withdrawn: return nil
            case .accepted, .stale: break
            }
            guard let digest = judged.digest else { return nil }
            return SeenEvidence(
                path: judged.path, channel: judged.channel, environment: judged.environment, digest: digest,
                observedAt: judged.observedAt, facts: judged.facts.map(\.id), runID: runIDs[judged.path])
        }
    }
}
