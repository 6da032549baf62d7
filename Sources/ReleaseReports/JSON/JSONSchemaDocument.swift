import ReleaseModel

/// A JSON Schema (draft 2020-12) of an outline, with every inner outline under `$defs`.
///
/// Closed: every member is always written, so all are required and no other is allowed.
struct JSONSchemaDocument {
    private let root: JSONOutline
    private let title: String

    init(_ root: JSONOutline, title: String) {
        self.root = root
        self.title = title
    }

    var value: JSONValue {
        var definitions: [(String, JSONValue)] = []
        var names: Set<String> = []
        collect(root, &definitions, &names)
        let inner = definitions.filter { $0.0 != root.name }.sorted { $0.0 < $1.0 }
        var members: [JSONValue.Member] = [
            JSONValue.Member("$schema", "https://json-schema.org/draft/2020-12/schema"),
            JSONValue.Member("title", .string(title)),
        ]
        if case .object(let own) = schema(of: root) { members += own }
        members.append(JSONValue.Member("$defs", .object(inner.map { JSONValue.Member($0.0, $0.1) })))
        return .object(members)
    }

    private func collect(
        _ outline: JSONOutline, _ definitions: inout [(String, JSONValue)], _ names: inout Set<String>
    ) {
        guard names.insert(outline.name).inserted else { return }
        definitions.append((outline.name, schema(of: outline)))
        for field in outline.fields { collect(field.type, &definitions, &names) }
    }

    private func collect(_ type: JSONType, _ definitions: inout [(String, JSONValue)], _ names: inout Set<String>) {
        switch type {
        case .object(let outline): collect(outline, &definitions, &names)
        case .array(let inner), .nullable(let inner): collect(inner, &definitions, &names)
        case .either(let parts): for part in parts { collect(part, &definitions, &names) }
        default: break
        }
    }

    private func schema(of outline: JSONOutline) -> JSONValue {
        let properties = outline.fields.map { field -> JSONValue.Member in
            guard case .object(let members) = schema(of: field.type) else { return JSONValue.Member(field.name, true) }
            return JSONValue.Member(
                field.name, .object(members + [JSONValue.Member("description", .string(field.summary))]))
        }
        return [
            "type": "object", "description": .string(outline.summary), "properties": .object(properties),
            "required": .array(outline.fields.map { .string($0.name) }), "additionalProperties": false,
        ]
    }

    private func schema(of type: JSONType) -> JSONValue {
        switch type {
        case .string: ["type": "string"]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .instant: ["type": "string", "format": "date-time", "pattern": "Z$"]
        case .date: ["type": "string", "format": "date"]
        case .digest: ["type": "string", "pattern": "^sha256:[0-9a-f]{64}$"]
        case .seconds: ["type": "integer"]
        case .constant(let text): ["const": .string(text)]
        case .choice(let words): ["enum": .array(words.map(JSONValue.string))]
        case .object(let outline): ["$ref": "#/$defs/\(outline.name)"]
        case .array(let inner): ["type": "array", "items": schema(of: inner)]
        case .nullable(let inner): ["anyOf": [schema(of: inner), ["type": "null"]]]
        case .either(let parts): ["anyOf": .array(parts.map(schema))]
        }
    }
}
