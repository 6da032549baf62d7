import Foundation
import ReleaseConnectors
import ReleaseDrafts
import ReleaseModel

/// Reads one payload, with the request card beside it where there is one.
struct PayloadCheck {
    let path: String
    let text: String
    let bytes: [UInt8]
    let sources: [(text: String, location: SourceLocation)]
    /// The guard's rules that hold for a text wherever it stands.
    let textRules: Set<String>
    /// Where the release wants drafts, with what it allows there.
    let targets: [WritebackTarget]
    let matrix: ApprovalMatrix
    /// The drafts that the ledger holds, by key.
    let drafts: [DraftKey: StoredDraft]

    func inspection() throws(WorkflowFailure) -> DraftInspection {
        let card = try requestCard()
        var document: JSONValue?
        if path.hasSuffix(".json") {
            do { document = try JSONText.value(of: bytes) } catch {
                throw WorkflowFailure(.badInput, "\(path): the payload is no JSON: \(error)")
            }
        }
        let body = document ?? form() ?? .string(text)
        let connector = card?["connector"]?.text.map { ConnectorID($0) }
        let measures = connector.map { PayloadLimits.measures(of: body, connector: $0) } ?? []
        let verdict = request(card, body: body, connector: connector)
        return DraftInspection(
            path: path, form: card == nil ? .payload : .export, title: PayloadCheck.title(of: body) ?? "",
            hits: hits(in: document, operation: card?["operation"]?.text), limits: measures.map(\.words),
            exceeded: measures.filter(\.isExceeded).map(\.words), request: verdict.request, refusal: verdict.refusal)
    }

    private func requestCard() throws(WorkflowFailure) -> JSONValue? {
        let place = InputFile.folder(of: path)
        let card = InputFile.resolve("card.json", in: place)
        guard case .file = InputFile.kind(of: card) else { return nil }
        let bytes = try InputFile.read(card, limit: 4 << 20)
        guard let document = try? JSONText.value(of: bytes), document["releasegate"] == "request-card/v1" else {
            throw WorkflowFailure(.badInput, "\(card): this is no request card")
        }
        return document
    }

    /// The fields of a form, as the list of allowed requests reads them.
    private func form() -> JSONValue? {
        guard path.hasSuffix(".form") || (text.contains("=") && !text.contains("\n") && text.contains("&")) else {
            return nil
        }
        return .object(
            text.split(separator: "&").map { field in
                let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                let value = parts.count > 1 ? String(parts[1]) : ""
                return JSONValue.Member(
                    String(parts[0]).replacing("+", with: " ").removingPercentEncoding ?? String(parts[0]),
                    .string(value.replacing("+", with: " ").removingPercentEncoding ?? value))
            })
    }

    /// Whether the card's request may carry the payload.
    private func request(
        _ card: JSONValue?, body: JSONValue, connector: ConnectorID?
    ) -> (request: String?, refusal: String?) {
        if path.hasSuffix(".eml") { return ("a message for a Drafts folder", UnsentMail.refusal(of: text)) }
        guard let card, let connector else { return (nil, nil) }
        guard let operation = card["operation"]?.text, Draft.Operation(rawValue: operation) != nil else {
            return (nil, "the card's operation is not one of the closed set")
        }
        guard let request = card["request"], request != .null else {
            return ("none: a file for a person", nil)
        }
        let method = request["method"]?.text ?? ""
        let requestPath = request["path"]?.text ?? request["path_template"]?.text ?? ""
        // A setting that is not known yet stands in the payload by its name in braces.
        let missing = (card["missing_settings"]?.elements ?? []).compactMap(\.text)
        var settings = TargetSettings(allowedAt: connector, by: targets)
        for name in missing where settings.values[connector]?[name] == nil {
            settings.values[connector, default: [:]][name] = "{\(name)}"
        }
        switch RequestGuard.check(
            method: method, path: requestPath, body: body, connector: connector, settings: settings)
        {
        case .allowed(let words): return ("\(method) \(requestPath): \(words)", nil)
        case .refused(let reason): return ("\(method) \(requestPath)", reason)
        }
    }

