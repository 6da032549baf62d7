package import Foundation

/// A program to run as a user would: with these arguments, this environment and nothing else.
package struct Command {
    package var executable: String
    package var arguments: [String]
    /// The whole environment: nothing of the test's own is handed on.
    package var environment: [String: String]
    /// The folder to run in.
    package var folder: String

    package init(_ executable: String, _ arguments: [String], environment: [String: String] = [:], folder: String) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
    }

    /// What a program ended with.
    package struct Outcome: Hashable, Sendable {
        /// The exit status; 128 and the signal's number where a signal ended it, as a shell would say.
        package var status: Int32
        package var output: String
        package var errors: String

        package init(status: Int32, output: String, errors: String) {
            self.status = status
            self.output = output
            self.errors = errors
        }
    }

    /// Why a program did not end as programs do.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// Runs the program to its end.
    ///
    /// - Parameter seconds: how long it may take; then it is killed.
    /// - Throws: `Failure` where it cannot be started or does not end.
    package func run(seconds: Double = 60) throws -> Outcome {
        try start().wait(seconds: seconds)
    }

    /// Starts the program and goes on.
    package func start() throws -> RunningCommand {
        let streams = try TemporaryFolder()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, streams.path + "/1", O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, streams.path + "/2", O_WRONLY | O_CREAT, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, to be killed whole; SIGPIPE as a shell leaves it, whatever the test runner ignores.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        // Spawning knows no folder to start in; env does, and becomes the program.
        let launcher = "/usr/bin/env"
        let all = [launcher, "-C", folder, executable] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, launcher, &actions, &attributes, &words, &variables)
        guard status == 0 else {
            throw Failure(description: "\(launcher) cannot be started: \(String(cString: strerror(status)))")
        }
        return RunningCommand(
            process: process, name: ([executable] + arguments).joined(separator: " "), streams: streams)
    }
}

/// A program that was started.
package struct RunningCommand {
    package let process: pid_t
    let name: String
    let streams: TemporaryFolder

    /// Waits for the program's end.
    ///
    /// - Parameter seconds: how long it may take from now; then it is killed.
    /// - Throws: `Command.Failure` where it does not end.
    package func wait(seconds: Double = 60) throws -> Command.Outcome {
        try measure(seconds: seconds).outcome
    }

    /// Waits for the program's end, and gives the most memory it held, in bytes.
    package func measure(seconds: Double = 60) throws -> (outcome: Command.Outcome, peakMemory: Int) {
        var remaining = Int(seconds * 500)
        while true {
            if let ended = try pollMeasured() { return ended }
            guard remaining > 0 else {
                kill(-process, SIGKILL)
                throw Command.Failure(description: "\(name) did not end within \(seconds) seconds")
            }
            remaining -= 1
            usleep(2_000)
        }
    }

    /// What the program ended with; nil while it runs.
    package func poll() throws -> Command.Outcome? { try pollMeasured()?.outcome }

    private func pollMeasured() throws -> (outcome: Command.Outcome, peakMemory: Int)? {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(process, &status, WNOHANG, &usage) == process else { return nil }
        let signal = status & 0x7F
        let outcome = Command.Outcome(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: try streams.text("1"),
            errors: try streams.text("2"))
        // Linux counts in KiB.
        return (outcome, usage.ru_maxrss * 1024)
    }
}

/// Finds programs that a test can do without.
package enum Program {
    /// The path of the program called `name`; nil where it is not installed.
    package static func find(_ name: String) -> String? {
        let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"]
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
