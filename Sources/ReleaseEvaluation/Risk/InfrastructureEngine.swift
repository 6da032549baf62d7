import ReleaseModel

/// Engine 3: what the plans will do to the infrastructure.
///
/// The largest value of any readable plan counts, old ones too. It never goes above high by itself, so that a plan that
/// nobody can read, which counts as high, is never better than one that can be read.
enum InfrastructureEngine: RiskEngine {
    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        let items = context.readable
        var factors: [RiskAssessment.Factor] = []
        func raise(_ id: RiskFactorCatalog.ID, _ riskClass: RiskClass, _ count: Int64, _ words: String) {
            if count > 0 { factors.append(.init(id, riskClass, "\(count) \(words)")) }
        }
        let total = { (names: [String]) in largestSum(names, in: items) }
        let stateful = total(["plan.deletes.stateful", "plan.replaces.stateful"])
        let data = total(["plan.deletes.data", "plan.replaces.data"])
        raise(.statefulDestruction, .high, max(stateful, data), "stateful or data resources will be destroyed")
        raise(.resourceDestruction, .medium, total(["plan.deletes", "plan.replaces"]), "resources will be destroyed")
        for (kind, id) in [("identity", RiskFactorCatalog.ID.identityChange), ("network", .networkChange)] {
            let destroyed = total(["plan.deletes.\(kind)", "plan.replaces.\(kind)"])
            if destroyed > 0 {
                raise(id, .high, destroyed, "\(kind) resources will be destroyed")
            } else {
                raise(
                    id, .medium, total(["plan.creates.\(kind)", "plan.updates.\(kind)"]),
                    "\(kind) resources will change")
            }
        }
        let changes = max(
            total(["plan.changes"]),
            total(["plan.creates", "plan.updates", "plan.replaces", "plan.deletes", "plan.imports", "plan.forgets"]))
        let limits = context.limits
        if changes >= limits.resourcesForHigh {
            raise(.blastRadius, .high, changes, "resources change; high from \(limits.resourcesForHigh)")
        } else if changes >= limits.resourcesForMedium {
            raise(.blastRadius, .medium, changes, "resources change; medium from \(limits.resourcesForMedium)")
        }
        raise(.driftFound, .medium, total(["drift.resources"]), "resources differ from their recorded state")
        let doubts = total(["plan.unknown", "plan.errors", "plan.checks_failed", "plan.hosts_unreachable"])
        raise(.planUncertain, .medium, doubts, "errors, failed checks and changes that the plan cannot foresee")

        let unusable = unusable(context)
        if let first = unusable.first {
            let more = unusable.count > 1 ? " (and \(unusable.count - 1) more)" : ""
            factors.append(.init(.infrastructureUnreadable, .high, first + more))
        }
        return factors
    }

    /// Reports whether a plan of this release counts.
    static func hasData(_ context: RiskContext) -> Bool {
        context.evidence.items.contains { judged in
            judged.standing == .accepted && judged.item.facts.contains { isPlan($0.id) && $0.value != nil }
        }
    }

    /// Plans that exist and do not count, other than by age, which engine 6 sees.
    private static func unusable(_ context: RiskContext) -> [String] {
        let rejected = context.evidence.items.compactMap { judged -> String? in
            let isAboutPlans =
                judged.item.facts.contains { isPlan($0.id) }
                || ChannelTraits.infrastructureChannels.contains(judged.item.channel)
            guard isAboutPlans else { return nil }
            if case .rejected = judged.standing { return FactTable.explain(judged.item.path, judged.standing) }
            let unknown = judged.item.facts.first { InfrastructureEngine.isPlan($0.id) && $0.value == nil }
            return unknown.map { "\(judged.item.path) leaves \($0.id) unknown" }
        }
        let gone = context.evidence.obstacles.compactMap { obstacle -> String? in
            let isAboutPlans =
                obstacle.facts.contains(where: isPlan)
                || ChannelTraits.infrastructureChannels.contains(obstacle.channel)
            guard isAboutPlans else { return nil }
            let newest = context.scope.environments.compactMap { environment in
                obstacle.facts.sorted().first(where: InfrastructureEngine.isPlan).flatMap { fact in
                    context.evidence.newest[
                        EvidenceSet.Place(fact: fact, channel: obstacle.channel, environment: environment.id)]
                }
            }.first
            guard !obstacle.isReplaced(by: newest, seen: context.evidence.seenDigests) else { return nil }
            return FactTable.explain(obstacle.path, obstacle.standing)
        }
        return rejected + gone
    }

    private static func isPlan(_ fact: FactID) -> Bool {
        fact.name.hasPrefix("plan.") || fact.name.hasPrefix("drift.")
    }

    /// The largest sum of the facts called `names` that one document gives.
    private static func largestSum(_ names: [String], in items: [EvidenceItem]) -> Int64 {
        let wanted = Set(names.map { FactID($0) })
        return items.map { item in
            item.facts.reduce(Int64(0)) { sum, fact in
                guard wanted.contains(fact.id), case .count(let count) = fact.value else { return sum }
                let (total, overflow) = sum.addingReportingOverflow(max(0, count))
                return overflow ? .max : total
            }
        }.max() ?? 0
    }
}
