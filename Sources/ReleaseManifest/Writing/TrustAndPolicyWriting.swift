import ReleaseModel

/// Writes `policy` and `attestation_keys`.
enum TrustAndPolicyWriting {
    static func write(_ release: Release, to lines: inout YAMLLines) {
        writePolicy(release, &lines)
        writeKeys(release.attestationTrust, &lines)
    }

    private static func writePolicy(_ release: Release, _ lines: inout YAMLLines) {
        guard release.policyPath != nil || !release.objectives.isEmpty else { return }
        ReleaseFileWriter.head("policy", &lines)
        guard !release.objectives.isEmpty else { return lines.scalar("policy", release.policyPath) }
        lines.block("policy") { block in
            block.scalar("file", release.policyPath)
            block.items("slo", release.objectives) { item, source in
                item.scalar("path", source.path)
                item.scalar("name", source.prefix)
                item.role("owner", source.owner)
                item.list("kinds", source.kinds.map(\.rawValue))
                item.list("environments", source.environments.map(\.name))
                item.raw("minimum_count", source.minimumCount.map { "\($0)" })
                guard !source.facts.isEmpty else { return }
                item.block("facts") { facts in
                    for (name, fact) in source.facts.sorted(by: { $0.key < $1.key }) {
                        facts.scalar(YAMLText.scalar(name), fact.name)
                    }
                }
            }
        }
    }

    private static func writeKeys(_ trust: AttestationTrust, _ lines: inout YAMLLines) {
        guard !trust.keys.isEmpty else { return }
        ReleaseFileWriter.head("attestation_keys", &lines)
        lines.block("attestation_keys") { block in
            block.raw("threshold", "\(trust.threshold)")
            block.items("keys", trust.keys) { item, key in
                item.scalar("path", key.path)
                item.scalar("identity", key.identity)
                item.scalar("key_id", key.keyID)
                item.list("predicate_types", key.predicateTypes)
                item.instant("valid_from", key.validFrom)
                item.instant("valid_until", key.validUntil)
            }
        }
    }
}
