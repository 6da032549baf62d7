package import ReleaseModel

/// What changed between what was approved and what stands there at present.
///
/// Added or worsened items void an approval, removed or improved ones do not. The order of items and times never
/// matter, because an approved content holds neither.
package enum ApprovedContentComparison {
    /// Every change that voids the approval, in words, sorted by item; empty where the approval stands.
    package static func voidingChanges(from approved: ApprovedContent, to current: ApprovedContent) -> [String] {
        let before = Dictionary(approved.items.map { ($0.name, $0) }, uniquingKeysWith: worse)
        let after = Dictionary(current.items.map { ($0.name, $0) }, uniquingKeysWith: worse)
        let others = after.values.sorted().filter { !$0.isPlanned }.compactMap { item in
            voidingChange(from: before[item.name], to: item)
        }
        return plannedChanges(from: before, to: after) + others
    }

    /// The change of one item in words; nil where it voids nothing.
    private static func voidingChange(from old: ApprovedContent.Item?, to item: ApprovedContent.Item) -> String? {
        guard let old else { return item.severity == 0 ? nil : "\(item.name) was added: \(item.value)" }
        guard old != item else { return nil }
        guard let severity = item.severity, let oldSeverity = old.severity else {
            return old.value == item.value ? nil : "\(item.name) changed from \(old.value) to \(item.value)"
        }
        if severity > oldSeverity {
            return item.name == "class"
                ? "the risk class rose from \(old.value) to \(item.value)"
                : "\(item.name) worsened from \(old.value) to \(item.value)"
        }
        return severity == oldSeverity ? "\(item.name) changed from \(old.value) to \(item.value)" : nil
    }

    /// Planned changes that were not approved: the first few by name, the rest counted.
    private static func plannedChanges(
        from before: [String: ApprovedContent.Item], to after: [String: ApprovedContent.Item]
    ) -> [String] {
        let known = Set(before.values.compactMap(\.plannedAddress))
        let words = after.values.sorted().filter { $0.isPlanned && before[$0.name] != $0 }.map { item in
            guard let address = item.plannedAddress else { return "the plan is not the one that was approved" }
            return known.contains(address)
                ? "what is planned for \(address) changed" : "\(address) was added to what is planned"
        }
        guard words.count > shownChanges else { return words }
        return words.prefix(shownChanges) + [
            "\(words.count - shownChanges) more planned changes are not those approved"
        ]
    }

    private static let shownChanges = 5

    /// Reports whether the two hold the same items: a rejection sticks as long as they do.
    package static func isSame(_ left: ApprovedContent, _ right: ApprovedContent) -> Bool {
        Set(left.items) == Set(right.items)
    }

    private static func worse(_ left: ApprovedContent.Item, _ right: ApprovedContent.Item) -> ApprovedContent.Item {
        (left.severity ?? .max) >= (right.severity ?? .max) ? left : right
    }
}
