package import ReleaseModel

/// The report as one self-contained HTML file: no scripts, nothing fetched, readable and printable anywhere.
///
/// WCAG 2.2 AA: landmarks, one heading tree, table headers with scope, regions that scroll can be focused and are
/// named, every state has a sign and a word. A content security policy forbids everything but its own style.
package enum HTMLReport {
    /// The whole document, ending in a newline.
    ///
    /// - Parameters:
    ///   - report: the whole answer.
    ///   - ganttSVG: the drawn timeline, an `svg` element; empty where there is none.
    package static func render(_ report: ReadinessReport, ganttSVG: String) -> String {
        render(ReportDocument(report), ganttSVG: ganttSVG)
    }

    /// The whole document from what the other forms are made of too.
    package static func render(_ document: ReportDocument, ganttSVG: String) -> String {
        let page = HTMLPage(document: document, drawing: Drawing(ganttSVG))
        var output = Array("<!DOCTYPE html>\n".utf8)
        page.node.write(to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The program's own drawing, without an XML declaration, and only where it is a drawing without scripts.
    struct Drawing {
        let svg: String?

        init(_ text: String) {
            guard let start = text.place(of: "<svg") else {
                self.svg = nil
                return
            }
            let svg = String(text[start.lowerBound...])
            let lowered = svg.lowercased()
            let isQuiet = !["<script", "<foreignobject", "<iframe", "<image", "<use", "<a "].contains {
                lowered.holds($0)
            }
            self.svg = isQuiet ? svg : nil
        }
    }
}

/// The frame of the page: head, verdict, contents, the six sections, the audit line.
private struct HTMLPage {
    let document: ReportDocument
    let drawing: HTMLReport.Drawing

    var node: HTMLNode {
        .tag(
            .html, [.lang("en")],
            [head, .tag(.body, [.class("decision-\(document.verdict.mark.tone.rawValue)")], body)])
    }

    private var head: HTMLNode {
        let style = String(decoding: PackageResources.report_css, as: UTF8.self)
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        return .tag(
            .head,
            [
                .element(.meta, [.charset("utf-8")], []),
                .element(.meta, [.httpEquiv("Content-Security-Policy"), .content(policy)], []),
                .element(.meta, [.name("viewport"), .content("width=device-width, initial-scale=1")], []),
                .element(.meta, [.name("color-scheme"), .content("light dark")], []),
                .element(.meta, [.name("referrer"), .content("no-referrer")], []),
                .tag(.title, text: "\(document.verdict.mark.word): \(document.title) – release readiness"),
                .tag(.style, [], [.own(style)]),
            ])
    }

    private var body: [HTMLNode] {
        [
            .tag(.a, [.class("skip"), .place("content")], text: "Skip to the scorecard"),
            HTMLHero(document: document).node,
            .tag(.div, [.class("page")], [contents, sections]),
            .tag(.footer, document.footer.map { .tag(.p, [], HTMLProse.nodes($0)) }),
        ]
    }

    private var contents: HTMLNode {
        let items = document.sections.map { section in
            HTMLNode.tag(
                .li,
                [
                    .tag(
                        .a, [.place(section.anchor)],
                        [.tag(.span, [.class("number")], text: "\(section.number)"), .text(section.title)])
                ])
        }
        return .tag(
            .nav, [.labelledBy("contents-title")],
            [.tag(.h2, [.id("contents-title")], text: "Contents"), .tag(.ol, items)])
    }

    private var sections: HTMLNode {
        let nodes = document.sections.map { section -> HTMLNode in
            let title = HTMLNode.tag(
                .h2, [.id("\(section.anchor)-title")],
                [.tag(.span, [.class("number")], text: "\(section.number)) "), .text(section.title)])
            let blocks = HTMLBlocks(drawing: drawing)
            return .tag(
                .section, [.id(section.anchor), .labelledBy("\(section.anchor)-title")],
                [title] + section.blocks.map { blocks.node($0) })
        }
        return .tag(.main, [.id("content")], nodes)
    }
}
