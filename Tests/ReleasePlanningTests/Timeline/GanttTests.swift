import Foundation
import FoundationXML
import ReleaseModel
import ReleasePlanning
import ReleaseTestSupport
import Testing

@Suite struct GanttTests {
    private let goldens = projectFolder + "/Tests/ReleasePlanningTests/Fixtures"

    /// A release with something of every kind in it.
    private var full: ReleaseTimeline {
        var plan = TimelineFixture()
        plan.fixture.findings["staging"] = [ReviewFixture.finding("tests-passed", in: "staging", .unknown)]
        plan.fixture.findings["production"] = [
            ReviewFixture.finding("plan-complete", in: "production", .green, validUntil: "2026-11-30T00:00:00Z")
        ]
        plan.fixture.gaps = [
            Gap(
                kind: .evidence, id: "evidence:ci", summary: "no CI status", owner: "qa-lead",
                action: "export the checks & runs of <main>; title: \"CI\"", environments: ["dev"], isBlocking: true)
        ]
        plan.windows = [
            TimelineFixture.freeze("Peak trading", from: "2026-12-07", to: "2026-12-10", environments: ["production"])
        ]
        return plan.timeline
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [String] = []
        var root: [String: String] = [:]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            if elements.isEmpty { root = attributes }
            elements.append(name)
        }
    }

    private func parse(_ svg: String) throws -> Reader {
        let reader = Reader()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = reader
        let isValid = parser.parse()
        #expect(isValid, "\(String(describing: parser.parserError))")
        return reader
    }

    @Test func theDrawingIsTheRecordedOne() throws {
        try expectGolden(GanttSVG.svg(timeline: full), at: goldens + "/gantt.svg")
    }

    @Test func theDiagramIsTheRecordedOne() throws {
        try expectGolden(MermaidGantt.text(timeline: full), at: goldens + "/gantt.mmd")
    }

    @Test func theDrawingIsXMLWithATitleAndWithoutScripts() throws {
        let reader = try parse(GanttSVG.svg(timeline: full, idPrefix: "Zeit leiste\"><script>"))
        #expect(reader.root["role"] == "img")
        #expect(reader.root["aria-labelledby"] == "zeit-leiste-script-title zeit-leiste-script-desc")
        #expect(Set(reader.elements) == ["svg", "title", "desc", "g", "rect", "path", "text", "tspan", "circle"])
    }

    @Test func hostileTextStaysText() throws {
        var timeline = full
        timeline.tasks[0].title = "</text><script>alert(1)</script>&\u{0}\u{1}\u{FFFF}\r\n]]>"
        timeline.timeZone = "<b>"
        let reader = try parse(GanttSVG.svg(timeline: timeline))
        #expect(!reader.elements.contains("script"))
    }

    @Test func anEmptyTimelineStillDraws() throws {
        let empty = ReleaseTimeline(
            timeZone: "UTC", phases: [], tasks: [], reviews: [], criticalPath: [], parallelGroups: [], slipEffect: "",
            adjustments: [])
        _ = try parse(GanttSVG.svg(timeline: empty))
        #expect(MermaidGantt.text(timeline: empty).hasPrefix("gantt\n"))
    }

    @Test func noMermaidLineIsReadAsAnotherStatement() throws {
        var timeline = full
        timeline.tasks[0].title = "section one: #two; %%three\nclick four"
        let lines = MermaidGantt.text(timeline: timeline).split(separator: "\n")
        let line = try #require(lines.first { $0.contains("one") })
        #expect(line.contains("Task section one, 'two, % %three click four :"))
        #expect(lines.filter { $0.contains(" :") }.count == timeline.tasks.count)
        #expect(lines.filter { $0.contains(" :") }.allSatisfy { $0.split(separator: ":").count <= 4 })
    }

    @Test func rowsSpeakLocalTimeAndWorkingHours() throws {
        let gantt = TimelineGantt(full)
        let soak = try #require(gantt.rows.first { $0.task.id == "soak-staging" })
        #expect(soak.duration == "1 d by day and night")
        #expect(soak.phase == "Pilot")
        #expect(soak.start.hasSuffix(":00") || soak.start.hasSuffix(":30"))
        #expect(gantt.rows.first?.start == "Mon 2026-11-23 09:00")
        #expect(gantt.rows.count == full.tasks.count)
        #expect(TimelineGantt.workingWords(.minutes(26 * 60 + 5)) == "26 h 5 min")
    }

    @Test func chainsFollowDependenciesAndShareNoTask() {
        let timeline = full
        let chains = TimelineGantt(timeline).sequentialChains
        #expect(!chains.isEmpty)
        #expect(chains.flatMap { $0 }.count == Set(chains.flatMap { $0 }).count)
        for chain in chains {
            for (before, after) in zip(chain, chain.dropFirst()) {
                #expect(timeline.tasks.first { $0.id == after }?.dependencies.contains(before) == true)
            }
        }
    }
}
