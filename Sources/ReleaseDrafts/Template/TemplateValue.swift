import ReleaseModel

/// A value of a draft's context. Only these shapes reach the template engine, which would otherwise read the private
/// properties of anything it is given.
package indirect enum TemplateValue: Hashable, Sendable {
    case text(String)
    /// A text that the release file may leave out; absent is nil.
    case optionalText(String?)
    case flag(Bool)
    case record([String: TemplateValue])
    case list([TemplateValue])

    /// The value as the template engine takes it, each text passed through `neutralise`.
    func engineValue(_ neutralise: (String) -> String) -> Any {
        switch self {
        case .text(let text): neutralise(text)
        case .optionalText(let text): text.map { neutralise($0) as Any } ?? false
        case .flag(let flag): flag
        case .record(let fields): fields.mapValues { $0.engineValue(neutralise) }
        case .list(let elements): elements.map { $0.engineValue(neutralise) }
        }
    }

    /// The part of the value that `paths` read, as JSON for a digest. A path that ends here takes the whole value.
    func projection(of paths: Set<[String]>) -> JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .optionalText(let text): JSONValue(text)
        case .flag(let flag): .bool(flag)
        case .list(let elements): .array(elements.map { $0.projection(of: paths) })
        case .record(let fields):
            .object(
                fields.keys.sorted().compactMap { name in
                    let inner = Set(paths.filter { $0.first == name }.map { Array($0.dropFirst()) })
                    guard !inner.isEmpty, let value = fields[name] else { return nil }
                    return JSONValue.Member(name, value.projection(of: inner))
                })
        }
    }
}
