package import ReleaseModel

/// What goes on the wire, byte for byte.
package struct PayloadFile: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case json(JSONValue)
        /// `application/x-www-form-urlencoded`; the fields in order.
        case form([JSONValue.Member])
        /// A message or a Markdown file.
        case text(String)
    }

    /// Such as `payload.json`.
    package var name: String
    package var contentType: String
    package var content: Content

    package init(name: String, contentType: String, _ content: Content) {
        self.name = name
        self.contentType = contentType
        self.content = content
    }

    static func json(_ value: JSONValue, contentType: String = "application/json") -> PayloadFile {
        PayloadFile(name: "payload.json", contentType: contentType, .json(value))
    }

    /// The file's text.
    package var text: String {
        switch content {
        case .json(let value): value.serialized()
        case .form(let fields):
            fields.map { PercentEncoding.formValue($0.name) + "=" + PercentEncoding.formValue($0.value.text ?? "") }
                .joined(separator: "&")
        case .text(let text): text
        }
    }

    /// As `RequestGuard` reads it.
    package var body: JSONValue {
        switch content {
        case .json(let value): value
        case .form(let fields): .object(fields)
        case .text(let text): .string(text)
        }
    }
}
