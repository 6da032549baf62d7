/// A request path such as `/repos/{owner}/{repo}/issues`, with or without a query.
package struct PathTemplate: Hashable, Sendable {
    /// As it is written on request cards.
    package let text: String
    private let segments: [String]
    private let query: Set<String>

    /// Each `name=value` behind `?`, and each of `optional`, may stand in a path, in any order; `{x}` as a value stands for
    /// any of letters, digits, `-`, `_` and single dots.
    init(_ text: String, optional: [String] = []) {
        self.text = text
        let parts = text.split(separator: "?", maxSplits: 1).map(String.init)
        segments = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        query = Set((parts.count > 1 ? parts[1] : "").split(separator: "&").map(String.init)).union(optional)
    }

    /// The names in braces, in order.
    var parameters: [String] {
        text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) }
    }

    /// Whether `path` is one of this template. A segment in braces takes one segment that cannot be taken for another
    /// place: not empty, no `.` or `..`, no encoded slash except in GitLab's `group%2Fproject`.
    func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let found = (parts.first ?? "").split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard found.count == segments.count, zip(segments, found).allSatisfy(PathTemplate.segment) else { return false }
        guard parts.count > 1 else { return true }
        return parts[1].split(separator: "&", omittingEmptySubsequences: false).allSatisfy { item in
            query.contains { PathTemplate.queryItem($0, String(item)) }
        }
    }

    private static func segment(_ template: String, _ found: String) -> Bool {
        guard let open = template.firstIndex(of: "{"), let close = template.lastIndex(of: "}"), open < close else {
            return template == found
        }
        let prefix = template[..<open]
        let suffix = template[template.index(after: close)...]
        guard found.hasPrefix(prefix), found.hasSuffix(suffix), found.count > prefix.count + suffix.count else {
            return false
        }
        let value = String(found.dropFirst(prefix.count).dropLast(suffix.count))
        if value == template[open...close] { return true }
        return isPlain(value, mayNest: nesting.contains(template))
    }

    /// The parameters that hold a path of their own, with `%2F` between its parts.
    private static let nesting = ["{project}", "{slug}"]

    private static func isPlain(_ value: String, mayNest: Bool) -> Bool {
        let parts =
            mayNest
            ? value.replacing("%2f", with: "%2F").split(separator: "%2F", omittingEmptySubsequences: false)
            : [value[...]]
        return parts.allSatisfy { part in
            let lower = part.lowercased()
            guard !lower.isEmpty, lower != ".", lower != ".." else { return false }
            guard !["%2f", "%2e", "%00", "%5c", "%25"].contains(where: lower.contains) else { return false }
            return lower.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                    || "-_.~!@:%+=,$'()".unicodeScalars.contains(scalar)
            }
        }
    }

    private static func queryItem(_ template: String, _ found: String) -> Bool {
        guard template.hasSuffix("}"), let open = template.firstIndex(of: "{") else { return template == found }
        let value = found.dropFirst(template[..<open].count)
        guard found.hasPrefix(template[..<open]) else { return false }
        if value == template[open...] { return true }
        return !value.isEmpty && !value.contains("..")
            && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }

    /// The path with the values that are known; the others keep their braces.
    func filled(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.reduce(text) { path, value in
            path.replacing("{\(value.key)}", with: PercentEncoding.segment(value.value))
        }
    }
}

/// RFC 3986 percent-encoding.
enum PercentEncoding {
    /// Keeps unreserved characters and those that ids of the connectors hold.
    static func segment(_ text: String) -> String { encoded(text, keeping: "-_.~!@:") }

    /// The value of an `application/x-www-form-urlencoded` field.
    static func formValue(_ text: String) -> String { encoded(text, keeping: "-_.~") }

    private static func encoded(_ text: String, keeping kept: String) -> String {
        let alphabet = Array("0123456789ABCDEF".utf8)
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122: output.append(byte)
            case _ where kept.utf8.contains(byte): output.append(byte)
            default: output += [37, alphabet[Int(byte >> 4)], alphabet[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
