import ReleaseModel

/// Counts the cases of a JUnit report as they pass by, and what the attributes claim about them.
struct JUnitTally: XMLElementHandler {
    /// What is known of the case that is open.
    private struct OpenCase {
        var depth: Int
        var hasError = false
        var hasFailure = false
        var isSkipped = false
        /// Whether the case is still to be made to pass, so that its failure is expected, as Node.js marks it.
        var isTodo = false
        var isFlaky = false
        var hasRerunFailure = false
    }

    /// What an element's attributes claim; nil where it says nothing.
    struct Claim {
        var tests: Int64?
        var failures: Int64?
        var errors: Int64?
        var skipped: Int64?
        var seconds: ExactDecimal?

        /// The sum of two claims; a part that one of them does not claim stays open only if neither does.
        static func + (left: Claim, right: Claim) -> Claim {
            func sum(_ first: Int64?, _ second: Int64?) -> Int64? {
                guard let first else { return second }
                guard let second else { return first }
                return min(first + second, JUnitAttributes.largestCount)
            }
            return Claim(
                tests: sum(left.tests, right.tests), failures: sum(left.failures, right.failures),
                errors: sum(left.errors, right.errors), skipped: sum(left.skipped, right.skipped),
                seconds: left.seconds.map { $0 + (right.seconds ?? .zero) } ?? right.seconds)
        }
    }

    private var passed = 0
    private var failed = 0
    private var errors = 0
    private var skipped = 0
    private var flaky = 0
    /// Failure and error elements, of which one case may have several.
    private var badElements = 0
    /// Failures and errors of earlier or later runs of a case, which some tools count in the attributes as well.
    private var runsBeside = 0
    /// Outermost suites, and how many of them pytest wrote.
    private var outermostSuites = 0
    private var pytestSuites = 0
    /// Failures and errors of a suite itself, which no case shows.
    private var suiteErrors = 0
    private var caseSeconds = ExactDecimal.zero
    private var openCase: OpenCase?
    private var rootClaim = Claim()
    private var suiteClaim = Claim()
    private var rootIsSuites = false
    private var isPytest = false
    private var revisions: Set<String> = []
    private var latest: Instant?
    private var hasTimeWithoutZone = false
    private var unreadableTime: String?
    /// Words for the end of a case that are not known, and how many cases have them.
    private var strangeWords: [String: Int] = [:]

    mutating func begin(
        _ element: String, _ attributes: [String: String], in parents: [String]
    ) throws(EvidenceError) {
        switch element {
        case "testsuites" where parents.isEmpty:
            rootIsSuites = true
            isPytest = attributes["name"] == "pytest tests"
            rootClaim = JUnitAttributes.claim(attributes)
            takeTime(attributes["timestamp"])
        case "testsuite":
            let isOutermost = parents.isEmpty || parents == ["testsuites"]
            if isOutermost {
                suiteClaim = suiteClaim + JUnitAttributes.claim(attributes)
                outermostSuites += 1
                if isPytest || attributes["name"] == "pytest" { pytestSuites += 1 }
            }
            takeTime(attributes["timestamp"])
        case "testcase" where !parents.isEmpty: beginCase(attributes, depth: parents.count)
        case "property": takeProperty(attributes)
        default:
            guard !parents.isEmpty else { throw notJUnit(element) }
            takeResult(element, attributes["type"], parents)
        }
    }

    mutating func end(_ element: String, in parents: [String]) throws(EvidenceError) {
        guard element == "testcase", let ended = openCase, ended.depth == parents.count else { return }
        openCase = nil
        if ended.isFlaky { flaky += 1 }
        if ended.isTodo {
            skipped += 1
        } else if ended.hasError {
            errors += 1
        } else if ended.hasFailure || ended.hasRerunFailure && !ended.isFlaky {
            failed += 1
        } else if ended.isSkipped {
            skipped += 1
        } else {
            passed += 1
        }
    }

