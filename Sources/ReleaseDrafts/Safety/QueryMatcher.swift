/// Tells SQL statements and PowerShell cmdlets from sentences that use the same words.
struct QueryMatcher {
    private let words: [String]
    private let folded: [String]
    private let isCode: Bool
    private let endsAsStatement: Bool

    init(_ words: [String], isCode: Bool) {
        self.words = words
        folded = words.map { CommandWord.bare($0).lowercased() }
        self.isCode = isCode
        // In a sentence a semicolon has more behind it.
        endsAsStatement = words.last?.hasSuffix(";") ?? false
    }

    /// The first statement; nil where there is none.
    func statement() -> String? {
        for index in words.indices
        where isStatement(at: index) || isCmdlet(at: index) || isShellCall(at: index) {
            return words[index...].prefix(12).joined(separator: " ")
        }
        return nil
    }

    private static let objects: Set<String> = [
        "table", "database", "index", "view", "schema", "column", "user", "role", "function", "procedure", "trigger",
        "sequence", "type", "extension", "policy", "constraint", "materialized", "unique", "temporary", "keyspace",
        "or", "domain", "aggregate", "operator", "cast", "collation", "conversion", "language", "server", "foreign",
        "publication", "subscription", "rule", "tablespace", "transform", "text", "access", "event", "group", "default",
        "statistics", "routine", "unlogged", "owned", "system", "large", "temp", "partition", "login", "package",
    ]

    /// Verbs of statements that are followed by a keyword of their own.
    private static let otherVerbs: [String: Set<String>] = [
        "VACUUM": ["FULL", "ANALYZE", "FREEZE", "VERBOSE"],
        "REINDEX": ["TABLE", "INDEX", "DATABASE", "SCHEMA", "SYSTEM"],
        "LOCK": ["TABLE", "TABLES"], "UNLOCK": ["TABLES"], "FLUSH": ["PRIVILEGES", "TABLES", "LOGS", "HOSTS"],
        "REFRESH": ["MATERIALIZED"], "COMMENT": ["ON"], "MERGE": ["INTO"], "REPLACE": ["INTO"], "OPTIMIZE": ["TABLE"],
        "EXPLAIN": ["SELECT", "ANALYZE", "INSERT", "UPDATE", "DELETE", "VERBOSE"], "RENAME": ["TABLE"],
        "SHOW": ["TABLES", "PROCESSLIST", "DATABASES", "SLAVE", "REPLICA", "GRANTS", "VARIABLES", "STATUS"],
        "START": ["TRANSACTION"], "STOP": ["SLAVE", "REPLICA"], "RESET": ["MASTER", "SLAVE"], "PURGE": ["BINARY"],
        "EXEC": [], "EXECUTE": ["IMMEDIATE"], "ROLLBACK": ["TO"], "SET": ["GLOBAL", "SESSION", "LOCAL", "ROLE"],
        "ATTACH": ["DATABASE"], "DETACH": ["DATABASE"], "PRAGMA": [], "BACKUP": ["DATABASE"], "RESTORE": ["DATABASE"],
        "KILL": ["QUERY", "CONNECTION"], "CLUSTER": [], "COPY": [], "ANALYZE": [], "CALL": [], "BEGIN": [],
        "COMMIT": [],
        "DECLARE": [], "FETCH": [], "CLOSE": [], "LISTEN": [], "NOTIFY": [], "PREPARE": [], "DEALLOCATE": [],
        "WITH": [],
        "SECURITY": ["LABEL"], "IMPORT": ["FOREIGN"], "REASSIGN": ["OWNED"], "DISCARD": ["ALL"], "USE": [], "DO": [],
        "DESCRIBE": [], "TABLE": [], "VALUES": [], "MOVE": [], "LOAD": ["DATA"], "CHECKPOINT": [],
    ]

    private func isUpper(_ index: Int) -> Bool {
        // Most words have a small letter, which is soon seen.
        guard let word = words[safe: index], !word.utf8.contains(where: { (97...122).contains($0) }) else {
            return false
        }
        let bare = CommandWord.bare(word)
        return bare.count > 1 && bare.allSatisfy { $0.isUppercase || $0 == "_" }
    }

    /// Whether what stands at `index` can be a name and not a word of a sentence.
    private func isName(_ index: Int) -> Bool {
        guard let word = folded[safe: index], let first = word.first else { return false }
        return !CommandLexicon.sentenceWords.contains(word) && (first.isLetter || "\"[_".contains(first))
    }

    private func isStatement(at index: Int) -> Bool {
        switch folded[index] {
        case "select": isSelect(index)
        case "insert": folded[safe: index + 1] == "into" && isName(index + 2) && isInsert(index)
        case "update":
            isName(index + 1) && folded[safe: index + 2] == "set"
                && words.dropFirst(index + 3).prefix(4).contains { $0.contains("=") }
        case "delete": folded[safe: index + 1] == "from" && isName(index + 2) && isDelete(index)
        case "drop", "alter", "create", "truncate": isDefinition(index)
        case "grant", "revoke":
            isUpper(index) && words.dropFirst(index).prefix(8).contains { $0 == "ON" || $0 == "TO" || $0 == "FROM" }
        default: isOtherStatement(index)
        }
    }

