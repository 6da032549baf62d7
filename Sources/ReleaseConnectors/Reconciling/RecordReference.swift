package import ReleaseModel

/// How people name a record: by the id that the target's lists have, or by the address in their browser.
package enum RecordReference {
    /// Reports whether `reference`, an id or an address, names the record that lists call `id`.
    ///
    /// An address names an id that is one of its parts: `https://acme.atlassian.net/browse/REL-12` names `REL-12`,
    /// `https://acme.slack.com/archives/C01/p1795000000000100` names the message `1795000000.000100`, and a Notion
    /// address names the page whose 32 digits it ends with.
    package static func names(_ reference: String, _ id: String) -> Bool {
        if reference == id { return true }
        guard !id.isEmpty, reference.contains("/") else { return isSameUUID(reference, id) }
        let slackID = "p" + id.replacing(".", with: "")
        let parts = reference.split { "/?#&=".contains($0) }.map(String.init)
        // A bare number in a host or a query is no record: the id stands in the path.
        let path = parts.dropFirst(reference.contains("://") ? 2 : 0)
        return path.contains { $0 == id || (id.contains(".") && $0 == slackID) || isSameUUID($0, id) }
    }

    /// A UUID with and without its hyphens, and behind a title as Notion writes it.
    private static func isSameUUID(_ text: String, _ id: String) -> Bool {
        let digits = id.replacing("-", with: "").lowercased()
        guard digits.utf8.count == 32, digits.allSatisfy(\.isHexDigit) else { return false }
        return text.replacing("-", with: "").lowercased().hasSuffix(digits)
    }
}

extension Instant {
    /// The time of a last change as targets list it: RFC 3339, or Jira's form with an offset without a colon.
    init?(listed text: String) {
        if let instant = Instant(rfc3339: text) {
            self = instant
            return
        }
        guard text.utf8.count > 5, let sign = text.dropLast(4).last, sign == "+" || sign == "-" else { return nil }
        self.init(rfc3339: "\(text.dropLast(2)):\(text.suffix(2))")
    }
}

extension RecordReference {
    /// The id in an address, as the target's own requests take it; the reference itself where it is no address, or one
    /// of a form that is not known.
    package static func id(of reference: String, at connector: ConnectorID) -> String {
        guard reference.contains("://") else { return reference }
        let parts = reference.split { "/?#&=".contains($0) }.map(String.init).dropFirst(2)
        func part(behind name: String) -> String? {
            parts.firstIndex(of: name).flatMap { parts.indices.contains($0 + 1) ? parts[$0 + 1] : nil }
        }
        let id: String? =
            switch connector.name {
            case "jira", "jsm": part(behind: "browse") ?? part(behind: "issues")
            case "confluence": part(behind: "edit-v2") ?? part(behind: "pages") ?? part(behind: "pageId")
            case "github", "gitlab", "redmine":
                part(behind: "issues") ?? part(behind: "pull") ?? part(behind: "merge_requests")
                    ?? part(behind: "releases")
            case "azure-devops": part(behind: "edit") ?? part(behind: "pullrequest")
            case "rt": part(behind: "id")
            case "servicenow": part(behind: "sys_id")
            case "slack": parts.last.flatMap(slackTime)
            case "notion": parts.last.flatMap(uuid)
            default: nil
            }
        return id ?? reference
    }

    /// `p1795000000000100` is the message of `1795000000.000100`.
    private static func slackTime(_ part: String) -> String? {
        let digits = part.dropFirst()
        guard part.hasPrefix("p"), digits.utf8.count > 6, digits.allSatisfy(\.isNumber) else { return nil }
        return "\(digits.dropLast(6)).\(digits.suffix(6))"
    }

    /// The 32 digits at the end, with hyphens.
    private static func uuid(_ part: String) -> String? {
        let digits = part.suffix(32)
        guard digits.utf8.count == 32, digits.allSatisfy(\.isHexDigit) else { return nil }
        var rest = digits[...]
        return [8, 4, 4, 4, 12].map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }.joined(separator: "-")
    }
}
