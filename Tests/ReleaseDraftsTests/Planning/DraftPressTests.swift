import ReleaseModel
import Testing

@testable import ReleaseDrafts

@Suite("Draft press") struct DraftPressTests {
    private let context = DraftContext(
        review: SampleReview.review, timeline: SampleReview.timeline, control: SampleReview.control,
        localTime: \.minuteInUTC)

    /// A text from a form is the text that is printed alone, whatever the place is called.
    @Test(arguments: [
        nil,
        "DRAFT for {{uppercased(draft.target)}} {{draft.key}}\n{{lowercased(draft.target)}}",
        "DRAFT {{draft.key}}\u{E000} for\t{{draft.target}}\n\n\n{{draft.target}} {{draft.key}}\u{E001}",
    ])
    func aFormPrintsWhatATemplateDoes(text: String?) throws {
        let overrides = text.map { ["change-ticket": (name: "change-ticket.mustache", text: $0)] } ?? [:]
        let set = TemplateSet(overrides: overrides)
        let template = try #require(set.template("change-ticket", for: "jira"))
        let press = DraftPress(context: context)
        for target in [
            "Jira (REL)", "Jira (P 1)", "Jira (@all #12 fixes #3)", "Jira (a|b*c_d`e)", "Jira (\u{301}é)", " x ", "",
            "\u{E000}", "\u{E001}", "Jira ({{x}} <b>)", "1. jira", "- jira", "a\r\nb\tc",
        ] {
            for key in ["rg1-0123456789abcdef0123", "\u{E001}"] {
                let own = DraftPress.Particulars(
                    key: key, target: target, approvers: "CTO", approverReason: "it is asked", triggers: "gates")
                let alone = template.render(
                    context.value(draft: [
                        "key": .text(key), "target": .text(target), "approvers": .text("CTO"),
                        "approver_reason": .text("it is asked"), "triggers": .text("gates"),
                    ]))
                let printed = press.text(of: template, own)
                #expect(printed.title.unicodeScalars.elementsEqual(alone.title.unicodeScalars), "\(target)")
                #expect(printed.body.unicodeScalars.elementsEqual(alone.body.unicodeScalars), "\(target)")
            }
        }
    }

    /// An input that is itself the mark of a gap stays a shown character and is not filled in.
    @Test func noInputFillsAGap() throws {
        var review = SampleReview.review
        review.release.initiative.name = "\u{E000}"
        let context = DraftContext(
            review: review, timeline: SampleReview.timeline, control: SampleReview.control, localTime: \.minuteInUTC)
        let template = try #require(TemplateSet().template("change-ticket", for: "jira"))
        let own = DraftPress.Particulars(
            key: "rg1-aa", target: "Jira (REL)", approvers: "CTO", approverReason: "it is asked", triggers: "gates")
        let body = DraftPress(context: context).text(of: template, own).body
        #expect(body.contains("⟨U+E000⟩"))
        #expect(body.unicodeScalars.count { $0.value == 0xE000 } == 0)
    }
}

@Suite("Lines that drafts share") struct LineMemoryTests {
    /// A second look, and a look from another draft, find what the first one found.
    @Test(arguments: [
        "- kubectl delete pod x", "Call someone@example.com", "AKIAIOSFODNN7EXAMPLQ", "- [ ] restart it",
        "## What we ask\n- restart it", "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----",
        "```bash\nls\n```", "Someone should restart it",
    ])
    func aLineIsSeenTheSameTwice(body: String) {
        let guardRail = DraftGuard()
        func hits(_ body: String, _ rail: DraftGuard) -> [GuardHit] {
            rail.inspect(title: "DRAFT x", body: body, approverTitles: ["CTO"], roleTitles: [])
        }
        let alone = hits(body, DraftGuard())
        #expect(!alone.isEmpty)
        _ = hits("before\n" + body, guardRail)
        #expect(hits(body, guardRail) == alone)
        #expect(hits("```\n\(body)\n```", guardRail) == hits("```\n\(body)\n```", DraftGuard()))
    }

    /// Lines that look alike are told apart by their code points.
    @Test func linesAreComparedByteByByte() {
        let memory = LineMemory()
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        #expect(memory.line(composed[...], isCode: false).text.unicodeScalars.count == 4)
        #expect(memory.line(decomposed[...], isCode: false).text.unicodeScalars.count == 5)
        #expect(memory.line(composed[...], isCode: false) === memory.line(composed[...], isCode: false))
        #expect(memory.line(composed[...], isCode: false) !== memory.line(composed[...], isCode: true))
    }
}
