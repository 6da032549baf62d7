import ReleaseModel

/// Tells the kinds of a resource by its type.
///
/// First the provider's own table, where the longest entry that fits decides; then, for types and providers that no
/// table names, the words of the type. A type that is not known is not taken for harmless by that: its words decide,
/// and every planned action on it is counted in the whole in any case.
package enum ResourceKindTable {
    /// The kinds of a Terraform or OpenTofu type, such as `aws_db_instance`.
    package static func kinds(terraform type: String) -> ResourceKind { kinds(of: ResourceType(terraform: type)) }

    /// The kinds of a Pulumi type token, such as `gcp:sql/databaseInstance:DatabaseInstance`.
    package static func kinds(pulumi token: String) -> ResourceKind { kinds(of: ResourceType(pulumi: token)) }

    /// The kinds of a CloudFormation type, such as `AWS::RDS::DBCluster`.
    package static func kinds(cloudFormation type: String) -> ResourceKind {
        kinds(of: ResourceType(cloudFormation: type))
    }

    static func kinds(of type: ResourceType) -> ResourceKind {
        if let table = tables[type.provider], let kinds = table.kinds(of: type.words) { return kinds }
        return ResourceWords.kinds(of: type.words)
    }

    private static let tables: [String: KindTable] = [
        "aws": KindTable(awsKinds), "azure": KindTable(azureKinds), "azuread": KindTable([(.identity, ["*"])]),
        "google": KindTable(googleKinds), "kubernetes": KindTable(kubernetesKinds),
        "helm": KindTable([(.stateful, ["release", "helm release"])]),
        "vault": KindTable([
            (.identity, ["*"]), ([.stateful, .identity], ["mount", "kv", "kv secret", "generic secret"]),
        ]),
        "postgresql": KindTable(databaseKinds), "mysql": KindTable(databaseKinds), "mssql": KindTable(databaseKinds),
        "mongodbatlas": KindTable([
            (.dataStore, ["cluster", "advanced cluster", "serverless instance", "cloud backup *"]),
            (.identity, ["*user *", "team *", "project api key", "api key", "access list api key"]),
            (.network, ["network *", "project ip access list", "privatelink *", "private *"]),
        ]),
        "snowflake": KindTable([
            (.dataStore, ["database", "schema", "table", "stage", "stream", "dynamic table", "external table"]),
            (.identity, ["user *", "role *", "account role", "grant *", "database role"]),
            (.network, ["network *"]), ([], ["warehouse"]),
        ]),
        "cloudflare": KindTable([
            (.network, ["*"]), (.identity, ["access *", "zero trust access *", "api token", "account member"]),
            (.dataStore, ["r2 bucket", "d1 database", "workers kv *", "queue"]), ([.stateful, .network], ["zone"]),
        ]),
        "datadog": KindTable([
            (.identity, ["role", "user", "user role", "api key", "application key", "service account *"]),
            ([], ["*"]),
        ]),
        "github": KindTable([
            (.dataStore, ["repository"]),
            (.identity, ["team *", "membership", "*collaborator*", "*secret", "branch protection *", "*deploy key"]),
        ]),
        "okta": KindTable([(.identity, ["*"])]), "auth0": KindTable([(.identity, ["*"])]),
        "tls": KindTable([(.identity, ["*"])]), "acme": KindTable([(.identity, ["*"])]),
        "random": KindTable([(.identity, ["password", "random password"]), ([], ["*"])]),
        "null": KindTable([([], ["*"])]), "terraform": KindTable([([], ["*"])]), "time": KindTable([([], ["*"])]),
    ]

    private static let databaseKinds: [(ResourceKind, [String])] = [
        (.dataStore, ["database", "schema", "table", "replication slot"]),
        (.identity, ["role", "user", "grant *", "default privileges", "login", "user password"]),
    ]
}

/// The table of one provider.
///
/// An entry is words in a row: `s3 bucket` is that type alone, `iam *` every type that begins so, `*secret` every type
/// that ends so, `*key *` every type that has it.
struct KindTable: Sendable {
    private let exact: [String: ResourceKind]
    private let patterns: [(head: String, tail: String, inner: String, length: Int, kinds: ResourceKind)]

    init(_ rows: [(ResourceKind, [String])]) {
        var exact: [String: ResourceKind] = [:]
        var patterns: [(head: String, tail: String, inner: String, length: Int, kinds: ResourceKind)] = []
        for (kinds, entries) in rows {
            for entry in entries {
                let isOpenAtStart = entry.utf8.first == UInt8(ascii: "*")
                let isOpenAtEnd = entry.utf8.last == UInt8(ascii: "*")
                if !isOpenAtStart && !isOpenAtEnd {
                    exact[entry] = kinds
                    continue
                }
                let core = String(entry[...].trimmed { $0 == UInt8(ascii: "*") || $0 == 0x20 })
                let length = core.utf8.count
                switch (isOpenAtStart, isOpenAtEnd) {
                case (false, _): patterns.append((core, "", "", length, kinds))
                case (true, false): patterns.append(("", core, "", length, kinds))
                case (true, true): patterns.append(("", "", core, length, kinds))
                }
            }
        }
        self.exact = exact
        self.patterns = patterns.sorted { ($0.length, $1.head, $1.tail) > ($1.length, $0.head, $0.tail) }
    }

    /// The kinds of the type with `words`; nil where no entry fits.
    func kinds(of words: [String]) -> ResourceKind? {
        let text = words.joined(separator: " ")
        if let kinds = exact[text] { return kinds }
        return patterns.first { pattern in
            if !pattern.head.isEmpty { return text == pattern.head || text.hasPrefix(pattern.head + " ") }
            if !pattern.tail.isEmpty { return text == pattern.tail || text.hasSuffix(pattern.tail) }
            return pattern.inner.isEmpty || (" " + text + " ").contains(pattern.inner)
        }?.kinds
    }
}
