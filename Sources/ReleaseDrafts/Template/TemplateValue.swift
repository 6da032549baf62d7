import ReleaseModel

/// A value of a draft's context. Only these shapes reach the template engine, which would otherwise read the private
/// properties of anything it is given.
package enum TemplateValue: Hashable, Sendable {
    case text(String)
    /// A text that the release file may leave out; absent is nil.
    case optionalText(String?)
    case flag(Bool)
    case record([String: TemplateValue])
    case list([TemplateValue])

    /// The part of the value that `fields` read, as the template engine takes it, each text passed through `neutralise`.
    /// A path that ends here takes the whole value.
    func engineValue(reading fields: FieldTree, _ neutralise: (String) -> String) -> Any {
        switch self {
        case .text(let text): neutralise(text)
        case .optionalText(let text): text.map { neutralise($0) as Any } ?? false
        case .flag(let flag): flag
        case .list(let elements): elements.map { $0.engineValue(reading: fields, neutralise) }
        case .record(let record):
            record.reduce(into: [String: Any]()) { values, field in
                guard let inner = fields.isWhole ? fields : fields[field.key] else { return }
                values[field.key] = field.value.engineValue(reading: inner, neutralise)
            }
        }
    }

    /// The part of the value that `fields` read, as JSON for a digest.
    func projection(of fields: FieldTree) -> JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .optionalText(let text): JSONValue(text)
        case .flag(let flag): .bool(flag)
        case .list(let elements): .array(elements.map { $0.projection(of: fields) })
        case .record(let record):
            .object(
                record.keys.sorted().compactMap { name in
                    guard let inner = fields[name], let value = record[name] else { return nil }
                    return JSONValue.Member(name, value.projection(of: inner))
                })
        }
    }
}
