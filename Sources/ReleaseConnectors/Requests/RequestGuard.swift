package import ReleaseModel

/// Decides whether a request may leave: the boundary that tokens cannot draw, because hardly any vendor has a scope for
/// drafts only. What no shape allows is refused.
package enum RequestGuard {
    package enum Verdict: Hashable, Sendable {
        /// Evidence may be read so, or the draft may be written so; which, in words.
        case allowed(String)
        case refused(String)

        package var isAllowed: Bool {
            if case .allowed = self { return true }
            return false
        }
    }

    /// - Parameters:
    ///   - method: in capitals.
    ///   - path: path and query, without host.
    ///   - body: the JSON body; a form as an object of texts; a message as a text; nil for none.
    ///   - settings: the containers and states that a person allowed for drafts.
    package static func check(
        method: String, path: String, body: JSONValue?, connector: ConnectorID,
        settings: TargetSettings = TargetSettings()
    ) -> Verdict {
        guard ConnectorCatalog.connector(connector) != nil else {
            return .refused("there is no connector \"\(connector)\"")
        }
        guard path.hasPrefix("/"), !path.contains("//"), !path.contains("#"), !path.contains("\\") else {
            return .refused("the path must be absolute and plain")
        }
        let place = path.split(separator: "?").first ?? ""
        guard !place.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
            return .refused("the path must not step out of its folder")
        }
        if method == "GET" || method == "HEAD" {
            return body == nil ? .allowed("evidence: read only") : .refused("reading takes no body")
        }
        guard method != "DELETE" else {
            return .refused(DeniedRequests.reason(method: method, path: path, connector: connector) ?? "no deleting")
        }
        if let body, let name = body.doubledMember {
            return .refused("\"\(name)\" stands twice in one object, so the target could take either value")
        }
        if method == "POST", ReadOnlyPosts.allows(path: path, body: body, connector: connector) {
            return .allowed("evidence: a query")
        }
        return draftVerdict(method: method, path: path, body: body, connector: connector, settings: settings)
    }

    private static func draftVerdict(
        method: String, path: String, body: JSONValue?, connector: ConnectorID, settings: TargetSettings
    ) -> Verdict {
        let shapes = RequestShapes.all.filter {
            $0.connector == connector && $0.method == method && $0.path.matches(path)
        }
        guard !shapes.isEmpty else {
            return .refused(
                DeniedRequests.reason(method: method, path: path, connector: connector)
                    ?? "\(method) \(path) is not on the list of requests that carry drafts to \"\(connector)\"")
        }
        guard let body else { return .refused("a draft has a body") }
        var first: String?
        for shape in shapes {
            let refusals = shape.predicates.compactMap {
                $0.refusal(of: body, connector: connector, settings: settings)
            }
            guard let refusal = refusals.first else {
                return .allowed("\(shape.form): \(shape.operations.map(\.rawValue).joined(separator: ", "))")
            }
            first = first ?? refusal
        }
        return .refused(first ?? "no predicate holds")
    }
}

/// The requests that use POST and change nothing.
enum ReadOnlyPosts {
    private static let paths: [(connector: ConnectorID, path: PathTemplate)] = [
        ("jira", PathTemplate("/rest/api/3/search/jql")), ("jsm", PathTemplate("/rest/api/3/search/jql")),
        ("jira", PathTemplate("/rest/api/3/search/approximate-count")),
        ("jsm", PathTemplate("/rest/api/3/search/approximate-count")),
        ("notion", PathTemplate("/v1/data_sources/{id}/query")), ("notion", PathTemplate("/v1/search")),
        ("azure-devops", PathTemplate("/{organization}/{project_name}/_apis/wit/wiql?api-version=7.1")),
        ("prometheus", PathTemplate("/api/v1/query")), ("prometheus", PathTemplate("/api/v1/query_range")),
        ("prometheus", PathTemplate("/api/v1/query_exemplars")),
    ]

    private static let graphQL: [(connector: ConnectorID, path: String)] = [
        ("linear", "/graphql"), ("github", "/graphql"), ("gitlab", "/api/graphql"),
    ]

    static func allows(path: String, body: JSONValue?, connector: ConnectorID) -> Bool {
        if graphQL.contains(where: { $0.connector == connector && $0.path == path }) {
            guard let document = body?["query"]?.text else { return false }
            return isQuery(document)
        }
        return paths.contains { $0.connector == connector && $0.path.matches(path) }
    }

    /// Whether every operation of the GraphQL document is a query. Strings and comments are passed over; block strings
    /// are refused, because a query of ours needs none.
    static func isQuery(_ document: String) -> Bool {
        var depth = 0
        var word = ""
        var words: [String] = []
        var isInString = false
        var isInComment = false
        var isEscaped = false
        guard !document.contains("\"\"\"") else { return false }
        for scalar in document.unicodeScalars {
            if isInComment {
                isInComment = scalar != "\n" && scalar != "\r"
                continue
            }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if scalar == "\\" {
                    isEscaped = true
                } else if scalar == "\"" {
                    isInString = false
                }
                continue
            }
            if scalar.properties.isAlphabetic {
                word.unicodeScalars.append(scalar)
                continue
            }
            if !word.isEmpty, depth == 0 { words.append(word) }
            word = ""
            switch scalar {
            case "\"": isInString = true
            case "#": isInComment = true
            case "{":
                if depth == 0, words.isEmpty { words.append("query") }
                depth += 1
            case "}": depth -= 1
            default: break
            }
            if depth < 0 { return false }
        }
        guard depth == 0, !isInString, word.isEmpty, let first = words.first else { return false }
        return (first == "query" || first == "fragment") && !words.contains("mutation")
            && !words.contains("subscription")
    }
}

extension JSONValue {
    /// A member name that one object has twice, anywhere inside; nil where there is none.
    var doubledMember: String? {
        switch self {
        case .array(let elements): return elements.lazy.compactMap(\.doubledMember).first
        case .object(let members):
            var names: Set<String> = []
            for member in members where !names.insert(member.name).inserted { return member.name }
            return members.lazy.compactMap(\.value.doubledMember).first
        default: return nil
        }
    }
}
