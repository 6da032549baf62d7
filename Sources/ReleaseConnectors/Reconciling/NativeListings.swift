import ReleaseModel

/// The list and search answers of the targets themselves.
enum NativeListings {
    /// The records of a document and whether they are all; nil where it is no listing of the connector.
    static func shape(of document: JSONValue, connector: ConnectorID) -> (elements: [JSONValue], isComplete: Bool)? {
        switch connector.name {
        case "jira", "jsm":
            guard let issues = document["issues"]?.elements else { return nil }
            let isLast = document["isLast"] == true && document["nextPageToken"]?.text == nil
            let total = document["total"]?.wholeNumber
            return (issues, isLast || total.map { $0 <= Int64(issues.count) } == true)
        case "github", "gitlab":
            // A page of a list says nothing about the next one: a full page may not be the last.
            guard let elements = document.elements else { return nil }
            return (elements, elements.count % 10 != 0 || elements.isEmpty)
        case "confluence":
            if let results = document["results"]?.elements { return (results, document["_links"]?["next"] == nil) }
            return document["id"] == nil ? nil : ([document], true)
        case "redmine":
            guard let issues = document["issues"]?.elements else { return nil }
            let offset = document["offset"]?.wholeNumber ?? 0
            let total = document["total_count"]?.wholeNumber
            return (issues, offset == 0 && total.map { $0 <= Int64(issues.count) } == true)
        case "mediawiki":
            guard let pages = document["query"]?["pages"] else {
                // With no page to list, the answer says that the batch is complete and nothing else.
                return document["batchcomplete"] == nil ? nil : ([], document["continue"] == nil)
            }
            var elements = pages.elements ?? []
            // Format version 1 keeps pages as members named by their ids.
            if case .object(let members) = pages { elements = members.map(\.value) }
            let present = elements.filter { $0["missing"] == nil }
            return (present, document["continue"] == nil)
        case "notion", "servicenow", "rt":
            guard let elements = (document["results"] ?? document["result"] ?? document["items"])?.elements else {
                return nil
            }
            let isPaged = document["has_more"] == true || document["next_page"] != nil
            return (elements, !isPaged)
        case "statuspage":
            guard let elements = document.elements else { return nil }
            return (elements, elements.count < 100)
        default: return MessageListings.shape(of: document, connector: connector)
        }
    }

    /// One record; nil where it has no id.
    static func entry(_ element: JSONValue, connector: ConnectorID) -> RemoteListing.Entry? {
        switch connector.name {
        case "jira", "jsm": jiraIssue(element)
        case "github": gitHubRecord(element)
        case "gitlab": gitLabIssue(element)
        case "confluence": confluencePage(element)
        case "redmine": redmineIssue(element)
        case "mediawiki": wikiPage(element)
        case "notion": notionPage(element)
        case "servicenow": changeRequest(element)
        case "rt": ticket(element)
        case "statuspage": template(element)
        default: MessageListings.entry(element, connector: connector)
        }
    }

    static func make(
        _ id: String?, revision: String?, texts: [String?], state: RemoteListing.Entry.State, title: String?,
        key: String? = nil, digest: String? = nil
    ) -> RemoteListing.Entry? {
        guard let id else { return nil }
        let found = texts.lazy.compactMap { $0 }.compactMap(DraftMarker.find).first
        return RemoteListing.Entry(
            id: id, revision: revision, key: key.flatMap(DraftMarker.key) ?? found?.key,
            digest: digest.flatMap { ContentDigest($0) } ?? found?.digest, shortDigest: found?.shortDigest,
            state: state, title: title ?? "")
    }

    private static func jiraIssue(_ issue: JSONValue) -> RemoteListing.Entry? {
        let fields = issue["fields"]
        let property = issue["properties"]?["releasegate.writeback"]
        let label = (fields?["labels"]?.elements ?? []).compactMap(\.text).first { $0.hasPrefix("rgk-") }
        let isNew = (fields?["status"]?["statusCategory"]?["key"]?.text ?? "new") == "new"
        return make(
            issue["key"]?.text ?? issue["id"]?.scalarText, revision: fields?["updated"]?.text, texts: [],
            state: isNew ? .draft : .published, title: fields?["summary"]?.text,
            key: property?["key"]?.text ?? label, digest: property?["digest"]?.text)
    }

    /// An issue, a pull request, a release or a comment.
    private static func gitHubRecord(_ record: JSONValue) -> RemoteListing.Entry? {
        let state: RemoteListing.Entry.State
        if record["tag_name"] != nil {
            state = record["draft"] == true ? .draft : .published
        } else if record["head"] != nil {
            state = record["draft"] == true && record["state"] == "open" ? .draft : .published
        } else {
            state = record["state"]?.text ?? "open" == "open" ? .draft : .published
        }
        return make(
            (record["number"] ?? record["id"])?.scalarText,
            revision: record["updated_at"]?.text ?? record["created_at"]?.text,
            texts: [record["body"]?.text, record["tag_name"]?.text], state: state,
            title: record["title"]?.text ?? record["name"]?.text)
    }

