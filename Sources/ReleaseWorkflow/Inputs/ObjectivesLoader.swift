import ReleaseManifest
import ReleaseModel

/// Reads the files of service level objectives that a release names.
enum ObjectivesLoader {
    /// A file of objectives larger than this is refused.
    private static let limit = 1 << 20

    /// Adds the criteria of `source` to `policy`.
    ///
    /// - Returns: what the digest of the policy has to cover of it.
    static func add(
        _ source: ObjectivesSource, to policy: inout Policy, folder: String, diagnostics: inout [Diagnostic]
    ) throws(WorkflowFailure) -> String {
        let path = InputFile.resolve(source.path, in: folder)
        let bytes = try InputFile.read(path, limit: limit)
        let reading = ObjectivesReader.read(bytes, named: path, as: source)
        diagnostics += reading.diagnostics
        let known = Set(policy.criteria.map(\.id))
        for criterion in reading.criteria where known.contains(criterion.id) {
            diagnostics.append(
                Diagnostic(
                    .error, at: source.location,
                    "\"\(source.path)\" gives the criterion \"\(criterion.id)\", which the policy has already; another `name` keeps them apart"
                ))
        }
        policy.criteria += reading.criteria
        let settings =
            [source.prefix, source.owner.name, source.minimumCount.map { "\($0)" } ?? ""]
            + source.kinds.map(\.rawValue) + source.environments.map(\.name)
            + source.facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\u{0}" + settings.joined(separator: "\u{1}") + "\u{0}" + String(decoding: bytes, as: UTF8.self)
    }
}
