import ReleaseModel
import Testing

@testable import ReleaseDrafts

@Suite("Template checks") struct TemplateCheckerTests {
    private func diagnose(_ text: String, partials: [String: String] = [:]) -> [String] {
        var overrides: [String: (name: String, text: String)] = ["announcement": ("t.mustache", "DRAFT x\n" + text)]
        for (name, text) in partials { overrides[name] = ("\(name).mustache", text) }
        return TemplateSet(overrides: overrides).diagnostics.map(\.description)
    }

    @Test(arguments: [
        (
            "{{subject.titel}}",
            "t.mustache:2:1: error: there is no field \"subject.titel\"; did you mean \"subject.title\""
        ),
        ("abc {{subjcet.title}}", "t.mustache:2:5: error: there is no field \"subjcet\"; did you mean \"subject\""),
        (
            "{{#gates}}\n{{enviroment}}{{/gates}}",
            "t.mustache:3:1: error: there is no field \"enviroment\"; did you mean \"environment\""
        ),
        ("{{#gates}}", "t.mustache:2:1: error: the section \"gates\" is never closed; it ends with {{/gates}}"),
        ("{{/gates}}", "t.mustache:2:1: error: there is no open section \"gates\" to close"),
        ("{{#gates}}{{/gaps}}", "t.mustache:2:11: error: \"gaps\" closes the section \"gates\" opened at line 2"),
        ("{{>footer}}", "t.mustache:2:1: error: there is no partial \"footer\""),
        (
            "{{>review-fotter}}",
            "t.mustache:2:1: error: there is no partial \"review-fotter\"; did you mean \"review-footer\""
        ),
        (
            "{{initiative.objective}}",
            "t.mustache:2:1: error: \"initiative.objective\" may be absent; put it into {{#initiative.objective}} … {{/initiative.objective}}"
        ),
        ("{{gates}}", "t.mustache:2:1: error: \"gates\" has parts; name one of them or open a section"),
        ("{{has_gaps}}", "t.mustache:2:1: error: \"has_gaps\" is yes or no; it opens a section and has no text"),
        (
            "{{#subject.title}}x{{/subject.title}}",
            "t.mustache:2:1: error: \"subject.title\" is always there; a section around it does nothing"
        ),
        ("{{{subject.title}}}", "t.mustache:2:1: error: drafts are plain text, so a tag has two braces and no &"),
        ("{{&subject.title}}", "t.mustache:2:1: error: drafts are plain text, so a tag has two braces and no &"),
        ("{{=<% %>=}}", "t.mustache:2:1: error: the delimiters stay {{ and }}"),
        ("{{<parent}}", "t.mustache:2:1: error: templates do not inherit; use a partial"),
        ("{{$block}}", "t.mustache:2:1: error: templates do not inherit; use a partial"),
        ("{{% CONTENT_TYPE:HTML}}", "t.mustache:2:1: error: the content type of a draft is always plain text"),
        ("{{>*name}}", "t.mustache:2:1: error: a partial has a fixed name"),
        ("{{}}", "t.mustache:2:1: error: the tag has no name"),
        ("{{subject.title", "t.mustache:2:1: error: the tag is not closed; it ends with }}"),
        (
            "{{upercased(subject.title)}}",
            "t.mustache:2:1: error: there is no function \"upercased\"; did you mean \"uppercased\""
        ),
        ("{{#last()}}x{{/last()}}", "t.mustache:2:1: error: \"last()\" has a meaning only inside a list"),
        (
            "{{subject title}}",
            "t.mustache:2:1: error: \"subject title\" is no name of a field; names have letters, digits, \"_\" and \".\""
        ),
    ])
    func refuses(_ text: String, _ message: String) {
        #expect(diagnose(text) == [message])
    }

