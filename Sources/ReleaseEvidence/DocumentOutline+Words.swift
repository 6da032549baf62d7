extension DocumentOutline {
    /// What the beginning shows, for a document that no reader takes: `a JSON object with "action" and "release"`.
    package var inWords: String {
        switch shape {
        case .jsonObject: "a JSON object" + naming(" with ")
        case .jsonArray: "a JSON array" + naming(" of objects with ")
        case .jsonLines: "JSON Lines, the first" + naming(" with ")
        case .xml: rootElement.map { "XML with the root element \"\($0.prefix(60))\"" } ?? "XML without an element"
        case .text: DocumentOutline.words(forText: head)
        case .empty: "an empty document"
        }
    }

    /// Names that are shown of an object.
    private static let shownNames = 5

    private func naming(_ lead: String) -> String {
        let shown = names.prefix(DocumentOutline.shownNames).map { "\"\(DocumentOutline.printable($0, 40))\"" }
        guard !shown.isEmpty else { return shape == .jsonObject ? " without names" : "" }
        let more = names.count - shown.count
        return lead + shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private static func words(forText head: String) -> String {
        let odd = head.unicodeScalars.count {
            $0 == "\u{FFFD}" || $0.value < 32 && !"\t\n\r\u{C}".unicodeScalars.contains($0)
        }
        if odd * 20 > head.unicodeScalars.count { return "binary data" }
        // A comment or the dashes that open YAML say nothing.
        let lines = head.split(whereSeparator: \.isNewline)
        let line = lines.first { $0.contains(where: \.isLetter) && !$0.hasPrefix("#") } ?? lines.first ?? ""
        let start = printable(String(line), 60)
        return start.isEmpty ? "text" : "text that begins with \"\(start)\""
    }

    /// The first characters, without those that a terminal obeys.
    private static func printable(_ text: String, _ length: Int) -> String {
        let scalars = text.unicodeScalars.filter {
            $0.value >= 32 && $0.value != 127 && $0.properties.generalCategory != .format
        }
        let clean = String(String.UnicodeScalarView(scalars))
        return clean.count > length ? clean.prefix(length) + "…" : clean
    }
}
