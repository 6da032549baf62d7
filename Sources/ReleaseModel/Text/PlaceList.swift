/// Places in words, as many as a person reads.
package enum PlaceList {
    /// So many are named one by one; of more, the first three.
    private static let limit = 6

    /// `TRN`, `TRN and OPS`, `P0, P1, P10 and 997 more`, in the order given.
    package static func words(_ places: [String]) -> String {
        let named = places.count > limit ? Array(places.prefix(3)) : places
        let rest = places.count - named.count
        guard let last = named.last, named.count > 1 else { return named.first ?? "" }
        if rest > 0 { return "\(named.joined(separator: ", ")) and \(rest) more" }
        return "\(named.dropLast().joined(separator: ", ")) and \(last)"
    }
}
