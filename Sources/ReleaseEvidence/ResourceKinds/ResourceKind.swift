/// What is lost or opened when a resource is changed. A resource may be of several kinds, or of none.
package struct ResourceKind: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Holds something that a destroy loses for good: data, a disk, a key, a registered name, a cluster.
    package static let stateful = ResourceKind(rawValue: 1)
    /// Decides who may do what: accounts, roles, policies, keys, secrets, certificates.
    package static let identity = ResourceKind(rawValue: 2)
    /// Decides what reaches what: networks, routes, firewalls, names, balancers.
    package static let network = ResourceKind(rawValue: 4)
    /// Keeps business data: databases, object stores, file systems, queues, warehouses. Always stateful as well.
    package static let data = ResourceKind(rawValue: 8)

    /// A store of data, which is lost with it.
    static let dataStore: ResourceKind = [.stateful, .data]

    /// Each kind with the last part of its facts' names, in the order of `FactCatalog.resourceKinds`.
    package static let named: [(name: String, kind: ResourceKind)] = [
        ("stateful", .stateful), ("identity", .identity), ("network", .network), ("data", .data),
    ]

    /// The names of the kinds, joined for people; empty where there is none.
    package var words: String {
        ResourceKind.named.filter { contains($0.kind) }.map(\.name).joined(separator: ", ")
    }
}
