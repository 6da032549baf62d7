import ReleaseModel

/// One review of a pull request, and what several of them come to.
struct GitHubReview {
    var person: String
    /// In lower case.
    var state: String
    /// The commit that was reviewed; nil where the document does not say.
    var revision: String?
    var time: Instant?
    var isBot: Bool

    /// Adds the facts of `reviews`, oldest first, about the revision of `reading`.
    ///
    /// The latest approval, refusal or dismissal of each person counts; comments do not change it. Every standing
    /// approval is also a claim with its identity. An approval of another commit does not count.
    ///
    /// - Parameter unknown: why the approvals are not known where one of them does not say of which commit it is; nil
    ///   where one that does not say so is of another commit.
    static func add(_ reviews: [GitHubReview], to reading: inout EvidenceReading, unnamedCommit unknown: String? = nil)
    {
        var standing: [String: GitHubReview] = [:]
        for review in reviews where ["approved", "changes_requested", "dismissed"].contains(review.state) {
            if let known = standing[review.person], let old = known.time, let new = review.time, new < old { continue }
            standing[review.person] = review
        }
        var approvals = 0
        var older = 0
        var unnamed = 0
        for review in standing.values.sorted(by: { $0.person < $1.person }) where review.state == "approved" {
            reading.claims.append(
                ApprovalClaim(identity: review.person, statement: "approved the change", at: review.time))
            if review.isBot {
                reading.note(.ignored, "the approval by the app \"\(review.person)\" does not count")
            } else if review.revision == nil && unknown != nil {
                unnamed += 1
            } else if review.revision != reading.revision {
                older += 1
            } else {
                approvals += 1
            }
        }
        if older > 0 { reading.note(.ignored, "\(older) approvals are of another commit and do not count") }
        if let unknown, unnamed > 0 {
            reading.giveUnknown(["review.approvals"], unknown)
        } else {
            reading.count("review.approvals", approvals)
        }
        reading.count("review.changes_requested", standing.values.count { $0.state == "changes_requested" })
    }
}
