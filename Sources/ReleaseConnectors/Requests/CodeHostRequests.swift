import ReleaseModel

extension RequestShapes {
    /// GitHub, GitLab and Azure DevOps.
    static let codeHosts: [RequestShape] = gitHub + gitLab + azureDevOps

    /// Automations act on labels ("deploy", "automerge"), so a draft carries its own and no others.
    private static let ourLabels = BodyPredicate.eachHasPrefix("/labels", ["releasegate-draft", "rgk-"])

    private static let gitHub: [RequestShape] = {
        let issue: [BodyPredicate] = [
            .hasPrefix("/title", draftTitles), .contains("/labels", "releasegate-draft"), .isText("/body"),
            .onlyMembers(["title", "body", "labels"], at: ""), ourLabels,
        ]
        let release: [BodyPredicate] = [
            .onlyMembers(
                [
                    "tag_name", "target_commitish", "name", "body", "draft", "prerelease", "make_latest",
                    "generate_release_notes",
                ], at: ""),
            .equals("/draft", true), .equals("/prerelease", false), .equals("/make_latest", "false"),
            .equals("/generate_release_notes", false),
            .hasPrefix("/name", draftTitles),
        ]
        return [
            RequestShape("github", "issue", [.createDraft], "POST", "/repos/{owner}/{repo}/issues", issue),
            RequestShape(
                "github", "issue", [.updateDraft, .withdrawDraft], "PATCH",
                "/repos/{owner}/{repo}/issues/{issue_number}", issue),
            RequestShape("github", "release", [.createDraft], "POST", "/repos/{owner}/{repo}/releases", release),
            RequestShape(
                "github", "release", [.updateDraft, .withdrawDraft], "PATCH",
                "/repos/{owner}/{repo}/releases/{release_id}", release),
            RequestShape(
                "github", "pull request", [.createDraft], "POST", "/repos/{owner}/{repo}/pulls",
                [
                    .onlyMembers(["title", "head", "base", "body", "draft", "maintainer_can_modify"], at: ""),
                    .equals("/draft", true), .equals("/maintainer_can_modify", false),
                    .hasPrefix("/head", ["releasegate/"]), .hasPrefix("/title", draftTitles),
                ]),
            RequestShape(
                "github", "pull request", [.updateDraft, .withdrawDraft], "PATCH",
                "/repos/{owner}/{repo}/pulls/{pull_number}",
                [
                    .onlyMembers(["title", "body"], at: ""), .hasPrefix("/title", draftTitles),
                ]),
            RequestShape(
                "github", "review", [.commentDraft], "POST", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
                [.onlyMembers(["commit_id", "body", "comments"], at: ""), .absent("/event")]),
            RequestShape(
                "github", "comment", [.createDraft, .commentDraft], "POST",
                "/repos/{owner}/{repo}/issues/{issue_number}/comments",
                [.onlyMembers(["body"], at: ""), .hasPrefix("/body", ["<!-- releasegate:v1 "])]),
            RequestShape(
                "github", "comment", [.updateDraft, .withdrawDraft], "PATCH",
                "/repos/{owner}/{repo}/issues/comments/{comment_id}",
                [.onlyMembers(["body"], at: ""), .hasPrefix("/body", ["<!-- releasegate:v1 "])]),
        ]
    }()

    private static let gitLab: [RequestShape] = {
        let issue: [BodyPredicate] = [
            .onlyMembers(["title", "description", "confidential", "labels"], at: ""),
            .equals("/confidential", true), .hasPrefix("/title", draftTitles), ourLabels,
        ]
        let wiki: [BodyPredicate] = [
            .onlyMembers(["title", "content", "format"], at: ""), .equals("/format", "markdown"),
            .hasPrefix("/title", ["Drafts/"]),
        ]
        let note: [BodyPredicate] = [.onlyMembers(["note"], at: ""), .isText("/note")]
        let mergeTitles = ["Draft:", "[Draft]", "(Draft)"]
        return [
            RequestShape("gitlab", "issue", [.createDraft], "POST", "/api/v4/projects/{project}/issues", issue),
            RequestShape(
                "gitlab", "issue", [.updateDraft, .withdrawDraft], "PUT",
                "/api/v4/projects/{project}/issues/{issue_iid}", issue),
            RequestShape(
                "gitlab", "issue", [.commentDraft], "POST", "/api/v4/projects/{project}/issues/{issue_iid}/notes",
                [.onlyMembers(["body", "internal"], at: ""), .equals("/internal", true)]),
            RequestShape(
                "gitlab", "draft note", [.createDraft, .commentDraft], "POST",
                "/api/v4/projects/{project}/merge_requests/{merge_request_iid}/draft_notes", note),
            RequestShape(
                "gitlab", "draft note", [.updateDraft, .withdrawDraft], "PUT",
                "/api/v4/projects/{project}/merge_requests/{merge_request_iid}/draft_notes/{draft_note_id}", note),
            RequestShape("gitlab", "wiki", [.createDraft], "POST", "/api/v4/projects/{project}/wikis", wiki),
            RequestShape(
                "gitlab", "wiki", [.updateDraft, .withdrawDraft], "PUT", "/api/v4/projects/{project}/wikis/{slug}",
                wiki),
            RequestShape(
                "gitlab", "merge request", [.createDraft], "POST", "/api/v4/projects/{project}/merge_requests",
                [
                    .onlyMembers(["source_branch", "target_branch", "title", "description", "labels"], at: ""),
                    .hasPrefix("/title", mergeTitles), .hasPrefix("/source_branch", ["releasegate/"]), ourLabels,
                ]),
        ]
    }()

    private static let azureDevOps: [RequestShape] = {
        let fields: [BodyPredicate] = [
            .onlyMembers(["op", "path", "value"], at: "/*"),
            .isOneOf("/*/op", ["add", "test"]),
            .isOneOf(
                "/*/path",
                ["/rev", "/fields/System.Title", "/fields/System.Description", "/fields/System.Tags"]),
        ]
        let page: [BodyPredicate] = [
            .onlyMembers(["content"], at: ""), .hasPrefix("/content", ["<!-- releasegate:v1 "]),
        ]
        let patch = "application/json-patch+json"
        return [
            RequestShape(
                "azure-devops", "work item", [.createDraft], "POST",
                "/{organization}/{project_name}/_apis/wit/workitems/${type}?api-version=7.1&suppressNotifications=true",
                optionalQuery: ["validateOnly=true"],
                contentType: patch, fields),
            RequestShape(
                "azure-devops", "work item", [.updateDraft, .withdrawDraft], "PATCH",
                "/{organization}/{project_name}/_apis/wit/workitems/{id}?api-version=7.1&suppressNotifications=true",
                contentType: patch, fields + [.equals("/0/op", "test")]),
            RequestShape(
                "azure-devops", "wiki", [.createDraft, .updateDraft, .withdrawDraft], "PUT",
                "/{organization}/{project_name}/_apis/wiki/wikis/{wiki}/pages?path=/Drafts/{page}&api-version=7.1", page
            ),
            RequestShape(
                "azure-devops", "pull request", [.createDraft], "POST",
                "/{organization}/{project_name}/_apis/git/repositories/{repository}/pullrequests?api-version=7.1",
                [
                    .onlyMembers(["sourceRefName", "targetRefName", "title", "description", "isDraft"], at: ""),
                    .equals("/isDraft", true), .hasPrefix("/sourceRefName", ["refs/heads/releasegate/"]),
                ]),
        ]
    }()
}
