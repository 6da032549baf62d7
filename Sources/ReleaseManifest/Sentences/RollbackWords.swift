import ReleaseModel

/// What the words of a rollback step tell about it.
enum RollbackWords {
    /// What the step reverts, by its words; `other` where they tell nothing.
    static func kind(of action: String) -> RollbackStep.Kind {
        let words = Words(action)
        for (kind, nouns) in kinds where nouns.contains(where: { words.firstIndex(of: $0) != nil }) { return kind }
        return .other
    }

    /// Reports whether the words say that something is done.
    static func namesAction(_ words: Words) -> Bool {
        words.lower.contains { word in actions.contains { word.hasPrefix($0) } }
            || words.contains("turn off", "switch off", "off")
    }

    // In this order: "restore the config backup" is about configuration, "announce the database restore" about words.
    private static let kinds: [(RollbackStep.Kind, [String])] = [
        (
            .communication,
            [
                "comms", "communication", "communications", "announce", "announcement", "notify", "inform",
                "status page",
                "notice", "message", "e-mail", "email", "tell",
            ]
        ),
        (
            .configuration,
            [
                "config", "configuration", "configurations", "feature flag", "feature flags", "flag", "flags", "toggle",
                "toggles", "setting", "settings", "feature toggle", "dns",
            ]
        ),
        (
            .data,
            [
                "data", "database", "databases", "snapshot", "snapshots", "backup", "backups", "schema", "migration",
                "migrations", "restore", "db", "table", "tables",
            ]
        ),
        (
            .deployment,
            [
                "redeploy", "deploy", "deployment", "version", "release", "rollback", "roll", "traffic", "image",
                "blue-green",
                "build", "artifact", "artefact", "instances", "canary", "revert", "revision", "service", "cluster",
                "scale",
            ]
        ),
    ]

    private static let actions = [
        "abort", "announce", "back out", "backfill", "cutback", "downgrad", "fallback", "backout", "disable", "drain",
        "fail", "inform", "notify", "promote", "redeploy",
        "remove",
        "replay", "reroute", "restart", "restor", "reversal", "revers", "revert", "roll", "rout", "scale", "shift",
        "stop",
        "switch", "tell", "toggle", "undo", "updat", "withdraw", "re-deploy", "pin", "re-enable", "retract",
        "unpublish",
        "rebuild",
        "reset", "deploy", "return",
    ]
}
