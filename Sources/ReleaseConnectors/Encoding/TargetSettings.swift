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

    /// What a release says about the target of `draft`: the entry of its kind and place, else another of that place.
    ///
    /// A withdrawn draft has no entry any more where the release file no longer names its target.
    package init(for draft: Draft, at targets: [WritebackTarget]) {
        let place = targets.filter { $0.connector == draft.connector && $0.container == draft.container }
        let target = place.first { $0.kind == draft.kind } ?? place.first
        self.init(values: [draft.connector: target?.settings ?? [:]])
    }

    /// What the release allows at any of its targets of `connector`, for a payload whose draft is not known.
    package init(allowedAt connector: ConnectorID, by targets: [WritebackTarget]) {
        var values: [String: String] = [:]
        for target in targets where target.connector == connector {
            for (name, value) in target.settings { values[name] = values[name].map { "\($0),\(value)" } ?? value }
        }
        self.init(values: [connector: values])
    }

    /// The addresses that `targets` name as recipients: a person put them there, so a message may carry them.
    package static func recipients(of targets: [WritebackTarget]) -> [String] {
        targets.flatMap { [$0.container] + ($0.settings["to"] ?? "").split(separator: ",").map(String.init) }
            .filter(MailText.isAddress)
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
