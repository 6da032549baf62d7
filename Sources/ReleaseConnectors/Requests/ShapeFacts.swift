package import ReleaseModel

extension RequestShape {
    /// How unpublished a record of this form is, where that differs from what the connector is known for: an issue of
    /// GitHub or GitLab is live but inert, though both also have real drafts.
    package var tier: Draft.Tier? {
        switch (connector.name, form) {
        case ("github", "issue"), ("github", "comment"), ("gitlab", "issue"), ("gitlab", "wiki"): .inert
        case ("azure-devops", "pull request"), ("matrix", "account data"): .unpublished
        default: nil
        }
    }

    /// What the request needs, where the connector as a whole needs nothing because it makes files.
    package var leastPermission: String? {
        connector == "slack" ? "chat:write in the drafts channel; not chat:write.public" : nil
    }

    /// What marks the record as a draft, in sentences.
    package var draftMarkers: [String] { predicates.filter(\.marksDraft).map(\.sentence) }

    /// JSON pointers of what the vendor requires in a new record. Source: the vendors' references.
    package var requiredFields: [String] {
        guard operations.contains(.createDraft) else { return [] }
        return RequestShape.required["\(connector) \(form)"] ?? []
    }

    private static let required: [String: [String]] = [
        "azure-devops wiki": ["/content"], "azure-devops work item": ["/0/op", "/0/path", "/0/value"],
        "confluence page": ["/spaceId", "/status", "/title", "/body/representation", "/body/value"],
        "github comment": ["/body"], "github issue": ["/title"], "github pull request": ["/head", "/base", "/title"],
        "github release": ["/tag_name"],
        "gitlab draft note": ["/note"], "gitlab issue": ["/title"], "gitlab wiki": ["/title", "/content"],
        "jira issue": ["/fields/project/key", "/fields/issuetype", "/fields/summary"],
        "jsm issue": ["/fields/project/key", "/fields/issuetype", "/fields/summary"],
        "linear issue": ["/query", "/variables/input/teamId", "/variables/input/title"],
        "matrix notice": ["/msgtype", "/body"], "mediawiki page": ["/title", "/text"],
        "notion page": ["/parent/data_source_id", "/properties"],
        "redmine issue": ["/issue/project_id", "/issue/subject"], "redmine wiki": ["/wiki_page/text"],
        "rt ticket": ["/Queue", "/Subject"], "servicenow change": ["/short_description"],
        "slack message": ["/channel", "/text"],
        "statuspage template": ["/template/name", "/template/title", "/template/body"],
    ]
}

extension BodyPredicate {
    /// Whether the condition is a sign by which people and programs at the target tell a draft, not a matter of shape.
    var marksDraft: Bool {
        switch self {
        case .equals(let path, _): path != "/query"
        case .hasPrefix, .contains, .isAllowedBySetting, .isUnsentMail: true
        case .onlyMembers, .absent, .isOneOf, .isText, .eachHasPrefix, .equalsWherePresent, .eachIsAllowedBySetting,
            .hasNoNode:
            false
        }
    }
}
