package import ReleaseModel

/// A time as tools write it, and whether they said in which zone.
package struct StatedTime: Hashable, Sendable {
    package let instant: Instant
    /// False where no offset stands there; the time is then taken as UTC.
    package let hasZone: Bool

    /// Reads RFC 3339, the same without an offset, and the `2016-08-12 15:23:28 UTC` of GitLab's webhooks; nil where it
    /// is anything else.
    package init?(_ text: String) {
        let trimmed = text.hasSuffix(" UTC") ? String(text.dropLast(4)) + "Z" : text
        if let instant = Instant(rfc3339: trimmed) {
            self.instant = instant
            self.hasZone = true
        } else if let instant = Instant(rfc3339: trimmed + "Z") {
            self.instant = instant
            self.hasZone = false
        } else {
            // GitLab's API and Ruby write "2016-08-12 15:23:28 +0200".
            guard let space = trimmed.lastIndex(of: " "),
                let instant = Instant(rfc3339: String(trimmed[..<space] + trimmed[trimmed.index(after: space)...]))
            else { return nil }
            self.instant = instant
            self.hasZone = true
        }
    }
}
