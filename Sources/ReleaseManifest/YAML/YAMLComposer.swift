import ReleaseModel
import Yams

/// Composes a document although it has duplicate keys, which the parser library reports one at a time and without the
/// second place.
///
/// Each time the library refuses a duplicate, its first occurrence is renamed by one private-use character of the same
/// width, and the document is composed again: so every duplicate of the file is found, with both places.
struct YAMLComposer {
    private var scalars: String.UnicodeScalarView
    private let file: String
    /// The true names of the renamed keys, by their place.
    private(set) var renamed: [SourceLocation: String] = [:]
    private(set) var diagnostics: [Diagnostic] = []

    /// How many duplicates are renamed before composing gives up.
    private static let maximumRounds = 24
    /// How many characters all rounds together may compose.
    private static let maximumWork = 24 << 20

    init(text: String, file: String) {
        self.scalars = text.unicodeScalars
        self.file = file
    }

    /// The root; nil where the document is empty.
    mutating func compose() -> Result<Node?, ScanFailure> {
        var work = 0
        for round in 0...YAMLComposer.maximumRounds {
            do {
                let parser = try Parser(yaml: String(scalars), resolver: .basic, encoding: .utf8)
                return .success(try parser.singleRoot())
            } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
                work += scalars.count
                let place = location(context.mark)
                let name = duplicates.first ?? ""
                guard round < YAMLComposer.maximumRounds, work < YAMLComposer.maximumWork,
                    rename(name, at: place, round: round)
                else { return .failure(ScanFailure(at: place, "the key \(quoted(name)) is given twice; keep one")) }
            } catch {
                return .failure(failure(error))
            }
        }
        return .failure(
            ScanFailure(at: SourceLocation(file: file, line: 1, column: 1), "too many keys are given twice"))
    }

    private mutating func rename(_ name: String, at place: SourceLocation, round: Int) -> Bool {
        guard !name.isEmpty, var index = index(of: place) else { return false }
        if scalars[index] == "\"" || scalars[index] == "'" { index = scalars.index(after: index) }
        guard index < scalars.endIndex, !["&", "!", "\"", "'", "\\", "\n"].contains(scalars[index]),
            let substitute = Unicode.Scalar(0xF000 + UInt32(round))
        else { return false }
        scalars.replaceSubrange(index...index, with: [substitute])
        renamed[place] = name
        return true
    }

    private func index(of place: SourceLocation) -> String.UnicodeScalarView.Index? {
        var line = 1
        var column = 1
        var isAfterReturn = false
        for index in scalars.indices {
            if line == place.line && column == place.column { return index }
            let scalar = scalars[index]
            defer { isAfterReturn = scalar == "\r" }
            if scalar == "\n" && isAfterReturn { continue }
            if ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) {
                line += 1
                column = 1
            } else {
                column += 1
            }
            if line > place.line { return nil }
        }
        return nil
    }

    private func failure(_ error: any Error) -> ScanFailure {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard let error = error as? YamlError else { return ScanFailure(at: start, "the file is not YAML") }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let detail = context.map { " \($0.text) from line \($0.mark.line)" } ?? ""
            let help = problem.contains("mapping values") ? "; a text with a colon and a blank in it needs quotes" : ""
            return ScanFailure(at: location(mark), "the file is not YAML:\(detail) \(problem)\(help)")
        case .composer(_, let problem, let mark, _):
            if problem.contains("another document") {
                return ScanFailure(at: location(mark), "a second document begins here; the file must hold one")
            }
            return ScanFailure(at: location(mark), "the file is not YAML: \(problem)")
        default:
            return ScanFailure(at: start, "the file is not YAML")
        }
    }

    private func location(_ mark: Mark) -> SourceLocation {
        SourceLocation(file: file, line: mark.line, column: mark.column)
    }
}