    @Test func refusesCyclesInsteadOfCrashing() {
        #expect(
            diagnose("{{>a}}", partials: ["a": "{{>b}}", "b": "{{>a}}"]) == [
                "b.mustache:1:1: error: the partial \"a\" includes itself: announcement > a > b > a"
            ])
    }

    @Test func refusesATitleWithoutTheMark() {
        let set = TemplateSet(overrides: ["announcement": ("t.mustache", "Hello\nBody")])
        #expect(
            set.diagnostics.map(\.description) == [
                "t.mustache:1:1: error: the first line is the title and begins with \"DRAFT\""
            ])
        #expect(set.templates["announcement"] == nil)
    }

    @Test func warnsOfATemplateThatNobodyUses() {
        let set = TemplateSet(overrides: ["anouncement": ("t.mustache", "DRAFT x")])
        #expect(
            set.diagnostics.map(\.description) == [
                "t.mustache: warning: no draft uses the template \"anouncement\"; did you mean \"announcement\""
            ])
    }

    @Test(arguments: [
        "{{subject.title}} {{uppercased(risk.class)}}", "{{#gates}}{{environment}}{{^last()}}, {{/last()}}{{/gates}}",
        "{{#subject}}{{title}}{{#version}} {{version}} {{.}}{{/version}}{{/subject}}",
        "{{#rollback.verification}}{{.}}{{/rollback.verification}}", "{{! anything { at all }}",
        "{{#gates}}{{subject.title}}{{/gates}}", "{{^has_gaps}}none{{/has_gaps}}{{>review-footer}}",
    ])
    func accepts(_ text: String) {
        #expect(diagnose(text) == [])
    }

    @Test func neverTrapsOnAnyText() {
        var seed: UInt64 = 42
        let parts = [
            "{{", "}}", "#", "^", "/", ">", "!", "=", "gates", "subject", ".", "title", "\n", " ", "(", ")", "last",
            "{", "&", "é", "🚀",
        ]
        for _ in 0..<2000 {
            var text = "DRAFT "
            for _ in 0..<12 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += parts[Int(seed >> 33) % parts.count]
            }
            let result = DraftTemplate.compile(
                "a", from: ["a": TemplateSet.Source(file: "a", text: text)], schema: DraftSchema.root)
            #expect(result.template != nil || !result.diagnostics.isEmpty)
        }
    }

    @Test func aTargetHasItsOwnTemplateAndPartial() throws {
        let set = TemplateSet(overrides: [
            "announcement": ("announcement.mustache", "DRAFT x\n{{>intro}}\n"),
            "intro": ("intro.mustache", "For everybody.\n"), "intro.email": ("intro.email.mustache", "Dear reader.\n"),
        ])
        #expect(set.diagnostics == [])
        let slack = try #require(set.template("announcement", for: "slack"))
        let email = try #require(set.template("announcement", for: "email"))
        let context = DraftContext(
            review: SampleReview.review, timeline: SampleReview.timeline, control: SampleReview.control,
            localTime: \.minuteInUTC
        ).value(draft: [:])
        #expect(slack.render(context).body == "For everybody.\n")
        #expect(email.render(context).body == "Dear reader.\n")
        #expect(slack.digest != email.digest)
    }

    /// The project's own goes before the built-in one for a target.
    @Test func anOverrideForAllTargetsHoldsForEach() throws {
        let set = TemplateSet(overrides: ["announcement": ("announcement.mustache", "DRAFT x\nmine\n")])
        let own = try #require(set.template("announcement", for: "slack"))
        #expect(own.digest == set.templates["announcement"]?.digest)
        let builtIn = TemplateSet()
        #expect(
            builtIn.template("announcement", for: "slack")?.digest
                != builtIn.template("announcement", for: "email")?.digest)
    }

    @Test(arguments: [
        ("intro.slakc", "no draft uses the template \"intro.slakc\"; did you mean \"intro.slack\""),
        ("announcment.slack", "no draft uses the template \"announcment.slack\"; did you mean \"announcement.slack\""),
        ("announcement.prometheus", "no draft uses the template \"announcement.prometheus\""),
    ])
    func aTemplateForNoTargetIsNamed(name: String, message: String) {
        let set = TemplateSet(overrides: [
            "announcement": ("announcement.mustache", "DRAFT x\n{{>intro}}\n"), "intro": ("intro.mustache", "x"),
            name: ("\(name).mustache", "y"),
        ])
        #expect(set.diagnostics.map(\.severity) == [.warning])
        #expect(set.diagnostics.first?.message.text.hasPrefix(message) == true, "\(set.diagnostics)")
    }

    @Test func aTagOfATargetsPartialIsCheckedToo() {
        let set = TemplateSet(overrides: [
            "announcement": ("announcement.mustache", "DRAFT x\n{{>intro}}\n"), "intro": ("intro.mustache", "x"),
            "intro.email": ("intro.email.mustache", "Dear\n  {{subject.nmae}}"),
        ])
        #expect(
            set.diagnostics.map(\.description) == [
                "intro.email.mustache:2:3: error: there is no field \"subject.nmae\"; did you mean \"subject.name\""
            ])
    }

    @Test func wordsOfOwnTemplatesHaveTheirPlaces() {
        let set = TemplateSet(overrides: [
            "announcement": ("mine.mustache", "DRAFT x\nFirst {{subject.title}} and then {{decision}}\nlast")
        ])
        #expect(
            set.overriddenLines.map { "\($0.location) \($0.text)" } == [
                "mine.mustache:1:1 DRAFT x", "mine.mustache:2:1 First ", "mine.mustache:2:24  and then ",
                "mine.mustache:3:1 last",
            ])
    }

    /// A partial is plain text like the template that uses it.
    @Test func signsInAPartialStayAsTheyAre() throws {
        let set = TemplateSet(overrides: [
            "announcement": ("announcement.mustache", "DRAFT x\n{{>intro}}\n"),
            "intro": ("intro.mustache", "{{#initiative.stakeholders}}{{name}}{{/initiative.stakeholders}}\n"),
        ])
        let template = try #require(set.template("announcement", for: "email"))
        var review = SampleReview.review
        review.release.initiative.stakeholders = [Stakeholder(name: "the team's \"red\" & blue", impact: nil)]
        let context = DraftContext(
            review: review, timeline: SampleReview.timeline, control: SampleReview.control, localTime: \.minuteInUTC
        ).value(draft: [:])
        #expect(template.render(context).body == "the team's \"red\" \\& blue\n")
    }
}
