import ReleaseModel
import ReleaseReports
import Testing

@testable import ReleaseWorkflow

@Suite("Overrides, outcomes, calendar")
struct OverrideTests {
    typealias Consent = EmergencyOverride.Consent

    static let two = [Consent(role: "sre-lead", person: "eli"), Consent(role: "platform-lead", person: "hanna")]

    @Test("two people in two override roles, within the class's limit, or nothing is recorded")
    func start() throws {
        let place = try WaiverTests.place()
        let refused = { (consents: [Consent], hours: Int64) in
            place.refusal {
                _ = try place.workflow().startOverride(
                    of: "production", reason: "outage", consents: consents, duration: .hours(hours))
            }
        }
        let pair = "two different people in two different roles"
        #expect(refused([Self.two[0]], 2).contains(pair))
        #expect(refused([Self.two[0], Consent(role: "sre-lead", person: "lee")], 2).contains(pair))
        #expect(refused([Self.two[0], Consent(role: "platform-lead", person: "eli")], 2).contains(pair))
        #expect(refused(Self.two, 13).contains("it lasts 13 h; class medium allows 12 h"))
        #expect(refused(Self.two, 0).contains("longer than nothing"))
        #expect(refused(Self.two, 2) == "")
        #expect(refused(Self.two, 2).contains("is in force"))
        let gate = try place.gate("production", 1)
        #expect(gate?.decision == .proceed)
        #expect(gate?.state == .unknown)
        #expect(try place.gate("production", 2)?.decision != .proceed)
        #expect(try place.entries() == 1)
    }

    @Test("an override that nobody reviewed in time blocks the next promotion until it is reviewed")
    func review() throws {
        let place = try Workplace()
        let started = try place.workflow().startOverride(
            of: "production", reason: "outage", consents: Self.two, duration: .hours(2))
        let id = started.override.id
        #expect(
            place.refusal { _ = try place.workflow(1).reviewOverride(id, by: "fay", reason: "PIR-1") }.contains(
                "in force until"))
        #expect(try place.workflow(1).endOverride(id, by: "eli", reason: "mended").override.endedAt != nil)
        let late: Int64 = 24 * 6
        let finding = { try place.gate("production", late)?.findings.first { $0.criterion == "overrides-reviewed" } }
        #expect(try finding()?.state == .red)
        #expect(try place.workflow(late).reviewOverride(id, by: "fay", reason: "PIR-1").override.isReviewed)
        #expect(try finding()?.state == .green)
        #expect(try place.entries() == 3)
    }

    @Test("an outcome feeds the risk class with its numbers, once")
    func outcome() throws {
        let place = try Workplace()
        let recorded = try place.workflow().recordOutcome(.incident, at: nil, by: "fay", note: "INC-7")
        #expect(!recorded.factors.isEmpty)
        #expect(recorded.classAfter >= recorded.classBefore)
        let again = place.refusal {
            _ = try place.workflow().recordOutcome(.incident, at: nil, by: "fay", note: "INC-7")
        }
        #expect(again.contains("on record already"))
    }

    @Test("the calendar answers for the whole interval, and names the next opening")
    func calendar() throws {
        let freeze = """
            timeline:
              windows:
                - {id: quarter-end, title: Quarter end, owner: finance, reason: closing the books, \
            start: 2020-09-02T12:00, end: 2020-09-04T00:00}
            """
        let place = try Workplace([("timeline:", freeze)])
        let calendar = CalendarWorkflow(releasePath: place.releasePath, asOf: Workplace.now)
        let noon = Instant(rfc3339: "2020-09-02T10:00:00Z")
        let start = noon.map { $0 - .hours(1) }
        #expect(try calendar.check("production", from: start, for: .hours(1), action: nil).verdict.state == .open)
        #expect(try calendar.check("production", from: start, for: .hours(2), action: nil).verdict.state == .closed)
        #expect(try calendar.check("production", from: noon, for: nil, action: .rollback).verdict.state != .closed)
        let next = try calendar.next("production", from: noon, for: .hours(1), action: nil)
        #expect(next.opensAt == Instant(rfc3339: "2020-09-03T22:00:00Z"))
        #expect(next.obstacle?.contains("closing the books") == true)
        let end = Workplace.now + .days(30)
        let found = try calendar.occurrences(of: place.releasePath, from: Workplace.now, to: end, zone: nil).occurrences
        #expect(found.map(\.start) == [noon].compactMap { $0 })
        #expect(try calendar.export().contains("SUMMARY:Quarter end"))
    }

    @Test("git identities: authors, mapped names, committers, co-authors, signers; only ranges are given to git")
    func identities() {
        let text =
            "A <a@x>\u{1f}A <a@x>\u{1f}C <c@x>\u{1f}B <b@x>\u{1f}S <s@x>\u{1e}\nA <a@x>\u{1f}A <a@x>\u{1f}A <a@x>\u{1f}\u{1f}\u{1e}\n"
        #expect(GitIdentities.identities(in: text) == ["A <a@x>", "B <b@x>", "C <c@x>", "S <s@x>"])
        for range in ["v1.2.0..HEAD", "main...topic/x", "abc1234..def5678"] { #expect(GitIdentities.isRange(range)) }
        for text in ["HEAD", "--output=x..y", "a b..c", "v1..", "", "$(x)..y"] { #expect(!GitIdentities.isRange(text)) }
    }
}
