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

    /// The part of the value that `paths` read, as the template engine takes it, each text passed through `neutralise`.
    /// A path that ends here takes the whole value.
    func engineValue(reading paths: Set<[String]>, _ neutralise: (String) -> String) -> Any {
        switch self {
        case .text(let text): neutralise(text)
        case .optionalText(let text): text.map { neutralise($0) as Any } ?? false
        case .flag(let flag): flag
        case .list(let elements): elements.map { $0.engineValue(reading: paths, neutralise) }
        case .record(let fields):
            fields.reduce(into: [String: Any]()) { values, field in
                let inner = paths.contains([]) ? paths : TemplateValue.paths(paths, inside: field.key)
                if !inner.isEmpty { values[field.key] = field.value.engineValue(reading: inner, neutralise) }
            }
        }
    }

    private static func paths(_ paths: Set<[String]>, inside name: String) -> Set<[String]> {
        Set(paths.filter { $0.first == name }.map { Array($0.dropFirst()) })
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
                    let inner = TemplateValue.paths(paths, inside: name)
                    guard !inner.isEmpty, let value = fields[name] else { return nil }
                    return JSONValue.Member(name, value.projection(of: inner))
                })
        }
    }
}
