import ArgumentParser
import Foundation
import ReleaseModel

/// The release file that a command works on.
struct ReleaseFileArgument: ParsableArguments {
    @Argument(help: "The release file.", completion: .file(extensions: ["yaml", "yml"]))
    var release = "release.yaml"
}

/// The time that judgements are made at.
struct TimeOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The time to judge at, as RFC 3339 with an offset; the clock's where not given.",
            valueName: "time"), transform: Instant.argument)
    var now: Instant?

    /// The one place where the program reads a clock.
    var instant: Instant {
        now ?? Instant(seconds: Int64(Date().timeIntervalSince1970))  // allowed: the command's own clock
    }
}

/// The ledger that remembers drafts, approvals and evidence.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .long, help: "The ledger (default: .releasegate/ledger.sqlite beside the release file).",
        completion: .file(extensions: ["sqlite"]))
    var ledger: String?
}

/// The form of what is printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}

/// The form of what is printed.
struct FormatOptions: ParsableArguments {
    @Option(name: .long, help: "What is printed: text for people, or json with a versioned schema.")
    var format: OutputFormat = .text
}
