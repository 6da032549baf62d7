import ReleaseModel

extension ReleaseFileFormat {
    static let timeline = FileSection(
        "timeline", "When it starts, when people work, when nothing may change.",
        [
            FileKey("start", .date, "The first day of week 1."),
            FileKey("time_zone", .zone, "The zone of dates and working hours."),
            FileKey("working_days", .list(.choice(Weekday.allCases.map(\.rawValue))), "The working days."),
            FileKey("working_hours", .text, "The working day, such as 09:00-17:00."),
            FileKey("holidays", .list(.date), "Days on which nobody works."),
            FileKey(
                "windows", .list(.section(window)), "Freeze (deny) and change (allow) windows.", aliases: ["freezes"]),
            FileKey("calendars", .list(.sectionOrText(calendar)), "iCalendar files with windows."),
        ])

    static let window = FileSection(
        "windows", "A span of local time in which changes are denied or allowed.",
        [
            FileKey("id", .text, "Its identifier."),
            FileKey("kind", .choice(CalendarWindow.Kind.allCases.map(\.rawValue)), "deny or allow; deny by default."),
            FileKey("title", .text, "Its name.", required: true),
            FileKey("owner", .text, "Who set it."),
            FileKey("reason", .text, "Why it is there."),
            FileKey("start", .localTime, "The first instant; or freeze_start."),
            FileKey("end", .localTime, "The first instant after it; or freeze_end."),
            FileKey(
                "freeze_start", .text, "A cron expression of five fields, as GitLab states freezes: when it begins."),
            FileKey("freeze_end", .text, "The cron expression of its end."),
            FileKey(
                "time_zone", .zone, "Its zone; the timeline's where not given.", aliases: ["cron_timezone"]),
            FileKey("rrule", .text, "An RFC 5545 recurrence rule, such as FREQ=WEEKLY;BYDAY=FR."),
            FileKey("except", .list(.localTime), "Starts of occurrences that are left out."),
            FileKey("also", .list(.localTime), "Starts of further occurrences."),
            FileKey("environments", .list(.environment), "The environments; none means all."),
            FileKey("modules", .list(.text), "The modules; none means all."),
            FileKey(
                "actions", .list(.choice(CalendarWindow.ActionClass.allCases.map(\.rawValue))),
                "What it denies or allows; promote, config_only and flag_off by default."),
        ])

    static let calendar = FileSection(
        "calendars", "An iCalendar file of windows.",
        [
            FileKey("path", .text, "The path, relative to this file.", required: true),
            FileKey("kind", .choice(CalendarWindow.Kind.allCases.map(\.rawValue)), "deny or allow; deny by default."),
            FileKey("owner", .role, "The role that keeps it."),
            FileKey(
                "time_zone", .zone, "The zone of its floating times and whole days; without one, the first are refused."
            ),
        ])

    static let waiver = FileSection(
        "waivers", "A dated, approved exception from one criterion.",
        [
            FileKey("id", .text, "Its identifier.", required: true),
            FileKey("criterion", .text, "The criterion.", required: true),
            FileKey("environments", .list(.environment), "The environments.", required: true),
            FileKey("revision", .text, "The revision it is for; none means the subject whatever its revision."),
            FileKey("owner", .role, "The role that answers for it.", required: true),
            FileKey("requester", .text, "The person who asked for it.", required: true),
            FileKey("approver", .text, "The person who approved it; without one it does not apply."),
            FileKey("approver_role", .role, "The role in which they approved."),
            FileKey("reason", .text, "Why.", required: true),
            FileKey("ticket", .text, "The ticket.", required: true),
            FileKey("start", .instant, "The first instant.", required: true),
            FileKey("end", .instant, "The first instant at which it no longer applies.", required: true),
            FileKey("renewals", .wholeNumber(0...100), "How often it was renewed."),
        ])

    static let approval = FileSection(
        "approvals", "A person's yes or no, bound to what they saw.",
        [
            FileKey("subject", .text, "gate:ENVIRONMENT or draft:KEY.", required: true),
            FileKey("vote", .choice(["approve", "reject"]), "The vote.", required: true),
            FileKey("role", .role, "The role in which the person votes.", required: true),
            FileKey("person", .text, "The person.", required: true),
            FileKey("reason", .text, "Why.", required: true),
            FileKey("at", .instant, "When.", required: true),
            FileKey("expires_at", .instant, "When it ends; else the class's validity counts."),
            FileKey("covers", .list(.section(covered)), "The items that were seen.", required: true),
            FileKey("on_behalf_of", .text, "The person who delegated the vote."),
            FileKey(
                "signature", .text,
                "The person's signature (ssh-keygen -Y sign -n releasegate) over the text of this vote: armored text, or "
                    + "the path of its file. The policy's allowed_signers has the key."),
        ])

    static let approvalRequest = FileSection(
        "approval_requests", "A request for an approval.",
        [
            FileKey("subject", .text, "gate:ENVIRONMENT or draft:KEY.", required: true),
            FileKey("person", .text, "Who asks.", required: true),
            FileKey("at", .instant, "When.", required: true),
            FileKey("revision", .text, "The revision it is about; none means the release's, whatever it is."),
        ])

    static let covered = FileSection(
        "covers", "One thing that was approved.",
        [
            FileKey("name", .text, "What it is, such as revision or gate:tests-passed.", required: true),
            FileKey("value", .text, "Its value at the time.", required: true),
            FileKey("severity", .wholeNumber(0...Int.max), "How bad it is; none means any change voids."),
        ])

    static let override = FileSection(
        "overrides", "Two roles let an emergency pass.",
        [
            FileKey("id", .text, "Its identifier.", required: true),
            FileKey("environment", .environment, "The environment.", required: true),
            FileKey("reason", .text, "Why.", required: true),
            FileKey("consents", .list(.section(consent)), "Who agreed.", required: true),
            FileKey("start", .instant, "The first instant.", required: true),
            FileKey("end", .instant, "The first instant after it.", required: true),
            FileKey("review_due", .instant, "By when the review is due.", required: true),
            FileKey("reviewed", .flag, "Whether the review took place."),
            FileKey("ended_at", .instant, "When it was ended before its time."),
        ])

    static let consent = FileSection(
        "consents", "One of those who agreed.",
        [
            FileKey("role", .role, "The role.", required: true),
            FileKey("person", .text, "The person.", required: true),
        ])

    static let delegation = FileSection(
        "delegations", "An explicit, dated hand-over of a vote.",
        [
            FileKey("role", .role, "The role.", required: true),
            FileKey("from", .text, "The person who hands over, and cannot vote then.", required: true),
            FileKey("to", .text, "The person who votes.", required: true),
            FileKey("start", .instant, "The first instant.", required: true),
            FileKey("end", .instant, "The first instant after it.", required: true),
            FileKey("reason", .text, "Why.", required: true),
        ])
}
