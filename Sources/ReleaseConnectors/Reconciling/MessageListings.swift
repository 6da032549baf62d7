import ReleaseModel

/// The list answers of chats, mailboxes, Linear and Azure DevOps.
enum MessageListings {
    /// The records of a document and whether they are all; nil where it is no listing of the connector.
    static func shape(of document: JSONValue, connector: ConnectorID) -> (elements: [JSONValue], isComplete: Bool)? {
        switch connector.name {
        case "slack":
            // conversations.history; a failed call is HTTP 200 with "ok": false.
            guard document["ok"] == true, let messages = document["messages"]?.elements else { return nil }
            let cursor = document["response_metadata"]?["next_cursor"]?.text ?? ""
            return (messages, document["has_more"] != true && cursor.isEmpty)
        case "email":
            // Microsoft Graph: GET /me/mailFolders/drafts/messages.
            guard let messages = document["value"]?.elements else { return nil }
            return (messages, document["@odata.nextLink"] == nil)
        case "linear":
            let issues = document["data"]?["issues"] ?? document["data"]?["team"]?["issues"]
            if let nodes = issues?["nodes"]?.elements {
                return (nodes, issues?["pageInfo"]?["hasNextPage"] == false)
            }
            // One issue, asked for by the id that comes from the key: null is the answer that it is not there.
            guard let issue = document["data"]?["issue"] else { return nil }
            return (issue == .null ? [] : [issue], false)
        case "azure-devops":
            if let found = document["workItems"]?.elements {
                // A WIQL answer has ids alone; with none, there is nothing to list.
                return found.isEmpty ? ([], true) : nil
            }
            guard let records = document["value"]?.elements else { return nil }
            // Work items by ids, or pull requests: neither says that there are no others.
            return (records, false)
        case "matrix":
            guard let events = document["chunk"]?.elements else { return nil }
            let drafts = events.filter { $0["content"]?["dev.releasegate.draft"] != nil && !isEdit($0) }
            return (drafts.map { latest(of: $0, among: events) }, document["end"]?.text == nil)
        default: return nil
        }
    }

    /// One record; nil where it has no id.
    static func entry(_ element: JSONValue, connector: ConnectorID) -> RemoteListing.Entry? {
        switch connector.name {
        case "slack": slackMessage(element)
        case "email": graphMessage(element)
        case "linear": linearIssue(element)
        case "azure-devops": azureRecord(element)
        case "matrix": matrixEvent(element)
        default: nil
        }
    }

    private static func slackMessage(_ message: JSONValue) -> RemoteListing.Entry? {
        let payload = message["metadata"]?["event_payload"]
        let blockID = message["blocks"]?.elements?.first?["block_id"]?.text
        return NativeListings.make(
            message["ts"]?.text, revision: message["edited"]?["ts"]?.text ?? message["ts"]?.text, texts: [],
            state: message["subtype"]?.text == "tombstone" ? .removed : .draft, title: message["text"]?.text,
            key: payload?["key"]?.text ?? blockID, digest: payload?["digest"]?.text)
    }

    private static func graphMessage(_ message: JSONValue) -> RemoteListing.Entry? {
        func header(_ name: String) -> String? {
            message["internetMessageHeaders"]?.elements?.first { $0["name"]?.text?.lowercased() == name }?["value"]?
                .text
        }
        return NativeListings.make(
            message["id"]?.text,
            revision: message["@odata.etag"]?.text ?? message["changeKey"]?.text,
            texts: [message["body"]?["content"]?.text, message["bodyPreview"]?.text],
            state: message["isDraft"] == false ? .published : .draft, title: message["subject"]?.text,
            key: header("x-releasegate-key"), digest: header("x-releasegate-digest"))
    }

    private static func linearIssue(_ issue: JSONValue) -> RemoteListing.Entry? {
        let kind = issue["state"]?["type"]?.text ?? "backlog"
        let isGone = issue["trashed"] == true || issue["archivedAt"]?.text != nil
        return NativeListings.make(
            issue["id"]?.text ?? issue["identifier"]?.text, revision: issue["updatedAt"]?.text,
            texts: [issue["description"]?.text],
            state: isGone ? .removed : ["triage", "backlog"].contains(kind) ? .draft : .published,
            title: issue["title"]?.text)
    }

    /// A work item, or a pull request.
    private static func azureRecord(_ record: JSONValue) -> RemoteListing.Entry? {
        if let number = record["pullRequestId"] {
            let isDraft = record["isDraft"] == true && record["status"]?.text ?? "active" == "active"
            return NativeListings.make(
                number.scalarText, revision: record["lastMergeSourceCommit"]?["commitId"]?.text,
                texts: [record["description"]?.text], state: isDraft ? .draft : .published,
                title: record["title"]?.text)
        }
        let fields = record["fields"]
        func field(_ name: String) -> String? { fields?["System.\(name)"]?.text }
        let isNew = ["New", "To Do", "Proposed"].contains(field("State") ?? "New")
        return NativeListings.make(
            record["id"]?.scalarText, revision: record["rev"]?.scalarText,
            texts: [field("Description"), field("Tags")], state: isNew ? .draft : .published, title: field("Title"))
    }

    private static func matrixEvent(_ event: JSONValue) -> RemoteListing.Entry? {
        let identity = event["content"]?["dev.releasegate.draft"]
        let isGone = event["unsigned"]?["redacted_because"] != nil
        let title = event["content"]?["body"]?.text?.prefix { $0 != "\n" } ?? ""
        return NativeListings.make(
            event["event_id"]?.text, revision: event["revision"]?.text ?? event["event_id"]?.text, texts: [],
            state: isGone ? .removed : .draft, title: String(title), key: identity?["key"]?.text,
            digest: identity?["digest"]?.text)
    }

    private static func isEdit(_ event: JSONValue) -> Bool {
        event["content"]?["m.relates_to"]?["rel_type"]?.text == "m.replace"
    }

    /// A first event with the content of its last edit: the record keeps the first event's id, its revision is the edit's.
    private static func latest(of event: JSONValue, among events: [JSONValue]) -> JSONValue {
        let edits = events.filter {
            isEdit($0) && $0["content"]?["m.relates_to"]?["event_id"] == event["event_id"]
        }
        let last = edits.max {
            ($0["origin_server_ts"]?.wholeNumber ?? 0) < ($1["origin_server_ts"]?.wholeNumber ?? 0)
        }
        guard let last, case .object(let members) = event, let content = last["content"] else { return event }
        return .object(
            members.filter { $0.name != "content" } + [
                .init("content", content), .init("revision", last["event_id"] ?? .null),
            ])
    }
}
