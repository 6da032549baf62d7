package import ReleaseModel

/// A condition on a request's body that keeps a draft a draft. Paths are JSON pointers; `*` stands for every element.
package enum BodyPredicate: Hashable, Sendable {
    /// The object there has no other members.
    case onlyMembers([String], at: String)
    /// The value is there and is this one.
    case equals(String, JSONValue)
    /// Nothing is there.
    case absent(String)
    /// The text there begins with one of these.
    case hasPrefix(String, [String])
    /// The text there is one of these.
    case isOneOf(String, [String])
    /// The array there holds this text.
    case contains(String, String)
    /// The value there is one that the settings of the connector allow under this name.
    case isAllowedBySetting(String, String)
    /// Every value of these names, wherever it stands in the body, is a plain text of at least one character.
    case isText(String)
    /// Whatever texts are there, one or many or parts of one with commas between them, each begins with one of these.
    case eachHasPrefix(String, [String])
    /// Whatever is there is this value.
    case equalsWherePresent(String, JSONValue)
    /// Whatever texts are there are values that the settings of the connector allow under this name.
    case eachIsAllowedBySetting(String, String)
    /// No node below has one of these types, whether it stands there as JSON or as a text that holds JSON.
    case hasNoNode([String], at: String)
    /// The body is an RFC 5322 message without the headers that sending adds.
    case isUnsentMail

    /// Why `body` does not meet the condition; nil where it does.
    func refusal(of body: JSONValue, connector: ConnectorID, settings: TargetSettings) -> String? {
        switch self {
        case .onlyMembers(let names, let path):
            for value in values(at: path, in: body) {
                guard case .object(let members) = value else { return "\(shown(path)) is not an object" }
                if let other = members.first(where: { !names.contains($0.name) }) {
                    return "\"\(other.name)\" is not a member that a draft may set at \(shown(path))"
                }
            }
            return nil
        case .equals(let path, let expected):
            let found = values(at: path, in: body)
            guard !found.isEmpty, found.allSatisfy({ $0 == expected }) else {
                return "\(shown(path)) must be \(expected.serialized(pretty: false))"
            }
            return nil
        case .absent(let path):
            return values(at: path, in: body).isEmpty ? nil : "\(shown(path)) must not be set"
        case .hasPrefix(let path, let prefixes):
            let found = values(at: path, in: body)
            guard !found.isEmpty,
                found.allSatisfy({ value in prefixes.contains { value.text?.hasPrefix($0) == true } })
            else { return "\(shown(path)) must begin with \(quoted(prefixes))" }
            return nil
        case .isOneOf(let path, let accepted):
            let found = values(at: path, in: body)
            guard !found.isEmpty, found.allSatisfy({ accepted.contains($0.text ?? "\u{0}") }) else {
                return "\(shown(path)) must be \(quoted(accepted))"
            }
            return nil
        case .contains(let path, let text):
            let found = values(at: path, in: body).flatMap { $0.elements ?? [] }
            return found.contains(.string(text)) ? nil : "\(shown(path)) must hold \"\(text)\""
        case .isAllowedBySetting(let path, let name):
            let allowed = settings.list(name, for: connector)
            let found = values(at: path, in: body)
            guard !found.isEmpty, found.allSatisfy({ allowed.contains($0.text ?? "\u{0}") }) else {
                return "\(shown(path)) must be one of the values set as \"\(name)\""
            }
            return nil
        case .isText(let path):
            let found = values(at: path, in: body)
            guard !found.isEmpty, found.allSatisfy({ $0.text?.isEmpty == false }) else {
                return "\(shown(path)) must be a text"
            }
            return nil
        case .eachHasPrefix(let path, let prefixes):
            let texts = values(at: path, in: body).flatMap { ($0.elements ?? [$0]) }
                .flatMap { ($0.text ?? "\u{0}").split(separator: ",", omittingEmptySubsequences: false) }
            let other = texts.first { text in !prefixes.contains { text.drop { $0 == " " }.hasPrefix($0) } }
            return other == nil ? nil : "each of \(shown(path)) must begin with \(quoted(prefixes))"
        case .equalsWherePresent(let path, let expected):
            return values(at: path, in: body).allSatisfy { $0 == expected }
                ? nil : "\(shown(path)) must be \(expected.serialized(pretty: false))"
        case .eachIsAllowedBySetting(let path, let name):
            let allowed = settings.list(name, for: connector)
            return values(at: path, in: body).allSatisfy { allowed.contains($0.text ?? "\u{0}") }
                ? nil : "each of \(shown(path)) must be one of the values set as \"\(name)\""
        case .hasNoNode(let types, let path):
            let found = values(at: path, in: body).lazy.flatMap(DocumentNodes.types).first { types.contains($0) }
            return found.map { "a node \"\($0)\" acts on people or other pages, so \(shown(path)) must have none" }
        case .isUnsentMail:
            guard let text = body.text else { return "the body must be a message" }
            return UnsentMail.refusal(of: text)
        }
    }

    /// The condition in one sentence.
    package var sentence: String {
        switch self {
        case .onlyMembers(let names, let path): "\(shown(path)) has no members but \(names.joined(separator: ", "))"
        case .equals(let path, let value): "\(shown(path)) is \(value.serialized(pretty: false))"
        case .absent(let path): "\(shown(path)) is not set"
        case .hasPrefix(let path, let prefixes): "\(shown(path)) begins with \(quoted(prefixes))"
        case .isOneOf(let path, let accepted): "\(shown(path)) is \(quoted(accepted))"
        case .contains(let path, let text): "\(shown(path)) holds \"\(text)\""
        case .isAllowedBySetting(let path, let name): "\(shown(path)) is one of the values set as \"\(name)\""
        case .isText(let path): "\(shown(path)) is a text"
        case .eachHasPrefix(let path, let prefixes): "each of \(shown(path)) begins with \(quoted(prefixes))"
        case .equalsWherePresent(let path, let value):
            "\(shown(path)) is \(value.serialized(pretty: false)) where it is set"
        case .eachIsAllowedBySetting(let path, let name):
            "each of \(shown(path)) is one of the values set as \"\(name)\""
        case .hasNoNode(let types, let path): "\(shown(path)) has no node of the types \(types.joined(separator: ", "))"
        case .isUnsentMail: "the message says X-Unsent: 1 and has no Date, From, Sender, Message-ID or Bcc"
        }
    }

    private func quoted(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: " or ") }

    private func shown(_ path: String) -> String { path.isEmpty ? "the body" : path }

    private func values(at path: String, in body: JSONValue) -> [JSONValue] {
        var found = [body]
        for part in path.split(separator: "/") {
            found = found.flatMap { value -> [JSONValue] in
                if part == "*" { return value.elements ?? [] }
                if let elements = value.elements, let index = Int(part) {
                    return elements.indices.contains(index) ? [elements[index]] : []
                }
                return value[String(part)].map { [$0] } ?? []
            }
        }
        return found
    }
}
