/// The whole answer: the judgement and everything planned from it. Every renderer reads this and nothing else.
package struct ReadinessReport: Hashable, Sendable {
    package var review: ReadinessReview
    package var toolchain: ToolchainLayout
    package var timeline: ReleaseTimeline
    /// In kind order, then by artefact and connector.
    package var drafts: [Draft]
    package var control: ControlPlan
    /// The state of the audit log when the report was made.
    package var ledger: LedgerSummary?

    package init(
        review: ReadinessReview, toolchain: ToolchainLayout, timeline: ReleaseTimeline, drafts: [Draft],
        control: ControlPlan, ledger: LedgerSummary? = nil
    ) {
        self.review = review
        self.toolchain = toolchain
        self.timeline = timeline
        self.drafts = drafts
        self.control = control
        self.ledger = ledger
    }
}

/// The head of the audit log.
package struct LedgerSummary: Hashable, Sendable {
    /// How many entries it holds.
    package var entryCount: Int64
    /// The RFC 6962 tree head over them.
    package var rootDigest: ContentDigest

    package init(entryCount: Int64, rootDigest: ContentDigest) {
        self.entryCount = entryCount
        self.rootDigest = rootDigest
    }
}

/// A file that the program makes, before it is written anywhere.
package struct OutputFile: Hashable, Comparable, Sendable {
    /// Relative to the output directory, with `/` between parts.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    package static func < (left: OutputFile, right: OutputFile) -> Bool { left.path < right.path }
}
