import ReleaseDrafts
package import ReleaseModel

/// Reads drafts from files and says what in them must not leave, whoever wrote them.
package struct DraftCheck {
    /// What was found in one file.
    package struct Result: Hashable, Sendable {
        package var path: String
        package var title: String
        /// What must not leave, with the line of the file.
        package var hits: [GuardHit]
        /// The target's limits and how far the draft fills them; empty where the file names no target.
        package var limits: [String]
        /// Limits that are exceeded.
        package var exceeded: [String]

        /// Reports whether the draft may go to its approver.
        package var isClean: Bool { hits.isEmpty && exceeded.isEmpty }
    }

    package init() {}

    /// Reads the draft at `path`: a card between two lines of dashes, where there is one, a title, and the body.
    package func check(_ path: String) throws(WorkflowFailure) -> Result {
        let bytes = try InputFile.read(path, limit: 4 << 20)
        guard bytes.count <= 4 << 20, let text = String(validating: bytes, as: UTF8.self) else {
            throw WorkflowFailure(.badInput, "\(path): a draft is UTF-8 text of at most 4 MiB")
        }
        let file = DraftFile(text)
        let roles = file.list("approver_roles")
        let hits = DraftGuard().inspect(
            title: file.title, body: file.body, approverTitles: roles.map(Self.words),
            roleTitles: roles + file.list("roles"))
        let (limits, exceeded) = limits(of: file)
        return Result(
            path: path, title: file.title,
            hits: hits.map { hit in
                var hit = hit
                let line = hit.line == 0 ? file.titleLine : file.bodyLine + hit.line - 1
                hit.source = SourceLocation(file: path, line: line)
                return hit
            }, limits: limits, exceeded: exceeded)
    }

    private func limits(of file: DraftFile) -> (limits: [String], exceeded: [String]) {
        guard let target = file.field("target")?.split(separator: " ").first else { return ([], []) }
        let limits = TargetLimits.of(ConnectorID(String(target)))
        let sizes = [
            ("title", limits.unit.length(of: file.title), limits.title),
            ("body", limits.unit.length(of: file.body), limits.body),
        ]
        let lines = sizes.map { name, size, limit in (size <= limit, "\(name) \(size) of \(limit) \(limits.unit)") }
        return (lines.map(\.1), lines.filter { !$0.0 }.map(\.1))
    }

    /// `sre-lead` as people write it: `sre lead`.
    private static func words(_ role: String) -> String { role.replacing("-", with: " ") }
}

/// A draft as it stands in a file.
private struct DraftFile {
    var card: [String: [String]] = [:]
    var title = ""
    var titleLine = 1
    var body = ""
    /// The line of the file on which the body begins.
    var bodyLine = 1

    init(_ text: String) {
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        var index = 0
        if lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") {
            var name = ""
            for line in lines[1..<end] {
                if line.hasPrefix("  - ") {
                    card[name, default: []].append(String(line.dropFirst(4)))
                } else if let colon = line.firstRange(of: ":") {
                    name = String(line[..<colon.lowerBound])
                    let value = line[colon.upperBound...].drop { $0 == " " }
                    card[name] = value.isEmpty ? [] : [String(value)]
                }
            }
            index = end + 1
        }
        while index < lines.count, lines[index].allSatisfy(\.isWhitespace) { index += 1 }
        if index < lines.count {
            titleLine = index + 1
            title = String(lines[index].drop { $0 == "#" || $0 == " " })
            index += 1
        }
        while index < lines.count, lines[index].allSatisfy(\.isWhitespace) { index += 1 }
        bodyLine = index + 1
        body = lines.dropFirst(index).joined(separator: "\n")
    }

    func field(_ name: String) -> String? { card[name]?.first }

    /// A list written as `[a, b]` or one item to a line.
    func list(_ name: String) -> [String] {
        let items = card[name] ?? []
        guard let first = items.first, first.hasPrefix("[") else { return items }
        return first.dropFirst().prefix { $0 != "]" }.split(separator: ",")
            .map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }
}
