import ReleaseModel

/// `Automated rollback window, comms reversal, config reversion owner.`
struct RollbackSentences: SentenceGrammar {
    static let input = "rollback_plan"
    private(set) var value = RollbackPlan()
    /// Whether the phrase before this one in the sentence is a step, so that an owner behind it is the step's.
    private var isBehindStep = false

    mutating func read(_ text: String) -> [PhraseReading] {
        PhraseSplitter.sentences(text).flatMap { sentence -> [PhraseReading] in
            if let labelled = labelled(sentence) { return [.understood(sentence, labelled)] }
            isBehindStep = false
            return PhraseSplitter.parts(sentence).map { part in
                let phrase = part.lowercased().hasPrefix("and ") ? String(part.dropFirst(4)).trimmed : part
                let count = value.steps.count
                defer { isBehindStep = value.steps.count > count }
                return meaning(phrase).map { .understood(phrase, $0) } ?? RollbackSentences.refused(phrase)
            }
        }
    }

    private static func refused(_ phrase: String) -> PhraseReading {
        .notUnderstood(
            phrase,
            "a step such as \"restore the snapshot by the DBA within 20 min\", \"rollback window of 2 hours\", \"decided by the SRE lead\", \"verified by smoke tests\", \"cannot undo: sent e-mails\", \"rehearsed on 2026-10-01\""
        )
    }

    private mutating func labelled(_ sentence: String) -> String? {
        let lower = sentence.lowercased()
        func rest(_ labels: [String]) -> String? {
            labels.first { lower.hasPrefix($0) }.map { PhraseSplitter.stripped(String(sentence.dropFirst($0.count))) }
                .flatMap { $0.isEmpty ? nil : $0 }
        }
        if let text = rest(["verification:", "verified by ", "verify that ", "verify with ", "verify by "]) {
            value.verification.append(text)
            return "it is verified so: \(text)"
        }
        if let text = rest(["limitations:", "limitation:", "cannot undo:", "cannot undo ", "does not undo "]) {
            let isNothing = ["none", "nothing"].contains(text.lowercased())
            value.limitations = (value.limitations ?? []) + (isNothing ? [] : [text])
            return isNothing ? "nothing remains that cannot be undone" : "what cannot be undone: \(text)"
        }
        for suffix in [" cannot be undone", " can't be undone", " is lost", " are lost"] where lower.hasSuffix(suffix) {
            let text = String(sentence.dropLast(suffix.count))
            let isNothing = text.lowercased() == "nothing"
            value.limitations = (value.limitations ?? []) + (isNothing ? [] : [text])
            return isNothing ? "nothing remains that cannot be undone" : "what cannot be undone: \(text)"
        }
        return nil
    }

    private mutating func meaning(_ phrase: String) -> String? {
        labelled(phrase) ?? rehearsal(phrase) ?? decision(phrase) ?? owner(phrase) ?? window(phrase) ?? step(phrase)
    }

    /// `owned by the platform team` behind a step, `owner: SRE lead`, `rollback owner: SRE lead`, `SRE lead owns rollback`.
    private mutating func owner(_ phrase: String) -> String? {
        let words = Words(phrase)
        let ofStep = ["owned by", "executed by", "carried out by", "performed by", "done by", "run by", "by", "owner"]
        if isBehindStep, let last = value.steps.indices.last, value.steps[last].owner == nil,
            let start = ofStep.first(where: { words.firstIndex(of: $0) == 0 })
        {
            let count = start.split(separator: " ").count
            guard let role = RolePhrase.parse(words.original(count..<words.original.count)) else { return nil }
            value.steps[last].owner = role.id
            return "the step before is carried out by \(role.id)"
        }
        var range: Range<Int>?
        for start in ["owner", "rollback owner", "owner of the rollback", "owned by"]
        where words.firstIndex(of: start) == 0 {
            range = start.split(separator: " ").count..<words.lower.count
        }
        if let verb = words.firstIndex(of: "owns"), verb > 0,
            ["rollback", "the rollback"].contains(words.lower[(verb + 1)...].joined(separator: " "))
        {
            range = 0..<verb
        }
        guard let range, value.decisionOwner == nil else { return nil }
        let name = words.original(range)
        guard let role = RolePhrase.parse(name.lowercased().hasPrefix("is ") ? String(name.dropFirst(3)) : name) else {
            return nil
        }
        value.decisionOwner = role.id
        return "the role that owns the rollback and decides on it is \(role.id)"
    }

