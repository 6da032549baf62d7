/// Every system releasegate knows, and why it may or may not prepare drafts for it.
package enum ConnectorCatalog {
    /// In the order of the docs: write-capable first, each group by name.
    package static let all: [Connector] = writeCapable + readOnly

    /// The connector called `id`.
    package static func connector(_ id: ConnectorID) -> Connector? { all.first { $0.id == id } }

    /// The connector that people mean by `name`, such as `CI status` or `Jira Cloud`; nil where it is none.
    package static func connector(named name: String) -> Connector? {
        // Most people write the identifier.
        if let known = connector(ConnectorID(name)) { return known }
        let wanted = name.lowercased().split { $0 == " " || $0 == "-" || $0 == "_" }.joined(separator: " ")
        return all.first { $0.id.name.replacing("-", with: " ") == wanted || $0.aliases.contains(wanted) }
    }

    /// The least permission that a person's export of evidence needs. For a write-capable connector it is another and
    /// smaller one than a draft needs, because the two lanes never share an account.
    package static func readPermission(of id: ConnectorID) -> String {
        if let permission = readPermissions[id] { return permission }
        guard let connector = connector(id), connector.access == .readOnly else { return "read the exported documents" }
        return connector.leastPermission
    }

    private static func write(
        _ id: ConnectorID, _ title: String, _ tier: Draft.Tier, _ kinds: [Draft.Kind], why: String, least: String,
        aliases: [String] = []
    ) -> Connector {
        Connector(
            id: id, title: title, access: .writeCapable, accessReason: why, leastPermission: least, tier: tier,
            draftKinds: kinds,
            whenDown: "The draft stays in the output folder; its owner carries it over when \(title) is back",
            aliases: aliases)
    }

    private static func read(
        _ id: ConnectorID, _ title: String, why: String, least: String, aliases: [String] = []
    ) -> Connector {
        Connector(
            id: id, title: title, access: .readOnly, accessReason: why, leastPermission: least, tier: nil,
            draftKinds: [],
            whenDown: "The last export counts until its time-to-live ends; after that its facts are UNKNOWN",
            aliases: aliases)
    }

    private static let readPermissions: [ConnectorID: String] = [
        "azure-devops": "vso.work, and vso.code or vso.build where they give evidence; none with write",
        "confluence": "read:page:confluence on one space",
        "email": "read one mailbox folder",
        "github": "metadata, contents, issues, pull requests, actions, checks, statuses and deployments: read",
        "gitlab": "a project token with read_api and the Reporter role",
        "jira": "read:jira-work and Browse projects in one project",
        "jsm": "read:servicedesk-request in one service project",
        "linear": "read",
        "markdown": "none: a file on this machine",
        "matrix": "membership of one room",
        "mediawiki": "a bot password with the basic grant",
        "notion": "the Read content capability on one shared page",
        "pagerduty": "incidents.read and services.read",
        "redmine": "view issues and view wiki pages in one project",
        "rt": "SeeQueue and ShowTicket on one queue",
        "servicenow": "the sn_change_read role",
        "slack": "channels:history and reactions:read (groups:history for a private channel)",
        "statuspage": "none: the public status summary; the API has no read-only key",
        "teams": "ChannelMessage.Read.All, or the resource-specific consent for one team",
    ]

    private static let writeCapable: [Connector] = [
        write(
            "azure-devops", "Azure DevOps", .inert, [.ticket, .docsPage],
            why: "A work item in its first state is inert until a person moves it, and a wiki page under Drafts is no "
                + "published guide",
            least: "vso.work_write, and vso.wiki_write for docs pages, by an account of one project",
            aliases: ["ado", "azure boards", "azure devops boards"]),
        write(
            "confluence", "Confluence", .unpublished, [.docsPage],
            why: "A page with status draft is not listed for others until a person publishes it",
            least: "write:page:confluence for one space; it could publish too, so the draft status is checked before "
                + "anything leaves",
            aliases: ["confluence cloud", "wiki"]),
        write(
            "email", "E-mail", .unpublished, [.comms],
            why: "A message in the Drafts folder goes nowhere until a person sends it",
            least: "Mail.ReadWrite without Mail.Send on one mailbox, or a file that a person opens and sends",
            aliases: ["mail", "e mail", "outlook", "gmail"]),
        write(
            "github", "GitHub", .unpublished, [.ticket, .docsPage, .comms],
            why: "A draft release or draft pull request is a real draft; an issue is a live but inert record",
            least: "issues: write on one repository; contents: write, which can also push code, only where draft "
                + "releases are wanted",
            aliases: ["github issues", "github releases", "gh"]),
        write(
            "gitlab", "GitLab", .unpublished, [.ticket, .docsPage, .comms],
            why: "A draft merge request or draft note is a real draft; a confidential issue is a live but inert record",
            least: "a project token with the Reporter role for issues, Developer for draft merge requests",
            aliases: ["gitlab issues"]),
        write(
            "jira", "Jira", .inert, [.ticket],
            why: "Jira has no drafts: an issue in its first status, labelled as a draft, is inert until a person moves "
                + "it",
            least: "Browse, Create and Edit issues in one project with a silent notification scheme; not Transition",
            aliases: ["jira cloud", "jira software"]),
        write(
            "jsm", "Jira Service Management", .inert, [.ticket],
            why: "A change issue without a request type, in its first status, starts no approval",
            least: "Create and Edit issues in one service project; no right to decide on approvals",
            aliases: ["jira service management", "jira service desk"]),
        write(
            "linear", "Linear", .inert, [.ticket],
            why: "Linear has no drafts to create: an issue in triage or backlog is inert until a person takes it up",
            least: "issues:create in one team"),
        write(
            "markdown", "Markdown files", .fileOnly, [.ticket, .docsPage, .comms],
            why: "A file in the output folder changes nothing anywhere else", least: "none: a file on this machine",
            aliases: ["file", "files", "markdown file", "local files"]),
        write(
            "matrix", "Matrix", .inert, [.comms],
            why: "A notice in a private drafts room reaches its members only and mentions nobody",
            least: "send messages in one private room"),
        write(
            "mediawiki", "MediaWiki", .inert, [.docsPage],
            why: "A page in the Draft namespace is not an article until a person moves it",
            least: "a bot password with the editpage and createeditmovepage grants"),
        write(
            "notion", "Notion", .inert, [.docsPage],
            why: "Notion has no drafts: a page with Status = Draft under a restricted parent is inert",
            least: "the Insert content and Update content capabilities on one shared parent page"),
        write(
            "pagerduty", "PagerDuty", .fileOnly, [.comms],
            why: "PagerDuty has no draft state: a maintenance window silences alerts at once, so only a file is made",
            least: "none: a file on this machine", aliases: ["pager duty"]),
        write(
            "redmine", "Redmine", .inert, [.ticket, .docsPage],
            why: "A private issue in its first status is inert until a person moves it",
            least: "add issues, set them private and edit wiki pages in one project"),
        write(
            "rt", "Request Tracker", .inert, [.ticket],
            why: "A ticket with status new in a drafts queue is inert; internal comments mail no requestor",
            least: "CreateTicket and CommentOnTicket on one queue; not ReplyToTicket",
            aliases: ["request tracker", "best practical rt"]),
        write(
            "servicenow", "ServiceNow", .inert, [.ticket],
            why: "A change request in state New has asked for no approval yet",
            least: "the itil role, for change requests in state New only",
            aliases: ["service now", "snow"]),
        write(
            "slack", "Slack", .fileOnly, [.comms],
            why: "Slack has no draft state: a posted message is read at once and a scheduled one sends itself, so only "
                + "a file is made",
            least: "none: a file on this machine"),
        write(
            "statuspage", "Statuspage", .unpublished, [.comms],
            why:
                "An incident template is shown to nobody; incidents and maintenances are public at once and never made",
            least: "the key of a user who may edit incident templates",
            aliases: ["status page", "atlassian statuspage"]),
        write(
            "teams", "Microsoft Teams", .fileOnly, [.comms],
            why: "Teams has no draft state: a posted message is read at once, so only a file is made",
            least: "none: a file on this machine", aliases: ["microsoft teams", "ms teams"]),
    ]

    private static let readOnly: [Connector] = [
        read(
            "alertmanager", "Alertmanager", why: "Alerts are evidence; silencing one would hide it",
            least: "read alerts", aliases: ["alerts", "prometheus alertmanager"]),
        read(
            "ansible", "Ansible check mode", why: "releasegate reads what a dry run reported and runs nothing",
            least: "read the check-mode report", aliases: ["ansible check", "ansible check mode"]),
        read(
            "attestation", "Attestations", why: "Attestations are signed by their producers",
            least: "read the attestation files", aliases: ["attestations", "provenance", "slsa", "in toto"]),
        read(
            "ci", "CI status", why: "releasegate judges what CI reported; it starts, repeats and passes nothing",
            least: "read checks and runs",
            aliases: [
                "ci status", "continuous integration", "ci/cd", "ci cd", "cicd", "github actions", "build status",
                "pipelines", "ci pipelines", "gitlab ci", "jenkins", "tekton", "builds", "circleci", "buildkite",
            ]),
        read(
            "cloudformation", "CloudFormation change sets", why: "A change set is read; executing it is for a person",
            least: "cloudformation:DescribeChangeSet",
            aliases: ["cloud formation", "cloudformation change set", "change sets"]),
        read(
            "coverage", "Coverage reports", why: "A report of a finished run cannot be changed from here",
            least: "read the report files", aliases: ["code coverage", "test coverage"]),
        read(
            "cost", "Cost estimates", why: "An estimate is computed elsewhere", least: "read the estimate files",
            aliases: ["infracost", "cost estimate", "finops", "budget", "costs"]),
        read(
            "load-tests", "Load tests", why: "A report of a finished run cannot be changed from here",
            least: "read the report files", aliases: ["k6", "load test", "performance tests", "load testing"]),
        read(
            "policy-checks", "Policy checks", why: "Policy results are computed elsewhere",
            least: "read the report files", aliases: ["opa", "conftest", "checkov", "policy as code", "policy check"]),
        read(
            "prometheus", "Prometheus", why: "Measurements are read; their rules belong to the service owner",
            least: "read query results", aliases: ["metrics", "monitoring", "grafana", "slo", "slos", "datadog"]),
        read(
            "pulumi", "Pulumi preview", why: "A preview is read; updating is for a person",
            least: "read the preview file", aliases: ["pulumi previews", "pulumi plan"]),
        read(
            "security", "Security findings", why: "Findings belong to the scanner and its owners",
            least: "read the report files",
            aliases: [
                "sarif", "security scan", "security scans", "code scanning", "vulnerability scan", "sast", "trivy",
                "snyk",
            ]),
        read(
            "sign-off", "Signed-off statements", why: "A person in a role writes and signs the statement",
            least: "read the statement files",
            aliases: ["sign offs", "signoff", "signoffs", "attested statements", "statements"]),
        read(
            "terraform", "Terraform plan", why: "A saved plan is read; applying it is for a person",
            least: "read the plan file",
            aliases: [
                "terraform plans", "opentofu", "tofu", "infrastructure plan", "infrastructure plans", "iac", "iac plan",
                "opentofu plan",
            ]),
        read(
            "tests", "Test reports", why: "A report of a finished run cannot be changed from here",
            least: "read the report files",
            aliases: [
                "junit", "test results", "test report", "unit tests", "qa", "e2e tests", "end to end tests",
                "integration tests", "regression tests", "smoke tests", "acceptance tests",
            ]),
    ]
}
