package import ReleaseModel

/// The JSON Schemas (draft-07, which editors understand) of the release file and the policy file.
///
/// Made from the tables of keys that the readers use, so schema and reader cannot disagree about a key.
package enum ReleaseSchema {
    /// The schema of the release file.
    package static func document() -> JSONValue {
        schema(of: ReleaseFileFormat.file, title: "releasegate release file")
    }

    /// The schema of a policy file.
    package static func policyDocument() -> JSONValue {
        schema(of: PolicyFileFormat.file, title: "releasegate policy file")
    }

    private static func schema(of section: FileSection, title: String) -> JSONValue {
        guard case .object(let members) = object(section) else { return .null }
        let head: [JSONValue.Member] = [
            .init("$schema", "http://json-schema.org/draft-07/schema#"), .init("title", .string(title)),
        ]
        let definitions: JSONValue = [
            "requirement": [
                "anyOf": [["type": "string"], object(ReleaseFileFormat.requirement)]
            ]
        ]
        return .object(head + members + [.init("definitions", definitions)])
    }

    private static func object(_ section: FileSection) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("description", .string(section.summary)), .init("type", "object"),
            .init("additionalProperties", false),
        ]
        let properties = section.keys.flatMap { key in
            ([key.name] + key.aliases).map { JSONValue.Member($0, described(key)) }
        }
        members.append(.init("properties", .object(properties)))
        // A key with aliases may be given under any of its names, so it cannot be required by one.
        let required = section.keys.filter { $0.isRequired && $0.aliases.isEmpty }.map { JSONValue.string($0.name) }
        if !required.isEmpty { members.append(.init("required", .array(required))) }
        if section.name == ReleaseFileFormat.writeback.name {
            members.append(.init("allOf", ConnectorSettingsSchema.rules))
        }
        return .object(members)
    }

    private static func described(_ key: FileKey) -> JSONValue {
        guard case .object(let members) = type(key.type) else { return type(key.type) }
        return .object([.init("description", .string(key.summary))] + members.filter { $0.name != "description" })
    }

    private static func type(_ type: FieldType) -> JSONValue {
        switch type {
        case .text, .role, .environment, .zone, .duration, .money, .localTime: ["type": ["string", "number"]]
        case .flag: ["enum": [true, false, "yes", "no"]]
        case .wholeNumber(let range):
            [
                "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                "maximum": .integer(Int64(range.upperBound)),
            ]
        case .date: ["type": "string", "format": "date"]
        case .instant: ["type": "string", "format": "date-time"]
        case .share: ["type": ["string", "number"]]
        case .choice(let values): ["enum": .array(values.map(JSONValue.string))]
        case .section(let section): object(section)
        case .sectionOrText(let section): ["anyOf": [["type": ["string", "number"]], object(section)]]
        case .list(let element):
            ["anyOf": [["type": "array", "items": self.type(element)], self.type(element)]]
        case .map(let element): ["type": "object", "additionalProperties": self.type(element)]
        case .sentencesOr(let types):
            .object([
                .init(
                    "anyOf",
                    .array(
                        [["type": "string"], ["type": "array", "items": ["type": "string"]]] + types.map(self.type)))
            ])
        case .requirement: ["$ref": "#/definitions/requirement"]
        case .conditions:
            [
                "anyOf": [
                    ["type": "string"],
                    [
                        "type": "array",
                        "items": [
                            "anyOf": [
                                ["type": "string"], ["type": "array", "items": ["type": "string"]],
                                [
                                    "type": "object", "additionalProperties": false,
                                    "properties": ["criteria": ["type": "array", "items": ["type": "string"]]],
                                ],
                            ]
                        ],
                    ],
                ]
            ]
        case .nothing: ["type": "null"]
        case .either(let types): ["anyOf": .array(types.map(self.type))]
        }
    }
}
