/// Tells the kinds of a resource by the words of its type, for types that no table names.
///
/// A word in a compound takes its meaning from its neighbours, so the compounds are looked for first and used up: the
/// table of `route table` is a route, the group of `security group` a firewall.
enum ResourceWords {
    /// The kinds that the words of a type speak of.
    static func kinds(of words: [String]) -> ResourceKind {
        var rest = " " + words.joined(separator: " ") + " "
        var kinds: ResourceKind = []
        for (phrase, meaning) in compounds where rest.contains(" " + phrase + " ") {
            kinds.formUnion(meaning)
            rest = rest.replacing(" " + phrase + " ", with: " ")
        }
        for word in rest.split(separator: " ") {
            if let meaning = single[String(word)] { kinds.formUnion(meaning) }
        }
        // What only configures a store or lets somebody at it (`bucket policy`, `database user`) does not hold its data.
        if kinds.contains(.identity) || attachments.contains(words.last ?? "") { kinds.subtract(.dataStore) }
        return kinds
    }

    private static let compounds: [(String, ResourceKind)] = [
        ("route table", .network), ("security group", .network), ("subnet group", .network),
        ("load balancer", .network),
        ("target group", .network), ("network interface", .network), ("network policy", .network),
        ("dns record", .network), ("dns zone", .network), ("managed zone", .network), ("ip address", .network),
        ("api gateway", .network), ("internet gateway", .network), ("nat gateway", .network),
        ("parameter group", []), ("option group", []), ("log group", []), ("key pair", .identity),
        ("file system", .dataStore), ("object storage", .dataStore), ("access key", .identity), ("api key", .identity),
        ("service account", .identity), ("access control", .identity), ("security policy", .network),
    ]

    private static let single: [String: ResourceKind] = [
        "database": .dataStore, "db": .dataStore, "sql": .dataStore, "postgres": .dataStore, "postgresql": .dataStore,
        "mysql": .dataStore, "redis": .dataStore, "mongo": .dataStore, "mongodb": .dataStore, "kafka": .dataStore,
        "bucket": .dataStore, "volume": .dataStore, "disk": .dataStore, "storage": .dataStore, "filesystem": .dataStore,
        "table": .dataStore, "queue": .dataStore, "topic": .dataStore, "stream": .dataStore, "backup": .dataStore,
        "snapshot": .dataStore, "warehouse": .dataStore, "dataset": .dataStore, "repository": .dataStore,
        "cache": .stateful, "cluster": .stateful, "instance": .stateful, "vm": .stateful, "domain": .stateful,
        "droplet": .stateful, "server": .stateful, "registry": .stateful, "zone": .network,
        "role": .identity, "policy": .identity, "user": .identity, "iam": .identity, "permission": .identity,
        "permissions": .identity, "grant": .identity, "secret": .identity, "password": .identity, "token": .identity,
        "credential": .identity, "credentials": .identity, "certificate": .identity, "membership": .identity,
        "acl": .identity, "rbac": .identity, "oauth": .identity, "saml": .identity, "kms": .identity,
        "network": .network, "subnet": .network, "subnetwork": .network, "vpc": .network, "vnet": .network,
        "vpn": .network, "route": .network, "router": .network, "firewall": .network, "dns": .network, "lb": .network,
        "loadbalancer": .network, "listener": .network, "gateway": .network, "ingress": .network, "peering": .network,
        "record": .network, "proxy": .network, "cdn": .network, "waf": .network, "endpoint": .network, "nat": .network,
    ]

    /// Last words of types that configure another resource.
    private static let attachments: Set<String> = [
        "acl", "association", "attachment", "configuration", "configurations", "logging", "metric", "notification",
        "object", "policy", "ownership", "rule", "settings", "tagging", "versioning", "website",
    ]
}