    private func hits(in document: JSONValue?, operation: String?) -> [DraftInspection.Hit] {
        let lines = document.map { PayloadLines(text: text).lines(of: $0) } ?? DraftLines.of(readable(text))
        let guardRail = DraftGuard(sources: sources, allowedPersonalData: TargetSettings.recipients(of: targets))
        let found = guardRail.inspect(
            title: "DRAFT", body: lines.map(\.text).joined(separator: "\n"), approverTitles: [], roleTitles: [])
        let missing = LedgerDraftRules(drafts: drafts, matrix: matrix, targets: targets).hits(
            in: lines, text: text, operation: operation.flatMap { Draft.Operation(rawValue: $0) }
        ) { payload in
            guard payload.name.hasSuffix(".json"), let value = try? JSONText.value(of: Array(payload.text.utf8)) else {
                return DraftLines.of(readable(payload.text))
            }
            return PayloadLines(text: payload.text).lines(of: value)
        }
        let hits = found.filter { textRules.contains($0.rule) && lines.indices.contains($0.line - 1) } + missing
        return hits.map { hit in
            DraftInspection.Hit(
                rule: hit.rule, found: hit.found, explanation: hit.explanation,
                place: lines.indices.contains(hit.line - 1)
                    ? lines[hit.line - 1].place(in: path) : SourceLocation(file: path), source: hit.source)
        }
    }

    /// The text of a form or a message as a reader sees it, line by line where that can be told.
    private func readable(_ text: String) -> String {
        if path.hasSuffix(".form") { return (text.replacing("+", with: " ").removingPercentEncoding ?? text) }
        return text
    }

    private static func title(of body: JSONValue) -> String? {
        let fields = body["fields"] ?? body["issue"] ?? body["template"] ?? body["variables"]?["input"] ?? body
        return ["summary", "title", "subject", "Subject", "short_description", "text", "name"].lazy
            .compactMap { fields[$0]?.text }.first
    }
}

/// One line of text and where it stands in a file.
struct PlacedLine {
    var text: String
    var line: Int
    /// 0 where only the line is known.
    var column = 0

    func place(in path: String) -> SourceLocation {
        SourceLocation(file: path, line: line, column: column)
    }
}

/// The lines of a text file.
enum DraftLines {
    static func of(_ text: String) -> [PlacedLine] {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { PlacedLine(text: String($1), line: $0 + 1) }
    }
}

/// The texts of a JSON document with their lines in the file.
///
/// Runs that stand side by side, as the parts of one paragraph do, are read as one line, so that a command that is
/// broken into styled pieces is still one.
struct PayloadLines {
    private let fileLines: [Substring]

    init(text: String) {
        fileLines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    func lines(of document: JSONValue) -> [PlacedLine] {
        var cursor = 0
        var lines: [PlacedLine] = []
        collect(document, &cursor, &lines)
        return lines
    }

    private func collect(_ value: JSONValue, _ cursor: inout Int, _ lines: inout [PlacedLine]) {
        switch value {
        case .string(let text): append(text, &cursor, &lines)
        case .array(let elements):
            let runs = elements.map(PayloadLines.run)
            if runs.count > 1, runs.allSatisfy({ $0 != nil }) {
                let start = cursor
                var place: PlacedLine?
                for element in elements {
                    var inner: [PlacedLine] = []
                    collect(element, &cursor, &inner)
                    place = place ?? inner.first
                }
                let whole = runs.compactMap { $0 }.joined()
                lines += DraftLines.of(whole).map {
                    PlacedLine(text: $0.text, line: place?.line ?? start + 1, column: place?.column ?? 0)
                }
                return
            }
            for element in elements { collect(element, &cursor, &lines) }
        case .object(let members):
            for member in members { collect(member.value, &cursor, &lines) }
        default: break
        }
    }

    /// The text of a run: ADF `text`, Slack `text`, Notion `text.content`, a card's `TextRun`; nil for anything else.
    private static func run(_ element: JSONValue) -> String? {
        guard let type = element["type"]?.text, ["text", "TextRun"].contains(type) else { return nil }
        return element["text"]?.text ?? element["text"]?["content"]?.text
    }

    private func append(_ text: String, _ cursor: inout Int, _ lines: inout [PlacedLine]) {
        let written = JSONValue.string(text).serialized(pretty: false).trimmed
        var column = 0
        for index in fileLines.indices.dropFirst(cursor) {
            guard let place = fileLines[index].firstRange(of: written) else { continue }
            cursor = index
            column = fileLines[index].distance(from: fileLines[index].startIndex, to: place.lowerBound) + 1
            break
        }
        // A document inside a text, as Confluence takes it, is read like any other.
        if text.first == "{" || text.first == "[", let inner = try? JSONText.value(of: Array(text.utf8)) {
            var innerCursor = 0
            var innerLines: [PlacedLine] = []
            PayloadLines(text: "").collect(inner, &innerCursor, &innerLines)
            let line = cursor + 1
            lines += innerLines.map { PlacedLine(text: $0.text, line: line, column: column) }
            return
        }
        let line = cursor + 1
        lines += DraftLines.of(text).map { PlacedLine(text: $0.text, line: line, column: column) }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingBlanks }
}
