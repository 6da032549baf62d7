import ReleaseEvidence
import ReleaseManifest
package import ReleaseModel

/// The generated catalog of facts: name, type, unit, which readers give it, which criteria use it.
package enum FactCatalogListing {
    /// One line of the catalog.
    private struct Line {
        var definition: FactDefinition
        var readers: [String]
        var criteria: [String]
    }

    private static var lines: [Line] {
        let formats = EvidenceReaderCatalog.all.map { $0.format }
        let criteria = PolicyReader.defaultPolicy().policy?.criteria ?? []
        return FactCatalog.all.map { definition in
            let readers = formats.filter { format in
                format.facts.contains { FactCatalog.definition(of: $0)?.id == definition.id }
            }
            let users = criteria.filter { criterion in
                guard case .threshold(let rule) = criterion.rule else { return false }
                return FactCatalog.definition(of: rule.fact)?.id == definition.id
            }
            return Line(definition: definition, readers: readers.map(\.id).sorted(), criteria: users.map(\.id.name))
        }
    }

    /// The catalog as a Markdown page.
    package static func markdown() -> String {
        let rows = lines.map { line in
            let definition = line.definition
            return "| `\(definition.id)` | \(definition.type.rawValue) | \(definition.unit) | \(definition.summary) "
                + "| \(code(line.readers)) | \(code(line.criteria)) |\n"
        }
        return """
            # Facts

            Every fact that evidence can give and a criterion can ask for. Made by `releasegate evidence facts`.

            | Fact | Type | Unit | What it is | Given by | Asked by |
            |---|---|---|---|---|---|

            """ + rows.joined()
    }

    /// The catalog as a versioned document.
    package static func json() -> JSONValue {
        [
            "schema": "releasegate.facts/v1",
            "facts": .array(
                lines.map { line in
                    [
                        "name": .string(line.definition.id.name), "type": .string(line.definition.type.rawValue),
                        "unit": .string(line.definition.unit), "summary": .string(line.definition.summary),
                        "larger_is_worse": line.definition.largerIsWorse.map(JSONValue.bool) ?? .null,
                        "readers": .array(line.readers.map(JSONValue.string)),
                        "criteria": .array(line.criteria.map(JSONValue.string)),
                    ]
                }),
        ]
    }

    private static func code(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: ", ")
    }
}