    /// A verb in capitals at the start, and a keyword in capitals behind it or a semicolon at the end.
    private func isOtherStatement(_ index: Int) -> Bool {
        guard isUpper(index), index == 0 || words[index - 1].hasSuffix(":") || isCode,
            let keywords = QueryMatcher.otherVerbs[CommandWord.bare(words[index])]
        else { return false }
        if endsAsStatement { return true }
        guard isUpper(index + 1), let next = words[safe: index + 1] else { return false }
        return keywords.contains(CommandWord.bare(next))
    }

    /// `db.orders.deleteMany({…})`, as it is typed into a document store's shell.
    private func isShellCall(at index: Int) -> Bool {
        guard words[index].utf8.contains(UInt8(ascii: "(")) else { return false }
        let word = words[index].drop { "\"'(`".contains($0) }
        guard word.hasPrefix("db."), let bracket = word.firstIndex(of: "(") else { return false }
        return word[..<bracket].split(separator: ".").count >= 2
    }

    private func isSelect(_ index: Int) -> Bool {
        if index == 0, isUpper(index), endsAsStatement { return true }
        guard let from = folded.dropFirst(index + 1).prefix(40).firstIndex(of: "from"), from > index + 1,
            isName(from + 1)
        else { return false }
        if words[(index + 1)..<from].contains(where: { $0.contains("*") || $0.contains("(") && $0.contains(")") }) {
            return true
        }
        if isUpper(index) && isUpper(from) { return true }
        let hasCondition =
            folded.dropFirst(from).contains("where") && words.dropFirst(from).contains { $0.contains("=") }
        return hasCondition || (endsAsStatement && isName(index + 1)) || (isCode && isName(index + 1))
    }

    private func isInsert(_ index: Int) -> Bool {
        (isUpper(index) && isUpper(index + 1)) || isCode || endsAsStatement
            || folded.dropFirst(index + 3).prefix(20).contains { $0.hasPrefix("values") }
    }

    private func isDelete(_ index: Int) -> Bool {
        let hasCondition =
            folded[safe: index + 3] == "where" && words.dropFirst(index + 4).contains { $0.contains("=") }
        return (isUpper(index) && isUpper(index + 1)) || isCode || words[safe: index + 2]?.hasSuffix(";") ?? false
            || hasCondition
    }

    private func isDefinition(_ index: Int) -> Bool {
        guard let object = folded[safe: index + 1] else { return false }
        let verb = folded[index]
        let isObject = QueryMatcher.objects.contains(object)
        if isUpper(index) {
            if isObject, endsAsStatement { return true }
            return isObject && isUpper(index + 1) && isName(index + 2) || verb == "truncate" && isName(index + 1)
        }
        if isObject, folded[safe: index + 2] == "if", folded[safe: index + 3] == "exists" { return true }
        guard isObject, isName(index + 2) else { return false }
        let name = words[safe: index + 2] ?? ""
        let isStatementName = name.hasSuffix(";") || name.contains("_") || name.contains("(")
        if isCode || name.hasSuffix(";") {
            return true
        }
        if words[index].first?.isUppercase ?? false { return isStatementName }
        return (verb == "drop" || verb == "truncate") && (isStatementName || index == 0)
            || (verb == "alter"
                && folded.dropFirst(index + 3).prefix(2).contains { ["add", "drop", "modify"].contains($0) })
    }

    private static let verbs: Set<String> = [
        "Add", "Clear", "Connect", "Copy", "Disable", "Disconnect", "Enable", "Export", "ForEach", "Get", "Import",
        "Install", "Invoke", "Move", "New", "Out", "Publish", "Register", "Remove", "Rename", "Reset", "Restart",
        "Restore", "Resume", "Select", "Send", "Set", "Start", "Stop", "Suspend", "Test", "Uninstall", "Unregister",
        "Update", "Wait", "Where", "Write",
    ]
    private static let nouns: Set<String> = [
        "Item", "ItemProperty", "ChildItem", "Content", "Service", "Process", "Command", "Module", "WebRequest",
        "RestMethod", "Expression", "Job", "Location", "Object", "Host", "Output", "EventLog", "Computer", "Package",
        "ExecutionPolicy", "Credential", "LocalUser", "ScheduledTask", "NetAdapter", "Variable", "Csv", "String",
        "Null",
        "SqlCmd", "Sqlcmd", "PSSession", "VM", "Website", "WebAppPool", "IISSite", "Acl", "Date", "Help",
    ]

    /// A PowerShell cmdlet: an approved verb, a hyphen and a noun, exactly cased, that is known or has a parameter.
    private func isCmdlet(at index: Int) -> Bool {
        guard words[index].utf8.contains(UInt8(ascii: "-")) else { return false }
        let name = CommandWord.bare(words[index])
        guard let hyphen = name.firstIndex(of: "-"), QueryMatcher.verbs.contains(String(name[..<hyphen])) else {
            return false
        }
        let noun = name[name.index(after: hyphen)...]
        guard let first = noun.first, first.isUppercase, noun.allSatisfy({ $0.isLetter || $0.isNumber }) else {
            return false
        }
        if ["Az", "AD", "Mg", "SPO", "Exo"].contains(where: {
            noun.hasPrefix($0) && noun.dropFirst($0.count).first?.isUppercase ?? false
        }) {
            return true
        }
        let hasParameter = words.dropFirst(index + 1).prefix(4).contains { word in
            word.first == "-" && (word.dropFirst().first?.isUppercase ?? false)
        }
        let isPiped = words[safe: index + 1] == "|" || (index > 0 && words[index - 1] == "|")
        return hasParameter || isPiped || QueryMatcher.nouns.contains(String(noun))
    }
}
