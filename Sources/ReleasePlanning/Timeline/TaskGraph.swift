import ReleaseModel

/// Tasks in an order in which every task stands after all it depends on.
struct TaskGraph {
    /// In topological order; of tasks that could come next the earlier given comes first.
    let tasks: [TaskSpec]
    /// The tasks whose dependencies go round in a circle; one dependency of each circle is left out.
    let circular: [String]
    let successors: [String: [String]]
    /// The length of the longest chain before each task.
    let levels: [String: Int]

    /// Orders `specs`. Unknown dependencies are dropped, and a task moves to the phase of its latest dependency.
    init(_ specs: [TaskSpec]) {
        let known = Dictionary(specs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var waiting = specs.map { spec in
            var spec = spec
            spec.dependencies = Set(spec.dependencies).filter { known[$0] != nil && $0 != spec.id }.sorted()
            return spec
        }
        var placed: [String: TaskSpec] = [:]
        var order: [TaskSpec] = []
        var circular: [String] = []
        var levels: [String: Int] = [:]
        while !waiting.isEmpty {
            let ready = waiting.firstIndex { $0.dependencies.allSatisfy { placed[$0] != nil } }
            if ready == nil { circular.append(waiting[0].id) }
            var next = waiting.remove(at: ready ?? 0)
            next.dependencies.removeAll { placed[$0] == nil }
            let before = next.dependencies.compactMap { placed[$0] }
            next.phase = max(next.phase, before.map(\.phase).max() ?? 0)
            levels[next.id] = (next.dependencies.compactMap { levels[$0] }.max() ?? -1) + 1
            placed[next.id] = next
            order.append(next)
        }
        var successors: [String: [String]] = [:]
        for task in order {
            for dependency in task.dependencies { successors[dependency, default: []].append(task.id) }
        }
        self.tasks = order
        self.circular = circular
        self.successors = successors
        self.levels = levels
    }

    /// Groups of at least two tasks of one phase that need the same steps before them and not each other.
    var parallelGroups: [[String]] {
        var groups: [[String]] = []
        var index: [[Int]: Int] = [:]
        for task in tasks {
            let key = [task.phase, levels[task.id] ?? 0]
            if let position = index[key] {
                groups[position].append(task.id)
            } else {
                index[key] = groups.count
                groups.append([task.id])
            }
        }
        return groups.filter { $0.count > 1 }.map { $0.sorted() }
    }
}
