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

    private struct Review {
        var person: String
        var state: String
        var revision: String?
        var time: Instant?
        var isBot: Bool
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let pages = try document.pages()
        let root = pages[0]
        var reading = EvidenceReading()
        var reviews: [Review] = []
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
        tally(reviews, into: &reading)
        return reading
    }

    private static func tally(_ reviews: [Review], into reading: inout EvidenceReading) {
        var standing: [String: Review] = [:]
        for review in reviews where ["approved", "changes_requested", "dismissed"].contains(review.state) {
            if let known = standing[review.person], let old = known.time, let new = review.time, new < old { continue }
            standing[review.person] = review
        }
        var approvals = 0
        var older = 0
        for review in standing.values.sorted(by: { $0.person < $1.person }) where review.state == "approved" {
            reading.claims.append(
                ApprovalClaim(identity: review.person, statement: "approved the change", at: review.time))
            if review.isBot {
                reading.note(.ignored, "the approval by the app \"\(review.person)\" does not count")
            } else if review.revision != reading.revision {
                older += 1
            } else {
                approvals += 1
            }
        }
        if older > 0 { reading.note(.ignored, "\(older) approvals are of another commit and do not count") }
        reading.count("review.approvals", approvals)
        reading.count("review.changes_requested", standing.values.count { $0.state == "changes_requested" })
    }

    private static func review(_ value: LocatedValue) throws(EvidenceError) -> Review {
        let user = try value.object("user")
        let login = try user?.text("login") ?? "ghost"
        let isBot = try user?.text("type") == "Bot" || login.hasSuffix("[bot]")
        return Review(
            person: login, state: try value.requiredText("state").lowercased(), revision: try value.text("commit_id"),
            time: try value.instant("submitted_at"), isBot: isBot)
    }
}

extension Instant {
    /// Before every other instant.
    fileprivate static let distant = Instant(milliseconds: .min)
}
