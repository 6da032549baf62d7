import ReleaseModel

/// `No customer-facing rollback after 30 min without director approval.`
struct RiskSentences: SentenceGrammar {
    static let input = "risk_tolerance"
    private(set) var value = RiskTolerance()

    mutating func read(_ text: String) -> [PhraseReading] {
        PhraseSplitter.sentences(text).flatMap { sentence -> [PhraseReading] in
            if let meaning = meaning(sentence) { return [.understood(sentence, meaning)] }
            let parts = PhraseSplitter.parts(sentence)
            guard parts.count > 1 else { return [RiskSentences.refused(sentence)] }
            return parts.map { part in
                meaning(part).map { .understood(part, $0) } ?? RiskSentences.refused(part)
            }
        }
    }

    private static func refused(_ phrase: String) -> PhraseReading {
        .notUnderstood(
            phrase,
            "\"max medium risk\", \"no rollback after 30 min without director approval\", \"rollback decision within 15 min\", \"budget +500 EUR/month\", \"budget 200 EUR/month in production for high risk\", \"monitoring confidence at least 80%\", \"no downtime over 5 min\""
        )
    }

    private mutating func meaning(_ phrase: String) -> String? {
        let words = Words(phrase)
        return constraint(words) ?? deadline(words) ?? budget(words, phrase) ?? confidence(words) ?? maximum(words)
            ?? statement(words, phrase)
    }

    private mutating func constraint(_ words: Words) -> String? {
        let words = RiskSentences.inUsualOrder(words)
        let rollback =
            words.firstIndex(of: "rollback") ?? words.firstIndex(of: "rollbacks") ?? words.firstIndex(of: "roll back")
        guard let rollback, let (amount, range) = words.firstAmount, rollback < range.lowerBound,
            ["after", "beyond", "past"].contains(words.lower[range.lowerBound - 1])
                || words.lower[range.lowerBound - 1] == "than" && words.contains("later than", "more than")
        else { return nil }
        let isCustomerFacing = words.contains("customer-facing", "customer facing", "user-facing")
        let isDenied = words.lower.prefix(rollback).contains("no") || words.lower.prefix(rollback).contains("never")
        let rest = range.upperBound..<words.lower.count
        guard words.lower[rollback..<range.lowerBound].allSatisfy(RiskSentences.constraintWords.contains) else {
            return nil
        }
        var approver: Role?
        if rest.isEmpty {
            // `Director approval is required for rollback after 30 min`
            if !isDenied {
                guard let index = words.lower.firstIndex(where: { $0 == "approval" || $0 == "sign-off" }), index > 0,
                    index < rollback,
                    words.lower[(index + 1)..<rollback].allSatisfy(RiskSentences.constraintWords.contains),
                    let role = RolePhrase.parse(words.original(0..<index))
                else { return nil }
                approver = role
            } else if !words.lower.prefix(rollback).allSatisfy(RiskSentences.constraintWords.contains) {
                return nil
            }
        } else {
            guard words.lower.prefix(rollback).allSatisfy(RiskSentences.constraintWords.contains) else { return nil }
            guard let role = RiskSentences.condition(words, rest) else { return nil }
            // `no rollback … without approval`, or `rollback … needs approval`: anything else is not one rule.
            let conditional = ["without", "unless", "except"].contains(words.lower[rest.lowerBound])
            guard isDenied == conditional else { return nil }
            approver = role
        }
        value.rollbackConstraints.append(
            RollbackConstraint(isCustomerFacingOnly: isCustomerFacing, after: amount, approver: approver?.id))
        let what = isCustomerFacing ? "a customer-facing rollback" : "a rollback"
        return approver.map { "\(what) later than \(amount) after the promotion needs the approval of \($0.id)" }
            ?? "\(what) later than \(amount) after the promotion is not allowed"
    }

