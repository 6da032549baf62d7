package import ReleaseModel

/// How long a title and a body may be at a target, and how they are shortened.
///
/// Sources: the vendors' pages and client libraries. Where a vendor states none, a bound that is known to work.
package struct TargetLimits: Hashable, Sendable {
    /// What a length is counted in.
    package enum Unit: Hashable, Sendable {
        /// UTF-16 code units: never fewer than code points, so safe for targets that count either.
        case characters
        case bytes

        /// The length of `text`.
        package func length(of text: String) -> Int { self == .bytes ? text.utf8.count : text.utf16.count }

        var word: String { self == .bytes ? "bytes" : "characters" }
    }

    package var title: Int
    package var body: Int
    package var unit: Unit

    /// The limits of a connector; those of a ticket system where it is not known.
    package static func of(_ connector: ConnectorID) -> TargetLimits {
        known[connector] ?? TargetLimits(title: 255, body: 32_767, unit: .characters)
    }

    private static let known: [ConnectorID: TargetLimits] = [
        "azure-devops": TargetLimits(title: 255, body: 1_000_000, unit: .characters),
        "confluence": TargetLimits(title: 255, body: 1_000_000, unit: .characters),
        "email": TargetLimits(title: 200, body: 1_000_000, unit: .characters),
        "github": TargetLimits(title: 256, body: 65_536, unit: .characters),
        "gitlab": TargetLimits(title: 255, body: 1_000_000, unit: .characters),
        "jira": TargetLimits(title: 255, body: 32_767, unit: .characters),
        "jsm": TargetLimits(title: 255, body: 32_767, unit: .characters),
        "linear": TargetLimits(title: 255, body: 200_000, unit: .characters),
        "markdown": TargetLimits(title: 255, body: 4_000_000, unit: .characters),
        "matrix": TargetLimits(title: 255, body: 30_000, unit: .bytes),
        "mediawiki": TargetLimits(title: 255, body: 2_000_000, unit: .bytes),
        "notion": TargetLimits(title: 2000, body: 400_000, unit: .characters),
        "pagerduty": TargetLimits(title: 128, body: 25_000, unit: .characters),
        "redmine": TargetLimits(title: 255, body: 65_535, unit: .bytes),
        "rt": TargetLimits(title: 200, body: 1_000_000, unit: .bytes),
        "servicenow": TargetLimits(title: 160, body: 4000, unit: .characters),
        "slack": TargetLimits(title: 150, body: 12_000, unit: .characters),
        "statuspage": TargetLimits(title: 255, body: 25_000, unit: .characters),
        "teams": TargetLimits(title: 255, body: 18_000, unit: .bytes),
    ]

    /// Title and body within the limits, and what was checked, in words.
    func fit(title: String, body: String) -> (title: String, body: String, notes: [String]) {
        let shortTitle = TextShortener.title(title, to: self.title, unit: unit)
        let shortBody = TextShortener.body(body, to: self.body, unit: unit)
        var notes = [
            "title \(unit.length(of: shortTitle)) of \(self.title) \(unit.word)",
            "body \(unit.length(of: shortBody.text)) of \(self.body) \(unit.word)",
        ]
        if shortTitle != title { notes.append("the title was shortened at a word") }
        if shortBody.droppedParagraphs > 0 {
            notes.append("the body was shortened: \(shortBody.droppedParagraphs) paragraphs at its end were left out")
        }
        return (shortTitle, shortBody.text, notes)
    }
}

/// Shortens texts at the end of words and paragraphs, and says so in the text.
enum TextShortener {
    /// The longest run of whole words that fits with an ellipsis; one overlong word is cut between characters.
    static func title(_ text: String, to limit: Int, unit: TargetLimits.Unit) -> String {
        guard unit.length(of: text) > limit else { return text }
        let room = max(0, limit - unit.length(of: " …"))
        var kept = ""
        for word in text.split(separator: " ") {
            let longer = kept.isEmpty ? String(word) : kept + " " + word
            guard unit.length(of: longer) <= room else { break }
            kept = longer
        }
        if kept.isEmpty {
            for character in text {
                guard unit.length(of: kept) + unit.length(of: String(character)) <= room else { break }
                kept.append(character)
            }
        }
        return kept + " …"
    }

    /// Whole paragraphs from the start, a note, and the part behind the last rule (`---`), which names the approver.
    static func body(
        _ text: String, to limit: Int, unit: TargetLimits.Unit
    ) -> (text: String, droppedParagraphs: Int) {
        guard unit.length(of: text) > limit else { return (text, 0) }
        var paragraphs = text.split(separator: "\n\n").map(String.init)
        var tail: [String] = []
        if let rule = paragraphs.lastIndex(of: "---") {
            tail = Array(paragraphs[rule...])
            paragraphs.removeSubrange(rule...)
        }
        let count = paragraphs.count
        let ending = ([shortenedNote] + tail).joined(separator: "\n\n")
        let tailLength = unit.length(of: ending)
        var length = 0
        var kept: [String] = []
        for paragraph in paragraphs {
            let next = length + unit.length(of: paragraph) + 2
            guard next + tailLength <= limit else { break }
            kept.append(paragraph)
            length = next
        }
        // A heading with nothing under it says nothing.
        while let last = kept.last, last.hasPrefix("#"), !last.contains("\n") { kept.removeLast() }
        return ((kept + [ending]).joined(separator: "\n\n"), count - kept.count)
    }

    private static let shortenedNote =
        "The rest is left out: this target takes no longer text. The readiness report has it in full."
}
