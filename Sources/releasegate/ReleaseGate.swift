import ArgumentParser
import Foundation

/// The command line: parse, call one use case, print one report, end with its status.
@main
struct ReleaseGate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releasegate",
        abstract: "Decide whether a release may go forward, prove why, and prepare what people must say about it.",
        discussion: """
            releasegate reads a release file and the evidence it names, judges every environment's gate, plans the \
            rollout and prepares drafts. Everything that leaves it is a DRAFT for a person in a role: it never \
            deploys, merges, publishes, approves, sends, or handles a secret.

            Start with:
              releasegate init          a release file to edit
              releasegate plan          the whole answer, for people
              releasegate gate ENV      one decision, for CI

            \(ExitStatusHelp.text)
            """,
        version: "0.1.0",
        subcommands: [
            Init.self, Plan.self, Gate.self, Report.self, Evidence.self, Drafts.self, Approvals.self, Waivers.self,
            Override.self, CalendarCommand.self, EscalationsCommand.self, Outcome.self, Audit.self, Attest.self,
            Explain.self,
            Schema.self,
        ])
    static func main() {
        // A reader that goes away, such as `head`, must not end a plan half-way: writing to it fails instead.
        signal(SIGPIPE, SIG_IGN)
        main(ManyPaths.joined(Array(CommandLine.arguments.dropFirst())))
    }
}
