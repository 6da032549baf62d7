import ReleaseManifest
import ReleaseModel

/// Writes a release file to start from.
package struct InitWorkflow {
    private let folder: String
    private let textPath: String?

    package init(folder: String, textPath: String?) {
        self.folder = folder
        self.textPath = textPath
    }

    /// Writes `release.yaml` and `release.schema.json` and returns their paths. Overwrites nothing.
    package func write() throws(WorkflowFailure) -> [String] {
        let text: String
        if let textPath {
            let bytes = try InputFile.read(textPath, limit: 1 << 20)
            guard bytes.count <= 1 << 20, let sentences = String(validating: bytes, as: UTF8.self) else {
                throw WorkflowFailure(.badInput, "\(textPath): the sentences are UTF-8 text of at most 1 MiB")
            }
            if let refusal = ReleaseFileWriter.refusal(ofSentences: sentences) {
                throw WorkflowFailure(.badInput, "\(textPath): \(refusal)")
            }
            text = ReleaseFileWriter.starter(fromSentences: sentences)
        } else {
            text = ReleaseFileWriter.starter()
        }
        let files = [("release.yaml", text), ("release.schema.json", ReleaseSchema.document().serialized())]
        for (name, _) in files {
            let path = InputFile.resolve(name, in: folder)
            guard InputFile.kind(of: path) == .missing else {
                throw WorkflowFailure(.cannotCreate, "\(path): a file stands there; it is not overwritten")
            }
        }
        var written: [String] = []
        for (name, text) in files {
            let path = InputFile.resolve(name, in: folder)
            try OutputFolder.createFile(path, text: text)
            written.append(path)
        }
        return written
    }
}
