import Foundation
import JSONStream
import ReleaseAudit
import ReleaseEvidence
package import ReleaseModel

/// Reads the documents that a release file names: the only place where evidence files are opened.
package struct EvidenceLoader {
    /// What was read and what was not.
    package struct Loaded: Hashable, Sendable {
        package var items: [EvidenceItem] = []
        package var unreadable: [UnreadableEvidence] = []
        /// Files of folders that were not looked at, because there were too many.
        package var leftOut = 0
    }

    /// The folder that paths are relative to; empty for the current one.
    private let folder: String
    /// Called before each document with its number, the count and its path.
    private let progress: (Int, Int, String) -> Void
    /// The keys that signed documents are verified with, the time at which they have to count, and what is released.
    private let trust: Trust?

    /// What the release file says about whom to believe, and about what.
    struct Trust {
        var verifier: AttestationVerifier
        var asOf: Instant
        var subject: Subject?
    }

    package init(folder: String, progress: @escaping (Int, Int, String) -> Void = { _, _, _ in }) {
        self.init(folder: folder, trust: nil, progress: progress)
    }

    /// Reads for a release, whose file says which keys are trusted and what it is about.
    init(folder: String, trust: Trust?, progress: @escaping (Int, Int, String) -> Void) {
        self.folder = folder
        self.trust = trust
        self.progress = progress
    }

    /// Reads every document of every channel.
    package func load(_ channels: [EvidenceChannel]) -> Loaded {
        var loaded = Loaded()
        let sources = channels.flatMap { channel in channel.sources.map { (channel, $0) } }
        for (index, (channel, source)) in sources.enumerated() {
            progress(index + 1, sources.count, source.path)
            switch read(source, channel: channel.id) {
            case .success(let item): loaded.items.append(item)
            case .failure(let unreadable): loaded.unreadable.append(unreadable.evidence)
            }
        }
        return loaded
    }

    /// What formats are called, by their ids.
    package static let formatTitles = Dictionary(
        EvidenceReaderCatalog.all.map { ($0.format.id, $0.format.title) }, uniquingKeysWith: { first, _ in first })

    /// Reads documents by their paths alone, as `evidence read` does. Of a folder, every file in it is read.
    package func load(paths: [String]) -> Loaded {
        var loaded = Loaded()
        var expansion = FolderExpansion()
        let paths = paths.flatMap { expansion.files(at: $0) }
        loaded.leftOut = expansion.leftOut
        for (index, path) in paths.enumerated() {
            progress(index + 1, paths.count, path)
            let source = EvidenceSource(path: path, location: SourceLocation(file: path))
            switch read(source, channel: nil) {
            case .success(let item): loaded.items.append(item)
            case .failure(let unreadable): loaded.unreadable.append(unreadable.evidence)
            }
        }
        return loaded
    }

    private struct Unreadable: Error {
        let evidence: UnreadableEvidence
    }

    private func read(_ source: EvidenceSource, channel: ChannelID?) -> Result<EvidenceItem, Unreadable> {
        let path = InputFile.resolve(source.path, in: folder)
        func failure(
            _ message: String, isMissing: Bool = false, line: Int = 0, column: Int = 0, digest: ContentDigest? = nil,
            facts: [FactID] = []
        ) -> Result<EvidenceItem, Unreadable> {
            let place =
                isMissing ? source.location : SourceLocation(file: source.path, line: line, column: column)
            let evidence = UnreadableEvidence(
                path: source.path, channel: channel ?? "", environment: source.environment, isMissing: isMissing,
                digest: digest, diagnostic: Diagnostic(.error, at: place, "\(message)"), facts: facts)
            return .failure(Unreadable(evidence: evidence))
        }
        let file: EvidenceFile
        do throws(EvidenceFile.Refusal) {
            file = try EvidenceFile(path: path, named: source.path)
        } catch {
            return failure(error.message, isMissing: error.isMissing)
        }
        var facts: [FactID] = []
        do {
            let reader = try EvidenceReaderCatalog.reader(of: file.document, statedFormat: source.format)
            facts = reader.format.facts
            let reading = judged(try EvidenceReaderCatalog.read(file.document, with: reader))
            return .success(
                item(
                    from: reading, format: reader.format, source: source, channel: channel, digest: try file.digest()))
        } catch let error as EvidenceError {
            let error = error.redacted()
            return failure(
                error.message, line: error.line, column: error.column, digest: file.digestOfRefused(), facts: facts)
        } catch let error as ByteSourceError {
            return failure(error.message, facts: facts)
        } catch {
            return failure("\(error)", facts: facts)
        }
    }

    private func judged(_ reading: EvidenceReading) -> EvidenceReading {
        guard let trust else { return reading }
        let own = trust.subject.map(reading.about) ?? reading
        return own.verified(by: trust.verifier, asOf: trust.asOf)
    }

    /// What the document says stands; what the release file states fills the rest.
    private func item(
        from reading: EvidenceReading, format: EvidenceFormat, source: EvidenceSource, channel: ChannelID?,
        digest: ContentDigest
    ) -> EvidenceItem {
        // A page's own time is its last edit; who looked at it later saw it as it was then.
        let isPage = reading.facts.contains { $0.id == "docs.last_edited" }
        let observedAt =
            isPage
            ? [reading.observedAt, source.observedAt].compactMap { $0 }.max() : reading.observedAt ?? source.observedAt
        return EvidenceItem(
            path: source.path, channel: channel ?? format.channel, format: format.id,
            revision: reading.revision ?? source.revision,
            environment: reading.environment.map { EnvironmentID($0) } ?? source.environment, runID: reading.runID,
            producer: reading.producer ?? source.producer?.name, observedAt: observedAt,
            validUntil: reading.validUntil, digest: digest,
            facts: (source.observedAt.map(reading.withDocumentAge) ?? reading).facts, claims: reading.claims,
            notes: reading.notes, plannedChanges: reading.plannedChanges)
    }
}
