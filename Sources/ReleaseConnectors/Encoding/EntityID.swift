/// What ids of other systems look like, where a container may be one already.
enum EntityID {
    /// Decimal digits.
    static func isNumber(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } }

    /// 32 hexadecimal digits, with the hyphens of RFC 9562 or without any, as Notion writes both.
    static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12] || groups.map(\.utf8.count) == [32] else { return false }
        return groups.allSatisfy {
            $0.utf8.allSatisfy { (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0) }
        }
    }

    /// Twelve lower-case letters and digits, as Statuspage names its pages.
    static func isPageID(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) }
    }
}