    private mutating func beginCase(_ attributes: [String: String], depth: Int) {
        var new = OpenCase(depth: depth)
        let words = [attributes["status"], attributes["result"]].compactMap { $0.map(JUnitAttributes.word) }
        if words.contains(where: JUnitAttributes.skippedWords.contains) { new.isSkipped = true }
        if attributes["skipped"] == "true" || attributes["disabled"] == "true" { new.isSkipped = true }
        if words.contains(where: JUnitAttributes.failedWords.contains) { new.hasFailure = true }
        if words.contains(where: JUnitAttributes.errorWords.contains) { new.hasError = true }
        if let word = words.first(where: JUnitAttributes.isUnknown) {
            // Nobody knows that such a case passed.
            new.hasError = true
            if strangeWords.count < 10 || strangeWords[word] != nil { strangeWords[word, default: 0] += 1 }
        }
        openCase = new
        if let seconds = attributes["time"].flatMap(JUnitAttributes.seconds) { caseSeconds = caseSeconds + seconds }
        takeTime(attributes["timestamp"])
    }

    private mutating func takeResult(_ element: String, _ type: String?, _ parents: [String]) {
        if let depth = openCase?.depth, parents.count == depth + 1 {
            switch element {
            case "error": openCase?.hasError = true
            case "failure": openCase?.hasFailure = true
            case "skipped", "disabled", "ignored", "incomplete":
                openCase?.isSkipped = true
                if type == "todo" { openCase?.isTodo = true }
            case "flakyFailure", "flakyError":
                openCase?.isFlaky = true
                runsBeside += 1
            case "rerunFailure", "rerunError":
                openCase?.hasRerunFailure = true
                runsBeside += 1
            default: return
            }
            if element == "error" || element == "failure" { badElements += 1 }
        } else if openCase == nil, parents.last == "testsuite", element == "error" || element == "failure" {
            suiteErrors += 1
            badElements += 1
        }
    }

    private mutating func takeProperty(_ attributes: [String: String]) {
        guard openCase == nil, let name = attributes["name"], let value = attributes["value"],
            JUnitAttributes.isRevisionName(name), JUnitAttributes.isRevision(value)
        else { return }
        revisions.insert(value.lowercased())
    }

    private mutating func takeTime(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        guard let time = StatedTime(text) else {
            unreadableTime = unreadableTime ?? text
            return
        }
        if !time.hasZone { hasTimeWithoutZone = true }
        latest = max(latest ?? time.instant, time.instant)
    }

    private func notJUnit(_ root: String) -> EvidenceError {
        let known = JUnitXMLReader.relatives[root].map { " (\($0))" } ?? ""
        return EvidenceError(
            "the root element is \"\(root.prefix(64))\"\(known), which is not JUnit XML; \"testsuites\" and \"testsuite\" "
                + "are accepted, and most test runners can write them")
    }
}

extension JUnitTally {
    /// The facts, once all elements have passed by.
    func reading() -> EvidenceReading {
        var reading = EvidenceReading(observedAt: latest)
        let cases = passed + failed + errors + skipped
        let claim = suiteClaim.withLarger(rootIsSuites ? rootClaim : Claim())
        if cases + suiteErrors == 0 {
            let claimed = claim.tests.flatMap { $0 > 0 ? "; its attributes claim \($0)" : nil } ?? ""
            reading.giveUnknown(
                JUnitXMLReader.format.facts, "the report has no test case\(claimed), and no test is no result")
            addClaimedFailures(&reading, claim)
        } else {
            addFacts(&reading, cases: cases, claim: claim)
        }
        if hasTimeWithoutZone {
            reading.note(.information, "its times have no zone and are taken as UTC")
        }
        for (word, count) in strangeWords.sorted(by: { $0.key < $1.key }) {
            reading.note(
                .information,
                "\(count) cases end with the word \"\(word.prefix(40))\", which is not known here; they count as errors"
            )
        }
        if let unreadableTime {
            reading.note(.ignored, "the time \"\(unreadableTime.prefix(40))\" is no ISO 8601 date and time")
        }
        if latest == nil {
            reading.note(.missing, "the report has no time; `observed_at` in the release file can state it")
        }
        reading.settleRevision(revisions)
        return reading
    }

    /// Failures that a report without cases claims: what it says of the rest is not believed.
    private func addClaimedFailures(_ reading: inout EvidenceReading, _ claim: Claim) {
        let failures = claim.failures ?? 0
        let errors = claim.errors ?? 0
        guard failures + errors > 0 else { return }
        reading.facts.removeAll { $0.id == "tests.failed" || $0.id == "tests.errors" }
        reading.count("tests.failed", Int(failures))
        reading.count("tests.errors", Int(errors))
        reading.note(.information, "the report shows no case, and its attributes claim failures, which count")
    }

