package import ReleaseModel

/// The read-only request that lists every draft of a container, for a person, or a client that a person runs.
///
/// One listing serves all drafts of a container: an answer about one key alone says nothing about the others.
package enum ListingRequests {
    /// In words; nil for a target that has nothing to list.
    package static func request(_ connector: ConnectorID, container: String, kind: Draft.Kind) -> String? {
        switch connector.name {
        case "jira", "jsm":
            "POST /rest/api/3/search/jql with the JQL: project = \"\(container)\" AND labels = \"releasegate-draft\", the "
                + "fields summary, status, labels and updated, and the property releasegate.writeback"
        case "confluence":
            "GET /wiki/rest/api/content?spaceKey=\(container)&status=draft, or the page by its id with get-draft=true"
        case "github":
            "GET /repos/\(container)/issues?labels=releasegate-draft&state=all&per_page=100, every page (for draft releases "
                + "/releases, for draft pull requests /pulls?state=all)"
        case "gitlab":
            "GET /api/v4/projects/\(container.replacing("/", with: "%2F"))/issues?labels=releasegate-draft&state=all"
                + "&per_page=100, every page (for wiki pages /wikis?with_content=1)"
        case "notion": "POST /v1/data_sources/\(container)/query, every page"
        case "slack": "GET conversations.history?channel=\(container)&include_all_metadata=true, every page"
        case "email":
            "IMAP in the Drafts folder: UID FETCH 1:* (BODY.PEEK[HEADER]); or Microsoft Graph: GET "
                + "/me/mailFolders/drafts/messages?$select=subject,isDraft,changeKey,internetMessageHeaders"
        case "servicenow":
            "GET /api/now/table/change_request?sysparm_query=correlation_idSTARTSWITHrg1-&sysparm_fields=sys_id,"
                + "short_description,state,sys_mod_count,correlation_id,correlation_display"
        case "linear":
            "GraphQL: issues(filter: {description: {contains: \"releasegate rg1-\"}}) { nodes { id title description "
                + "updatedAt archivedAt state { type } } pageInfo { hasNextPage } }"
        case "azure-devops":
            "WIQL over [System.Tags] CONTAINS 'releasegate-draft', then GET _apis/wit/workitems?ids=… for the ids it gives"
        case "redmine": "GET /issues.json?project_id=\(container)&subject=~DRAFT&status_id=*&limit=100, every page"
        case "rt":
            "GET /REST/2.0/tickets?query=CF.{ReleasegateKey} LIKE 'rg1-'&fields=Subject,Status,LastUpdated,CustomFields"
                + "&per_page=100, every page"
        case "mediawiki":
            "GET api.php?action=query&generator=allpages&gapprefix=Releasegate/&gapnamespace=118&prop=info|revisions"
                + "&rvprop=ids|content&format=json&formatversion=2"
        case "matrix": "GET /_matrix/client/v3/rooms/\(container)/messages?dir=b&limit=100, until there is no \"end\""
        case "statuspage": "GET /v1/pages/\(container)/incident_templates?per_page=100, every page"
        default: nil
        }
    }
}
