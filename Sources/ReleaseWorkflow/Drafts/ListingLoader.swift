import Foundation
import ReleaseConnectors
import ReleaseModel

/// Reads the listings of targets that a person exported or a read-only query gave.
///
/// A file is the target's own list or search answer as JSON, a dump of mail headers, or a `releasegate_listing`. Its name
/// tells what it lists where the document does not: `jira.json`, `jira.REL.json`, and for pages `jira.REL-1.json`,
/// `jira.REL-2.json`. A folder is read whole; the name of an inner folder counts as the beginning of the file's name.
struct ListingLoader {
    /// The connectors that the release has drafts for.
    let connectors: Set<ConnectorID>
    /// When the listings were made, where they do not say.
    let observedAt: Instant?

    private static let longest = 64 << 20

    /// One file's name taken apart.
    private struct Name: Hashable {
        var connector: ConnectorID?
        var container: String?
        var page: Int?

        init(_ path: String) {
            var stem = path.replacing("/", with: ".")
            for ending in [".json", ".txt", ".eml", ".headers"] where stem.lowercased().hasSuffix(ending) {
                stem = String(stem.dropLast(ending.count))
            }
            if let hyphen = stem.lastIndex(of: "-"), let number = Int(stem[stem.index(after: hyphen)...]), number > 0 {
                page = number
                stem = String(stem[..<hyphen])
            }
            let known = ConnectorCatalog.all.map(\.id.name).filter { stem == $0 || stem.hasPrefix($0 + ".") }
                .max { $0.count < $1.count }
            guard let known else { return }
            connector = ConnectorID(known)
            let rest = stem.dropFirst(known.count + 1)
            container = rest.isEmpty ? nil : String(rest)
        }
    }

    /// The listings at `paths`, pages put together.
    func load(_ paths: [String]) throws(WorkflowFailure) -> [RemoteListing] {
        var pages: [(group: Name, page: Int, path: String, listing: RemoteListing)] = []
        for path in paths {
            for file in try files(at: path) {
                let name = Name(file.name)
                let listing = try read(file.path, name: name)
                var group = name
                group.page = nil
                group.connector = listing.connector
                pages.append((group, name.page ?? 0, file.path, listing))
            }
        }
        var listings: [RemoteListing] = []
        var done: Set<Name> = []
        for page in pages where done.insert(page.group).inserted {
            let group = pages.filter { $0.group == page.group }.sorted { ($0.page, $0.path) < ($1.page, $1.path) }
            let numbers = group.map(\.page)
            if numbers == Array(1...max(1, numbers.count)), var joined = RemoteListing.joined(group.map(\.listing)) {
                joined.container = joined.container ?? page.group.container
                listings.append(joined)
            } else if numbers.contains(where: { $0 > 0 }) {
                throw WorkflowFailure(
                    .badInput,
                    "\(group[0].path): the pages are numbered \(list(numbers)); they begin with 1 and none is "
                        + "left out")
            } else {
                listings += group.map { page in
                    var listing = page.listing
                    listing.container = listing.container ?? page.group.container
                    return listing
                }
            }
        }
        return listings
    }

    private func list(_ numbers: [Int]) -> String { numbers.map { "\($0)" }.joined(separator: ", ") }

    private func files(at path: String) throws(WorkflowFailure) -> [(path: String, name: String)] {
        switch InputFile.kind(of: path) {
        case .folder:
            guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
                throw WorkflowFailure(.inputMissing, "\(path): the folder cannot be read")
            }
            let files = names.sorted().filter { name in
                let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
                guard !isHidden, case .file = InputFile.kind(of: "\(path)/\(name)") else { return false }
                return true
            }
            guard !files.isEmpty else { throw WorkflowFailure(.inputMissing, "\(path): the folder has no listing") }
            return files.map { ("\(path)/\($0)", $0) }
        default:
            return [(path, String(path.split(separator: "/").last ?? ""))]
        }
    }

    private func read(_ path: String, name: Name) throws(WorkflowFailure) -> RemoteListing {
        let bytes = try InputFile.read(path, limit: ListingLoader.longest)
        guard bytes.count <= ListingLoader.longest else {
            throw WorkflowFailure(.badInput, "\(path): a listing has at most 64 MiB; give it in pages")
        }
        guard let first = bytes.first(where: { !($0 == 32 || (9...13).contains($0)) }), first == 123 || first == 91
        else {
            let text = String(validating: bytes, as: UTF8.self)
            let dump = text.map { RemoteListingReader.read(headerDump: $0, observedAt: observedAt) }
            // An empty folder answers with its last line alone.
            guard let dump, name.connector == "email", dump.isComplete || text?.contains(":") == true else {
                throw WorkflowFailure(
                    .badInput,
                    "\(path): this is no listing: it is neither JSON nor a file of mail headers called "
                        + "email.txt")
            }
            return dump
        }
        let document: JSONValue
        do { document = try JSONText.value(of: bytes) } catch {
            throw WorkflowFailure(.badInput, "\(path): the listing is no JSON: \(error)")
        }
        let connector = try connector(of: document, path: path, name: name)
        do {
            return try RemoteListingReader.read(document, connector: connector, observedAt: observedAt)
        } catch {
            throw WorkflowFailure(.badInput, "\(path): \(error.message)")
        }
    }

    private func connector(of document: JSONValue, path: String, name: Name) throws(WorkflowFailure) -> ConnectorID {
        if let connector = name.connector { return connector }
        let fitting = ListingDetection.connectors(of: document, among: connectors)
        let wanted = connectors.sorted().map(\.name).joined(separator: ", ")
        switch fitting.count {
        case 1: return fitting[0]
        case 0:
            throw WorkflowFailure(
                .badInput,
                "\(path): this is no listing of \(wanted); give the list or search answer of the target, or a "
                    + "releasegate_listing")
        default:
            throw WorkflowFailure(
                .badInput,
                "\(path): this can be a listing of \(fitting.map(\.name).joined(separator: " or of ")); name the "
                    + "file after its connector, such as \(fitting[0]).json")
        }
    }
}
