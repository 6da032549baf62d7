/// Tells shell commands from sentences, word by word. One pass; every look-ahead is bounded.
struct ShellMatcher {
    private let words: [String]
    private let isCode: Bool
    /// The first word that is no marker.
    private var first = 0

    init(_ words: [String], isCode: Bool) {
        self.isCode = isCode
        self.words = words
        while first < words.count, isMarker(words[first], at: first) { first += 1 }
    }

    /// The first command; nil where there is none.
    func command() -> String? {
        if let prompted = promptedText() { return prompted }
        for index in words.indices {
            if isCommand(at: index) { return words[index...].prefix(12).joined(separator: " ") }
        }
        return nil
    }

    /// What stands behind the prompt of a database or of Windows: `mysql>`, `orders=#`, `C:\>`, `PS C:\>`, `10.0.0.1:6379>`.
    private func promptedText() -> String? {
        let start = first
        guard let first = words[safe: start] else { return nil }
        let isNamed = CommandLexicon.promptNames.contains(first.lowercased()) && words[safe: start + 1]?.last == ">"
        let end = isNamed ? start + 1 : start
        guard isNamed || isPrompt(first), end + 1 < words.count else { return nil }
        return words[end...].prefix(12).joined(separator: " ")
    }

    private func isPrompt(_ word: String) -> Bool {
        guard word.count > 1, let last = word.last, last == ">" || last == "#" else { return false }
        let name = word.dropLast()
        if name.hasSuffix("=") || name.hasSuffix("=-") {
            let database = name.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            return database.count > 1 && name.count - database.count <= 2
        }
        guard last == ">" else { return false }
        // The text comes without its backslashes before signs.
        if name.contains(":\\") || name.count == 2 && name.hasSuffix(":") {
            return true
        }
        if CommandLexicon.promptNames.contains(name.lowercased()) { return true }
        guard let colon = name.lastIndex(of: ":") else { return false }
        let port = name[name.index(after: colon)...].prefix { $0 != "[" }
        return (2...5).contains(port.count) && port.allSatisfy(\.isNumber)
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
        if let last = word.utf8.last, ShellMatcher.isLetter(last), !word.utf8.contains(UInt8(ascii: "=")) {
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
        let name = ShellMatcher.bare(word)
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
            return isFlag(next) || isPath(next) || CommandLexicon.isProgram(next)
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
        let isSubcommand = subcommands.contains(ShellMatcher.bare(next).lowercased())
        if place == .start, CommandLexicon.deepTools.contains(ShellMatcher.bare(words[index])), isWholeLine(from: index)
        {
            return true
        }
        if place == .start, hasFlag(after: index) { return true }
        if place != .middle || isCode, isLayered(at: index) || hasProgramEnding(at: index) && isWholeLine(from: index) {
            return true
        }
        guard isSubcommand || isFlag(next) else { return false }
        if isFlag(next) || isCode { return true }
        let following = words[safe: index + 2].map(ShellMatcher.bare)
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
        guard CommandLexicon.layeredTools.contains(ShellMatcher.bare(words[index])) else { return false }
        let things = words[(index + 1)...].prefix(4).prefix { word in
            word.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-" || $0 == "_") }
        }
        guard let action = things.firstIndex(where: CommandLexicon.actions.contains),
            !words[(index + 1)...].contains(where: isSentencePart)
        else { return false }
        return action + 1 < words.count || isCode || !CommandLexicon.nounActions.contains(words[action])
    }

    private func isSentencePart(_ word: String) -> Bool {
        !CommandLexicon.actions.contains(word) && CommandLexicon.sentenceWords.contains(word.lowercased())
            || (word.last.map { ".,:;?".contains($0) } ?? false)
    }

    private func isPlainTool(at index: Int, _ place: Place) -> Bool {
        guard let next = words[safe: index + 1] else { return false }
        if place == .middle && !isCode {
            return isFlag(next) && next.count > 1 || isPath(next) && next.count > 3 || next.contains("://")
        }
        return isCode || hasEvidence(after: index, isStrict: false)
            || (place == .start && words.count - index <= 4 && isWholeLine(from: index))
            || (place == .introduced && CommandLexicon.introducers.contains(words[max(0, index - 1)].lowercased())
                && !CommandLexicon.sentenceWords.contains(next.lowercased()))
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
        let name = ShellMatcher.bare(words[index])
        return CommandLexicon.programEndings.contains { name.hasSuffix($0) && name.count > $0.count + 1 }
    }

    /// Whether one of the next words is a flag, before a word or a sign of a sentence.
    private func hasFlag(after index: Int) -> Bool {
        for word in words[(index + 1)...].prefix(4) {
            if CommandLexicon.sentenceWords.contains(word.lowercased()) || word.hasSuffix(",") || word.hasSuffix(".") {
                return false
            }
            if isFlag(word) { return true }
        }
        return false
    }

    /// A program or script by its path.
    private func isScript(_ name: String, at index: Int) -> Bool {
        let isKnownEnding = [".sh", ".py", ".pl", ".rb", ".bash", ".ps1"].contains(where: name.hasSuffix)
        if name.hasPrefix(".\\"), name.count > 3, words.count > index + 1 || isKnownEnding { return true }
        if name.hasPrefix("./"), name.count > 3 {
            return isKnownEnding || (words[safe: index + 1].map(isFlag) ?? false)
                || (index > 0 && CommandLexicon.introducers.contains(words[index - 1].lowercased()))
        }
        if ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/", "/etc/init.d/"].contains(
            where: name.hasPrefix)
        {
            return true
        }
        if isKnownEnding, name.contains("/"), !name.hasPrefix("/"), !name.contains("://"),
            let next = words[safe: index + 1], !CommandLexicon.sentenceWords.contains(next.lowercased()),
            isWholeLine(from: index)
        {
            return true
        }
        guard ["bash", "sh", "zsh", "source", "python", "python3", "perl", "ruby", "node", "php"].contains(name),
            let next = words[safe: index + 1]
        else { return false }
        return [".sh", ".py", ".pl", ".rb", ".js", ".php", ".bash"].contains { ShellMatcher.bare(next).hasSuffix($0) }
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
        let name = ShellMatcher.bare(next)
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
            if isFlag(word) || word == "|" || word == ">" || word == ">>" || word == "<" || word == "&&" { return true }
            if word.hasPrefix("$") && word.count > 1 && !(word.dropFirst().first?.isNumber ?? false) { return true }
            if isPath(word) || word.contains("*") && word.count > 1 { return true }
            if word.contains("://"), !isStrict { return true }
            if !isStrict || word.contains("/"), isArgument(word) { return true }
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
            if isFlag(word) || ["|", ">", ">>", "<", "&&", "||"].contains(word) { return true }
            if word.hasPrefix("$"), let next = word.dropFirst().first, !next.isNumber { return true }
            if word.contains("*"), word.count > 1 { return true }
            let bare = ShellMatcher.bare(word)
            if let sign = bare.firstIndex(of: "="), sign != bare.startIndex, bare.count > 3 { return true }
            if word.count > 1, let last = word.last, ".,;:!?".contains(last) { break }
        }
        guard isWholeLine(from: index) else { return false }
        let paths = rest.count { isPath($0) || isArgument($0) }
        return paths == rest.count && paths >= 2 || rest.contains(where: isPath)
    }

    /// `-v`, `--verbose`, `--name=value`, `-n5`; not a hyphen, a number or a dash.
    private func isFlag(_ word: String) -> Bool {
        let bytes = Array(ShellMatcher.bare(word).utf8.prefix(3))
        guard bytes.count >= 2, bytes[0] == UInt8(ascii: "-") else { return false }
        let letter = bytes[1] == UInt8(ascii: "-") ? bytes[safe: 2] ?? 0 : bytes[1]
        return (65...90).contains(letter) || (97...122).contains(letter)
    }

    private func isPath(_ word: String) -> Bool {
        if word == "./..." { return true }
        let bare = ShellMatcher.bare(word)
        return ["/", "./", "../", "~/"].contains { bare.hasPrefix($0) && bare.count > $0.count + 1 }
    }

    /// `deployment/payments`, `key=value`, `file.txt`: what programs take and sentences seldom have.
    private func isArgument(_ word: String) -> Bool {
        let bare = ShellMatcher.bare(word)
        guard bare.count > 3, bare.allSatisfy(\.isASCII) else { return false }
        if bare.contains("="), bare.first != "=" { return true }
        if let at = bare.firstIndex(of: "@"), at != bare.startIndex { return true }
        if let slash = bare.firstIndex(of: "/"), slash != bare.startIndex {
            return bare.count > 7 && !bare.contains("//")
        }
        guard let point = bare.lastIndex(of: "."), point != bare.startIndex, word.last != "." else { return false }
        let ending = bare[bare.index(after: point)...]
        return (1...5).contains(ending.count) && ending.allSatisfy { $0.isLowercase || $0.isNumber }
            && ending.contains(where: \.isLetter)
    }

    private static func isPlain(_ byte: UInt8) -> Bool { isLetter(byte) || (48...57).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

    /// Whether a word inside a sentence can be a program at all: what most words are decided by.
    private static func mayBeProgram(_ name: String) -> Bool {
        guard !name.utf8.contains(UInt8(ascii: "/")) else { return true }
        return name == "sudo" || CommandLexicon.tools[name] != nil || CommandLexicon.plainTools.contains(name)
    }

    /// The word without quotes, brackets and the sign at its end.
    static func bare(_ word: String) -> String {
        if let first = word.utf8.first, let last = word.utf8.last, isPlain(first), isPlain(last) { return word }
        var view = word[...].unicodeScalars
        while let first = view.first, first == "(" || isQuote(first) { view.removeFirst() }
        while let last = view.last, isQuote(last) || isEnding(last) { view.removeLast() }
        return String(view)
    }

    private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "“", "”", "‘", "’", "`": true
        default: false
        }
    }

    private static func isEnding(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ")", ",", ";", ":", ".": true
        default: false
        }
    }
}

extension Array {
    /// The element, or nil where there is none at `index`.
    subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
