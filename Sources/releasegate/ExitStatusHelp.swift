import ReleaseWorkflow

/// The exit statuses, as every command's help lists them.
enum ExitStatusHelp {
    static let text =
        "EXIT STATUS\n"
        + ExitStatus.allCases.map { status in
            let number = "\(status.rawValue)"
            return "  \(number)\(String(repeating: " ", count: 4 - number.count))\(status.summary)"
        }.joined(separator: "\n")
}
