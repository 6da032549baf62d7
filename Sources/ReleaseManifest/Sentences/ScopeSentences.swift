import ReleaseModel

/// `Prod deploy, docs, and support comms; 3 squads.`
struct ScopeSentences: SentenceGrammar {
    static let input = "change_scope"
    private var scope = ChangeScope()
    private var named: [Environment] = []

    /// The scope, its environments put in the order of the default chain.
    var value: ChangeScope {
        var scope = scope
        scope.environments = path
        scope.teamCount = max(scope.teamCount, scope.teams.count)
        return scope
    }

    /// Naming production alone means the whole way to it: nothing gets there without passing what lies before.
    private var path: [Environment] {
        guard let last = named.map(\.kind).max() else { return [] }
        return EnvironmentPath.defaultChain(upTo: last)
    }

    mutating func read(_ text: String) -> [PhraseReading] {
        PhraseSplitter.sentences(text).flatMap { sentence -> [PhraseReading] in
            if let labelled = readLabelled(sentence) { return labelled }
            return PhraseSplitter.parts(sentence).flatMap { part -> [PhraseReading] in
                let phrase = part.lowercased().hasPrefix("and ") ? String(part.dropFirst(4)).trimmed : part
                if let meaning = meaning(phrase) ?? teams(phrase) { return [.understood(phrase, meaning)] }
                let items = PhraseSplitter.items(phrase)
                guard items.count > 1 else { return [ScopeSentences.refused(phrase)] }
                return items.map { item in
                    meaning(item).map { .understood(item, $0) } ?? ScopeSentences.refused(item)
                }
            }
        }
    }

    private static func refused(_ phrase: String) -> PhraseReading {
        .notUnderstood(
            phrase,
            "environments such as prod, \"teams: a, b\", \"3 squads\", \"modules: a, b\", \"artefacts: docs\", \"customer-facing\", \"data migration\", \"no irreversible step\", \"regulated data\", \"depends on x\""
        )
    }

    private mutating func meaning(_ phrase: String) -> String? {
        let words = Words(phrase)
        return count(words) ?? trait(words) ?? environments(words) ?? dependency(words) ?? team(words)
            ?? artefact(words) ?? promotion(words) ?? module(words)
    }

    /// `prod deploy of the analytics pipeline`: both parts must be plain.
    private mutating func promotion(_ words: Words) -> String? {
        guard let link = words.lower.firstIndex(where: { $0 == "of" || $0 == "for" }), link > 0 else { return nil }
        let before = self
        if let path = environments(Words(words.original[..<link].joined(separator: " "))),
            let module = module(Words(words.original[(link + 1)...].joined(separator: " ")))
        {
            return "\(path); \(module)"
        }
        self = before
        return nil
    }

    /// `QA and mobile squads`: names in a list before the plural, and no environments.
    private mutating func teams(_ phrase: String) -> String? {
        let words = Words(phrase)
        guard let last = words.lower.last, ["teams", "squads"].contains(last), words.lower.count > 1,
            !words.lower.contains(where: ScopeSentences.vague.contains)
        else { return nil }
        let first = words.lower.first == "the" ? 1 : 0
        let names = PhraseSplitter.items(words.original(first..<(words.original.count - 1)))
        guard !names.isEmpty, names.allSatisfy({ $0.split(separator: " ").count <= 3 }) else { return nil }
        for name in names where !scope.teams.contains(name) { scope.teams.append(name) }
        return "the teams \(names.joined(separator: ", "))"
    }

    /// Words with which a list of teams names none, or not all of them.
    private static let vague: Set<String> = [
        "no", "not", "all", "any", "other", "several", "multiple", "many", "some", "affected", "both", "most", "or",
        "of",
        "every", "each", "various", "more", "few", "across", "to", "by", "with", "for", "in", "from", "between",
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]

