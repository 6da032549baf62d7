/// Hands thousands of paths over to the parser of the command line as one argument.
///
/// The parser takes a time that grows with the square of their number: ten thousand paths take two seconds, which is ten
/// times what reading the files takes. No argument can hold a NUL byte, so one between the paths tells them apart again.
enum ManyPaths {
    private static let separator: Character = "\0"
    /// Paths that are left to the parser as they are.
    private static let fewest = 64

    /// The arguments, with the paths behind `evidence read` put together where they are many.
    static func joined(_ arguments: [String]) -> [String] {
        guard arguments.starts(with: ["evidence", "read"]), arguments.count > fewest else { return arguments }
        var joined: [String] = []
        var paths: [String] = []
        func flush() {
            // The first may belong to the option in front of it.
            joined += paths.prefix(1)
            if paths.count > 1 { joined.append(paths.dropFirst().joined(separator: "\0")) }
            paths = []
        }
        for (index, argument) in arguments.enumerated() {
            if argument == "--" {
                flush()
                return joined + ["--"] + [arguments[(index + 1)...].joined(separator: "\0")].filter { !$0.isEmpty }
            }
            if index < 2 || argument.hasPrefix("-") {
                flush()
                joined.append(argument)
            } else {
                paths.append(argument)
            }
        }
        flush()
        return joined
    }

    /// The paths in what the parser made of the arguments.
    static func separated(_ paths: [String]) -> [String] {
        paths.flatMap { path in
            path.contains(separator)
                ? path.split(separator: separator, omittingEmptySubsequences: false).map(String.init) : [path]
        }
    }
}
