/// Tells shell commands from sentences, word by word. One pass; every look-ahead is bounded.
struct ShellMatcher {
    private let words: [String]
    private let isCode: Bool
    /// The words around a code span.
    private let before: String
    private let after: String
    /// The first word that is no marker.
    private var first = 0

    init(_ span: CommandSpan, words: [String]) {
        isCode = span.isCode
        before = span.before
        after = span.after
        self.words = words
        while first < words.count, isMarker(words[first], at: first) { first += 1 }
    }

    /// The first command; nil where there is none.
    func command() -> String? {
        if let prompted = ShellPrompt.text(in: words, at: first) { return prompted }
        if first > 0, ShellPrompt.isDollar(words[first - 1], before: words[safe: first]) {
            return words[first...].prefix(12).joined(separator: " ")
        }
        if isToldToRun || isLoop || isVariableSet { return words[first...].prefix(12).joined(separator: " ") }
        for index in words.indices {
            if isCommand(at: index) { return words[index...].prefix(12).joined(separator: " ") }
        }
        return nil
    }

    /// "Run `deploy-prod`": a name in code behind a verb of running, and no word behind it that says what kind of thing runs.
    private var isToldToRun: Bool {
        guard isCode, let name = words[safe: first], let initial = name.unicodeScalars.first, initial.isASCII,
            before != "enter"
        else { return false }
        let isScriptFile = isScript(name, at: first) || ShellMatcher.scriptEndings.contains(where: name.hasSuffix)
        if isScriptFile, CommandLexicon.runVerbs.contains(before) || ["using", "via"].contains(before) { return true }
        guard CommandLexicon.runVerbs.contains(before) else { return false }
        guard !["type", "issue"].contains(before) else { return false }
        return (initial.properties.isLowercase || name.hasPrefix("./")) && !CommandLexicon.runnables.contains(after)
            && words.count <= 12
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._+-/:".contains($0)) }
    }

    /// `for host in a b; do`, `while true; do`, `if [ -f x ]; then`.
    private var isLoop: Bool {
        guard let word = words[safe: first], ["for", "while", "until", "if"].contains(word) else { return false }
        return words.indices.contains { index in
            index > first && words[index - 1].hasSuffix(";") && ["do", "then"].contains(words[index])
        }
    }

    /// `$Service = Get-Service …`: a variable of PowerShell that is set.
    private var isVariableSet: Bool {
        guard let word = words[safe: first], word.hasPrefix("$"), words[safe: first + 1] == "=" else { return false }
        return word.count > 1 && word.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            && words.count > first + 2 && (word.dropFirst().first?.isLetter ?? false)
    }

    private enum Place {
        case start, introduced, middle
    }

    private func place(of index: Int) -> Place {
        if index == first { return .start }
        guard index > 0 else { return .start }
        let previous = words[index - 1].lowercased()
        if let last = previous.utf8.last, last == UInt8(ascii: ":") || last == UInt8(ascii: ";") { return .introduced }
        if ShellMatcher.joints.contains(previous) || CommandLexicon.introducers.contains(previous) {
            return .introduced
        }
        switch words[index].unicodeScalars.first {
        case "\"", "'", "“", "‘", "(": return .introduced
        default: return .middle
        }
    }

    /// Words behind which the next command of a line begins.
    private static let joints: Set<String> = ["|", "&&", "||", "sudo", "$", "doas", "nohup", "xargs", "exec"]

    /// List signs, prompts, boxes and variables set for one command.
    private func isMarker(_ word: String, at index: Int) -> Bool {
        // Most lines begin with a plain word.
        if let last = word.utf8.last, CommandWord.isLetter(last), !word.utf8.contains(UInt8(ascii: "=")) {
            return false
        }
        if ["-", "*", "+", "$", "%", ">", "#", "[", "]", "[ ]", "[x]", "❯", "PS>"].contains(word) { return true }
        if let last = word.last, last == "." || last == ")" { return word.dropLast().allSatisfy(\.isNumber) }
        if word.hasSuffix("$") || word.hasSuffix("#"), word.contains("@"), word.contains(":") { return true }
        return isAssignment(word) && index + 1 < words.count
    }

    private func isAssignment(_ word: String) -> Bool {
        guard let sign = word.firstIndex(of: "="), sign != word.startIndex else { return false }
        return word[..<sign].allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
    }

