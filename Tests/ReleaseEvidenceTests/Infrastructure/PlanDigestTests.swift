import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

@testable import ReleaseEvidence

/// The same plan has the same fingerprint however it is written; another value, another fingerprint; secrets do not count.
@Suite("PlanDigest")
struct PlanDigestTests {
    static let plans = [
        "terraform/real/", "terraform/opentofu/", "terraform/terraform-json/", "terraform/show-json/", "pulumi/",
        "cloudformation/", "ansible/",
    ]

    /// Every fixture of a plan that has a known fingerprint.
    static let known: [String] = {
        let folder = "\(projectFolder)/Tests/ReleaseEvidenceTests/Fixtures/infrastructure"
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return all.sorted().filter { path in
            guard path.hasSuffix(".json"), plans.contains(where: path.hasPrefix) else { return false }
            return (try? fingerprint(FixtureReading.bytes(path))) != nil
        }
    }()

    static func fingerprint(_ bytes: [UInt8]) throws -> String? {
        let reading = try EvidenceReaderCatalog.read(EvidenceDocument(name: "plan", bytes: bytes)).reading
        guard case .text(let text)? = reading.facts.first(where: { $0.id == "plan.fingerprint" })?.value else {
            return nil
        }
        return text
    }

    static func fingerprint(_ value: JSONValue) throws -> String? { try fingerprint(Array(value.serialized().utf8)) }