    private func addFacts(_ reading: inout EvidenceReading, cases: Int, claim: Claim) {
        let claimedBad = min((claim.failures ?? 0) + (claim.errors ?? 0), JUnitAttributes.largestCount)
        let hiddenBad = max(0, Int(claimedBad) - max(badElements, failed + errors + suiteErrors) - runsBeside)
        let hiddenFailed = min(hiddenBad, max(0, Int(claim.failures ?? 0) - failed))
        // Surefire counts every run of a case that it runs again.
        let missingTests = max(0, Int(claim.tests ?? 0) - cases - runsBeside)
        // pytest counts a test once for its call and once more for an error in its teardown, in one case.
        let areErrorsCountedTwice = hiddenBad == 0 && missingTests > 0 && missingTests <= errors
        // It counts subtests that passed as well, and shows a case for each that did not.
        let areSubtests = hiddenBad == 0 && missingTests > 0 && pytestSuites > 0 && pytestSuites == outermostSuites
        let hiddenTests = areErrorsCountedTwice || areSubtests ? 0 : missingTests
        let hiddenSkipped = min(max(0, Int(claim.skipped ?? 0) - skipped), max(0, hiddenTests - hiddenBad))
        let allErrors = errors + suiteErrors + hiddenBad - hiddenFailed
        let total = cases + suiteErrors + max(hiddenTests, hiddenBad)
        reading.count("tests.total", total)
        reading.count("tests.passed", passed)
        reading.count("tests.failed", failed + hiddenFailed)
        reading.count("tests.errors", allErrors)
        reading.count("tests.skipped", skipped + hiddenSkipped)
        reading.count("tests.flaky", flaky)
        let ran = total - skipped - hiddenSkipped
        if let rate = ExactDecimal(Int64(passed)).divided(by: ExactDecimal(Int64(ran))) {
            reading.facts.append(Fact("tests.pass_rate", .ratio(rate)))
        } else {
            reading.giveUnknown(["tests.pass_rate"], "every test was skipped, so none passed or failed")
        }
        let seconds = claim.seconds ?? caseSeconds
        if let whole = seconds.wholePart, whole >= 0, whole < 1 << 40 {
            let rounded = ExactDecimal(whole) == seconds ? whole : whole + 1
            reading.facts.append(Fact("tests.duration", .duration(TimeAmount(seconds: rounded))))
        } else {
            reading.giveUnknown(["tests.duration"], "the time of the report is no sensible amount")
        }
        if hiddenBad > 0 {
            reading.note(
                .information,
                "its attributes claim \(claimedBad) failures and errors and its cases show \(badElements + runsBeside); the worse counts"
            )
        }
        if areSubtests, !areErrorsCountedTwice {
            reading.note(
                .information,
                "its attributes claim \(claim.tests ?? 0) tests and it has \(cases) cases; pytest counts subtests that "
                    + "passed there and shows no case for them")
        }
        if areErrorsCountedTwice {
            reading.note(
                .information,
                "its attributes claim \(claim.tests ?? 0) tests and it has \(cases) cases; tests that broke after their end "
                    + "are counted twice there")
        }
        if hiddenTests > 0 {
            reading.note(
                .information,
                "its attributes claim \(claim.tests ?? 0) tests and it has \(cases) cases; the missing ones do not count as passed"
            )
        }
        if suiteErrors > 0 {
            reading.note(.information, "\(suiteErrors) of the errors belong to a suite and not to a case")
        }
    }
}

extension JUnitTally.Claim {
    /// For each part the larger of two claims about the same cases.
    fileprivate func withLarger(_ other: JUnitTally.Claim) -> JUnitTally.Claim {
        func larger<Value: Comparable>(_ first: Value?, _ second: Value?) -> Value? {
            guard let first else { return second }
            guard let second else { return first }
            return max(first, second)
        }
        return JUnitTally.Claim(
            tests: larger(tests, other.tests), failures: larger(failures, other.failures),
            errors: larger(errors, other.errors), skipped: larger(skipped, other.skipped),
            seconds: larger(seconds, other.seconds))
    }
}
