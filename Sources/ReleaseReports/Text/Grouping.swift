/// Puts together what would read alike, so that people read it once.
enum Grouping {
    /// The items with equal keys together, in the order in which the first of each stands.
    static func groups<Item, Key: Hashable>(of items: [Item], by key: (Item) -> Key) -> [[Item]] {
        var groups: [[Item]] = []
        var places: [Key: Int] = [:]
        for item in items {
            let own = key(item)
            if let place = places[own] {
                groups[place].append(item)
            } else {
                places[own] = groups.count
                groups.append([item])
            }
        }
        return groups
    }
}
