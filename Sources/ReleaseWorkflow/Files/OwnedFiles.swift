import ReleaseModel

/// The list of the files in an output folder that are the program's own, with the digests they may have.
///
/// A file has one digest, but while files are moved in it may have the old one or the new one, and a process can be
/// killed at that moment: the list that stands there meanwhile knows both, so that the next run does not take the
/// program's own file for one that a person changed.
struct OwnedFiles: Hashable {
    static let name = ".releasegate-files.json"

    private(set) var digests: [String: Set<ContentDigest>]

    init(_ digests: [String: ContentDigest]) {
        self.digests = digests.mapValues { [$0] }
    }

    /// Reads the list; one that a person damaged owns no file, which only makes the program more careful.
    init(json bytes: [UInt8]) {
        digests = [:]
        guard let document = try? JSONText.value(of: bytes) else { return }
        for part in [document["files"], document["moving"]] {
            guard case .object(let members)? = part else { continue }
            for member in members {
                let texts = member.value.text.map { [$0] } ?? member.value.elements?.compactMap(\.text) ?? []
                digests[member.name, default: []].formUnion(texts.compactMap { ContentDigest($0) })
            }
        }
    }

    /// The paths, sorted.
    var paths: [String] { digests.keys.sorted() }

    /// Reports whether the file at `path` with the digest `digest` is as the program left it.
    func own(_ path: String, _ digest: ContentDigest?) -> Bool {
        digest.map { digests[path]?.contains($0) ?? false } ?? false
    }

    /// The digest of the file at `path` as it was last written; nil where it is none of ours.
    func digest(of path: String) -> ContentDigest? {
        digests[path]?.min()
    }

    /// The document of `files`, and of what `earlier` may still stand there until all of them are moved in.
    static func document(of files: [String: ContentDigest], moving earlier: OwnedFiles? = nil) -> String {
        let members = files.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value.hexadecimal)) }
        var document: [JSONValue.Member] = [
            JSONValue.Member("schema", "releasegate.files/v1"), JSONValue.Member("files", .object(members)),
        ]
        if let earlier {
            let moving = earlier.digests.sorted { $0.key < $1.key }.map { path, digests in
                JSONValue.Member(path, .array(digests.map(\.hexadecimal).sorted().map(JSONValue.string)))
            }
            document.append(JSONValue.Member("moving", .object(moving)))
        }
        return JSONValue.object(document).serialized()
    }
}
