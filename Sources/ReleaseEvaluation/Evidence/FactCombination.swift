import ReleaseModel

/// Makes one value of the values that several documents give for one fact.
///
/// Parts of one whole in the same format are added up where the fact counts things (twelve JUnit files, two Terraform
/// stacks) and the pass rate is computed again from the sums; of anything else the worst value counts. The same fact
/// from two formats of one channel is two views of one thing: the worse view counts.
enum FactCombination {
    /// How the same fact from two channels relates.
    enum AcrossChannels {
        /// Different stacks: they add up.
        case sum
        /// Different things of one kind, such as pages: each has to be good, so the worst counts.
        case worst
        /// Two statements about the same thing: the newest counts, and a difference is a conflict.
        case newest
    }

    static func acrossChannels(_ fact: FactID) -> AcrossChannels {
        let sums = ["plan.", "drift.", "cost."]
        let worsts = ["docs.", "messages.", "issues.", "incidents.", "maintenance.", "alerts.", "change."]
        if sums.contains(where: fact.name.hasPrefix) { return .sum }
        return worsts.contains(where: fact.name.hasPrefix) ? .worst : .newest
    }

    /// The reading of `fact` from documents that stand side by side in one channel, newest first.
    static func combine(_ fact: FactID, parts: [EvidenceItem]) -> FactReading {
        for part in parts {
            if case .unknown(let reason) = reading(fact, in: part) { return .unknown("\(part.path): \(reason)") }
        }
        let formats = Set(parts.map(\.format)).sorted()
        let perFormat = formats.map { format in
            sum(fact, of: parts.filter { $0.format == format })
        }
        return worst(fact, of: perFormat)
    }

    /// The sum where the fact can be added up, else the worst.
    static func sum(_ fact: FactID, of parts: [EvidenceItem]) -> FactReading {
        guard parts.count > 1 else { return parts.first.map { reading(fact, in: $0) } ?? .unknown("no document") }
        if fact == "tests.pass_rate", let rate = passRate(of: parts) { return rate }
        return sum(fact, ofReadings: parts.map { reading(fact, in: $0) })
    }

    static func sum(_ fact: FactID, ofReadings readings: [FactReading]) -> FactReading {
        guard readings.count > 1, isAdditive(fact) else { return worst(fact, of: readings) }
        var values: [FactValue] = []
        for reading in readings {
            guard case .known(let value) = reading else { return reading }
            values.append(value)
        }
        return values.dropFirst().reduce(values.first.map(FactReading.known) ?? .unknown("no document")) {
            total, next in
            guard case .known(let total) = total else { return total }
            switch (total, next) {
            case (.count(let left), .count(let right)):
                let (sum, overflow) = left.addingReportingOverflow(right)
                return .known(.count(overflow ? .max : sum))
            case (.duration(let left), .duration(let right)):
                let (sum, overflow) = left.seconds.addingReportingOverflow(right.seconds)
                return .known(.duration(TimeAmount(seconds: overflow ? .max : sum)))
            case (.money(let left), .money(let right)):
                guard left.currency == right.currency else { return .unknown(mixed(left.currency, right.currency)) }
                return .known(.money(Money(left.amount + right.amount, left.currency)))
            default: return .unknown("documents give it in different types")
            }
        }
    }

    /// The worst of `readings`, unknown being worst of all; the first where neither direction is worse.
    static func worst(_ fact: FactID, of readings: [FactReading]) -> FactReading {
        var worst: FactValue?
        for reading in readings {
            guard case .known(let value) = reading else { return reading }
            guard let current = worst else {
                worst = value
                continue
            }
            if case .money(let left) = current, case .money(let right) = value, left.currency != right.currency {
                return .unknown(mixed(left.currency, right.currency))
            }
            if isWorse(value, than: current, for: fact) { worst = value }
        }
        return worst.map(FactReading.known) ?? .unknown("no document")
    }

    /// Reports whether `value` is worse than `other`; never where the fact has no worse direction.
    static func isWorse(_ value: FactValue, than other: FactValue, for fact: FactID) -> Bool {
        guard let largerIsWorse = FactCatalog.definition(of: fact)?.largerIsWorse, let left = value.comparable,
            let right = other.comparable
        else { return false }
        return largerIsWorse ? left > right : left < right
    }

    static func reading(_ fact: FactID, in item: EvidenceItem) -> FactReading {
        item.facts.first { $0.id == fact }?.reading ?? .unknown("\(item.path) does not carry it")
    }

    private static func isAdditive(_ fact: FactID) -> Bool {
        guard let definition = FactCatalog.definition(of: fact), !fact.name.hasPrefix("docs.") else { return false }
        switch definition.type {
        case .count: return definition.largerIsWorse != false || fact == "tests.total" || fact == "tests.passed"
        case .money: return true
        case .duration: return definition.largerIsWorse == nil
        default: return false
        }
    }

    /// Passed of all that ran, over all parts; nil where a part does not say how many there were.
    private static func passRate(of parts: [EvidenceItem]) -> FactReading? {
        var passed = ExactDecimal.zero
        var ran = ExactDecimal.zero
        for part in parts {
            guard let partPassed = count("tests.passed", in: part), let total = count("tests.total", in: part) else {
                return nil
            }
            passed = passed + partPassed
            ran = ran + total - (count("tests.skipped", in: part) ?? 0)
        }
        guard ran > 0, let rate = passed.divided(by: ran) else { return .unknown("no test ran") }
        return .known(.ratio(rate))
    }

    private static func count(_ fact: FactID, in item: EvidenceItem) -> ExactDecimal? {
        item.facts.first { $0.id == fact }?.value?.comparable
    }

    private static func mixed(_ left: String, _ right: String) -> String {
        "documents give it in \(left) and \(right); amounts of two currencies cannot be put together"
    }
}
