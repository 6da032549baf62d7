import ReleaseModel

/// What the reviews on the day of the promotion, the day after and a week after ask.
enum ReviewQuestions {
    /// Days after the promotion.
    static let days = [0, 1, 7]

    /// The role that holds the review of `day`.
    static func owner(day: Int, roles: RoleDirectory) -> RoleID {
        switch day {
        case 0: RoleDirectory.releaseManager
        case 1: roles.choose("sre-lead", "service-owner")
        default: roles.choose("service-owner", "product-owner")
        }
    }

    /// The questions of `day`, each put so that yes means well.
    static func questions(day: Int, for review: ReadinessReview) -> [String] {
        let release = review.release
        var questions: [String]
        switch day {
        case 0:
            questions = [
                "Is the promoted revision the approved one?", "Is every watched signal GREEN since the promotion?",
                "Is the way back still open, and does its owner know until when?",
            ]
            if !release.initiative.stakeholders.isEmpty {
                let names = release.initiative.stakeholders.map(\.name)
                questions.append("Have \(RoleDirectory.list(names)) been told?")
            }
        case 1:
            questions = [
                "Did every watched signal stay GREEN overnight and through a peak?",
                "Are all tickets and reports since the promotion answered for?",
                "Is every waiver still needed, and none about to end unseen?",
            ]
            if release.scope.hasDataMigration == true {
                questions.append("Do the migrated data agree with their source?")
            }
        default:
            questions = [
                "Did the change reach its objective"
                    + (release.initiative.objective.map { " (\($0))" } ?? "") + "?",
                "Did cost and error budget stay within what was accepted?",
                "Is the outcome recorded, and is what was learned in the next plan?",
            ]
        }
        return questions
    }
}
