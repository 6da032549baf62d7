import Foundation
import ReleaseConnectors
import ReleaseDrafts
package import ReleaseModel
import ReleaseStore

/// Reads drafts and payloads from files and says what in them must not leave, whoever wrote them.
///
/// A Markdown draft goes through every rule of the guard and the limits of the target it names. A payload goes through
/// the guard's rules about what is in a text, the target's limits part by part, and, with the request card beside it,
/// through the same list of allowed requests that the encoders are held against.
package struct DraftCheck {
    private let sources: [(text: String, location: SourceLocation)]
    /// Where the release wants drafts, with the channels and states that it allows for them.
    private let targets: [WritebackTarget]
    private let matrix: ApprovalMatrix
    /// The drafts that the ledger holds, by key.
    private let drafts: [DraftKey: StoredDraft]

    private static let longest = 16 << 20
    /// The rules that hold for a text wherever it stands; the others are about a draft as a whole.
    private static let textRules: Set<String> = ["no-command", "no-secret", "no-personal-data"]

    /// - Parameter releasePath: the release file whose lines and templates hits are traced to; nil for none.
    package init(releasePath: String?) throws(WorkflowFailure) {
        guard let releasePath else {
            (sources, targets, matrix, drafts) = ([], [], ApprovalMatrix(), [:])
            return
        }
        let inputs = try ReleaseInputs.load(releasePath)
        let templates = try TemplateLoader.load(
            from: InputFile.resolve("templates", in: inputs.folder), isStated: false)
        sources = inputs.sourceLines + templates.overriddenLines
        targets = inputs.release.writebacks
        matrix = inputs.release.approvalMatrix
        drafts = try DraftCheck.storedDrafts(of: inputs)
    }

    /// The drafts that the ledger beside the release file holds; none where there is no ledger yet.
    private static func storedDrafts(of inputs: ReleaseInputs) throws(WorkflowFailure) -> [DraftKey: StoredDraft] {
        let path = InputFile.resolve(".releasegate/ledger.sqlite", in: inputs.folder)
        do {
            let drafts = try Ledger.reading(at: path)?.read { try $0.drafts(of: inputs.release.initiative.id) } ?? []
            return Dictionary(drafts.map { ($0.key, $0) }, uniquingKeysWith: { $0.revision >= $1.revision ? $0 : $1 })
        } catch {
            throw WorkflowFailure(error)
        }
    }

    /// The release file in the folder of `path` or in one of those above it; nil where there is none.
    package static func releaseFile(above path: String) -> String? {
        var folder = InputFile.kind(of: path) == .folder ? path : InputFile.folder(of: path)
        for _ in 0..<6 {
            let candidate = InputFile.resolve("release.yaml", in: folder)
            if case .file = InputFile.kind(of: candidate) { return candidate }
            guard !folder.isEmpty, folder != "/" else { return nil }
            folder = InputFile.folder(of: folder)
        }
        return nil
    }

    /// Reads the draft, the payload, or all drafts and payloads of the folder at `path`, in the order of their paths.
    package func check(_ path: String) throws(WorkflowFailure) -> [DraftInspection] {
        guard InputFile.kind(of: path) == .folder else { return [try checkFile(path)] }
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
            throw WorkflowFailure(.inputMissing, "\(path): the folder cannot be read")
        }
        var results: [DraftInspection] = []
        for name in names.sorted() where DraftCheck.isDraft(name) {
            let file = "\(path)/\(name)"
            if case .file = InputFile.kind(of: file) { results.append(try checkFile(file)) }
        }
        guard !results.isEmpty else {
            throw WorkflowFailure(
                .inputMissing, "\(path): the folder has no draft: no .md file with a card, and no payload")
        }
        return results
    }

    /// Whether a file of a folder is a draft or a payload: not an index, a preview or a card, which stand beside one.
    private static func isDraft(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        guard let file = parts.last, !parts.contains(where: { $0.hasPrefix(".") }) else { return false }
        return file.hasPrefix("payload.") || (file.hasSuffix(".md") && file != "index.md" && file != "report.md")
    }

    private func checkFile(_ path: String) throws(WorkflowFailure) -> DraftInspection {
        let bytes = try InputFile.read(path, limit: DraftCheck.longest)
        guard bytes.count <= DraftCheck.longest, let text = String(validating: bytes, as: UTF8.self) else {
            throw WorkflowFailure(.badInput, "\(path): a draft is UTF-8 text of at most 16 MiB")
        }
        if path.hasSuffix("card.json") {
            return try checkFile(InputFile.folder(of: path) + "/" + payloadName(beside: path))
        }
        let file = path.split(separator: "/").last ?? ""
        if file.hasPrefix("payload.") || path.hasSuffix(".json") || path.hasSuffix(".eml") {
            return try PayloadCheck(
                path: path, text: text, bytes: bytes, sources: sources, textRules: DraftCheck.textRules,
                targets: targets,
                matrix: matrix, drafts: drafts
            )
            .inspection()
        }
        return checkMarkdown(path, text)
    }

    private func payloadName(beside card: String) throws(WorkflowFailure) -> String {
        guard let document = try? JSONText.value(of: InputFile.read(card, limit: DraftCheck.longest)),
            let name = document["body_file"]?.text, !name.contains("/")
        else { throw WorkflowFailure(.badInput, "\(card): this is no request card: it names no \"body_file\"") }
        return name
    }

    private func checkMarkdown(_ path: String, _ text: String) -> DraftInspection {
        let file = DraftFile(text)
        let roles = file.list("approver_roles")
        let hits = DraftGuard(
            sources: sources, allowedPersonalData: TargetSettings.recipients(of: targets)
        ).inspect(
            title: file.title, body: file.body, approverTitles: roles.map(Self.words),
            roleTitles: roles + file.list("roles"))
        let (limits, exceeded) = limits(of: file)
        return DraftInspection(
            path: path, form: .markdown, title: file.title,
            hits: hits.map { hit in
                DraftInspection.Hit(
                    rule: hit.rule, found: hit.found, explanation: hit.explanation,
                    place: SourceLocation(
                        file: path, line: hit.line == 0 ? file.titleLine : file.bodyLine + hit.line - 1),
                    source: hit.source)
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