    private mutating func readLabelled(_ sentence: String) -> [PhraseReading]? {
        guard let colon = sentence.firstIndex(of: ":") else { return nil }
        let label = sentence[..<colon].lowercased().trimmed
        let items = PhraseSplitter.items(String(sentence[sentence.index(after: colon)...]))
        guard !items.isEmpty else { return nil }
        let list = items.joined(separator: ", ")
        switch label {
        case "teams", "team", "squads", "squad", "affected teams":
            scope.teams += items.filter { !scope.teams.contains($0) }
            return [.understood(sentence, "teams: \(list)")]
        case "modules", "module", "services", "service", "components", "component", "repositories":
            scope.modules += items.filter { !scope.modules.contains($0) }
            return [.understood(sentence, "modules: \(list)")]
        case "artefacts", "artifacts", "artefact", "artifact":
            scope.artefacts += items
            return [.understood(sentence, "artefacts: \(list)")]
        case "dependencies", "depends on", "dependency":
            scope.dependencies += items.map { Dependency(name: $0) }
            return [
                .understood(sentence, "dependencies: \(list); who provides them and whether they are ready is not said")
            ]
        case "environments", "environment", "envs", "env", "environment path", "path":
            return items.map { item in
                environments(Words(item)).map { .understood(item, $0) } ?? ScopeSentences.refused(item)
            }
        default: return nil
        }
    }

    private mutating func count(_ words: Words) -> String? {
        guard words.lower.count <= 4, let number = words.number(at: 0), words.lower.count >= 2,
            let noun = words.lower.last,
            ["squad", "squads", "team", "teams"].contains(noun)
        else { return nil }
        scope.teamCount += number
        return "\(number) teams, not named"
    }

    /// Traits, each of which can also be denied.
    private mutating func trait(_ words: Words) -> String? {
        let text = words.text.replacing("-", with: " ")
        let denials = text.split(separator: " ").count {
            ["no", "not", "without", "never", "none", "non"].contains($0)
        }
        // "not without customer impact" can be meant in two ways.
        guard denials < 2 else { return nil }
        let isDenied = denials == 1
        func matches(_ forms: [String]) -> Bool {
            forms.contains { form in
                guard let range = text.range(ofWords: form) else { return false }
                // The rest may only be filler, so that a longer thought is not cut down to one trait.
                let rest = text.removing(range).split(separator: " ").filter {
                    !ScopeSentences.filler.contains(String($0))
                }
                return rest.isEmpty
            }
        }
        if matches(["internal only", "internal change", "internal"]) && !isDenied {
            scope.isCustomerFacing = false
            return "not customer-facing"
        }
        if matches(["reversible", "fully reversible"]) {
            scope.hasIrreversibleStep = isDenied
            return isDenied ? "has a step that cannot be undone" : "no step that cannot be undone"
        }
        if matches([
            "customer facing", "user facing", "customer impact", "customer visible", "user visible", "public facing",
        ]) {
            scope.isCustomerFacing = !isDenied
            return isDenied ? "not customer-facing" : "customer-facing"
        }
        if matches([
            "data migration", "data migrations", "database migration", "database migrations", "schema migration",
            "schema migrations", "schema change", "schema changes", "database changes", "db migration", "db migrations",
            "migrates data",
        ]) {
            scope.hasDataMigration = !isDenied
            return isDenied ? "no data migration" : "data is migrated"
        }
        if matches([
            "irreversible", "irreversible step", "irreversible steps", "irreversible change", "irreversible changes",
        ]) {
            scope.hasIrreversibleStep = !isDenied
            return isDenied ? "no step that cannot be undone" : "has a step that cannot be undone"
        }
        if matches([
            "regulated data", "personal data", "pii", "phi", "gdpr", "gdpr data", "pci", "pci data", "cardholder data",
            "payment card data", "health data", "customer data",
        ]) {
            scope.touchesRegulatedData = !isDenied
            return isDenied ? "regulated data is not touched" : "regulated data is touched"
        }
        return nil
    }

    private static let filler: Set<String> = [
        "a", "an", "the", "no", "not", "without", "any", "is", "it", "this", "change", "release", "with", "includes",
        "touches",
        "involves", "non", "of", "contains", "has", "there", "are", "and",
    ]

    /// `prod deploy`, `deploy to staging and production`, `all environments`.
    private mutating func environments(_ words: Words) -> String? {
        var found: [Environment.Kind] = []
        if words.contains("all environments", "every environment") {
            found = Environment.Kind.allCases
        } else {
            for word in words.lower {
                if let kind = EnvironmentPath.kind(ofName: word), EnvironmentPath.canonicalName(word) != nil {
                    found.append(kind)
                } else if !ScopeSentences.environmentWords.contains(word) {
                    return nil
                }
            }
        }
        guard let last = found.max() else { return nil }
        for kind in found where !named.contains(where: { $0.kind == kind }) {
            named += EnvironmentPath.defaultChain.filter { $0.kind == kind }
        }
        let chain = EnvironmentPath.defaultChain(upTo: last).map(\.id.name).joined(separator: ", then ")
        return "a promotion along the default path: \(chain)"
    }

