/// A text file that holds the inputs as plain sentences: `name: sentence` lines, sections with headings, a table, or
/// sentences in order.
enum SentenceFile {
    /// The inputs and their sentences, by name.
    static func inputs(_ text: String) -> [String: String] {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
        let table = lines.compactMap(tableRow)
        if !table.isEmpty { return Dictionary(table, uniquingKeysWith: { first, _ in first }) }
        var named: [String: String] = [:]
        var current: String?
        for (index, line) in lines.enumerated() {
            // The rule of a Markdown table and the row above it say nothing of their own.
            if isRule(line) || index + 1 < lines.count && isRule(lines[index + 1]) { continue }
            let line = line.hasPrefix("|") ? row(line) : line
            if let (name, rest) = label(line) {
                current = name
                named[name] = [named[name], rest].compactMap(\.self).joined(separator: "\n").trimmed
            } else if let name = current, !isHeading(line) {
                named[name] = [named[name], line].compactMap(\.self).joined(separator: "\n").trimmed
            }
        }
        if !named.isEmpty { return named }
        let plain = lines.filter { !isHeading($0) }
        return Dictionary(zip(order, plain), uniquingKeysWith: { first, _ in first })
    }

    /// Why the text cannot be taken apart; nil where it can. Sentences without names are told apart by their order alone,
    /// so there has to be one for each input.
    static func refusal(_ text: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
        guard lines.allSatisfy({ tableRow($0) == nil && label($0) == nil }) else { return nil }
        let plain = lines.filter { !isHeading($0) }
        guard !(InputReader.names.count...order.count).contains(plain.count) else { return nil }
        return
            "\(plain.count) lines and none is named; begin each with its input, such as \"rollback_plan: …\", or give "
            + "one line each for \(InputReader.names.joined(separator: ", "))"
    }

    /// The order of sentences that stand without names.
    static let order = InputReader.names + ["preferred_llm"]

    private static func isHeading(_ line: String) -> Bool { line.hasPrefix("#") }

    /// `| name | description | "example" |`: the last cell counts.
    private static func tableRow(_ line: String) -> (String, String)? {
        guard line.contains("|") else { return nil }
        let cells = line.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
        guard cells.count >= 2, let name = inputName(cells[0]), let last = cells.last else { return nil }
        return (name, last)
    }

    private static func isRule(_ line: String) -> Bool {
        line.hasPrefix("|") && line.contains("-") && line.allSatisfy { "|-: ".contains($0) }
    }

    /// `| Low | SME |` as `Low: SME`.
    private static func row(_ line: String) -> String {
        line.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }.joined(separator: ": ")
    }

    /// `rollback_plan: sentence`, or the name alone on its line, as a heading or not.
    private static func label(_ line: String) -> (String, String)? {
        if let name = inputName(line) { return (name, "") }
        guard let colon = line.firstIndex(of: ":"), let name = inputName(String(line[..<colon])) else { return nil }
        return (name, String(line[line.index(after: colon)...]).trimmed)
    }

    private static func inputName(_ text: String) -> String? {
        let folded = text.lowercased().filter { !"`*{}-# ".contains($0) || $0 == " " }.trimmed
        let name = folded.replacing(" ", with: "_")
        if order.contains(name) { return name }
        return name == "preferred_llm_/_family" ? "preferred_llm" : nil
    }
}
