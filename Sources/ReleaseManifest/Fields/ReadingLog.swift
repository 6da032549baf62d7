import ReleaseModel

/// Collects what one reading finds: everything wrong, so that all errors come out in one go, and every reference that
/// can only be checked once the whole file is known.
///
/// A class, because one log is shared by every part of one reading; it never leaves that reading.
final class ReadingLog {
    /// A use of a name that must be declared elsewhere in the file.
    struct Reference {
        enum Kind {
            case role, environment
        }

        var kind: Kind
        var name: String
        var field: String
        var location: SourceLocation
    }

    /// How many diagnostics one reading gives; a file with more is no release file.
    static let limit = 1000

    private(set) var all: [Diagnostic] = []
    private(set) var references: [Reference] = []

    func error(at location: SourceLocation, _ message: Diagnostic.Message) {
        guard !isFull else { return }
        all.append(Diagnostic(.error, at: location, message))
    }

    func warning(at location: SourceLocation, _ message: Diagnostic.Message) {
        // A warning never takes the place of an error, so that a file with errors always shows one.
        guard all.count < ReadingLog.limit / 2 else { return }
        all.append(Diagnostic(.warning, at: location, message))
    }

    func append(_ diagnostics: [Diagnostic]) { all += diagnostics }

    func refer(to kind: Reference.Kind, _ name: String, in field: String, at location: SourceLocation) {
        references.append(Reference(kind: kind, name: name, field: field, location: location))
    }

    /// Reports whether nothing more is shown.
    var isFull: Bool { all.count >= ReadingLog.limit }

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// In the order of the file, each once.
    var sorted: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return all.filter { seen.insert($0).inserted }.sorted()
    }
}
