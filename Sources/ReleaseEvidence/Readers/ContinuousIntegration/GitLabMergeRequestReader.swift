import ReleaseModel

/// Reads one GitLab merge request, as the interface or the webhook gives it.
///
/// Only `detailed_merge_status: mergeable` lets a merge request through. The list of the others grows with every
/// version of GitLab, so a word not known here holds it back as well.
package enum GitLabMergeRequestReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-merge-request", title: "GitLab merge request", channel: "gitlab",
        facts: ["change.mergeable", "review.unresolved"] + CheckTally.facts,
        specification: "https://docs.gitlab.com/api/merge_requests/#merge-status")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if outline.values["object_kind"] == "merge_request" { return .certain }
            return outline.has("iid", "source_branch", "target_branch") ? .certain : .no
        case .jsonArray: return outline.has("iid", "source_branch", "target_branch") ? .certain : .no
        default: return .no
        }
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        var root = try document.tree()
        if let elements = root.elements {
            guard elements.count == 1, let only = elements.first else {
                throw root.error("the list has \(elements.count) merge requests; a document about one is accepted")
            }
            root = only
        }
        let request = try root.objectOrSelf("object_attributes")
        var reading = EvidenceReading(observedAt: try request.instant("updated_at"))
        let sha = try request.text("sha")
        let commit = try request.object("last_commit")?.text("id")
        reading.revision = sha ?? commit
        reading.producer = try request.object("author")?.text("username")
        let status = try request.text("detailed_merge_status")
        let isUnfinished = try request.flag("work_in_progress") ?? false
        let isDraft = try request.flag("draft") ?? isUnfinished
        let state = try request.text("state")
        if let status {
            let isMergeable = status == "mergeable" && !isDraft
            let reason = isDraft ? "it is a draft" : status == "mergeable" ? nil : "GitLab says \(status.prefix(60))"
            reading.facts.append(Fact("change.mergeable", .flag(isMergeable), because: reason))
            if isDraft { reading.note(.information, "the merge request is a draft") }
            if status != "mergeable" {
                reading.note(.information, "GitLab holds the merge request back: \(status.prefix(60))")
            }
        } else {
            reading.giveUnknown(["change.mergeable"], "the merge request does not show `detailed_merge_status`")
        }
        if let state, state != "opened" { reading.note(.information, "the merge request is \(state.prefix(40))") }
        switch try request.flag("blocking_discussions_resolved") {
        case true?: reading.count("review.unresolved", 0)
        case false?:
            reading.giveUnknown(["review.unresolved"], "discussions are not resolved; GitLab does not say how many")
        case nil:
            reading.giveUnknown(
                ["review.unresolved"], "the merge request does not say whether discussions are resolved")
        }
        let pipeline = try request.object("head_pipeline")
        // A pipeline of the merged result has a commit of its own; any other is of an older commit of the branch.
        let isMerged = try pipeline?.text("ref")?.hasPrefix("refs/merge-requests/") ?? false
        let ran = try pipeline?.text("sha")
        if let ran, let revision = reading.revision, ran != revision, !isMerged {
            reading.giveUnknown(
                CheckTally.facts,
                "the pipeline shown is of the commit \(ran.prefix(12)) and not of \(revision.prefix(12))")
        } else if let pipeline {
            var checks = GitLabChecks()
            try checks.addPipeline(pipeline, isAlone: true)
            reading.facts += checks.reading().facts
        } else {
            reading.giveUnknown(CheckTally.facts, "the merge request shows no pipeline of its newest commit")
        }
        return reading
    }
}
