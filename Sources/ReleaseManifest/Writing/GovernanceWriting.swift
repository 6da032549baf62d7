import ReleaseModel

enum ApprovalWriting {
    static func write(_ matrix: ApprovalMatrix, to lines: inout YAMLLines) {
        guard matrix != ApprovalMatrix() else { return }
        lines.block("approval_matrix") { block in
            block.items("roles", matrix.roles) { item, role in
                item.scalar("id", role.id.name)
                item.scalar("title", role.title)
                item.scalar("contact", role.contact)
                if role.members.isEmpty { item.raw("members", "[]") }
                item.items("members", role.members) { item, person in
                    item.scalar("id", person.id.name)
                    item.list("aliases", person.aliases)
                    item.flag("bot", person.isBot ? true : nil)
                }
            }
            block.items("rules", matrix.rules) { item, rule in
                item.list("classes", rule.classes.map(\.rawValue))
                item.list("environments", rule.environments.map(\.name))
                item.list("drafts", rule.draftKinds.map(\.rawValue))
                item.raw("require", YAMLText.requirement(rule.requirement))
            }
        }
    }
}

enum RollbackWriting {
    static func write(_ plan: RollbackPlan, to lines: inout YAMLLines) {
        guard plan != RollbackPlan() else { return }
        lines.block("rollback_plan") { block in
            block.items("steps", plan.steps) { item, step in
                item.scalar("action", step.action)
                item.scalar("kind", step.kind.rawValue)
                item.role("owner", step.owner)
                item.duration("duration", step.duration)
            }
            block.role("decision_owner", plan.decisionOwner)
            block.duration("window", plan.window)
            block.flag("automated", plan.isAutomated)
            block.list("verification", plan.verification)
            block.raw("limitations", plan.limitations.map(YAMLText.list))
            block.scalar("last_rehearsed", plan.lastRehearsed?.iso8601)
            block.list("environments", plan.environments.map(\.name))
        }
    }
}

enum TimelineWriting {
    static func write(_ input: TimelineInput, to lines: inout YAMLLines) {
        guard input != TimelineInput() else { return }
        ReleaseFileWriter.head("timeline", &lines)
        lines.block("timeline") { block in
            block.scalar("start", input.start?.iso8601)
            block.scalar("time_zone", input.timeZone)
            block.list("working_days", input.workingDays.map(\.rawValue))
            let hours = input.workingHours
            block.scalar(
                "working_hours",
                LocalTimeText.clock(minutes: hours.lowerBound) + "-" + LocalTimeText.clock(minutes: hours.upperBound))
            block.list("holidays", input.holidays.map(\.iso8601))
            block.items("windows", input.windows) { item, window in
                item.scalar("id", window.id)
                item.scalar("kind", window.kind.rawValue)
                item.scalar("title", window.title)
                item.scalar("owner", window.owner)
                item.scalar("reason", window.reason)
                if let cron = window.cron {
                    item.scalar("freeze_start", cron.start)
                    item.scalar("freeze_end", cron.end)
                } else {
                    item.scalar("start", LocalTimeText.text(window.start))
                    item.scalar("end", LocalTimeText.text(window.end))
                }
                item.scalar("time_zone", window.timeZone)
                item.scalar("rrule", window.recurrenceRule)
                item.list("except", window.exceptionDates.map(LocalTimeText.text))
                item.list("also", window.additionalDates.map(LocalTimeText.text))
                item.list("environments", window.environments.map(\.name))
                item.list("modules", window.modules)
                item.list("actions", window.actions.map(\.rawValue))
            }
            block.items("calendars", input.calendarFiles) { item, file in
                item.scalar("path", file.path)
                item.scalar("kind", file.kind.rawValue)
                item.role("owner", file.owner)
                item.scalar("time_zone", file.timeZone)
            }
        }
    }
}

