import ArgumentParser
import ReleaseModel

extension Instant {
    /// Reads a time on the command line; every option for a time does.
    ///
    /// - Throws: `ValidationError` with the accepted form, and with the time that was probably meant.
    static func argument(_ text: String) throws -> Instant {
        if let instant = Instant(rfc3339: text) { return instant }
        let form = "a time is written as RFC 3339 with seconds and an offset, such as 2026-11-23T10:00:00Z"
        throw ValidationError(form + (nearest(text).map { "; did you mean \"\($0)\"?" } ?? ""))
    }

    /// What becomes a time with its seconds, or a day with its first instant in UTC; nil where neither does. A missing
    /// offset is not guessed.
    private static func nearest(_ text: String) -> String? {
        let minutes = "2026-11-23T10:00".count
        let candidates = [text.prefix(minutes) + ":00" + text.dropFirst(minutes), text + "T00:00:00Z"]
        return candidates.first { Instant(rfc3339: $0) != nil }
    }
}

extension TimeAmount {
    /// Reads an amount of time on the command line; every option for one does.
    ///
    /// - Throws: `ValidationError` with the accepted forms.
    static func argument(_ text: String) throws -> TimeAmount {
        if let amount = TimeAmount(text) { return amount }
        throw ValidationError("an amount of time is a number with its unit, such as 90m, 4h, 2d or PT30M")
    }
}