    private static let environmentWords: Set<String> = [
        "deploy", "deploys", "deployment", "deployments", "release", "rollout", "roll", "out", "to", "in", "into", "on",
        "the",
        "and", "then", "environment", "environments", "only", "promotion", "promote", "from", "first", "via", "through",
        "&",
        "->", "→", "cluster", "push", "with", "our", "up",
    ]

    private mutating func dependency(_ words: Words) -> String? {
        for start in ["depends on", "depend on", "requires", "blocked by", "waits for"] {
            guard words.firstIndex(of: start) == 0 else { continue }
            let name = words.original(start.split(separator: " ").count..<words.original.count)
            guard !name.isEmpty else { return nil }
            scope.dependencies.append(Dependency(name: name))
            return "the dependency \(quoted(name)); who provides it and whether it is ready is not said"
        }
        return nil
    }

    /// `payments team`, `the ledger squad`.
    private mutating func team(_ words: Words) -> String? {
        guard let last = words.lower.last, last == "team" || last == "squad", (2...4).contains(words.lower.count) else {
            return nil
        }
        let first = words.lower.first == "the" ? 1 : 0
        let name = words.original(first..<(words.original.count - 1))
        guard !name.isEmpty, words.number(at: first) == nil else { return nil }
        if !scope.teams.contains(name) { scope.teams.append(name) }
        return "the team \(name)"
    }

    private mutating func artefact(_ words: Words) -> String? {
        var plain = words.lower
        if let last = plain.last, plain.count > 1, ["update", "updates"].contains(last) { plain.removeLast() }
        guard (1...4).contains(plain.count), let last = plain.last, ScopeSentences.artefactNouns.contains(last)
        else { return nil }
        let rest = plain.dropLast()
        guard rest.allSatisfy({ ScopeSentences.artefactAdjectives.contains($0) }) else { return nil }
        let name = words.original(0..<words.original.count)
        if !scope.artefacts.contains(name) { scope.artefacts.append(name) }
        return "the artefact \(quoted(name)) beside the deployment"
    }

    private static let artefactNouns: Set<String> = [
        "announcement", "announcements", "changelog", "comms", "communication", "communications", "config",
        "configuration",
        "dashboards", "doc", "docs", "documentation", "faq", "notes", "page", "playbook", "playbooks", "runbook",
        "runbooks",
        "training", "wiki",
    ]
    private static let artefactAdjectives: Set<String> = [
        "admin", "api", "customer", "developer", "external", "feature", "internal", "operator", "ops", "public",
        "release",
        "sales", "status", "support", "technical", "the", "updated", "user", "help", "knowledge", "base",
    ]

    /// `checkout service`, `ledger API`: the last word says that it is one.
    private mutating func module(_ words: Words) -> String? {
        guard (2...4).contains(words.lower.count), let last = words.lower.last,
            ["service", "api", "module", "component", "microservice", "app", "library", "pipeline"].contains(last),
            words.number(at: 0) == nil, !words.contains("no", "all", "every", "not", "any", "and", "or")
        else { return nil }
        let name = words.original((words.lower.first == "the" ? 1 : 0)..<words.original.count)
        if !scope.modules.contains(name) { scope.modules.append(name) }
        return "the module \(name)"
    }
}

extension String {
    /// Where the whole words `phrase` stand in this text of words and single blanks.
    func range(ofWords phrase: String) -> Range<Int>? {
        let all = split(separator: " ")
        let wanted = phrase.split(separator: " ")
        guard !wanted.isEmpty, all.count >= wanted.count else { return nil }
        return (0...(all.count - wanted.count)).first { Array(all[$0..<($0 + wanted.count)]) == wanted }.map {
            $0..<($0 + wanted.count)
        }
    }

    /// This text of words without the words in `range`.
    func removing(_ range: Range<Int>) -> String {
        split(separator: " ").enumerated().filter { !range.contains($0.offset) }.map { String($0.element) }
            .joined(separator: " ")
    }
}