    private func isCommand(at index: Int) -> Bool {
        let word = words[index]
        if isShellOperator(at: index) { return true }
        let name = CommandWord.bare(word)
        guard let first = name.unicodeScalars.first, first.isASCII else { return false }
        let place = place(of: index)
        if place == .middle, !isCode, !ShellMatcher.mayBeProgram(name) { return false }
        if place != .middle || isCode, isScript(name, at: index) { return true }
        // The programs are in lower case; a capital makes a name or the first word of a sentence.
        guard !name.contains(where: \.isUppercase), !word.hasSuffix(":"), !word.hasSuffix(",") else { return false }
        let base = name.split(separator: "/").last.map(String.init) ?? name
        if base == "sudo", let next = words[safe: index + 1], next.first?.isLowercase ?? false || next.hasPrefix("-") {
            guard place == .middle, !isCode else { return !CommandLexicon.sentenceWords.contains(next) }
            // "default to sudo only" is a sentence.
            return CommandWord.isFlag(next) || CommandWord.isPath(next) || CommandLexicon.isProgram(next)
        }
        if base == "service", place != .middle, words.count - index == 3,
            ["restart", "start", "stop", "reload", "status"].contains(words[index + 2])
        {
            return true
        }
        if let subcommands = CommandLexicon.tools[base] { return isTool(at: index, place, subcommands) }
        if CommandLexicon.plainTools.contains(base) { return isPlainTool(at: index, place) }
        guard place != .middle || (isCode && index == 0) else { return false }
        if base == "cd", place == .start, words.count - index == 2 { return true }
        if CommandLexicon.runTools.contains(base), index > 0,
            CommandLexicon.runVerbs.contains(words[index - 1].lowercased()), let next = words[safe: index + 1],
            !CommandLexicon.sentenceWords.contains(next.lowercased()), next.first?.isLowercase ?? false
        {
            return true
        }
        if CommandLexicon.wordTools.contains(base) {
            let isAsk = !isCode && CommandLexicon.askVerbs.contains(base)
            return
                (isAsk
                ? hasEvidenceOfNoAsk(after: index)
                : hasEvidence(after: index, isStrict: place == .introduced && !isCode))
                || isBareCode(at: index)
        }
        return isUnknownTool(name, at: index, place)
    }

    private func isTool(at index: Int, _ place: Place, _ subcommands: Set<String>) -> Bool {
        guard let next = words[safe: index + 1] else { return false }
        let isSubcommand = subcommands.contains(CommandWord.bare(next).lowercased())
        if place == .start, CommandLexicon.deepTools.contains(CommandWord.bare(words[index])), isWholeLine(from: index)
        {
            return true
        }
        if place == .start, hasFlag(after: index, within: 8) { return true }
        if place != .middle || isCode, isLayered(at: index) || hasProgramEnding(at: index) && isWholeLine(from: index) {
            return true
        }
        guard isSubcommand || CommandWord.isFlag(next) else { return false }
        if CommandWord.isFlag(next) || isCode { return true }
        let following = words[safe: index + 2].map(CommandWord.bare)
        let isEndOfSentence = next.last == "." || next.last == "," || next.last == ";"
        switch place {
        case .introduced where CommandLexicon.introducers.contains(words[max(0, index - 1)].lowercased()): return true
        case .start, .introduced:
            guard let following, !isEndOfSentence else { return following == nil }
            return !CommandLexicon.sentenceWords.contains(following.lowercased())
        case .middle: return !isEndOfSentence && hasEvidence(after: index + 1, isStrict: true)
        }
    }

    /// A thing, what is done with it, and no sentence around them.
    private func isLayered(at index: Int) -> Bool {
        guard CommandLexicon.layeredTools.contains(CommandWord.bare(words[index])) else { return false }
        let things = words[(index + 1)...].prefix(6).prefix { word in
            word.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-" || $0 == "_") }
        }
        guard let action = things.firstIndex(where: OperationVerbs.names),
            !words[(index + 1)...].contains(where: isSentencePart)
        else { return false }
        return action + 1 < words.count || isCode || !OperationVerbs.nouns.contains(words[action])
    }

    private func isSentencePart(_ word: String) -> Bool {
        !OperationVerbs.names(word) && CommandLexicon.sentenceWords.contains(word.lowercased())
            || (word.last.map { ".,:;?".contains($0) } ?? false)
    }

