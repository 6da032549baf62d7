/// What a YAML document may cost before anything looks at what it says.
package struct YAMLBudget: Hashable, Sendable {
    /// The size of the file in bytes.
    package var bytes: Int
    /// How deep mappings and lists may nest.
    package var depth: Int
    /// How many values the document may hold, an alias counted as all that it stands for.
    package var nodes: Int

    /// The budget of a release or policy file: 4 MiB, 32 levels, 200,000 values.
    package static let file = YAMLBudget(bytes: 4 << 20, depth: 32, nodes: 200_000)

    package init(bytes: Int, depth: Int, nodes: Int) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
    }
}
