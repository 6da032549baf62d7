package import ReleaseModel

/// Counts planned actions, in the whole and by kind, in constant memory.
package struct PlanTally: Sendable {
    private var counts = [Int64](repeating: 0, count: PlannedAction.allCases.count * PlanTally.columns)
    /// Resources with at least one action that is a change.
    private var changed: Int64 = 0
    /// Resources whose action cannot be known before the apply.
    package var unknown: Int64 = 0
    /// Addresses of stateful resources that are to be destroyed or replaced, as they may be shown.
    private(set) var destroyed = NameList()
    /// Addresses of resources in `unknown`, with the reason.
    package var undecided = NameList()

    private static let columns = 1 + ResourceKind.named.count

    package init() {}

    /// Counts one resource with everything that happens to it.
    ///
    /// - Parameters:
    ///   - actions: what happens; a resource that is imported and updated has both.
    ///   - kinds: what the resource is.
    ///   - address: the address as it may be shown, made only where it is needed.
    package mutating func count(_ actions: [PlannedAction], _ kinds: ResourceKind, address: () -> String) {
        for action in actions { count(action, kinds, address: address) }
        if actions.contains(where: \.isChange) { changed += 1 }
    }

    private mutating func count(_ action: PlannedAction, _ kinds: ResourceKind, address: () -> String) {
        guard let row = PlannedAction.allCases.firstIndex(of: action) else { return }
        counts[row * PlanTally.columns] += 1
        for (column, named) in ResourceKind.named.enumerated() where kinds.contains(named.kind) {
            counts[row * PlanTally.columns + 1 + column] += 1
        }
        if action.isDestructive, kinds.contains(.stateful) {
            destroyed.append { "\(address()) (\(action.participle); \(kinds.words))" }
        }
    }

    /// Counts a resource whose action cannot be known.
    package mutating func countUnknown(address: () -> String, because reason: String) {
        unknown += 1
        undecided.append { "\(address()) (\(reason))" }
    }

    /// How many resources have `action`.
    package subscript(action: PlannedAction) -> Int64 {
        guard let row = PlannedAction.allCases.firstIndex(of: action) else { return 0 }
        return counts[row * PlanTally.columns]
    }

    /// How many resources of `kind` have `action`.
    package subscript(action: PlannedAction, kind: ResourceKind) -> Int64 {
        guard let row = PlannedAction.allCases.firstIndex(of: action),
            let column = ResourceKind.named.firstIndex(where: { $0.kind == kind })
        else { return 0 }
        return counts[row * PlanTally.columns + 1 + column]
    }

    /// Whether nothing at all was counted.
    package var isEmpty: Bool { counts.allSatisfy { $0 == 0 } && unknown == 0 }

    /// The facts: counts, or all unknown for `reason`.
    package func facts(unknownBecause reason: String? = nil) -> [Fact] {
        if let reason { return PlanTally.factIDs.map { Fact($0, unknown: reason) } }
        let values = counts + [changed, unknown]
        return zip(PlanTally.factIDs, values).map { Fact($0, .count($1)) }
    }

    /// Every fact that a tally gives, in the order of its counts.
    package static let factIDs: [FactID] =
        PlannedAction.allCases.flatMap { action in
            [FactID("plan.\(action.rawValue)")]
                + ResourceKind.named.map { FactID("plan.\(action.rawValue).\($0.name)") }
        } + ["plan.changes", "plan.unknown"]

    /// Notes on what a person should look at first.
    package var notes: [EvidenceNote] {
        var notes: [EvidenceNote] = []
        if !destroyed.isEmpty {
            notes.append(EvidenceNote(.information, "stateful resources that lose what they hold: \(destroyed)"))
        }
        if !undecided.isEmpty {
            notes.append(EvidenceNote(.missing, "what happens cannot be known before the apply: \(undecided)"))
        }
        return notes
    }
}

/// The first few of many names, so that notes stay short whatever the size of the document.
package struct NameList: Hashable, Sendable, CustomStringConvertible {
    private var names: [String] = []
    private var more = 0

    /// Names that are shown; the rest is counted.
    package static let limit = 20

    package init() {}

    package var isEmpty: Bool { names.isEmpty }

    package mutating func append(_ name: () -> String) {
        if names.count < NameList.limit { names.append(name()) } else { more += 1 }
    }

    package var description: String {
        names.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
    }
}
