package import ReleaseModel

/// Reads a Keptn `slo.yaml` and makes criteria of it.
///
/// Nothing in such a file passes by itself: an objective whose condition cannot be read is an error, one without a condition
/// to pass asks nothing and is told, and a file that asks nothing at all is refused, where Keptn would give it 100 points.
package enum ObjectivesReader {
    /// The criteria of the file, in its order, the total score last; empty where there is any error.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - file: its name for messages.
    ///   - source: how the release file wants it asked.
    package static func read(
        _ bytes: [UInt8], named file: String, as source: ObjectivesSource
    ) -> (criteria: [Criterion], diagnostics: [Diagnostic]) {
        let tree = YAMLTree.read(bytes, named: file)
        let log = ReadingLog()
        log.append(tree.diagnostics)
        guard let root = tree.root else { return ([], log.sorted) }
        let objectives = ObjectivesParser(log: log).file(root)
        let criteria = ObjectivesCriteria(file: objectives, name: file, source: source, log: log).criteria(
            at: root.location)
        return (log.hasErrors ? [] : criteria, log.sorted)
    }
}
