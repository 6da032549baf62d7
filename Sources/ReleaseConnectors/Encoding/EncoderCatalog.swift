package import ReleaseModel

/// Every encoder, one per write-capable connector.
package enum EncoderCatalog {
    /// By connector.
    package static let all: [any PayloadEncoder.Type] = [
        AzureDevOpsEncoder.self, ConfluenceEncoder.self, EmailEncoder.self, GitHubEncoder.self, GitLabEncoder.self,
        JiraEncoder.self, ServiceManagementEncoder.self, LinearEncoder.self, MarkdownEncoder.self, MatrixEncoder.self,
        MediaWikiEncoder.self, NotionEncoder.self, PagerDutyEncoder.self, RedmineEncoder.self,
        RequestTrackerEncoder.self, ServiceNowEncoder.self, SlackEncoder.self, StatuspageEncoder.self,
        TeamsEncoder.self,
    ]

    /// The encoder of a connector; nil where it takes no drafts.
    package static func encoder(for connector: ConnectorID) -> (any PayloadEncoder.Type)? {
        all.first { $0.connector == connector }
    }
}
