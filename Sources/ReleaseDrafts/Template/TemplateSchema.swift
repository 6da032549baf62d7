/// What tags a template may use: the type of every field of the context.
package indirect enum TemplateSchema: Hashable, Sendable {
    case text
    /// May be absent: only to be used inside a section of its own name.
    case optionalText
    /// Only for sections.
    case flag
    case record([Field])
    case list(of: TemplateSchema)

    /// A named part of a record.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var schema: TemplateSchema
        /// The input of the release that the field comes from, such as `change_scope`; nil means its parent's.
        package var input: String?
        /// One sentence for people who write templates.
        package var summary: String

        package init(_ name: String, _ schema: TemplateSchema, input: String? = nil, _ summary: String = "") {
            self.name = name
            self.schema = schema
            self.input = input
            self.summary = summary
        }
    }

    /// The field called `name`, where this is a record that has it.
    func field(_ name: String) -> Field? {
        guard case .record(let fields) = self else { return nil }
        return fields.first { $0.name == name }
    }

    /// The names of the fields, where this is a record.
    var fieldNames: [String] {
        guard case .record(let fields) = self else { return [] }
        return fields.map(\.name)
    }

    /// Reports whether `value` has exactly this shape; a field too many or too few is a difference.
    func matches(_ value: TemplateValue) -> Bool {
        switch (self, value) {
        case (.text, .text), (.optionalText, .optionalText), (.flag, .flag): true
        case (.list(let element), .list(let values)): values.allSatisfy(element.matches)
        case (.record(let fields), .record(let values)):
            fields.count == values.count
                && fields.allSatisfy { field in values[field.name].map(field.schema.matches) ?? false }
        default: false
        }
    }
}