    private func isPlainTool(at index: Int, _ place: Place) -> Bool {
        guard let next = words[safe: index + 1] else { return false }
        if place == .middle && !isCode {
            return CommandWord.isFlag(next) && next.count > 1 || CommandWord.isPath(next) && next.count > 3
                || next.contains("://")
        }
        if isCode || hasEvidence(after: index, isStrict: false)
            || place == .start && words.count - index <= 4 && isWholeLine(from: index)
        {
            return true
        }
        let introducer = words[max(0, index - 1)].lowercased()
        return place == .introduced && CommandLexicon.introducers.contains(introducer)
            && !CommandLexicon.weakIntroducers.contains(introducer)
            && !CommandLexicon.thingTools.contains(CommandWord.bare(words[index]))
            && !CommandLexicon.sentenceWords.contains(next.lowercased())
    }

    /// `make deploy` in a code span: two or three words, none of a sentence.
    private func isBareCode(at index: Int) -> Bool {
        guard isCode, index == 0, (2...4).contains(words.count) else { return false }
        return words.dropFirst().allSatisfy { word in
            !CommandLexicon.sentenceWords.contains(word)
                && word.allSatisfy { $0.isASCII && !$0.isUppercase && $0 != "=" }
        }
    }

    /// Whether the rest of the line has at least one word and none that a sentence would have.
    private func isWholeLine(from index: Int) -> Bool {
        let rest = words[(index + 1)...]
        return !rest.isEmpty
            && rest.allSatisfy { word in
                !CommandLexicon.sentenceWords.contains(word.lowercased())
                    && !(word.last.map { ".,:;?".contains($0) } ?? false)
                    && !(word.first?.isUppercase ?? false && word.dropFirst().contains(where: \.isLowercase))
            }
    }

