import ReleaseModel

/// Engine 5: whether the planned time leaves people and days to repair what goes wrong.
enum ScheduleEngine: RiskEngine {
    /// Working time after the start under which the day counts as ending.
    static let minimumMinutesLeft = 120

    static func factors(_ context: RiskContext) -> [RiskAssessment.Factor] {
        relevant(context).flatMap { facts -> [RiskAssessment.Factor] in
            var factors: [RiskAssessment.Factor] = []
            let start = "\(facts.environment) is planned for \(facts.localStart)"
            if facts.isOutsideWorkingDays {
                factors.append(.init(.outsideWorkingDays, .medium, "\(start), outside working days"))
            } else if let minutes = facts.minutesToEndOfDay, minutes < minimumMinutesLeft {
                factors.append(
                    .init(
                        .endOfDay, .medium,
                        "\(start): \(minutes) min of the working day are left; the limit is \(minimumMinutesLeft)"))
            }
            let planned = context.scope.environments.first { $0.id == facts.environment }?.plannedStart
            if let freeze = facts.nextFreeze, let planned {
                let limit = TimeAmount.days(Int64(clamping: min(max(context.limits.daysBeforeFreeze, 0), 3650)))
                if freeze - planned <= limit {
                    let title = facts.nextFreezeTitle.map { "\"\($0)\" " } ?? ""
                    factors.append(
                        .init(
                            .nearFreeze, .medium,
                            "\(start); the freeze \(title)begins \(freeze - planned) later; the limit is \(limit)"))
                }
            }
            if let other = facts.overlapping.sorted().first {
                factors.append(
                    .init(
                        .overlappingRelease, .high,
                        "\(start), together with \(facts.overlapping.count) other release of the same module: \"\(other)\""
                    ))
            }
            return factors
        }
    }

    /// The facts of the environments that customers reach, else of all.
    static func relevant(_ context: RiskContext) -> [ScheduleFacts] {
        let late = Set(context.scope.environments.filter { $0.kind >= .preproduction }.map(\.id))
        let facts = context.input.schedule.sorted { $0.environment < $1.environment }
        return late.isEmpty ? facts : facts.filter { late.contains($0.environment) }
    }
}