    private static func gitLabIssue(_ issue: JSONValue) -> RemoteListing.Entry? {
        let isDraft = issue["state"]?.text ?? "opened" == "opened" && issue["confidential"] != false
        let labels = (issue["labels"]?.elements ?? []).compactMap(\.text)
        return make(
            (issue["iid"] ?? issue["slug"] ?? issue["id"])?.scalarText, revision: issue["updated_at"]?.text,
            texts: [issue["description"]?.text, issue["note"]?.text, issue["content"]?.text] + labels,
            state: isDraft ? .draft : .published, title: issue["title"]?.text)
    }

    private static func confluencePage(_ page: JSONValue) -> RemoteListing.Entry? {
        let status = page["status"]?.text
        let version = page["version"]
        return make(
            page["id"]?.scalarText,
            revision: version?["createdAt"]?.text ?? version?["number"]?.scalarText,
            texts: [page["body"]?["atlas_doc_format"]?["value"]?.text, page["title"]?.text],
            state: status == "draft" ? .draft : status == "current" ? .published : .removed, title: page["title"]?.text)
    }

    private static func redmineIssue(_ issue: JSONValue) -> RemoteListing.Entry? {
        let fields = (issue["custom_fields"]?.elements ?? []).map { $0["value"]?.text }
        let isClosed = issue["status"]?["is_closed"] == true || issue["closed_on"]?.text != nil
        let isPublic = issue["is_private"] == false
        return make(
            issue["id"]?.scalarText, revision: issue["updated_on"]?.text,
            texts: [issue["description"]?.text, issue["subject"]?.text] + fields,
            state: isClosed || isPublic ? .published : .draft, title: issue["subject"]?.text)
    }

    private static func wikiPage(_ page: JSONValue) -> RemoteListing.Entry? {
        let title = page["title"]?.text
        let revision = page["revisions"]?.elements?.first
        // With `rvslots` the text is in a slot, in format version 1 under an asterisk.
        let slot = revision?["slots"]?["main"]
        let text = (revision?["content"] ?? slot?["content"] ?? revision?["*"] ?? slot?["*"])?.text
        return make(
            page["pageid"]?.scalarText, revision: revision?["revid"]?.scalarText ?? page["lastrevid"]?.scalarText,
            texts: [text.map(marked), title], state: title?.hasPrefix("Draft:") == true ? .draft : .published,
            title: title)
    }

    /// The marker in front of a page's text: what people write further down is not searched for another key.
    private static func marked(_ text: String) -> String { String(text.prefix { !$0.isNewline }) }

    private static func notionPage(_ page: JSONValue) -> RemoteListing.Entry? {
        func text(_ name: String) -> String? {
            let property = page["properties"]?[name]
            let first = (property?["rich_text"] ?? property?["title"])?.elements?.first
            return first?["plain_text"]?.text ?? first?["text"]?["content"]?.text
        }
        let status = page["properties"]?["Status"]
        let name = (status?["select"] ?? status?["status"])?["name"]?.text
        let isGone = page["in_trash"] == true || page["archived"] == true
        return make(
            page["id"]?.text, revision: page["last_edited_time"]?.text, texts: [],
            state: isGone ? .removed : name == "Draft" ? .draft : .published, title: text("Name"),
            key: text("releasegate_key"), digest: text("releasegate_digest"))
    }

    private static func changeRequest(_ record: JSONValue) -> RemoteListing.Entry? {
        func text(_ name: String) -> String? { record[name]?.scalarText ?? record[name]?["value"]?.scalarText }
        return make(
            text("sys_id"), revision: text("sys_mod_count"),
            texts: [text("correlation_display"), text("correlation_id")],
            state: text("state") == "-5" ? .draft : .published, title: text("short_description"))
    }

    private static func ticket(_ record: JSONValue) -> RemoteListing.Entry? {
        func field(_ name: String) -> String? {
            let field = (record["CustomFields"]?.elements ?? []).first { $0["name"]?.text == name }
            return field?["values"]?.elements?.first?.text
        }
        return make(
            record["id"]?.scalarText, revision: record["LastUpdated"]?.text, texts: [],
            state: record["Status"]?.text ?? "new" == "new" ? .draft : .published, title: record["Subject"]?.text,
            key: field("ReleasegateKey"), digest: field("ReleasegateDigest"))
    }

    private static func template(_ record: JSONValue) -> RemoteListing.Entry? {
        make(
            record["id"]?.scalarText, revision: record["updated_at"]?.text ?? record["name"]?.text,
            texts: [record["name"]?.text], state: .draft, title: record["title"]?.text)
    }
}