    private mutating func rehearsal(_ phrase: String) -> String? {
        let words = Words(phrase)
        guard words.contains("rehearsed", "rehearsal", "rehearsal:", "tested", "drilled"),
            !words.contains("not", "never", "no")
        else { return nil }
        guard let date = words.lower.compactMap({ CivilDate(iso8601: $0) }).first, value.lastRehearsed == nil else {
            return nil
        }
        let filler: Set<String> = [
            "rehearsed", "rehearsal", "tested", "drilled", "last", "on", "was", "in", "staging", "the", "rollback",
        ]
        guard words.lower.allSatisfy({ filler.contains($0) || CivilDate(iso8601: $0) != nil }) else { return nil }
        value.lastRehearsed = date
        return "last rehearsed on \(date)"
    }

    private mutating func decision(_ phrase: String) -> String? {
        let words = Words(phrase)
        var range: Range<Int>?
        for start in [
            "decided by", "decision by", "decision owner", "decision: ", "decision maker", "rollback decision by",
        ] {
            let trimmed = start.trimmed
            if words.firstIndex(of: trimmed) == 0 { range = trimmed.split(separator: " ").count..<words.lower.count }
        }
        if range == nil, let verb = words.firstIndex(of: "decides"), verb > 0 {
            let tail = words.lower.suffix(from: verb + 1).joined(separator: " ")
            guard
                ["", "on rollback", "on a rollback", "on the rollback", "about the rollback", "on rollbacks"].contains(
                    tail)
            else { return nil }
            range = 0..<verb
        }
        guard let range, value.decisionOwner == nil, let role = RolePhrase.parse(words.original(range)) else {
            return nil
        }
        value.decisionOwner = role.id
        return "the role that decides on a rollback is \(role.id)"
    }

    /// `automated rollback window`, `rollback window of 2 hours`, `2h rollback window`.
    private mutating func window(_ phrase: String) -> String? {
        let words = Words(phrase)
        guard words.contains("window"),
            words.contains("rollback", "roll-back", "roll back") || words.firstIndex(of: "window") == 0
        else { return nil }
        let isAutomated = words.contains("automated", "automatic")
        let amount = words.firstAmount
        let filler: Set<String> = [
            "automated", "automatic", "rollback", "roll-back", "roll", "back", "window", "of", "a", "the", "is", "for",
        ]
        let known = words.lower.enumerated().allSatisfy { index, word in
            filler.contains(word) || amount?.range.contains(index) ?? false
        }
        guard known, value.window == nil else { return nil }
        value.window = amount?.amount
        if isAutomated {
            value.isAutomated = true
            value.steps.append(RollbackStep(action: phrase, kind: .deployment))
        }
        let length = amount.map { "it is open for \($0.amount)" } ?? "how long it is open is not said"
        let automation =
            isAutomated
            ? "the team's own automation takes the deployment back within a window; who owns it is not said; "
            : "a window for the way back; "
        return automation + length
    }

    /// `restore the snapshot by the DBA within 20 minutes`, `config reversion owned by platform lead`.
    private mutating func step(_ phrase: String) -> String? {
        var words = Words(phrase)
        guard RollbackWords.namesAction(words), !words.contains("no", "not", "never", "cannot") else { return nil }
        var duration: TimeAmount?
        if let (amount, range) = words.firstAmount, range.lowerBound > 0, range.upperBound == words.lower.count,
            ["within", "in", "takes", "under"].contains(words.lower[range.lowerBound - 1])
        {
            duration = amount
            words = Words(words.original[..<(range.lowerBound - 1)].joined(separator: " "))
        }
        guard let (action, owner, isOwnerless) = RollbackSentences.owner(words) else { return nil }
        let kind = RollbackWords.kind(of: action)
        value.steps.append(RollbackStep(action: action, kind: kind, owner: owner?.id, duration: duration))
        let who =
            owner.map { "carried out by \($0.id)" }
            ?? (isOwnerless ? "an owner is asked for and not named" : "who does it is not said")
        return "a \(kind.rawValue) step, \(who)" + (duration.map { ", within \($0)" } ?? "")
    }

    /// The action without its owner, and the owner; nil where the words after "by" are no role.
    private static func owner(_ words: Words) -> (action: String, owner: Role?, isOwnerless: Bool)? {
        for separator in ["owned by", "done by", "carried out by", "performed by", "by", "owner"] {
            guard let index = words.firstIndex(of: separator), index > 0 else { continue }
            let length = separator.split(separator: " ").count
            let action = words.original(0..<index)
            let rest = words.original((index + length)..<words.original.count)
            if rest.isEmpty { return separator == "owner" ? (action, nil, true) : nil }
            // "by the way it came": an action may hold the word itself, but then it is not clear who acts.
            guard let role = RolePhrase.parse(rest) else { return nil }
            return (action, role, false)
        }
        let action = words.original(0..<words.original.count)
        return action.isEmpty ? nil : (action, nil, false)
    }
}
