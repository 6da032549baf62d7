/// A draft as it stands in a file.
struct DraftFile {
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
