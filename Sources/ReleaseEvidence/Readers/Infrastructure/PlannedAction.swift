/// What a planning tool will do to one resource, in one vocabulary for all tools.
///
/// The raw value is the middle of the fact's name: `plan.creates`, `plan.creates.stateful`.
package enum PlannedAction: String, CaseIterable, Hashable, Sendable {
    case creates
    /// Changed in place.
    case updates
    /// Destroyed and created again, in either order: one add and one destroy in Terraform's own words.
    case replaces
    case deletes
    /// Read while the plan is applied.
    case reads
    /// Renamed in the state; nothing happens to the resource.
    case moves
    case imports
    /// Dropped from management and left running.
    case forgets

    /// Whether the action counts as a change: reads and moves leave resources as they are.
    package var isChange: Bool { self != .reads && self != .moves }

    /// Whether what the resource holds is lost.
    package var isDestructive: Bool { self == .replaces || self == .deletes }

    /// The action in the sentence "… is to be …".
    package var participle: String {
        switch self {
        case .creates: "created"
        case .updates: "changed in place"
        case .replaces: "destroyed and created again"
        case .deletes: "destroyed"
        case .reads: "read"
        case .moves: "renamed"
        case .imports: "imported"
        case .forgets: "dropped from management"
        }
    }
}
