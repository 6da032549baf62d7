import ReleaseModel

/// Reads a GitLab release: the answer of the interface, or the `release` webhook.
///
/// GitLab has no drafts; a release dated in the future is upcoming and not published. Evidence that GitLab collected
/// with the release is noted.
package enum GitLabReleasesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "gitlab-releases", title: "GitLab release", channel: "gitlab", facts: ReleaseFacts.ids,
        specification: "https://docs.gitlab.com/api/releases/")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        guard outline.shape == .jsonObject || outline.shape == .jsonArray else { return .no }
        if outline.values["object_kind"] == "release" { return .certain }
        return outline.has("tag_name", "released_at") && !outline.has("draft") ? .certain : .no
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let release = try ReleaseFacts.only(of: try document.tree())
        let isWebhook = try release.text("object_kind") == "release"
        let tag = try release.requiredText(isWebhook ? "tag" : "tag_name")
        let releasedAt = try release.instant("released_at")
        let createdAt = try release.instant("created_at")
        var times = [createdAt]
        var reading = EvidenceReading(
            revision: try release.object("commit")?.text("id"), runID: try release.identifier("id"),
            producer: try release.object("author")?.text("username"))
        for evidence in try release.array("evidences") ?? [] {
            let time = try evidence.instant("collected_at")
            times.append(time)
            let digest = try evidence.text("sha")?.prefix(12) ?? "without a digest"
            reading.note(
                .information,
                "GitLab collected evidence of its own (\(digest)\(time.map { ", \($0)" } ?? "")), which is not read here"
            )
        }
        let isGone = isWebhook ? try release.text("action") == "delete" : false
        if isGone { reading.note(.information, "the release was deleted") }
        let isPublished: Result<Bool, ReleaseFacts.Reason>
        if isGone {
            isPublished = .success(false)
        } else if let isUpcoming = try release.flag("upcoming_release") {
            isPublished = .success(!isUpcoming)
        } else if let releasedAt, let createdAt {
            // Later than its making is a plan; whether the day has come, the document does not say.
            isPublished =
                releasedAt <= createdAt
                ? .success(true)
                : .failure(
                    ReleaseFacts.Reason(
                        text:
                            "the release was made on \(createdAt) for \(releasedAt), and does not say whether it is out"
                    ))
        } else {
            isPublished = .failure(ReleaseFacts.Reason(text: "the document does not say when the release is out"))
        }
        if case .success(true) = isPublished { times.append(releasedAt) }
        reading.observedAt = times.compactMap { $0 }.max()
        let assets = try release.object("assets")
        let facts = ReleaseFacts(
            tag: tag, isPublished: isPublished, assets: try assets?.array("links")?.count ?? 0)
        facts.add(to: &reading)
        if assets?["links"] == nil {
            reading.giveUnknown(["release.assets"], "the document does not list the attached files")
        }
        let milestones = try release.array("milestones")?.compactMap { $0["title"]?.string } ?? []
        if !milestones.isEmpty {
            reading.note(.information, "milestones: \(milestones.joined(separator: ", ").prefix(200))")
        }
        return reading
    }
}