    @Test func thereAreFixtures() {
        #expect(Self.known.count > 30)
        for plan in Self.plans { #expect(Self.known.contains { $0.hasPrefix(plan) }, "\(plan)") }
    }

    @Test(arguments: known)
    func `does not depend on how the plan is written`(path: String) throws {
        let whole = try FixtureReading.json(path)
        let expected = try Self.fingerprint(FixtureReading.bytes(path))
        #expect(expected?.hasPrefix("sha256:") == true)
        #expect(try Self.fingerprint(whole) == expected)
        #expect(try Self.fingerprint(reordered(whole)) == expected)
    }

    /// Members in the opposite order at every level, lists of resources as well, and other times and versions.
    private func reordered(_ value: JSONValue, under name: String = "") -> JSONValue {
        let lists = ["resource_changes", "steps", "Changes", "Details", "Scope", "Parameters"]
        switch value {
        case .object(let members):
            return .object(
                members.reversed().map { member in
                    switch member.name {
                    case "timestamp": JSONValue.Member(member.name, "2031-01-01T00:00:00Z")
                    case "terraform_version": JSONValue.Member(member.name, "9.9.9")
                    default: JSONValue.Member(member.name, reordered(member.value, under: member.name))
                    }
                })
        case .array(let elements):
            let inner = elements.map { reordered($0) }
            return .array(lists.contains(name) ? inner.reversed() : inner)
        default: return value
        }
    }

    static let plan = """
        {"format_version":"1.2","terraform_version":"1.9.0","planned_values":{},"timestamp":"2026-11-20T10:00:00Z",
        "resource_changes":[
          {"address":"aws_instance.web","mode":"managed","type":"aws_instance","name":"web","change":{"actions":["update"],
           "before":{"size":"small","password":"old"},"after":{"size":"large","password":"hunter2","tags":{"a":"1"}},
           "after_unknown":{"id":true},"before_sensitive":{"password":true},"after_sensitive":{"password":true,"tags":{}}}},
          {"address":"aws_instance.same","mode":"managed","type":"aws_instance","name":"same","change":{"actions":["no-op"],
           "before":{"size":"x"},"after":{"size":"x"},"after_unknown":{},"before_sensitive":{},"after_sensitive":{}}}]}
        """

    @Test(arguments: [
        (#""size":"large""#, #""size":"huge""#, true), (#""tags":{"a":"1"}"#, #""tags":{"a":"2"}"#, true),
        (#""address":"aws_instance.web""#, #""address":"aws_instance.web2""#, true),
        (#"["update"]"#, #"["delete","create"]"#, true), ("hunter2", "correct horse", false),
        (#""size":"small""#, #""size":"tiny""#, false), (#""timestamp":"2026"#, #""timestamp":"2027"#, false),
        (#""before":{"size":"x"},"after":{"size":"x"}"#, #""before":{"size":"y"},"after":{"size":"y"}"#, false),
        (#"{"password":true,"tags":{}}"#, "true", true),
        (
            #""mode":"managed","type":"aws_instance","name":"web""#,
            #""mode":"managed","previous_address":"aws_instance.old","type":"aws_instance","name":"web""#, true
        ),
        (#""actions":["update"],"#, #""actions":["update"],"importing":{"id":"i-1"},"#, true),
    ]) func whatCounts(old: String, new: String, counts: Bool) throws {
        #expect(Self.plan.contains(old))
        let before = try #require(try Self.fingerprint(Array(Self.plan.utf8)))
        let after = try #require(try Self.fingerprint(Array(Self.plan.replacing(old, with: new).utf8)))
        #expect((before != after) == counts, "\(new)")
    }

    @Test func secretsStayOut() throws {
        let reading = try FixtureReading(text: Self.plan).reading
        #expect(!"\(reading)".contains("hunter2"))
        #expect(reading.plannedChanges?.map(\.address) == ["aws_instance.web"])
    }

    /// Tools without marks for every secret: names and shapes decide, and Pulumi's own marks.
    @Test(arguments: [
        (#""size":"large""#, #""size":"huge""#, true), (#""dbPassword":"hunter2""#, #""dbPassword":"x""#, false),
        (#""ciphertext":"AAAB""#, #""ciphertext":"AAAC""#, false),
        ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_26C7e42F292c6912E7710c838347Ae178B4b", false),
    ]) func pulumi(old: String, new: String, counts: Bool) throws {
        let text = """
            {"config":{},"steps":[{"op":"create","urn":"urn:pulumi:dev::app::aws:ec2/instance:Instance::web","newState":{
            "urn":"u","custom":true,"type":"aws:ec2/instance:Instance","inputs":{"size":"large","dbPassword":"hunter2",
            "note":"ghp_16C7e42F292c6912E7710c838347Ae178B4a","key":{"4dabf18193072939515e22adb298388d":
            "1b47061264138c4ac30d75fd1eb44270","ciphertext":"AAAB"}},"outputs":{"id":"1"}}}],
            "changeSummary":{"create":1}}
            """
        #expect(text.contains(old))
        let before = try #require(try Self.fingerprint(Array(text.utf8)))
        #expect(try (Self.fingerprint(Array(text.replacing(old, with: new).utf8)) != before) == counts)
    }

    @Test(arguments: [
        (#""after": "port 80\n""#, #""after": "port 81\n""#, true),
        (#""before": "port 79\n""#, #""before": "port 78\n""#, false),
        ("ansible-tmp-1.2/source", "ansible-tmp-3.4/source", false),
        (#""mode": "0644""#, #""mode": "0600""#, true), (#""login_password": "a""#, #""login_password": "b""#, false),
    ]) func ansible(old: String, new: String, counts: Bool) throws {
        let text = #"""
            {"plays": [{"play": {"name": "web", "duration": {"end": "2026-11-20T10:00:00Z"}}, "tasks": [{"task": {"name":
            "configure"}, "hosts": {"web1": {"changed": true, "action": "ansible.builtin.copy", "diff": [
            {"before": "port 79\n", "after": "port 80\n", "after_header": "/tmp/x1"}], "invocation": {"module_args": {"mode": "0644",
            "src": "/root/.ansible/tmp/ansible-tmp-1.2/source", "login_password": "a"}}}}}]}],
            "stats": {"web1": {"ok": 1, "changed": 1, "unreachable": 0, "failures": 0, "skipped": 0, "rescued": 0,
            "ignored": 0}}}
            """#
        #expect(text.contains(old))
        let before = try #require(try Self.fingerprint(Array(text.utf8)))
        #expect(try (Self.fingerprint(Array(text.replacing(old, with: new).utf8)) != before) == counts)
    }

    /// A value changed anywhere in the planned state of a real plan shows, unless it is marked as sensitive.
    @Test func everyValueOfARealPlanCounts() throws {
        let path = try #require(Self.known.first { $0.hasPrefix("terraform/real/") })
        let whole = try FixtureReading.json(path)
        let expected = try Self.fingerprint(whole)
        var changed = 0
        for change in whole["resource_changes"]?.elements ?? [] {
            guard case .object(let members)? = change["change"]?["after"],
                change["change"]?["actions"] != ["no-op"], let member = members.first(where: { $0.value.text != nil }),
                change["change"]?["after_sensitive"]?[member.name] == nil, let address = change["address"]?.text
            else { continue }
            let other = replace(whole, address: address, member: member.name, with: "another value")
            #expect(try Self.fingerprint(other) != expected, "\(address).\(member.name)")
            changed += 1
        }
        #expect(changed > 0)
    }

    private func replace(_ plan: JSONValue, address: String, member: String, with text: String) -> JSONValue {
        func set(_ value: JSONValue, _ path: ArraySlice<String>) -> JSONValue {
            guard let name = path.first, case .object(let members) = value else { return .string(text) }
            return .object(
                members.map { $0.name == name ? JSONValue.Member(name, set($0.value, path.dropFirst())) : $0 })
        }
        guard case .object(let members) = plan else { return plan }
        return .object(
            members.map { part in
                guard part.name == "resource_changes", let elements = part.value.elements else { return part }
                return JSONValue.Member(
                    part.name,
                    .array(
                        elements.map { $0["address"]?.text == address ? set($0, ["change", "after", member]) : $0 }))
            })
    }

    @Test func manyChangesHaveNoListAndAFingerprint() throws {
        func plan(_ count: Int, last: String = "x") -> [UInt8] {
            let changes = (0..<count).map { index in
                #"{"address":"a.b[\#(index)]","mode":"managed","type":"a","change":{"actions":["create"],"before":null,"after":{"v":"\#(index == count - 1 ? last : "x")"}}}"#
            }
            return Array(
                (#"{"format_version":"1.2","planned_values":{},"resource_changes":["# + changes.joined(separator: ",")
                    + "]}").utf8)
        }
        let limit = PlanDigest.listLimit
        let few = try EvidenceReaderCatalog.read(EvidenceDocument(name: "p", bytes: plan(limit))).reading
        let many = try EvidenceReaderCatalog.read(EvidenceDocument(name: "p", bytes: plan(limit + 1))).reading
        #expect(few.plannedChanges?.count == limit)
        #expect(many.plannedChanges == nil)
        #expect(try Self.fingerprint(plan(limit + 1)) != Self.fingerprint(plan(limit + 1, last: "y")))
    }

    @Test func whatIsNotCompleteHasNone() throws {
        let errored = Self.plan.replacing(#""timestamp""#, with: #""errored":true,"timestamp""#)
        let reading = try FixtureReading(text: errored)
        #expect(reading.reason("plan.fingerprint") != nil)
        #expect(reading.reading.plannedChanges == nil)
    }
}
