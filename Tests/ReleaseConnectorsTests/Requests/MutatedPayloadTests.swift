import ReleaseModel
import Testing

@testable import ReleaseConnectors

@Suite("Payloads turned towards publishing")
struct MutatedPayloadTests {
    struct Request: CustomStringConvertible, Sendable {
        var connector: ConnectorID
        var method: String
        var path: String
        var body: JSONValue
        var description: String { "\(connector) \(method) \(path)" }

        var isAllowed: Bool {
            RequestGuard.check(
                method: method, path: path, body: body, connector: connector, settings: SampleDraft.settings
            ).isAllowed
        }
    }

    /// The request of each connector, kind and operation that has one.
    static let requests: [Request] = SampleDraft.all.flatMap { connector, kind in
        Draft.Operation.allCases.compactMap { operation -> Request? in
            let settings = operation == .createDraft ? SampleDraft.settings : SampleDraft.settingsWithRecord
            let draft = SampleDraft.draft(connector, kind: kind, operation: operation)
            guard let encoded = EncoderCatalog.encoder(for: connector)?.encode(draft, settings: settings),
                let shape = encoded.requestCard.shape, let path = encoded.requestCard.path
            else { return nil }
            return Request(connector: connector, method: shape.method, path: path, body: encoded.payload.body)
        }
    }

    @Test("untouched they are allowed", arguments: requests)
    func untouched(request: Request) {
        let verdict = RequestGuard.check(
            method: request.method, path: request.path, body: request.body, connector: request.connector,
            settings: SampleDraft.settings)
        #expect(verdict.isAllowed, "\(verdict)")
    }

    @Test("there are requests for every connector that takes more than a file")
    func covers() {
        let connectors = Set(MutatedPayloadTests.requests.map(\.connector))
        #expect(MutatedPayloadTests.requests.count >= 40)
        #expect(connectors.count == 15, "\(connectors.sorted())")
    }

    private static let fields: [JSONValue.Member] = [
        .init("transition", ["id": "5"]), .init("state", "closed"), .init("status", "current"),
        .init("approval", "approved"), .init("event", "APPROVE"), .init("on_hold", true), .init("close_code", "done"),
        .init("publish", true), .init("deliver_notifications", true), .init("notify_subscribers", true),
        .init("assignees", ["octocat"]), .init("post_at", 1), .init("auto_merge", true), .init("state_event", "close"),
        .init("discussion_category_name", "News"), .init("in_trash", true), .init("erase_content", true),
        .init("status_id", 5), .init("token", "x"), .init("Date", "x"),
    ]

    @Test("a publishing field in any guarded object", arguments: requests)
    func addedField(request: Request) {
        for path in [[], ["fields"], ["template"], ["issue"], ["wiki_page"], ["variables", "input"]] {
            for field in MutatedPayloadTests.fields {
                var mutated = request
                guard let body = request.body.setting(field, inside: path[...]) else { continue }
                mutated.body = body
                #expect(!mutated.isAllowed, "\(path) \(field.name)")
            }
        }
    }

    @Test("each switch the other way", arguments: requests)
    func flippedSwitch(request: Request) {
        for body in request.body.flipped(depth: 2) {
            var mutated = request
            mutated.body = body
            #expect(!mutated.isAllowed, "\(body.serialized().prefix(300))")
        }
    }

    @Test("a title that no longer says DRAFT", arguments: requests)
    func title(request: Request) {
        let text = request.body.serialized(pretty: false)
        guard text.contains("DRAFT change"), !request.path.contains("comment"), !request.path.contains("/notes"),
            !request.path.contains("draft_notes"),
            !request.path.contains("wiki"), !request.path.contains("workitems"), !request.path.contains("api.php"),
            !request.path.contains("incident_templates")
        else { return }
        var mutated = request
        mutated.body = request.body.mapTexts { $0.replacing("DRAFT", with: "FINAL") }
        #expect(!mutated.isAllowed)
    }

    @Test("another path or method", arguments: requests)
    func path(request: Request) {
        for ending in ["/publish", "/merge", "/transitions", "/approve", "/send", "/../x", "?publish=true"] {
            var mutated = request
            mutated.path += ending
            #expect(!mutated.isAllowed, "\(mutated)")
        }
        for method in ["DELETE", "MERGE", "delete", "OPTIONS"] {
            var mutated = request
            mutated.method = method
            #expect(!mutated.isAllowed, "\(mutated)")
        }
    }
}

extension JSONValue {
    /// The value with a member set inside the object at `path`; nil where there is none.
    fileprivate func setting(_ member: Member, inside path: ArraySlice<String>) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        guard let name = path.first else { return .object(members.filter { $0.name != member.name } + [member]) }
        guard let inner = self[name]?.setting(member, inside: path.dropFirst()) else { return nil }
        return .object(members.map { $0.name == name ? Member(name, inner) : $0 })
    }

    /// One value for each boolean in the upper levels, with that boolean the other way.
    fileprivate func flipped(depth: Int) -> [JSONValue] {
        guard case .object(let members) = self, depth > 0 else { return [] }
        return members.indices.flatMap { index -> [JSONValue] in
            let changed: [JSONValue]
            if case .bool(let value) = members[index].value {
                changed = [.bool(!value)]
            } else {
                changed = members[index].value.flipped(depth: depth - 1)
            }
            return changed.map { value in
                var copy = members
                copy[index] = Member(members[index].name, value)
                return .object(copy)
            }
        }
    }

    func mapTexts(_ change: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): .string(change(text))
        case .array(let elements): .array(elements.map { $0.mapTexts(change) })
        case .object(let members): .object(members.map { Member($0.name, $0.value.mapTexts(change)) })
        default: self
        }
    }
}
