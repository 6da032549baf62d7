import ReleaseModel

@testable import ReleaseConnectors

/// The limits that vendors state, each counted in the vendor's own unit. Written apart from the encoders.
enum VendorLimits {
    /// What a payload exceeds, in words.
    static func exceeded(by encoded: EncodedDraft, at connector: ConnectorID) -> [String] {
        let body = encoded.payload.body
        var found: [String] = []
        func check(_ name: String, _ measured: Int, _ limit: Int) {
            if measured > limit { found.append("\(connector): \(name) is \(measured), the limit is \(limit)") }
        }
        func text(_ path: String...) -> String {
            path.reduce(body as JSONValue?) { value, name in value?[name] }?.text ?? ""
        }
        switch connector.name {
        case "jira", "jsm":
            check("summary", text("fields", "summary").utf16.count, 255)
            let description = body["fields"]?["description"] ?? body["body"] ?? .null
            check("description", texts(of: description, named: "text").reduce(0) { $0 + $1.utf16.count }, 32_767)
        case "confluence": check("title", text("title").utf16.count, 255)
        case "notion":
            check("text", texts(of: body, named: "content").map(\.utf16.count).max() ?? 0, 2000)
            check("array", longestArray(body), 100)
            check("blocks", blocks(body["children"] ?? .null), 1000)
            check("levels", levels(body["children"] ?? .null), 2)
            check("request in bytes", encoded.payload.text.utf8.count, 500_000)
        case "slack":
            let blocks = body["blocks"] ?? .null
            check("blocks", blocks.elements?.count ?? 0, 50)
            check("characters of blocks", blocks.serialized(pretty: false).utf16.count, 13_172)
            for block in blocks.elements ?? [] where block["type"] == "header" {
                check("header", block["text"]?["text"]?.text?.utf16.count ?? 0, 150)
            }
            check("text", text("text").utf16.count, 4000)
        case "teams": check("message in bytes", encoded.payload.text.utf8.count, 28 * 1024)
        case "email":
            let lines = (body.text ?? "").split(separator: "\r\n", omittingEmptySubsequences: false)
            check("line in bytes", lines.map(\.utf8.count).max() ?? 0, 78)
        case "github":
            check("title", max(text("title").utf16.count, text("name").utf16.count), 256)
            check("body", text("body").utf16.count, 65_536)
        case "gitlab":
            check("title", text("title").utf16.count, 255)
            check("text", max(text("description").utf16.count, text("note").utf16.count), 1_000_000)
        case "servicenow":
            check("short_description", text("short_description").utf16.count, 160)
            check("description", text("description").utf16.count, 4000)
            check("correlation_id", text("correlation_id").utf16.count, 100)
        case "statuspage":
            check("name", text("template", "name").utf16.count, 255)
            check("title", text("template", "title").utf16.count, 255)
            check("body", text("template", "body").utf16.count, 25_000)
        case "pagerduty": check("description", text("maintenance_window", "description").utf16.count, 1024)
        case "linear": check("title", text("variables", "input", "title").utf16.count, 255)
        case "azure-devops":
            for step in body.elements ?? [] where step["path"] == "/fields/System.Title" {
                check("title", step["value"]?.text?.utf16.count ?? 0, 255)
            }
        case "redmine":
            check("subject", text("issue", "subject").unicodeScalars.count, 255)
            check("description in bytes", text("issue", "description").utf8.count, 65_535)
            check("page in bytes", text("wiki_page", "text").utf8.count, 65_535)
        case "rt": check("subject in bytes", text("Subject").utf8.count, 200)
        case "mediawiki":
            check("page in bytes", text("text").utf8.count, 2_097_152)
            check("summary", text("summary").unicodeScalars.count, 500)
            check("title in bytes", text("title").utf8.count, 255)
        case "matrix": check("event in bytes", body.serialized(pretty: false).utf8.count, 65_536 - 1024)
        default: break
        }
        return found
    }

    /// Every text of members with this name.
    static func texts(of value: JSONValue, named name: String) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap { texts(of: $0, named: name) }
        case .object(let members):
            members.flatMap { member in
                (member.name == name ? member.value.text.map { [$0] } ?? [] : [])
                    + texts(of: member.value, named: name)
            }
        default: []
        }
    }

    /// Every text anywhere.
    static func leaves(of value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(leaves)
        case .object(let members): members.flatMap { leaves(of: $0.value) }
        default: []
        }
    }

    private static func longestArray(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): max(elements.count, elements.map(longestArray).max() ?? 0)
        case .object(let members): members.map { longestArray($0.value) }.max() ?? 0
        default: 0
        }
    }

    private static func children(of block: JSONValue) -> JSONValue {
        block["type"]?.text.flatMap { block[$0]?["children"] } ?? .null
    }

    private static func blocks(_ list: JSONValue) -> Int {
        (list.elements ?? []).reduce(0) { $0 + 1 + blocks(children(of: $1)) }
    }

    private static func levels(_ list: JSONValue) -> Int {
        (list.elements ?? []).map { 1 + levels(children(of: $0)) }.max() ?? 0
    }
}
