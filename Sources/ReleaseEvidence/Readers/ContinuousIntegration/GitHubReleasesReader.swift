import ReleaseModel

/// Reads a GitHub release: the answer of the interface (Gitea and Forgejo give the same), the `release` webhook, and
/// what `gh release view` gives as JSON.
///
/// A draft is not published, and neither is a release that the webhook says was deleted. A file whose upload has not
/// ended is counted apart. The commit counts as the subject where the release names one; a branch is none.
package enum GitHubReleasesReader: EvidenceReader {
    package static let format = EvidenceFormat(
        id: "github-releases", title: "GitHub release", channel: "github",
        facts: ReleaseFacts.ids + ["release.prerelease", "release.assets_incomplete"],
        specification: "https://docs.github.com/en/rest/releases/releases")

    package static func recognizes(_ outline: DocumentOutline) -> Recognition {
        switch outline.shape {
        case .jsonObject:
            if let release = outline.nested["release"] {
                return ["tag_name", "draft", "prerelease"].allSatisfy(release.contains) ? .certain : .no
            }
            return outline.has("tag_name", "draft", "prerelease") || isOfClient(outline) ? .certain : .no
        case .jsonArray:
            return outline.has("tag_name", "draft", "prerelease") || isOfClient(outline) ? .certain : .no
        default: return .no
        }
    }

    /// Whether it shows names as the command line client writes them, as many of them as were asked for.
    private static func isOfClient(_ outline: DocumentOutline) -> Bool {
        outline.has("tagName")
            && ["isDraft", "isPrerelease", "isLatest", "publishedAt", "targetCommitish", "assets"]
                .contains(where: outline.names.contains)
    }

    /// The names of the fields, which the interface and the command line tool write in two ways.
    private struct Names {
        let tag, isDraft, isPrerelease, commit, times: String
        let published: String

        static let interface = Names(
            tag: "tag_name", isDraft: "draft", isPrerelease: "prerelease", commit: "target_commitish",
            times: "created_at", published: "published_at")
        static let tool = Names(
            tag: "tagName", isDraft: "isDraft", isPrerelease: "isPrerelease", commit: "targetCommitish",
            times: "createdAt", published: "publishedAt")
    }

    package static func read(_ document: EvidenceDocument) throws(EvidenceError) -> EvidenceReading {
        let root = try document.tree()
        let release = try ReleaseFacts.only(of: root).objectOrSelf("release")
        let names = release.has("tagName") ? Names.tool : Names.interface
        let stated = try release.flag(names.isDraft)
        // The client shows what was asked for, the interface everything.
        if stated == nil && names.isDraft == Names.interface.isDraft { throw release.missing(names.isDraft) }
        let isDraft = stated ?? false
        var reading = EvidenceReading(
            runID: try release.identifier("id"), producer: try release.object("author")?.text("login"))
        var times = [
            try release.instant(names.times), try release.instant(names.published),
            try release.firstInstant("updated_at", "updatedAt"),
        ]
        let assets = try release.array("assets") ?? []
        var unfinished = 0
        for asset in assets {
            times.append(try asset.firstInstant("updated_at", "updatedAt", "created_at", "createdAt"))
            // Gitea gives no state, because it lists no upload before its end.
            if let state = try asset.text("state"), state != "uploaded" { unfinished += 1 }
        }
        reading.observedAt = times.compactMap { $0 }.max()
        try addSubject(try release.text(names.commit), isDraft: isDraft, to: &reading)
        let action = release == root ? nil : try root.text("action")
        let isGone = action == "deleted"
        if isGone { reading.note(.information, "the release was deleted") }
        if isDraft { reading.note(.information, "the release is a draft, and its tag need not exist yet") }
        let facts = ReleaseFacts(
            tag: try release.requiredText(names.tag),
            isPublished: stated == nil
                ? .failure(ReleaseFacts.Reason(text: "the document does not say whether it is a draft"))
                : .success(!isDraft && !isGone),
            assets: assets.count)
        facts.add(to: &reading)
        if release.has("assets") {
            reading.count("release.assets_incomplete", unfinished)
        } else {
            reading.giveUnknown(
                ["release.assets", "release.assets_incomplete"], "the document does not list the attached files")
        }
        if let isPrerelease = try release.flag(names.isPrerelease) {
            reading.facts.append(Fact("release.prerelease", .flag(isPrerelease)))
        } else {
            reading.giveUnknown(["release.prerelease"], "the document does not say whether it is a pre-release")
        }
        return reading
    }

    private static func addSubject(
        _ target: String?, isDraft: Bool, to reading: inout EvidenceReading
    ) throws(EvidenceError) {
        guard let target, !target.isEmpty else { return }
        guard target.utf8.count >= 40, JUnitAttributes.isRevision(target) else {
            reading.note(
                .missing,
                "the release names the branch \"\(target.prefix(80))\" and no commit; `revision:` in the release file "
                    + "says which one it is about")
            return
        }
        reading.revision = target
        if !isDraft {
            reading.note(
                .information, "the commit is the one the release was asked for; a tag that stood before may differ")
        }
    }
}
