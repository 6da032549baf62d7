/// What tools that name a thing do with it: `docker network create`, `aws route53resolver list-resolver-rules`.
enum OperationVerbs {
    /// Whether `word` is what is done: a verb, or a verb and its object with a hyphen.
    static func names(_ word: String) -> Bool {
        if whole.contains(word) { return true }
        guard let hyphen = word.firstIndex(of: "-"), hyphen != word.startIndex else { return false }
        let verb = String(word[..<hyphen])
        return whole.contains(verb) || compound.contains(verb)
    }

    /// Verbs that are nouns too, so that at the end of a line they may be the subject of a note.
    static let nouns: Set<String> = [
        "update", "upgrade", "restart", "start", "stop", "backup", "restore", "set", "push", "pull", "import", "export",
        "use", "tag", "list", "show", "rollback", "sign", "scale", "drain", "lock", "login", "logout", "install",
        "sync", "reset", "clone", "info", "test", "check", "cleanup", "diff", "search", "wait", "failover",
    ]

    private static let whole: Set<String> = [
        "ls", "list", "show", "create", "delete", "rm", "remove", "inspect", "prune", "set", "unset", "add", "update",
        "get", "describe", "start", "stop", "restart", "enable", "disable", "push", "pull", "tag", "import", "export",
        "connect", "disconnect", "attach", "detach", "use", "install", "uninstall", "upgrade", "rollback", "promote",
        "demote", "generate", "sign", "revoke", "restore", "backup", "reboot", "resize", "migrate", "sync", "apply",
        "login", "logout", "exec", "scale", "drain", "rename", "unlock", "lock", "rotate", "renew", "invoke", "put",
        "exists", "clone", "cleanup", "reset", "info", "init", "df", "diff", "ssh", "scp", "assign", "activate",
        "deactivate", "validate", "verify", "failover", "wait", "cancel", "approve", "reject", "search", "test",
        "check",
    ]

    /// Verbs that stand before a hyphen only.
    private static let compound: Set<String> = [
        "batch", "associate", "disassociate", "register", "deregister", "accept", "copy", "modify", "lookup", "admin",
        "allocate", "release", "replace", "resume", "suspend", "send", "untag", "publish", "purge", "detect", "invite",
        "initiate", "complete", "abort", "terminate", "run", "head", "upload", "download", "simulate", "authorize",
        "transfer", "provision", "deprovision", "subscribe", "unsubscribe", "request", "confirm", "change", "grant",
        "retire", "estimate", "filter", "query", "scan", "post", "merge", "monitor", "report", "respond", "standalone",
    ]
}
