import ReleaseModel

/// Shortens what a hit shows and keeps secrets out of it.
enum GuardMask {
    static func secretsMasked(_ text: String) -> String {
        let masked = SecretScanner.redact(text).text
        return masked.count > 100 ? masked.prefix(100) + "…" : masked
    }
}
