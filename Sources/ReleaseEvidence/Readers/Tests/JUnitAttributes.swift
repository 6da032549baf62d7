import ReleaseModel

/// What the attributes and properties of JUnit XML mean, in all its dialects.
enum JUnitAttributes {
    /// Counts above this are no counts of tests; it keeps sums far from overflow.
    static let largestCount: Int64 = 1 << 40

    /// Values of `status` or `result` that say that a case did not run: gtest, CTest, NUnit's and Azure's converters.
    static let skippedWords: Set<String> = [
        "notrun", "disabled", "skipped", "suppressed", "ignored", "skip", "pending", "inconclusive", "notexecuted",
        "untested", "notrunnable", "incomplete", "blocked", "excluded", "filtered", "omitted", "todo",
    ]

    /// Values of `status` or `result` that say that a case failed.
    static let failedWords: Set<String> = ["fail", "failed", "failure", "timedout", "timeout", "aborted", "broken"]

    /// Values of `status` or `result` that say that a case broke: Ginkgo's, Criterion's, behave's.
    static let errorWords: Set<String> = [
        "error", "errored", "errors", "crash", "crashed", "panicked", "interrupted", "killed", "cancelled", "canceled",
        "undefined", "invalid",
    ]

    /// Values of `status` or `result` that say that a case passed, or that it ran and its elements tell how.
    static let passedWords: Set<String> = [
        "", "run", "completed", "complete", "passed", "pass", "success", "successful", "succeeded", "ok", "executed",
        "done", "finished", "fixed", "flaky", "expected", "warning", "warned",
    ]

    /// Reports whether a word says neither that a case passed nor what else became of it.
    static func isUnknown(_ word: String) -> Bool {
        ![skippedWords, failedWords, errorWords, passedWords].contains { $0.contains(word) }
    }

    /// A word of `status` or `result` without case, spaces and punctuation: `Not Run` and `not_run` are `notrun`.
    static func word(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// What the totals of a suite claim. Words and negative numbers claim nothing.
    static func claim(_ attributes: [String: String]) -> JUnitTally.Claim {
        let disabled = attributes["disabled"].flatMap(count)
        let skipped = (attributes["skipped"] ?? attributes["skips"] ?? attributes["ignored"]).flatMap(count)
        return JUnitTally.Claim(
            tests: (attributes["tests"] ?? attributes["total"]).flatMap(count),
            failures: (attributes["failures"] ?? attributes["failed"]).flatMap(count),
            errors: attributes["errors"].flatMap(count),
            skipped: disabled.map { $0 + (skipped ?? 0) } ?? skipped,
            seconds: (attributes["time"] ?? attributes["duration"]).flatMap(seconds))
    }

    private static func count(_ text: String) -> Int64? {
        guard let value = Int64(text.filter { !$0.isWhitespace }), value >= 0 else { return nil }
        return min(value, largestCount)
    }

    /// Seconds as tools of many locales print them: `1.5`, `1,234.567`, `0,5`, ` 2.0 `, `1e-05`.
    static func seconds(_ text: String) -> ExactDecimal? {
        var digits = text.filter { !$0.isWhitespace && $0 != "_" && $0 != "'" }
        if digits.hasSuffix("s") { digits.removeLast() }
        if digits.contains(".") {
            digits.removeAll { $0 == "," }
        } else if digits.filter({ $0 == "," }).count == 1 {
            digits = digits.replacing(",", with: ".")
        } else {
            digits.removeAll { $0 == "," }
        }
        if let exact = ExactDecimal(digits) { return exact < .zero ? nil : exact }
        guard let point = digits.firstIndex(of: "."), !digits.lowercased().contains("e") else { return nil }
        return ExactDecimal(digits[..<point] + digits[point...].prefix(10))
    }

    /// Names of properties that hold the revision, without case and punctuation.
    private static let revisionNames: Set<String> = [
        "gitcommit", "cicommit", "commit", "githubsha", "cicommitsha", "gitsha", "gitrevision", "gitcommitid",
        "buildvcsnumber", "buildsourceversion", "circlesha1", "traviscommit", "bitbucketcommit", "vcsrevision",
        "revision",
        "commitsha", "commitid", "headsha", "gitcommitsha", "scmrevision", "buildkitecommit",
    ]

    static func isRevisionName(_ name: String) -> Bool {
        var plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
        if plain.hasPrefix("env"), plain.count > 6 { plain.removeFirst(3) }
        return revisionNames.contains(plain)
    }

    /// Reports whether the text is shaped like a commit: 7 to 64 hexadecimal digits.
    static func isRevision(_ text: String) -> Bool {
        (7...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
            }
    }
}
