import ReleaseModel

/// Reads reviews of a GitHub pull request: the list with all its pages, one review, or the `pull_request_review` webhook.
///
/// The latest approval, refusal or dismissal of each person counts; comments do not change it. An approval of an older
/// commit than the newest reviewed one does not count, and neither does one by an app. A request for changes counts
/// until its author takes it back. Every standing approval is also a claim with its identity.
package enum GitHubReviewsReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-reviews", title: "GitHub pull request reviews", channel: "github",
        facts: ["review.approvals", "review.changes_requested"],
        specification: "https://docs.github.com/en/rest/pulls/reviews")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if outline.nested["review"]?.contains("commit_id") == true { return .certain }
            return outline.has("user", "state", "commit_id", "submitted_at") ? .certain : .no
        case .jsonArray: return outline.has("user", "state", "commit_id") ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages()
        let root = pages[0]
        var reading = EvidenceReading()
        var reviews: [GitHubReview] = []
        if let elements = pages.entries {
            for element in elements { reviews.append(try review(element)) }
            if let length = pages.fullLastPage() {
                reading.giveUnknown(
                    format.facts,
                    "the list has \(length) entries on its last page, a full one, so there may be more; join every page"
                )
                return reading
            }
        } else {
            guard root.has("review") || root.has("commit_id") else { throw root.missing("review") }
            reviews = [try review(try root.objectOrSelf("review"))]
            reading.revision = try root.object("pull_request")?.object("head")?.text("sha")
            reading.note(.information, "one review only, not all reviews of the change")
        }
        guard !reviews.isEmpty else {
            reading.giveUnknown(format.facts, "the list is empty, and no review is no result")
            return reading
        }
        reading.observedAt = reviews.compactMap(\.time).max()
        // Submitted reviews come oldest first; a time decides where there is one.
        let newest = reviews.enumerated().max {
            ($0.element.time ?? .distant, $0.offset) < ($1.element.time ?? .distant, $1.offset)
        }
        reading.revision = reading.revision ?? newest?.element.revision
        GitHubReview.add(reviews, to: &reading)
        return reading
    }

    private static func review(_ value: LocatedValue) throws(EvidenceError) -> GitHubReview {
        guard value.has("user") || value.has("commit_id") else { throw value.missing("user") }
        let user = try value.object("user")
        let login = try user?.text("login") ?? "ghost"
        let isBot = try user?.text("type") == "Bot" || login.hasSuffix("[bot]")
        return GitHubReview(
            person: login, state: try value.requiredText("state").lowercased(), revision: try value.text("commit_id"),
            time: try value.instant("submitted_at"), isBot: isBot)
    }
}

extension Instant {
    /// Before every other instant.
    fileprivate static let distant = Instant(milliseconds: .min)
}