enum RecordsWriting {
    static func write(_ release: Release, to lines: inout YAMLLines) {
        TrustAndPolicyWriting.write(release, to: &lines)
        if !release.criticalityBands.isEmpty {
            ReleaseFileWriter.head("criticality_bands", &lines)
            lines.block("criticality_bands") { block in
                for band in release.criticalityBands {
                    block.block(YAMLText.scalar(band.name)) { inner in
                        inner.scalar("class", band.riskClass.rawValue)
                        inner.scalar("playbook", band.playbook)
                    }
                }
            }
        }
        list("writebacks", release.writebacks, &lines) { item, target in
            item.scalar("kind", target.kind.rawValue)
            item.scalar("connector", target.connector.name)
            item.scalar("container", target.container)
            guard !target.settings.isEmpty else { return }
            item.block("settings") { block in
                for (name, value) in target.settings.sorted(by: { $0.key < $1.key }) { block.scalar(name, value) }
            }
        }
        list("waivers", release.waivers, &lines, waiver)
        list("approvals", release.approvals, &lines) { item, record in
            approval(&item, record)
            item.scalar("signature", release.approvalSignatures.first { $0.approval == record }?.text)
        }
        list("approval_requests", release.approvalRequests, &lines) { item, request in
            item.scalar("subject", request.subject.text)
            item.scalar("person", request.person.name)
            item.instant("at", request.at)
            item.scalar("revision", request.revision)
        }
        list("overrides", release.overrides, &lines, override)
        list("delegations", release.delegations, &lines) { item, delegation in
            item.role("role", delegation.role)
            item.scalar("from", delegation.from.name)
            item.scalar("to", delegation.to.name)
            item.instant("start", delegation.start)
            item.instant("end", delegation.end)
            item.scalar("reason", delegation.reason)
        }
    }

    private static func list<Element>(
        _ key: String, _ elements: [Element], _ lines: inout YAMLLines, _ body: (inout YAMLLines, Element) -> Void
    ) {
        guard !elements.isEmpty else { return }
        ReleaseFileWriter.head(key, &lines)
        lines.items(key, elements, body)
    }

    private static func waiver(_ item: inout YAMLLines, _ waiver: Waiver) {
        item.scalar("id", waiver.id.name)
        item.scalar("criterion", waiver.criterion.name)
        item.list("environments", waiver.environments.map(\.name))
        item.scalar("revision", waiver.revision)
        item.role("owner", waiver.owner)
        item.scalar("requester", waiver.requester.name)
        item.scalar("approver", waiver.approver?.name)
        item.role("approver_role", waiver.approverRole)
        item.scalar("reason", waiver.reason)
        item.scalar("ticket", waiver.ticket)
        item.instant("start", waiver.start)
        item.instant("end", waiver.end)
        item.raw("renewals", waiver.renewals > 0 ? "\(waiver.renewals)" : nil)
    }

    static func approval(_ item: inout YAMLLines, _ approval: ApprovalRecord) {
        item.scalar("subject", approval.subject.text)
        item.scalar("vote", approval.vote.rawValue)
        item.role("role", approval.role)
        item.scalar("person", approval.person.name)
        item.scalar("reason", approval.reason)
        item.instant("at", approval.at)
        item.instant("expires_at", approval.expiresAt)
        item.items("covers", approval.content.items) { item, covered in
            item.scalar("name", covered.name)
            item.scalar("value", covered.value)
            item.raw("severity", covered.severity.map { "\($0)" })
        }
        item.scalar("on_behalf_of", approval.onBehalfOf?.name)
    }

    private static func override(_ item: inout YAMLLines, _ override: EmergencyOverride) {
        item.scalar("id", override.id)
        item.scalar("environment", override.environment.name)
        item.scalar("reason", override.reason)
        item.items("consents", override.consents) { item, consent in
            item.role("role", consent.role)
            item.scalar("person", consent.person.name)
        }
        item.instant("start", override.start)
        item.instant("end", override.end)
        item.instant("review_due", override.reviewDue)
        item.flag("reviewed", override.isReviewed)
        item.instant("ended_at", override.endedAt)
    }
}
