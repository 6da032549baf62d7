/// What the facts of one family are about, in words that a person hands over: `tests.failed` is about test results.
package enum FactTopic {
    /// The words for the family of `fact`; the quoted identifier where the catalog has no such family.
    package static func words(for fact: FactID) -> String {
        byFamily[String(fact.name.prefix { $0 != "." })] ?? "\"\(fact)\""
    }

    private static let byFamily: [String: String] = [
        "alerts": "alerts", "attestation": "attestations", "calendar": "calendar entries", "change": "change requests",
        "ci": "CI check results", "cost": "cost estimates", "coverage": "test coverage",
        "deployment": "deployment records", "docs": "docs page exports", "drift": "drift reports",
        "incidents": "incident lists", "issues": "issue lists", "load": "load test results",
        "maintenance": "maintenance windows", "messages": "channel messages", "metric": "metric readings",
        "plan": "infrastructure plans", "policy": "policy check results", "protection": "branch protection settings",
        "release": "release records", "review": "review records", "security": "security findings",
        "signoff": "sign-off statements", "slo": "service level readings", "tests": "test results",
    ]
}
