/// What each write-capable connector asks a site for. The release file's reader, its schema, the request cards and the
/// docs all read this one list.
package enum ConnectorSettingCatalog {
    /// The settings of `connector`, in the order of the docs; none where it needs none.
    package static func settings(of connector: ConnectorID) -> [ConnectorSetting] { all[connector] ?? [] }

    /// The setting that `connector` calls `name`.
    package static func setting(_ name: String, of connector: ConnectorID) -> ConnectorSetting? {
        settings(of: connector).first { $0.name == name }
    }

    private static let issue: [ConnectorSetting] = [
        ConnectorSetting(
            "issue_type", "the issue type, by name or by id, whose first status is a draft's", .text,
            .optional("Task, and Change for Jira Service Management"), example: "Change request"),
        ConnectorSetting(
            "security_level", "the id of the issue security level that restricts who reads it", .number,
            .optional("the project's own"), example: "10010"),
    ]

    private static let all: [ConnectorID: [ConnectorSetting]] = [
        "azure-devops": [
            ConnectorSetting(
                "work_item_type", "the work item type", for: [.ticket], .text, .optional("Task"),
                example: "Product Backlog Item"),
            ConnectorSetting(
                "wiki", "the name or id of the wiki whose folder Drafts takes the page", for: [.docsPage], .text,
                .required, example: "shop.wiki"),
        ],
        "confluence": [
            ConnectorSetting(
                "space_id", "the id of the space, which is not its key", .number,
                .requiredUnlessContainer("the id already"), example: "65011"),
            ConnectorSetting(
                "parent_id", "the id of the page under which the draft stands", .number, .optional("the space's top"),
                example: "65012"),
        ],
        "email": [
            ConnectorSetting(
                "to", "who is to get the message once a person sends it", .addresses,
                .requiredUnlessContainer("an e-mail address"), example: "release-comms@example.com"),
            ConnectorSetting(
                "folder", "the mail folder that takes drafts, as the mailbox names it", .draftsFolder,
                .optional("Drafts"),
                example: "INBOX.Drafts"),
        ],
        "github": [
            ConnectorSetting(
                "tag_name", "the tag that a draft release is for", for: [.docsPage], .text,
                .optional("a tag that no version has"), example: "v2.4.0"),
            ConnectorSetting(
                "target_commitish", "the commit or branch that the tag will name", for: [.docsPage], .text,
                .optional("the default branch"), example: "main"),
            ConnectorSetting(
                "base", "the branch that a draft pull request is against", for: [.docsPage], .text, .optional("main"),
                example: "main"),
            ConnectorSetting(
                "issue_number", "the issue or pull request that takes the text as a comment", for: [.comms], .number,
                .optional("an issue of its own"), example: "17"),
        ],
        "gitlab": [
            ConnectorSetting(
                "merge_request_iid", "the merge request that takes the text as a draft note", for: [.comms], .number,
                .optional("a confidential issue"), example: "17")
        ],
        "jira": issue,
        "jsm": issue,
        "linear": [
            ConnectorSetting(
                "team_id", "the id of the team", .text, .requiredUnlessContainer("the id already"),
                example: "9cfb482a-81e3-4154-b5b9-2c805e70a02d"),
            ConnectorSetting(
                "draft_states", "the ids of the states in which an issue is a draft; the first is set", .list,
                .required,
                example: "11111111-2222-4333-8444-555555555555"),
            ConnectorSetting(
                "label_ids", "the ids of labels to set", .list, .optional("none"),
                example: "22222222-3333-4444-8555-666666666666"),
        ],
        "matrix": [
            ConnectorSetting(
                "room_id", "the id of the private room for drafts, which is not its alias", .text,
                .requiredUnlessContainer("the id already"), example: "\"!drafts:example.org\"")
        ],
        "notion": [
            ConnectorSetting(
                "data_source_id", "the id of the data source under the restricted parent", .text,
                .requiredUnlessContainer("the id already"), example: "11111111-2222-4333-8444-555555555555")
        ],
        "pagerduty": [
            ConnectorSetting(
                "service_ids", "the ids of the services that the maintenance window is for", .list,
                .optional("the person who plans the window chooses them"), example: "PF9KMXH")
        ],
        "redmine": [
            ConnectorSetting(
                "tracker_id", "the id of the tracker", for: [.ticket], .number, .optional("the project's first"),
                example: "4"),
            ConnectorSetting(
                "key_field_id", "the id of the custom field that keeps the draft's key", for: [.ticket], .number,
                .optional("the key stands in the subject alone"), example: "7"),
        ],
        "servicenow": [
            ConnectorSetting(
                "chg_model", "the change model, by name or sys_id", .text, .optional("Normal"), example: "Standard"),
            ConnectorSetting(
                "cmdb_ci", "the configuration item", .text, .optional("none"), example: "payments-api"),
        ],
        "slack": [
            ConnectorSetting(
                "draft_channels",
                "the private channels in which a message reaches only those who check drafts; the container must be one",
                .list, .optional("only a file is made"), example: "C0DRAFTS")
        ],
        "statuspage": [
            ConnectorSetting(
                "page_id", "the id of the page", .text, .requiredUnlessContainer("the id already"),
                example: "kctbh9vrtdwd")
        ],
    ]
}
