import ArgumentParser
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// What waits on whom.
struct EscalationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "escalations", abstract: "Show what waits on whom, since when, what happens next and when.",
        discussion: """
            Computed from the ledger and the time alone, in working time. Every wait passes on to the next role of \
            the class's playbook and ends in a rejection; a timeout never approves. Ends with 0 where nothing waits, \
            2 where something does, 1 where a request has timed out.
            """)

    @OptionGroup var place: GovernancePlace

    func run() throws {
        let status: ExitStatus = try reporting {
            let answer = try place.workflow.escalations()
            switch place.format.format {
            case .text:
                try Console.print(
                    EscalationListing.text(
                        answer.value, release: answer.review.release, policy: answer.review.policy,
                        width: Console.width, color: Console.hasColor))
            case .json: try Console.print(EscalationListing.json(answer.value).serialized())
            }
            if answer.value.contains(where: { $0.course?.isTimedOut == true }) { return .block }
            return answer.value.isEmpty ? .proceed : .wait
        }
        throw ExitCode(status.rawValue)
    }
}
