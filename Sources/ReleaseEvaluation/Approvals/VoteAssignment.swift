import ReleaseModel

/// Decides whether votes meet a requirement where each person has one vote, whatever roles they fill.
///
/// A requirement is a choice between lists of slots; each slot takes one person of one of its roles. Filling the slots
/// of a list is a matching of people to slots, so a person in two roles is used where they are needed.
struct VoteAssignment {
    typealias Slot = [RoleID]

    /// More choices than any matrix that people can read.
    static let maximumAlternatives = 256
    static let maximumSlots = 64

    /// The lists of slots of which one has to be filled; empty where the requirement can never be met, nil where it has
    /// too many choices to decide.
    static func alternatives(of requirement: ApprovalRequirement) -> [[Slot]]? {
        switch requirement {
        case .role(let role): return [[[role]]]
        case .count(let count, let roles):
            guard count >= 1, !roles.isEmpty else { return [] }
            return count <= maximumSlots ? [Array(repeating: roles, count: count)] : nil
        case .anyOf(let parts):
            var all: [[Slot]] = []
            for part in parts {
                guard let own = alternatives(of: part) else { return nil }
                all += own
                guard all.count <= maximumAlternatives else { return nil }
            }
            return all
        case .allOf(let parts):
            // All of nobody is nobody, as any of nobody is: a missing list never lets everybody through.
            guard !parts.isEmpty else { return [] }
            var all: [[Slot]] = [[]]
            for part in parts {
                guard let own = alternatives(of: part) else { return nil }
                guard all.count * own.count <= maximumAlternatives else { return nil }
                all = all.flatMap { list in own.map { list + $0 } }
            }
            return all.contains { $0.count > maximumSlots } ? nil : all
        }
    }

    /// The person for each slot, nil for those that nobody is left for; as many as possible are filled.
    ///
    /// - Parameter votes: the roles in which each person's vote counts, by resolved identity.
    static func fill(_ slots: [Slot], with votes: [String: Set<RoleID>]) -> [String?] {
        var assigned: [String?] = Array(repeating: nil, count: slots.count)
        var slotOf: [String: Int] = [:]
        let people = votes.keys.sorted()

        func place(_ slot: Int, _ visited: inout Set<String>) -> Bool {
            for person in people where !visited.contains(person) {
                guard votes[person]?.isDisjoint(with: slots[slot]) == false else { continue }
                visited.insert(person)
                if let other = slotOf[person], !place(other, &visited) { continue }
                slotOf[person] = slot
                assigned[slot] = person
                return true
            }
            return false
        }
        for slot in slots.indices {
            var visited: Set<String> = []
            _ = place(slot, &visited)
        }
        return assigned
    }
}
