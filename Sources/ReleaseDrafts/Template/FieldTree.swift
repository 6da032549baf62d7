/// Paths of fields as a tree, so that a context is walked beside the fields that are read of it.
struct FieldTree: Sendable {
    /// Whether a path ends here.
    private(set) var isWhole = false
    private var inner: [String: FieldTree] = [:]

    init(_ paths: some Sequence<[String]> = []) {
        for path in paths { insert(path[...]) }
    }

    /// The paths inside the field called `name`, without it; nil where there are none.
    subscript(_ name: String) -> FieldTree? { inner[name] }

    private mutating func insert(_ path: ArraySlice<String>) {
        guard let name = path.first else {
            isWhole = true
            return
        }
        inner[name, default: FieldTree()].insert(path.dropFirst())
    }
}
