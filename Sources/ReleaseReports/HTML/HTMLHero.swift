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
                    .div, [.class("verdict \(verdict.mark.tone.rawValue)")],
                    [
                        .tag(
                            .p, [.class("decision")],
                            [
                                .tag(.span, [.class("sign"), .hidden], text: verdict.mark.sign),
                                .text(verdict.mark.word),
                            ]),
                        .tag(.p, [.class("sentence")], text: capitalized(verdict.sentence) + "."),
                        .tag(.p, [.class("class")], classText(verdict)),
                    ] + notices(verdict)),
                .tag(.ul, [.class("cards")], verdict.lines.map(card)), lists(verdict),
            ])
    }

    private func classText(_ verdict: Verdict) -> [HTMLNode] {
        let until = verdict.validUntil.map { ". Valid until \($0.minuteInUTC)" } ?? ""
        let manual = verdict.isManualOnly ? ", only manual approval, as data is missing" : ""
        return [.text("Risk class "), HTMLProse.chip(verdict.riskClass.mark)] + HTMLProse.dated("\(manual)\(until)")
    }

    private func notices(_ verdict: Verdict) -> [HTMLNode] {
        if verdict.notices.isEmpty { return [] }
        return [
            .tag(.ul, [.class("notices")], verdict.notices.map { .tag(.li, HTMLProse.nodes($0)) })
        ]
    }

    private func card(_ line: Verdict.Line) -> HTMLNode {
        let facts: [(String, String)] = [
            ("Score", line.score ?? "none"), ("Red", "\(line.redCount)"), ("Yellow", "\(line.yellowCount)"),
            ("Unknown", "\(line.unknownCount)"), ("Waived", "\(line.waivedCount)"),
            ("Valid until", line.validUntil?.minuteInUTC ?? "no end"),
        ]
        return .tag(
            .li, [.class("card \(line.mark.tone.rawValue)")],
            [
                .tag(
                    .p, [.class("environment")],
                    [.tag(.strong, text: line.environment), .tag(.span, [.class("muted")], text: " \(line.kind)")]),
                .tag(
                    .p,
                    [
                        HTMLProse.chip(line.mark, isLarge: true), .text(" gate "),
                        HTMLProse.chip(line.state.mark),
                    ]),
                .tag(
                    .dl,
                    facts.map { name, value in
                        .tag(.div, [.tag(.dt, text: name), .tag(.dd, HTMLProse.dated(value))])
                    }),
            ])
    }

    /// The first screen names the first of each; section 1 has them all.
    private static let longestList = 3

    private func lists(_ verdict: Verdict) -> HTMLNode {
        let groups: [(String, [Prose])] = [
            ("What blocks", verdict.blockers), ("What is waited for", verdict.waits),
            ("Who acts next", verdict.nextActions),
        ]
        return .tag(
            .div, [.class("next")],
            groups.filter { !$0.1.isEmpty }.map { title, items in
                let more = items.count - HTMLHero.longestList
                let rest: [HTMLNode] =
                    more > 0
                    ? [.tag(.p, [.class("more")], [.tag(.a, [.place("section-1")], text: "and \(more) more")])] : []
                return .tag(
                    .div,
                    [
                        .tag(.h2, text: title),
                        .tag(.ul, items.prefix(HTMLHero.longestList).map { .tag(.li, HTMLProse.nodes($0)) }),
                    ] + rest)
            })
    }
}
