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
        guard let open = template.firstIndex(of: "{"), template.hasSuffix("}") else { return template == found }
        let prefix = template[..<open]
        guard found.hasPrefix(prefix) else { return false }
        let value = found.dropFirst(prefix.count)
        if value == template[open...] { return true }
        let plain = value.lowercased().replacing("%2f", with: "")
        let mayNest = template == "{project}"
        guard !value.isEmpty, value != ".", value != "..", mayNest || plain == value.lowercased() else { return false }
        return plain.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                || "-_.~!@:%+=,$'()".unicodeScalars.contains(scalar)
        } && !plain.contains("%2e") && !plain.contains("%00") && !plain.contains("%5c") && !plain.contains("%25")
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
