/// Every fact that a reader can give and a criterion can ask for.
///
/// A visible list: a test holds the readers, the criteria and the docs against it.
package enum FactCatalog {
    /// In the order of the docs.
    package static let all: [FactDefinition] =
        tests + quality + security + plan + cost + continuousIntegration + work + words + operations + attestations

    /// The definition of `id`; for a family such as `slo.*` the family's.
    package static func definition(of id: FactID) -> FactDefinition? {
        if let exact = byID[id] { return exact }
        return families.first { id.name.hasPrefix($0.id.name.dropLast()) }
    }

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    private static let families = all.filter { $0.id.name.hasSuffix(".*") }

    private static let tests: [FactDefinition] = [
        FactDefinition(
            "tests.total", .count, unit: "tests", largerIsWorse: false,
            "Tests that were reported, whatever their result."),
        FactDefinition("tests.passed", .count, unit: "tests", largerIsWorse: false, "Tests that passed."),
        FactDefinition("tests.failed", .count, unit: "tests", largerIsWorse: true, "Tests whose assertion failed."),
        FactDefinition(
            "tests.errors", .count, unit: "tests", largerIsWorse: true,
            "Tests that broke before they could fail or pass."),
        FactDefinition(
            "tests.skipped", .count, unit: "tests", largerIsWorse: true, "Tests that were skipped or disabled."),
        FactDefinition(
            "tests.flaky", .count, unit: "tests", largerIsWorse: true, "Tests that failed and passed when run again."),
        FactDefinition(
            "tests.pass_rate", .ratio, unit: "%", largerIsWorse: false,
            "Passed of all that ran (skipped left out); unknown where none ran."),
        FactDefinition(
            "tests.duration", .duration, unit: "s", largerIsWorse: nil, "The time the tests took by their own report."),
    ]

    private static let quality: [FactDefinition] = [
        FactDefinition(
            "coverage.lines", .ratio, unit: "%", largerIsWorse: false, "Share of executable lines that tests ran."),
        FactDefinition(
            "coverage.branches", .ratio, unit: "%", largerIsWorse: false, "Share of branches that tests took."),
        FactDefinition(
            "load.checks_rate", .ratio, unit: "%", largerIsWorse: false, "Share of load-test checks that held."),
        FactDefinition(
            "load.error_rate", .ratio, unit: "%", largerIsWorse: true, "Share of load-test requests that failed."),
        FactDefinition(
            "load.p95", .number, unit: "ms", largerIsWorse: true, "95th percentile of the request duration under load."),
        FactDefinition(
            "load.thresholds_failed", .count, unit: "thresholds", largerIsWorse: true,
            "Load-test thresholds that were crossed."),
        FactDefinition("policy.failed", .count, unit: "checks", largerIsWorse: true, "Policy checks that failed."),
        FactDefinition("policy.warnings", .count, unit: "checks", largerIsWorse: true, "Policy checks that warned."),
        FactDefinition(
            "policy.exceptions", .count, unit: "checks", largerIsWorse: true,
            "Policy checks passed over by an exception or a skip."),
    ]

    private static let security: [FactDefinition] = [
        FactDefinition(
            "security.critical", .count, unit: "findings", largerIsWorse: true, "Open findings of critical severity."),
        FactDefinition(
            "security.high", .count, unit: "findings", largerIsWorse: true,
            "Open findings of high severity or level error."),
        FactDefinition(
            "security.medium", .count, unit: "findings", largerIsWorse: true,
            "Open findings of medium severity or level warning."),
        FactDefinition(
            "security.low", .count, unit: "findings", largerIsWorse: true,
            "Open findings of low severity or level note."),
        FactDefinition(
            "security.suppressed", .count, unit: "findings", largerIsWorse: true, "Findings that somebody suppressed."),
        FactDefinition(
            "security.new", .count, unit: "findings", largerIsWorse: true, "Findings that the baseline did not have."),
        FactDefinition(
            "security.scorecard", .number, unit: "points of 10", largerIsWorse: false,
            "The OpenSSF Scorecard aggregate."),
    ]

    /// The kinds of resource that are counted apart.
    package static let resourceKinds = ["stateful", "identity", "network", "data"]

    private static let plannedActions: [(name: String, text: String)] = [
        ("creates", "created"), ("updates", "changed in place"), ("replaces", "destroyed and created again"),
        ("deletes", "destroyed"), ("reads", "read during apply"), ("moves", "renamed in the state"),
        ("imports", "brought under management"), ("forgets", "dropped from management and left running"),
    ]

    private static let plan: [FactDefinition] =
        plannedActions.flatMap { action in
            let isWorse: Bool? = action.name == "reads" || action.name == "moves" ? nil : true
            let whole = FactDefinition(
                FactID("plan.\(action.name)"), .count, unit: "resources", largerIsWorse: isWorse,
                "Resources that will be \(action.text).")
            let parts = resourceKinds.map { kind in
                FactDefinition(
                    FactID("plan.\(action.name).\(kind)"), .count, unit: "resources", largerIsWorse: isWorse,
                    "Of them, \(kind) resources.")
            }
            return [whole] + parts
        } + [
            FactDefinition(
                "plan.changes", .count, unit: "resources", largerIsWorse: true,
                "Resources that will be created, changed, replaced, destroyed, imported or forgotten."),
            FactDefinition(
                "plan.unknown", .count, unit: "resources", largerIsWorse: true,
                "Resources whose change cannot be known before the apply."),
            FactDefinition(
                "plan.errors", .count, unit: "errors", largerIsWorse: true, "Errors that the planning tool reported."),
            FactDefinition(
                "plan.checks_failed", .count, unit: "checks", largerIsWorse: true,
                "Checks of the plan that failed or errored."),
            FactDefinition(
                "plan.hosts_unreachable", .count, unit: "hosts", largerIsWorse: true, "Hosts that could not be reached."
            ),
            FactDefinition("plan.hosts", .count, unit: "hosts", largerIsWorse: nil, "Hosts that the plan looked at."),
            FactDefinition(
                "plan.unchecked", .count, unit: "tasks", largerIsWorse: true,
                "Tasks that check mode skipped, so nobody knows what they would do."),
            FactDefinition(
                "plan.ran_for_real", .count, unit: "tasks", largerIsWorse: true,
                "Tasks that ran for real in check mode."),
            FactDefinition(
                "plan.fingerprint", .text, unit: "", largerIsWorse: nil,
                "Digest of everything that is planned, values included and secrets left out: another value, another plan."
            ),
            FactDefinition(
                "drift.resources", .count, unit: "resources", largerIsWorse: true,
                "Resources that differ from the recorded state."),
        ]

    private static let cost: [FactDefinition] = [
        FactDefinition(
            "cost.monthly_delta", .money, unit: "currency per month", largerIsWorse: true, "Change of the monthly cost."
        ),
        FactDefinition(
            "cost.monthly_total", .money, unit: "currency per month", largerIsWorse: true,
            "Monthly cost after the change."),
        FactDefinition(
            "cost.unpriced", .count, unit: "resources", largerIsWorse: true,
            "Resources that the cost tool could not price."),
    ]

    private static let continuousIntegration: [FactDefinition] = [
        FactDefinition(
            "ci.total", .count, unit: "checks", largerIsWorse: nil, "Checks of the revision, latest attempt of each."),
        FactDefinition("ci.succeeded", .count, unit: "checks", largerIsWorse: false, "Checks that succeeded."),
        FactDefinition(
            "ci.failed", .count, unit: "checks", largerIsWorse: true,
            "Checks that failed, timed out, were cancelled, or need action."),
        FactDefinition(
            "ci.pending", .count, unit: "checks", largerIsWorse: true, "Checks that are queued, waiting or running."),
        FactDefinition(
            "ci.neutral", .count, unit: "checks", largerIsWorse: true, "Checks that ended neutral: no verdict."),
        FactDefinition(
            "ci.skipped", .count, unit: "checks", largerIsWorse: true, "Checks that were skipped: no verdict."),
        FactDefinition(
            "ci.reruns", .count, unit: "checks", largerIsWorse: true, "Checks that needed more than one attempt."),
        FactDefinition(
            "review.approvals", .count, unit: "reviews", largerIsWorse: false,
            "Standing approvals of the change, one per person."),
        FactDefinition(
            "review.changes_requested", .count, unit: "reviews", largerIsWorse: true, "People who ask for changes."),
        FactDefinition(
            "review.unresolved", .count, unit: "threads", largerIsWorse: true, "Discussions that are not resolved."),
        FactDefinition(
            "change.mergeable", .flag, unit: "", largerIsWorse: false,
            "Whether the code host lets the change be merged."),
        FactDefinition(
            "calendar.freeze_periods", .count, unit: "periods", largerIsWorse: nil,
            "Freeze periods that another system keeps; they count only in the release file's calendar."),
        FactDefinition(
            "deployment.succeeded", .flag, unit: "", largerIsWorse: false,
            "Whether the latest deployment of the revision succeeded."),
        FactDefinition("release.tag", .text, unit: "", largerIsWorse: nil, "The tag of the release at the code host."),
        FactDefinition(
            "release.published", .flag, unit: "", largerIsWorse: false,
            "Whether the release at the code host is out: no draft, not upcoming, not deleted."),
        FactDefinition(
            "release.prerelease", .flag, unit: "", largerIsWorse: true,
            "Whether the code host marks the release as a pre-release."),
        FactDefinition(
            "release.assets", .count, unit: "files", largerIsWorse: nil,
            "Files attached to the release; archives of the source that the host makes are left out."),
        FactDefinition(
            "release.assets_incomplete", .count, unit: "files", largerIsWorse: true,
            "Files of the release whose upload has not ended."),
        FactDefinition(
            "merge_train.waiting", .count, unit: "merge requests", largerIsWorse: true,
            "Merge requests that stand in a merge train and have not landed."),
        FactDefinition(
            "protection.required_reviews", .count, unit: "reviews", largerIsWorse: false,
            "Reviews that the branch or environment protection asks for."),
        FactDefinition(
            "protection.required_checks", .count, unit: "checks", largerIsWorse: false,
            "Checks that must succeed before the branch protection lets a change in."),
        FactDefinition(
            "protection.code_owner_review", .flag, unit: "", largerIsWorse: false,
            "Whether the branch protection asks for a review by a code owner."),
        FactDefinition(
            "protection.stale_approvals_dismissed", .flag, unit: "", largerIsWorse: false,
            "Whether an approval ends when the change is pushed to again."),
        FactDefinition(
            "protection.signed_commits", .flag, unit: "", largerIsWorse: false,
            "Whether the branch takes signed commits only."),
        FactDefinition(
            "protection.force_pushes", .flag, unit: "", largerIsWorse: true,
            "Whether the history of the branch may be rewritten."),
        FactDefinition(
            "protection.bypass_actors", .count, unit: "actors", largerIsWorse: true,
            "Roles, teams, apps and people that may pass the protection by."),
        FactDefinition(
            "protection.admin_bypass", .flag, unit: "", largerIsWorse: true,
            "Whether administrators can pass the protection by."),
    ]

    private static let work: [FactDefinition] = [
        FactDefinition("issues.total", .count, unit: "issues", largerIsWorse: nil, "Issues that the query found."),
        FactDefinition("issues.open", .count, unit: "issues", largerIsWorse: true, "Issues that are not done."),
        FactDefinition(
            "issues.open_blockers", .count, unit: "issues", largerIsWorse: true,
            "Open issues of the highest priorities or marked as blocking the release."),
        FactDefinition(
            "incidents.open", .count, unit: "incidents", largerIsWorse: true, "Incidents that are not resolved."),
        FactDefinition(
            "maintenance.active", .count, unit: "windows", largerIsWorse: true,
            "Maintenance windows that silence alerts."),
        FactDefinition(
            "change.approved", .flag, unit: "", largerIsWorse: false,
            "Whether the change request is approved in its own system (a claim, not a vote here)."),
        FactDefinition(
            "change.conflicts", .count, unit: "conflicts", largerIsWorse: true,
            "Schedule conflicts of the change request."),
    ]

    private static let words: [FactDefinition] = [
        FactDefinition(
            "docs.age", .duration, unit: "s", largerIsWorse: true,
            "Time since the page was last edited, at the time it was observed."),
        FactDefinition(
            "docs.last_edited", .instant, unit: "", largerIsWorse: nil, "When the page was last edited."),
        FactDefinition(
            "docs.published", .flag, unit: "", largerIsWorse: false,
            "Whether the page is published and not a draft, archived or in the trash."),
        FactDefinition("docs.title", .text, unit: "", largerIsWorse: nil, "The title of the page."),
        FactDefinition("docs.version", .count, unit: "", largerIsWorse: nil, "The version number of the page."),
        FactDefinition("docs.status", .text, unit: "", largerIsWorse: nil, "The status property of the page."),
        FactDefinition("messages.total", .count, unit: "messages", largerIsWorse: nil, "Messages that were read."),
        FactDefinition(
            "messages.acknowledgements", .count, unit: "people", largerIsWorse: false,
            "People whose positive reaction is attributable."),
        FactDefinition(
            "messages.objections", .count, unit: "people", largerIsWorse: true,
            "People whose negative reaction is attributable."),
        FactDefinition(
            "signoff.given", .flag, unit: "", largerIsWorse: false,
            "Whether the named role signed the statement off and it has not ended."),
        FactDefinition(
            "signoff.*", .flag, unit: "", largerIsWorse: false,
            "Whether the statement called so is signed off, such as signoff.rollback-rehearsed."),
    ]

    private static let operations: [FactDefinition] = [
        FactDefinition(
            "alerts.firing", .count, unit: "alerts", largerIsWorse: true, "Alerts that fire and are not silenced."),
        FactDefinition(
            "alerts.silenced", .count, unit: "alerts", largerIsWorse: true, "Alerts that are silenced or inhibited."),
        FactDefinition(
            "slo.error_budget_remaining", .ratio, unit: "%", largerIsWorse: false,
            "Share of the error budget that is left."),
        FactDefinition(
            "slo.burn_rate", .number, unit: "times", largerIsWorse: true,
            "How many times faster than allowed the error budget burns."),
        FactDefinition(
            "metric.*", .number, unit: "as the metric", largerIsWorse: nil,
            "The value of the metric called so, such as metric.error_rate."),
    ]

    private static let attestations: [FactDefinition] = [
        FactDefinition(
            "attestation.verified", .flag, unit: "", largerIsWorse: false,
            "Whether the envelope's signature was verified against a given key."),
        FactDefinition(
            "attestation.signer", .text, unit: "", largerIsWorse: nil, "Who holds the keys that verified the signature."
        ),
        FactDefinition(
            "attestation.key_id", .text, unit: "", largerIsWorse: nil,
            "SHA-256 of the public keys that verified the signature."),
        FactDefinition(
            "attestation.algorithm", .text, unit: "", largerIsWorse: nil,
            "The kind of the keys that verified the signature."),
        FactDefinition(
            "attestation.passed", .flag, unit: "", largerIsWorse: false, "Whether the attested verification passed."),
    ]
}