    /// A name nobody knows with an option behind it, at the start of a line.
    private func isUnknownTool(_ name: String, at index: Int, _ place: Place) -> Bool {
        guard place == .start || isCode, name.first?.isLowercase ?? false, name.count > 1,
            name.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || "._+-/".contains($0)) }),
            !CommandLexicon.plainVerbs.contains(name), !CommandLexicon.sentenceWords.contains(name)
        else { return false }
        return hasProgramEnding(at: index) && isWholeLine(from: index) || hasFlag(after: index)
    }

    private func hasProgramEnding(at index: Int) -> Bool {
        let name = CommandWord.bare(words[index])
        return CommandLexicon.programEndings.contains { name.hasSuffix($0) && name.count > $0.count + 1 }
    }

    /// Whether one of the next words is a flag, before a word or a sign of a sentence.
    private func hasFlag(after index: Int, within reach: Int = 4) -> Bool {
        for word in words[(index + 1)...].prefix(reach) {
            if CommandLexicon.sentenceWords.contains(word.lowercased()) || word.hasSuffix(",") || word.hasSuffix(".") {
                return false
            }
            if CommandWord.isFlag(word) { return true }
        }
        return false
    }

    static let scriptEndings = [".sh", ".py", ".pl", ".rb", ".bash", ".ps1"]

    /// A program or script by its path.
    private func isScript(_ name: String, at index: Int) -> Bool {
        let isKnownEnding = ShellMatcher.scriptEndings.contains(where: name.hasSuffix)
        if name.hasPrefix(".\\"), name.count > 3, words.count > index + 1 || isKnownEnding { return true }
        if name.hasPrefix("./"), name.count > 3 {
            return isKnownEnding || hasFlag(after: index)
                || (index > 0 && CommandLexicon.introducers.contains(words[index - 1].lowercased()))
        }
        if ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/", "/etc/init.d/"].contains(
            where: name.hasPrefix)
        {
            return true
        }
        if name.hasPrefix("/"), name.count > 3, index == first, hasFlag(after: index) { return true }
        if isKnownEnding, name.contains("/"), !name.hasPrefix("/"), !name.contains("://"),
            let next = words[safe: index + 1], !CommandLexicon.sentenceWords.contains(next.lowercased()),
            isWholeLine(from: index)
        {
            return true
        }
        guard ["bash", "sh", "zsh", "source", "python", "python3", "perl", "ruby", "node", "php"].contains(name),
            let next = words[safe: index + 1]
        else { return false }
        return [".sh", ".py", ".pl", ".rb", ".js", ".php", ".bash"].contains { CommandWord.bare(next).hasSuffix($0) }
    }

    /// `&&` and `||` between programs, `$(…)`, redirections, a pipe into a known program.
    private func isShellOperator(at index: Int) -> Bool {
        let word = words[index]
        // Most words have none of these signs, and looking for texts in each is slow.
        guard word.utf8.contains(where: { "$><&|".utf8.contains($0) }) else { return false }
        if word.contains("2>&1") || word.contains(">/dev/null") || isHereDocument(word) {
            return true
        }
        if word == "<<", let next = words[safe: index + 1], isHereDocument("<<" + next) { return true }
        if let range = word.firstRange(of: "$(") {
            return word[range.upperBound...].first?.isLowercase ?? false
        }
        guard index > 0, let next = words[safe: index + 1] else { return false }
        if word == ">" || word == ">>", next == "/dev/null" { return true }
        guard word == "|" || word == "&&" || word == "||" else { return false }
        let name = CommandWord.bare(next)
        return CommandLexicon.tools[name] != nil || CommandLexicon.plainTools.contains(name)
            || CommandLexicon.wordTools.contains(name)
    }

    /// `<<EOF`, `<<-'END'`.
    private func isHereDocument(_ word: String) -> Bool {
        guard word.hasPrefix("<<"), let mark = word.dropFirst(2).drop(while: { "-'\"".contains($0) }).first else {
            return false
        }
        return mark.isUppercase && mark.isASCII
    }

    /// Whether a flag, path, variable, glob, assignment or redirection follows before a word of a sentence.
    ///
    /// - Parameter isStrict: a path or an assignment must not be the only sign of it.
    private func hasEvidence(after index: Int, isStrict: Bool) -> Bool {
        guard index + 1 < words.count else { return false }
        for word in words[(index + 1)...].prefix(8) {
            if CommandLexicon.sentenceWords.contains(word.lowercased()) { return false }
            if CommandWord.isFlag(word) || word == "|" || word == ">" || word == ">>" || word == "<" || word == "&&" {
                return true
            }
            if word.hasPrefix("$") && word.count > 1 && !(word.dropFirst().first?.isNumber ?? false) { return true }
            if CommandWord.isPath(word) || word.contains("*") && word.count > 1 { return true }
            if word.contains("://"), !isStrict { return true }
            if !isStrict || word.contains("/"), CommandWord.isArgument(word) { return true }
            if let last = word.last, ".,;:!?".contains(last) { return false }
        }
        return false
    }

    /// Whether what follows a verb that people ask with is more than its object.
    ///
    /// "Replace evidence/load.json by a newer run", "test docs/rollback.md" and "open /admin once more" ask for something
    /// and name a file or a page. Options, operators, variables and globs are no English, whatever the verb; paths are a
    /// command's where they are all that stands on the line, and are several or begin at the root.
    private func hasEvidenceOfNoAsk(after index: Int) -> Bool {
        let rest = words[(index + 1)...]
        for word in rest.prefix(8) {
            if CommandLexicon.sentenceWords.contains(word.lowercased()) { break }
            if CommandWord.isFlag(word) || ["|", ">", ">>", "<", "&&", "||"].contains(word) { return true }
            if word.hasPrefix("$"), let next = word.dropFirst().first, !next.isNumber { return true }
            if word.contains("*"), word.count > 1 { return true }
            let bare = CommandWord.bare(word)
            if let sign = bare.firstIndex(of: "="), sign != bare.startIndex, bare.count > 3 { return true }
            if word.count > 1, let last = word.last, ".,;:!?".contains(last) { break }
        }
        guard isWholeLine(from: index) else { return false }
        let paths = rest.count { CommandWord.isPath($0) || CommandWord.isArgument($0) }
        return paths == rest.count && paths >= 2 || rest.contains(where: CommandWord.isPath)
    }

    /// Whether a word inside a sentence can be a program at all: what most words are decided by.
    private static func mayBeProgram(_ name: String) -> Bool {
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return true }
        return name == "sudo" || CommandLexicon.tools[name] != nil || CommandLexicon.plainTools.contains(name)
    }
}

extension Array {
    /// The element, or nil where there is none at `index`.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
