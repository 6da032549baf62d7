import ArgumentParser
import Foundation
import ReleaseModel
import ReleaseReports
import ReleaseWorkflow

/// The terminal: what can be shown there, and the only place that writes to it.
enum Console {
    /// The width to lay text out in: the terminal's, at least 80; 80 where there is none.
    static var width: Int { width(of: STDOUT_FILENO) ?? 80 }

    private static func width(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return min(max(Int(size.ws_col), 80), 200)
    }

    /// Whether to colour: a terminal that can, and no `NO_COLOR` (https://no-color.org).
    static var hasColor: Bool {
        let environment = ProcessInfo.processInfo.environment
        guard environment["NO_COLOR", default: ""].isEmpty, environment["TERM"] != "dumb" else { return false }
        return isatty(STDOUT_FILENO) == 1
    }

    /// Writes `text` to standard output; the status where that fails, as with a full disk behind it.
    static func print(_ text: String) throws {
        try write(text, to: STDOUT_FILENO)
    }

    /// Writes lines that have no layout of their own to standard output, broken at the width.
    static func printWrapped(_ text: String) throws { try print(WrappedText.lines(text, width: width)) }

    /// Lists what is wrong or doubtful about the input on standard error; nothing where nothing is.
    static func warn(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        warn(DiagnosticListing.text(diagnostics))
    }

    /// Writes `text` to standard error, broken at the width of a terminal; whole for files and other programs, which
    /// look for a message in one line.
    static func warn(_ text: String) {
        try? write(width(of: STDERR_FILENO).map { WrappedText.lines(text, width: $0) } ?? text, to: STDERR_FILENO)
    }

    /// Shows how far long work is, on one line of the terminal; nothing where standard error is none.
    static func progress(_ number: Int, of count: Int, _ name: String) {
        // A terminal is slower than reading: a line for each half percent is enough.
        guard count > 20, number == count || number % max(1, count / 200) == 0, isatty(STDERR_FILENO) == 1 else {
            return
        }
        let shown = String(name.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? "?" : $0 })
        let line = "reading evidence \(number)/\(count)  \(shown)"
        try? write(
            "\r\u{1B}[K" + String(line.prefix(78)) + (number == count ? "\r\u{1B}[K" : ""), to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) throws {
        let bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            let count = bytes[position...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            // A reader that went away, such as `head`, is no failure of ours.
            if count < 0 && errno == EPIPE { return }
            guard count > 0 else {
                throw WorkflowFailure(
                    .inputOutput, "the output cannot be written: \(String(cString: strerror(errno)).lowercased())")
            }
            position += count
        }
    }
}

/// Runs a use case, prints what is wrong with the input where it fails, and ends with the right status.
func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let code as ExitCode {
        throw code
    } catch let error as ValidationError {
        throw error
    } catch {
        let failure = WorkflowFailure(error)
        Console.warn(failure.diagnostics)
        if !failure.message.isEmpty { Console.warn("error: \(failure.message)\n") }
        throw ExitCode(failure.status.rawValue)
    }
}
