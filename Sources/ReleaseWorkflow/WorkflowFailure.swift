package import ReleaseModel
import ReleaseStore

/// Why a use case cannot give an answer, with the status the command ends with.
package struct WorkflowFailure: Error, Hashable {
    package let status: ExitStatus
    /// One sentence; empty where the diagnostics say it all.
    package let message: String
    /// Everything wrong with the input, in order.
    package let diagnostics: [Diagnostic]

    package init(_ status: ExitStatus, _ message: String, diagnostics: [Diagnostic] = []) {
        self.status = status
        self.message = message
        self.diagnostics = diagnostics
    }

    /// The failure for whatever was thrown.
    package init(_ error: any Error) {
        switch error {
        case let failure as WorkflowFailure: self = failure
        case let error as LedgerError: self.init(WorkflowFailure.status(of: error), error.description)
        default: self.init(.internalError, "\(error)")
        }
    }

    private static func status(of error: LedgerError) -> ExitStatus {
        switch error {
        case .notALedger, .newerVersion, .inconsistent: .badInput
        case .locked: .tryAgain
        case .cannotCreate: .cannotCreate
        case .inputOutput: .inputOutput
        }
    }
}
