import Foundation
import ReleaseDrafts
import ReleaseModel

/// Reads a project's own templates.
enum TemplateLoader {
    /// The built-in templates, overridden by every `*.mustache` file in `folder`.
    ///
    /// - Parameter isStated: whether the user named the folder, so that it must be there.
    static func load(from folder: String, isStated: Bool) throws(WorkflowFailure) -> TemplateSet {
        var overrides: [String: (name: String, text: String)] = [:]
        switch InputFile.kind(of: folder) {
        case .folder:
            for name in try names(in: folder) where name.hasSuffix(".mustache") {
                let path = folder + "/" + name
                let bytes = try InputFile.read(path, limit: 1 << 20)
                guard bytes.count <= 1 << 20, let text = String(validating: bytes, as: UTF8.self) else {
                    throw WorkflowFailure(.badInput, "\(path): a template is UTF-8 text of at most 1 MiB")
                }
                overrides[String(name.dropLast(".mustache".count))] = (path, text)
            }
        case .missing where !isStated: break
        default:
            throw WorkflowFailure(.inputMissing, "\(folder): there is no such folder of templates")
        }
        let templates = overrides.isEmpty ? .builtIn : TemplateSet(overrides: overrides)
        guard !templates.diagnostics.hasErrors else {
            throw WorkflowFailure(.badInput, "", diagnostics: templates.diagnostics)
        }
        return templates
    }

    private static func names(in folder: String) throws(WorkflowFailure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw WorkflowFailure(.inputMissing, "\(folder): the folder cannot be read")
        }
    }
}
