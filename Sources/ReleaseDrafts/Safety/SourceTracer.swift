import ReleaseModel
import Synchronization

/// Finds the line of the user's own file that a guard hit came from.
final class SourceTracer: Sendable {
    private struct Source: Sendable {
        var words: String
        var location: SourceLocation
    }

    private let texts: [(text: String, location: SourceLocation)]
    /// Nil until the first hit: most drafts have none.
    private let folded = Mutex<[Source]?>(nil)

    init(sources: [(text: String, location: SourceLocation)]) {
        self.texts = sources
    }

    private var sources: [Source] {
        folded.withLock { folded in
            if let folded { return folded }
            let made = texts.map { Source(words: SourceTracer.folded($0.text), location: $0.location) }
                .filter { $0.words.utf8.count >= 3 }
            folded = made
            return made
        }
    }

    /// The place of the shortest source text that holds `offending`, else of the longest that stands in `line` and
    /// overlaps it; nil where neither is there.
    func source(of offending: String, in line: String) -> SourceLocation? {
        let wanted = SourceTracer.folded(offending)
        let whole = SourceTracer.folded(line)
        guard !wanted.isEmpty else { return nil }
        let holding = sources.filter { $0.words.contains(wanted) }
            .min { ($0.words.utf8.count, $0.location) < ($1.words.utf8.count, $1.location) }
        if let holding { return holding.location }
        return sources.filter { whole.contains($0.words) && (wanted.contains($0.words) || $0.words.utf8.count >= 12) }
            .min { (-$0.words.utf8.count, $0.location) < (-$1.words.utf8.count, $1.location) }?.location
    }

    /// Blanks collapsed and letters folded, so that a reflowed text is still found.
    private static func folded(_ text: String) -> String {
        GuardedText.plain(text).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