    /// The words with the time behind the rollback: `After 30 min, no rollback …` is `no rollback after 30 min …`, and
    /// `past the 30 minute mark` is `past 30 minute`.
    private static func inUsualOrder(_ words: Words) -> Words {
        var plain = words.original
        if let index = words.firstAmount?.range.upperBound, index < plain.count, words.lower[index] == "mark" {
            plain.remove(at: index)
        }
        if let start = words.firstAmount?.range.lowerBound, start > 1, words.lower[start - 1] == "the" {
            plain.remove(at: start - 1)
        }
        let words = Words(plain.joined(separator: " "))
        guard let (_, range) = words.firstAmount, range.lowerBound == 1, range.upperBound < words.original.count,
            ["after", "beyond", "past"].contains(words.lower[0]),
            let last = words.lower.firstIndex(where: { ["rollback", "rollbacks"].contains($0) }),
            last >= range.upperBound
        else { return words }
        let time = words.original[..<range.upperBound].map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }
        let rule = words.original[range.upperBound...last]
        return Words((rule + time + words.original[(last + 1)...]).joined(separator: " "))
    }

    /// What may stand around the rule itself; any other word may turn its sense.
    private static let constraintWords: Set<String> = [
        "no", "never", "customer-facing", "customer", "facing", "user-facing", "rollback", "rollbacks", "roll", "back",
        "is",
        "are", "allowed", "permitted", "accepted", "after", "beyond", "past", "later", "more", "than", "a", "any",
        "the",
        "required", "needed", "for",
    ]

    /// `without director approval`, `unless the director approves`, `needs approval by the director`.
    private static func condition(_ words: Words, _ range: Range<Int>) -> Role? {
        var range = range
        guard
            ["without", "unless", "except", "needs", "requires", "need", "require"].contains(
                words.lower[range.lowerBound])
        else { return nil }
        range = (range.lowerBound + 1)..<range.upperBound
        while let first = range.first,
            ["with", "the", "an", "a", "explicit", "written", "prior"].contains(words.lower[first])
        {
            range = (first + 1)..<range.upperBound
        }
        guard let first = range.first else { return nil }
        if ["approval", "sign-off", "signoff", "permission", "consent"].contains(words.lower[first]) {
            guard range.count > 2, ["by", "of", "from"].contains(words.lower[first + 1]) else { return nil }
            return RolePhrase.parse(words.original((first + 2)..<range.upperBound))
        }
        let ends = ["approval", "approves", "sign-off", "signoff", "agrees", "permission", "consent", "approve"]
        guard let last = range.last, ends.contains(words.lower[last]) else { return nil }
        return RolePhrase.parse(words.original(first..<last))
    }

    private mutating func deadline(_ words: Words) -> String? {
        guard let (amount, range) = words.firstAmount,
            RiskSentences.deadlineStarts.contains(words.lower[range.upperBound...].joined(separator: " ")),
            range.lowerBound > 0, ["within", "in", "under", "by"].contains(words.lower[range.lowerBound - 1]),
            words.contains("decision", "decide", "decided", "decides"),
            words.contains("rollback", "roll back", "rollbacks"),
            words.lower.prefix(range.lowerBound).allSatisfy(RiskSentences.deadlineWords.contains)
        else { return nil }
        guard value.rollbackDecisionDeadline == nil else { return nil }
        value.rollbackDecisionDeadline = amount
        return "the decision on a rollback is due within \(amount)"
    }

    /// What may follow the time: that from which it runs.
    private static let deadlineStarts: Set<String> = {
        let marks = ["alert", "alarm", "detection", "breach", "page"]
        let starts = ["of", "after", "from"].flatMap { word in
            marks.flatMap { ["\(word) \($0)", "\(word) the \($0)", "\(word) an \($0)", "\(word) a \($0)"] }
        }
        return Set(starts + [""])
    }()

    private static let deadlineWords: Set<String> = [
        "rollback", "rollbacks", "roll", "back", "decision", "decisions", "decide", "decided", "decides", "on", "a",
        "the",
        "is", "are", "due", "made", "within", "in", "under", "by", "must", "be", "about", "to", "whether", "we",
    ]

    private mutating func budget(_ words: Words, _ phrase: String) -> String? {
        guard words.contains("budget", "cost", "costs", "spend") else { return nil }
        let (scope, count) = BudgetScope.trailing(words)
        for start in 0..<count {
            for length in [4, 3, 2, 1] where start + length <= count {
                let range = start..<(start + length)
                let text = PhraseSplitter.stripped(words.original[range].joined(separator: " "))
                guard let money = MoneyText.parse(text.hasPrefix("+") ? String(text.dropFirst()) : text) else {
                    continue
                }
                let isPlain = (0..<count).allSatisfy { index in
                    range.contains(index) || RiskSentences.budgetWords.contains(words.lower[index])
                        || words.lower[index].hasSuffix("/month")
                }
                let budget = CostBudget(money, environments: scope.environments, fromClass: scope.fromClass)
                let isDouble = value.monthlyCostIncrease.contains {
                    $0.amount.currency == money.currency && $0.scope == budget.scope
                }
                guard isPlain, money.amount >= 0, !isDouble, isMonthly(phrase) else { return nil }
                value.monthlyCostIncrease.append(budget)
                return "the monthly cost may rise by \(budget) without further approval"
            }
        }
        return nil
    }

    private static let budgetWords: Set<String> = [
        "budget", "cost", "costs", "spend", "monthly", "per", "month", "a", "increase", "increases", "up", "to", "at",
        "most",
        "no", "more", "than", "max", "maximum", "of", "under", "below", "limit", "rise", "may", "by", "the", "extra",
        "additional", "within", "is", "stay", "must",
    ]

    /// An amount per day or year is another thing than one per month.
    private func isMonthly(_ phrase: String) -> Bool {
        let text = phrase.lowercased()
        return !["year", "annual", "week", "day", "hour", "quarter"].contains { text.contains($0) }
    }

    private mutating func confidence(_ words: Words) -> String? {
        guard words.contains("confidence"), let word = words.lower.first(where: { $0.hasSuffix("%") }),
            let percent = ExactDecimal(word.dropLast()), percent >= 0, percent <= 100,
            let hundredth = ExactDecimal("0.01"), value.monitoringConfidenceFloor == nil,
            !words.contains("no", "not", "never"),
            words.contains("at least", "under", "below", "floor", "minimum", "min", "over", "above")
        else { return nil }
        value.monitoringConfidenceFloor = percent * hundredth
        return "under \(word) of monitoring confidence the safety-first override applies"
    }

    /// `Max medium risk`, `medium risk or lower`, `up to high`, `low risk only`, `no critical changes`.
    private mutating func maximum(_ words: Words) -> String? {
        let lower = words.lower.filter {
            !["risk", "class", "changes", "change", "releases", "release", "level", "the", "of", "is", "are", "a"]
                .contains($0)
        }
        .map { $0.hasSuffix("-risk") ? String($0.dropLast(5)) : $0 }
        let classes = lower.compactMap(RiskClass.init(rawValue:))
        guard classes.count == 1, let named = classes.first else { return nil }
        let rest = lower.filter { RiskClass(rawValue: $0) == nil }.joined(separator: " ")
        let limit: RiskClass?
        switch rest {
        case "max", "maximum", "up to", "at most", "no more than", "not above", "nothing above", "no higher than",
            "or lower",
            "or below", "or less", "only", "accepted", "acceptable", "allowed", "tolerated", "ok", "only accepted",
            "only allowed", "maximum accepted", "nothing over", "not over", "max allowed", "maximum allowed":
            limit = named
        case "no", "not", "never", "none", "no accepted", "no allowed", "not allowed", "not accepted", "not acceptable":
            limit = RiskClass.allCases.last { $0 < named }
        default: return nil
        }
        guard let limit, value.maximumClass == nil else { return nil }
        value.maximumClass = limit
        return "the highest class that may go forward is \(limit.rawValue)"
    }

    /// Rules about the service itself: people keep them, the program cannot measure them from this file.
    private mutating func statement(_ words: Words, _ phrase: String) -> String? {
        let subjects = [
            "downtime", "outage", "outages", "data loss", "error rate", "latency", "availability", "slo", "slos", "sla",
            "slas", "degradation", "interruption", "maintenance window", "service interruption", "error budget",
        ]
        guard subjects.contains(where: { words.firstIndex(of: $0) != nil }),
            words.contains(
                "no", "zero", "max", "maximum", "under", "below", "at most", "at least", "over", "must", "within")
        else { return nil }
        value.statements.append(phrase)
        return "a statement that binds people; the program does not measure it"
    }
}
