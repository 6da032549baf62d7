import ReleaseModel

/// What the schema says about the settings of a writeback: one rule for each connector, from the same catalog as the
/// reader.
enum ConnectorSettingsSchema {
    /// `if` the connector is this one, `then` its settings are these.
    static var rules: JSONValue {
        .array(ConnectorCatalog.all.filter { $0.access == .writeCapable }.map(rule))
    }

    private static func rule(_ connector: Connector) -> JSONValue {
        let names = [connector.id.name, connector.title] + connector.aliases
        var seen: Set<String> = []
        return [
            "if": [
                "properties": [
                    "connector": ["enum": .array(names.filter { seen.insert($0).inserted }.map { .string($0) })]
                ],
                "required": ["connector"],
            ],
            "then": [
                "properties": [
                    "settings": [
                        "type": "object", "additionalProperties": false,
                        "properties": .object(
                            ConnectorSettingCatalog.settings(of: connector.id).map { .init($0.name, described($0)) }),
                    ]
                ]
            ],
        ]
    }

    private static func described(_ setting: ConnectorSetting) -> JSONValue {
        let words = "\(setting.words.dropFirst(setting.name.count + 1))."
        guard case .object(let members) = type(setting.form) else { return .null }
        return .object([.init("description", .string(words))] + members)
    }

    private static func type(_ form: ConnectorSetting.Form) -> JSONValue {
        let text: JSONValue = ["type": ["string", "number"], "maxLength": 255]
        return switch form {
        case .text, .draftsFolder: text
        case .number: ["type": ["string", "integer"], "pattern": "^[0-9]+$"]
        case .list, .addresses: ["anyOf": [["type": "array", "items": text, "minItems": 1], text]]
        }
    }
}
