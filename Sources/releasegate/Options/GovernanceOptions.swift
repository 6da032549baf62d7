import ArgumentParser
import ReleaseModel
import ReleaseWorkflow

/// Where the commands of people's decisions look, and at what time.
struct GovernancePlace: ParsableArguments {
    @Option(
        name: .customLong("release"), help: "The release file.", completion: .file(extensions: ["yaml", "yml"]))
    var release = "release.yaml"
    @OptionGroup var time: TimeOptions
    @OptionGroup var ledger: LedgerOptions
    @OptionGroup var format: FormatOptions

    var workflow: GovernanceWorkflow {
        GovernanceWorkflow(releasePath: release, ledgerPath: ledger.ledger, asOf: time.instant)
    }
}

/// Who acts.
struct ActingPerson: ParsableArguments {
    @Option(name: .customLong("as"), help: ArgumentHelp("Who acts.", valueName: "person"))
    var person: PersonID
}

extension Identifier: ExpressibleByArgument {
    /// The name as it is written in the release file; never empty.
    package init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        self.init(argument)
    }
}

extension ReleaseOutcome.Result: ExpressibleByArgument {}
extension CalendarWindow.ActionClass: ExpressibleByArgument {}
