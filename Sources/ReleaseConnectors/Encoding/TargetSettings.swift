package import ReleaseModel

/// What a site says about its targets: ids and names that only its people know. Never a credential.
package struct TargetSettings: Hashable, Sendable {
    /// A record that carries a draft already, as the ledger or a listing knows it.
    package struct Record: Hashable, Sendable {
        package var id: String
        /// The version, etag, revision or time of change that a conditional update names.
        package var revision: String?

        package init(id: String, revision: String?) {
            self.id = id
            self.revision = revision
        }
    }

    /// Values by connector and name.
    package var values: [ConnectorID: [String: String]]
    package var records: [DraftKey: Record]

    package init(values: [ConnectorID: [String: String]] = [:], records: [DraftKey: Record] = [:]) {
        self.values = values
        self.records = records
    }

    /// One value; nil where it is not set or empty.
    func text(_ name: String, for connector: ConnectorID) -> String? {
        guard let value = values[connector]?[name], !value.isEmpty else { return nil }
        return value
    }

    /// A value with commas or blanks between its parts, as a list.
    func list(_ name: String, for connector: ConnectorID) -> [String] {
        (text(name, for: connector) ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    }
}
