import ReleaseModel

/// The head of the page: the decision, one card for each environment, what blocks and who acts next.
struct HTMLHero {
    let document: ReportDocument

    var node: HTMLNode {
        let verdict = document.verdict
        return .tag(
            .header, [.class("hero")],
            [
                .tag(.p, [.class("eyebrow")], text: "Release readiness"),
                .tag(.h1, text: document.title),
                .tag(.p, [.class("subtitle")], HTMLProse.nodes(document.subtitle)),
                .tag(
                    .div, [.class("verdict \(verdict.decision.mark.tone.rawValue)")],
                    [
                        .tag(
                            .p, [.class("decision")],
                            [
                                .tag(.span, [.class("sign"), .hidden], text: verdict.decision.mark.sign),
                                .text(verdict.decision.mark.word),
                            ]),
                        .tag(.p, [.class("sentence")], text: capitalized(verdict.sentence) + "."),
                        .tag(.p, [.class("class")], classText(verdict)),
                    ]),
                .tag(.ul, [.class("cards")], verdict.lines.map(card)), lists(verdict),
            ])
    }

    private func classText(_ verdict: Verdict) -> [HTMLNode] {
        let until = verdict.validUntil.map { ". Valid until \($0.minuteInUTC)" } ?? ""
        let manual = verdict.isManualOnly ? ", only manual approval, as data is missing" : ""
        return [.text("Risk class "), HTMLProse.chip(verdict.riskClass.mark)] + HTMLProse.dated("\(manual)\(until)")
    }

    private func card(_ line: Verdict.Line) -> HTMLNode {
        let facts: [(String, String)] = [
            ("Score", line.score ?? "none"), ("Unknown", "\(line.unknownCount)"), ("Waived", "\(line.waivedCount)"),
            ("Valid until", line.validUntil?.minuteInUTC ?? "no end"),
        ]
        return .tag(
            .li, [.class("card \(line.decision.mark.tone.rawValue)")],
            [
                .tag(
                    .p, [.class("environment")],
                    [.tag(.strong, text: line.environment), .tag(.span, [.class("muted")], text: " \(line.kind)")]),
                .tag(
                    .p,
                    [
                        HTMLProse.chip(line.decision.mark, isLarge: true), .text(" gate "),
                        HTMLProse.chip(line.state.mark),
                    ]),
                .tag(.p, [.class("reason")], HTMLProse.dated(line.reason)),
                .tag(
                    .dl,
                    facts.map { name, value in
                        .tag(.div, [.tag(.dt, text: name), .tag(.dd, HTMLProse.dated(value))])
                    }),
            ])
    }

    private func lists(_ verdict: Verdict) -> HTMLNode {
        let groups: [(String, [Prose])] = [
            ("What blocks", verdict.blockers.map { Prose($0) }),
            ("What is waited for", verdict.waits.map { Prose($0) }),
            ("Who acts next", verdict.nextActions.map { .strong($0.role) + Prose(": \($0.action)") }),
        ]
        return .tag(
            .div, [.class("next")],
            groups.filter { !$0.1.isEmpty }.map { title, items in
                .tag(
                    .div, [.tag(.h2, text: title), .tag(.ul, items.map { .tag(.li, HTMLProse.nodes($0)) })])
            })
    }

    private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
