/// What a command ends with: the decision, or why there is none (sysexits.h for the rest).
package enum ExitStatus: Int32, CaseIterable, Hashable, Sendable {
    /// PROCEED, or done.
    case proceed = 0
    /// BLOCK.
    case block = 1
    /// WAIT for a person or a date.
    case wait = 2
    /// EX_USAGE: the command line is wrong.
    case usage = 64
    /// EX_DATAERR: an input file is wrong.
    case badInput = 65
    /// EX_NOINPUT: an input file is not there or cannot be read.
    case inputMissing = 66
    /// EX_SOFTWARE: a defect of the program.
    case internalError = 70
    /// EX_CANTCREAT: an output file or the ledger cannot be made.
    case cannotCreate = 73
    /// EX_IOERR: the disk failed or is full.
    case inputOutput = 74
    /// EX_TEMPFAIL: another process holds the ledger.
    case tryAgain = 75

    /// One line for `--help`.
    package var summary: String {
        switch self {
        case .proceed: "PROCEED, or done"
        case .block: "BLOCK"
        case .wait: "WAIT for a person or a date"
        case .usage: "the command line is wrong"
        case .badInput: "an input file is wrong"
        case .inputMissing: "an input file is not there or cannot be read"
        case .internalError: "a defect of the program"
        case .cannotCreate: "an output file or the ledger cannot be made"
        case .inputOutput: "the disk failed or is full"
        case .tryAgain: "another process holds the ledger; try again"
        }
    }
}
