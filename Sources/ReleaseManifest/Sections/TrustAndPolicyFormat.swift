import ReleaseModel

/// The tables of keys of `policy` and `attestation_keys`.
enum TrustAndPolicyFormat {
    static let policy = FileSection(
        "policy", "The team's rules beside the default policy.",
        [
            FileKey("file", .text, "Path of a policy file that overlays the default policy."),
            FileKey(
                "slo", .list(.sectionOrText(objectives)),
                "Keptn files of service level objectives, whose criteria are asked as well."),
        ])

    static let objectives = FileSection(
        "slo", "A Keptn slo.yaml and how it is asked.",
        [
            FileKey("path", .text, "The path, relative to this file.", required: true),
            FileKey("name", .text, "What its criteria are called after; slo where not given."),
            FileKey("owner", .role, "The role that answers for the objectives; the SRE lead where not given."),
            FileKey(
                "kinds", .list(.choice(Environment.Kind.allCases.map(\.rawValue))),
                "The environment kinds it is asked for; preproduction and production where not given."),
            FileKey("environments", .list(.environment), "The environments it is asked for, by name."),
            FileKey("facts", .map(.text), "The fact that carries an indicator, where it is not metric. and its name."),
            FileKey(
                "minimum_count", .wholeNumber(1...100),
                "How many earlier results a relative criterion needs, where that is less than the file says."),
        ])

    static let attestationKeys = FileSection(
        "attestation_keys", "Public keys, and how many holders must have signed.",
        [
            FileKey("keys", .list(.sectionOrText(attestationKey)), "The keys.", required: true),
            FileKey(
                "threshold", .wholeNumber(1...32), "How many different holders must have signed; 1 where not given."),
        ])

    static let attestationKey = FileSection(
        "keys", "A public key and for what it is believed.",
        [
            FileKey("path", .text, "Path of the key in PEM, relative to this file.", required: true),
            FileKey("identity", .text, "Who holds it: a person, a team or a system."),
            FileKey("key_id", .text, "The id by which envelopes name it, where that is not the digest of the key."),
            FileKey(
                "predicate_types", .list(.text),
                "Types of predicates it may sign; one that ends with * stands for all that begin so; none means any."),
            FileKey("valid_from", .instant, "From when on its signatures count."),
            FileKey("valid_until", .instant, "Until when its signatures count."),
        ])
}
