import JSONStream

/// Says what stands in a document whose format was not recognised, in the words that help: what people drop beside
/// evidence are archives, pictures, web pages, error answers, and output with the log of its job around it.
enum UnrecognizedDocument {
    /// Why a document was not recognised; nil where there is no more to say than that.
    static func reason(
        _ document: EvidenceDocument, _ outline: DocumentOutline, head: [UInt8]
    ) throws(EvidenceError) -> EvidenceError? {
        switch outline.shape {
        case .text: return text(outline, head)
        case .xml:
            return markup(outline.rootElement)
        case .jsonLines: return try following(document, outline)
        case .jsonArray:
            var one = outline
            one.shape = .jsonObject
            // A log line such as "[INFO] …" begins like a list.
            guard let reader = EvidenceReaderCatalog.reader(for: one) else { return text(outline, head) }
            return EvidenceError(
                "the document is a list of documents of the format \"\(reader.format.id)\"; one in each file is accepted"
            )
        case .jsonObject: return refusal(outline)
        case .empty: return nil
        }
    }

    /// XML of a kind that is not read.
    private static func markup(_ root: String?) -> EvidenceError? {
        switch root?.lowercased() {
        case nil: nil
        case "html":
            EvidenceError(
                "the document is a web page, as a system shows it that asks for a sign-in or reports an error")
        case "report":
            EvidenceError(
                "the root element is \"report\", as in JaCoCo's coverage reports; Cobertura and LCOV are read")
        case let name?:
            EvidenceError(
                "the root element is \"\(name.prefix(64))\", which none of the formats has that are read (JUnit XML and "
                    + "Cobertura are)")
        }
    }

    /// A whole document with more behind it.
    private static func following(
        _ document: EvidenceDocument, _ outline: DocumentOutline
    ) throws(EvidenceError) -> EvidenceError? {
        var one = outline
        one.shape = .jsonObject
        guard let reader = EvidenceReaderCatalog.reader(for: one) else { return nil }
        var json = try document.json()
        do {
            try json.skip()
            guard try json.hasMore() else { return nil }
            let message =
                "a whole document of the format \"\(reader.format.id)\" ends before this; one in each file is accepted"
            return EvidenceError(json.error(message))
        } catch {
            return EvidenceError(error)
        }
    }

    /// The answer of an interface that reports an error.
    private static func refusal(_ outline: DocumentOutline) -> EvidenceError? {
        let words: Set<String> = ["message", "error", "errors", "errorMessages", "error_description"]
        guard outline.names.count <= 6, let word = outline.names.first(where: words.contains) else { return nil }
        let text = (outline.values["message"] ?? outline.values["error"]).map { " (\($0.prefix(120)))" } ?? ""
        return EvidenceError("the document is the answer of an interface that reports an error in \"\(word)\"\(text)")
    }

    private static let lineLimit = 2000

    /// A document with other lines before it.
    private static func text(_ outline: DocumentOutline, _ head: [UInt8]) -> EvidenceError? {
        var number = 0
        for line in head.split(separator: 10, maxSplits: lineLimit, omittingEmptySubsequences: false) {
            number += 1
            guard number > 1, number <= lineLimit, mayOpen(line) else { continue }
            var inner = DocumentOutline(of: head[line.startIndex...])
            // More text may follow.
            if inner.shape == .jsonLines, EvidenceReaderCatalog.reader(for: inner) == nil { inner.shape = .jsonObject }
            guard let reader = EvidenceReaderCatalog.reader(for: inner) else { continue }
            let before = number == 2 ? "1 line of other text stands" : "\(number - 1) lines of other text stand"
            return EvidenceError(
                line: 1,
                "\(before) before the document (\"\(reader.format.id)\"), which begins in line \(number); the output of "
                    + "the tool alone is accepted")
        }
        return isLog(outline.head)
            ? EvidenceError(
                line: 1, "the lines begin with a time, as those of a log do; the output of the tool alone is accepted")
            : nil
    }

    /// Reports whether a document may begin with this line: JSON, XML, or an LCOV tracefile.
    private static func mayOpen(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first else { return false }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "<")
            || line.starts(with: "TN:".utf8) || line.starts(with: "SF:".utf8)
    }

    /// Reports whether a text begins like `2026-11-20T10:00:00.1234567Z `, as the logs of GitHub Actions do.
    private static func isLog(_ head: String) -> Bool {
        let shape = "dddd-dd-ddTdd:dd:dd"
        let bytes = Array(head.utf8.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.prefix(shape.utf8.count))
        guard bytes.count == shape.utf8.count else { return false }
        return zip(shape.utf8, bytes).allSatisfy { expected, byte in
            expected == UInt8(ascii: "d") ? (48...57).contains(byte) : expected == byte
        }
    }
}
