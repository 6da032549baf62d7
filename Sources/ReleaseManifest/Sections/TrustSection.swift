import ReleaseModel

/// Reads `attestation_keys`: a list of keys, or a mapping with a threshold beside it.
enum TrustSection {
    static func read(_ node: YAMLNode, _ log: ReadingLog) -> AttestationTrust {
        var trust = AttestationTrust()
        var elements = ValueReader(log: log).elements(node)
        var place = node.location
        if let entries = node.entries, !entries.contains(where: { $0.key == "path" }) {
            let fields = FieldReader(node, TrustAndPolicyFormat.attestationKeys, log)
            trust.threshold = fields.wholeNumber("threshold") ?? 1
            elements = fields.elements("keys")
            place = fields.node("threshold")?.location ?? place
        }
        trust.keys = elements.compactMap { key($0, log) }
        let holders = Set(trust.keys.map { $0.identity ?? $0.path }).count
        if !trust.keys.isEmpty, trust.threshold > holders {
            log.error(
                at: place,
                "\(quoted("threshold")) is \(trust.threshold); the keys have \(holders) holders, so it could never be reached"
            )
        }
        return trust
    }

    private static func key(_ node: YAMLNode, _ log: ReadingLog) -> AttestationTrust.Key? {
        if node.scalar != nil {
            guard let path = ValueReader(log: log).text(node, for: "attestation_keys") else { return nil }
            return AttestationTrust.Key(path: path, location: node.location)
        }
        let fields = FieldReader(node, TrustAndPolicyFormat.attestationKey, log)
        let (from, until) = (fields.instant("valid_from"), fields.instant("valid_until"))
        if let from, let until, from >= until {
            log.error(
                at: fields.node("valid_until")?.location ?? node.location,
                "\(quoted("valid_until")) is not after \(quoted("valid_from")), so the key would never count")
        }
        guard let path = fields.text("path") else { return nil }
        return AttestationTrust.Key(
            path: path, identity: fields.text("identity"), keyID: fields.text("key_id"),
            predicateTypes: fields.texts("predicate_types") ?? [], validFrom: from, validUntil: until,
            location: fields.node("path")?.location ?? node.location)
    }
}
