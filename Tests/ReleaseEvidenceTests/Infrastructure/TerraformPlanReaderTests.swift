import JSONStream
import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("TerraformPlanReader")
struct TerraformPlanReaderTests {
    /// Counted by hand from the fixtures: the file, what is planned, how many resources drifted.
    static let table: [(file: String, actions: [String: Int64], drift: Int64?)] = [
        ("infracost/azure_firewall_plan", ["creates": 11], 0),
        ("infracost/express_route_gateway_plan", ["creates": 8], 0),
        ("infracost/instance_with_attachment_after_deploy", [:], 1),
        ("infracost/instance_with_attachment_before_deploy", ["creates": 3], 0),
        ("infracost/plan_with_target", ["updates": 1], 0),
        (
            "real/plan",
            ["creates": 1, "updates": 1, "replaces": 1, "deletes": 1, "moves": 1, "imports": 1, "forgets": 1], 0
        ),
        ("sanitize/basic", ["updates": 1], nil),
        ("show-json/basic-create/plan", ["creates": 3], 0),
        ("show-json/basic-delete/plan", ["updates": 1, "deletes": 1], 0),
        ("show-json/basic-update/plan", [:], 0),
        ("show-json/conditions/plan", ["creates": 2], 0),
        ("show-json/create/plan", ["creates": 1], 0),
        ("show-json/destroy/plan", ["deletes": 1], 0),
        ("show-json/drift/plan", ["updates": 2], 1),
        ("show-json/module-depends-on/plan", ["creates": 1], 0),
        ("show-json/modules/plan", ["creates": 4], 0),
        ("show-json/moved-drift/plan", ["updates": 2, "moves": 1], 1),
        ("show-json/moved/plan", ["updates": 1, "moves": 1], 0),
        ("show-json/multi-resource-update/plan", ["creates": 1, "moves": 1], 0),
        ("show-json/nested-modules/plan", ["creates": 1], 0),
        ("show-json/provider-aliasing-conflict/plan", ["creates": 2], 0),
        ("show-json/provider-aliasing-default/plan", ["creates": 4], 0),
        ("show-json/provider-aliasing/plan", ["creates": 10], 0),
        ("show-json/provider-version-no-config/plan", ["creates": 3], 0),
        ("show-json/provider-version/plan", ["creates": 3], 0),
        ("show-json/requires-replace/plan", ["replaces": 1], 0),
        ("show-json/sensitive-values/plan", ["creates": 1], 0),
        ("show-json/show-json-sensitive/plan", ["creates": 3], 0),
        ("show-json/unknown-output/plan", [:], 0),
        ("show-json/update/plan", ["updates": 1], 0),
        ("terraform-json/013_module_depends_on/plan", ["creates": 2, "reads": 1], nil),
        ("terraform-json/110_basic/plan", ["creates": 7], 0),
        ("terraform-json/110_sensitive_values/plan", ["creates": 7], 0),
        ("terraform-json/120_basic/plan", ["creates": 7], 0),
        ("terraform-json/action_reason/plan", ["replaces": 1], 0),
        ("terraform-json/actions/plan", [:], 0),
        ("terraform-json/basic/plan-0.15", ["creates": 1], nil),
        ("terraform-json/basic/plan", ["creates": 7, "reads": 1], nil),
        ("terraform-json/config_resource_depends_on/plan", ["replaces": 1], nil),
        ("terraform-json/deep_module/plan", ["creates": 1], nil),
        ("terraform-json/explicit_null/plan", ["creates": 3], nil),
        ("terraform-json/has_changes/plan", [:], nil),
        ("terraform-json/has_checks/plan", ["creates": 2], 0),
        ("terraform-json/identity/plan", ["updates": 1, "imports": 1], 0),
        ("terraform-json/moved_block/plan", ["moves": 1], 0),
        ("terraform-json/nested_config_keys/plan", ["creates": 1], nil),
        ("terraform-json/no_changes/plan", [:], nil),
        ("terraform-json/numerics/plan", ["creates": 1], 0),
        ("terraform-json/output_depends_on/plan", ["creates": 2], nil),
        ("terraform-json/provider_version/plan", ["creates": 1], nil),
        ("terraform-json/registry_module/plan", ["creates": 1], nil),
        ("tf-summarize/tfplan", ["creates": 7], 3),
    ]

    @Test("what is planned", arguments: table)
    func plans(file: String, actions: [String: Int64], drift: Int64?) throws {
        let plan = try FixtureReading("terraform/\(file).json")
        #expect(plan.format == "terraform-plan-json")
        #expect(plan.actions == actions)
        #expect(plan["drift.resources"] == drift)
        #expect(plan["plan.errors"] == 0)
        let changes = actions.filter { !["reads", "moves", "imports"].contains($0.key) }.values.reduce(0, +)
        #expect(try #require(plan["plan.changes"]) >= changes)
    }

    @Test("the counts are those of the tool's own words, and of what the apply then did")
    func ownWords() throws {
        let cases = try #require(try FixtureReading.json("terraform/opentofu/expected.json").elements)
        #expect(cases.count == 15)
        for expected in cases {
            let name = try #require(expected["case"]?.text)
            let plan = try FixtureReading("terraform/opentofu/\(name)/plan.json")
            let counts = try #require(expected["json_counts"])
            let replaces = plan["plan.replaces"] ?? -1
            #expect((plan["plan.creates"] ?? -1) + replaces == counts["add"]?.wholeNumber, "\(name)")
            #expect(plan["plan.updates"] == counts["change"]?.wholeNumber, "\(name)")
            #expect((plan["plan.deletes"] ?? -1) + replaces == counts["destroy"]?.wholeNumber, "\(name)")
            #expect(replaces == counts["replace"]?.wholeNumber, "\(name)")
            #expect(plan["drift.resources"] == expected["drift"]?.wholeNumber, "\(name)")
            let text = String(decoding: try FixtureReading.bytes("terraform/opentofu/\(name)/plan"), as: UTF8.self)
            if let words = text.split(separator: "\n").first(where: { $0.hasPrefix("Plan: ") }) {
                #expect(plan.hasNote(String(words)), "\(name): \(plan.reading.notes)")
            }
        }
    }

    @Test("a plan of a real run: every action once, and the words of that run")
    func real() throws {
        let plan = try FixtureReading("terraform/real/plan.json")
        #expect(plan.hasNote("Plan: 1 to import, 2 to add, 1 to change, 2 to destroy."))
        #expect(plan["plan.checks_failed"] == 1)
        #expect(plan["plan.changes"] == 6)
        #expect(plan.reading.observedAt == Instant(rfc3339: "2026-11-21T02:56:16Z"))
        #expect(plan.reading.revision == nil)
    }

    @Test(
        "a plan of a real run with the AWS provider: kinds, drift, and no secret",
        arguments: ["aws-plan.json", "aws-plan.jsonl"])
    func aws(file: String) throws {
        let bytes = try FixtureReading.bytes("terraform/real/\(file)")
        let plan = try FixtureReading(bytes: bytes, name: file)
        #expect(plan.actions == ["creates": 1, "updates": 2, "replaces": 1, "deletes": 1])
        #expect(plan.hasNote("Plan: 2 to add, 2 to change, 2 to destroy."))
        #expect(plan["plan.replaces.data"] == 1 && plan["plan.deletes.stateful"] == 1)
        #expect(plan["plan.updates.identity"] == 2 && plan["plan.creates.network"] == 1)
        // Six of seven differ in `tags` alone, null before and {} after; messages carry no values to tell by.
        #expect(plan["drift.resources"] == (file.hasSuffix(".json") ? 1 : 7))
        #expect(plan.hasNote("aws_dynamodb_table.t (destroyed and created again; stateful, data)"))
        for secret in ["Tr0ub4dor", "S3cret-value"] {
            #expect(String(decoding: bytes, as: UTF8.self).contains(secret) == file.hasSuffix(".json"))
            #expect(!plan.dump.contains(secret))
        }
    }

    @Test("an errored plan makes everything unknown but the error")
    func errored() throws {
        let plan = try FixtureReading("terraform/show-json/plan-error/plan.json")
        #expect(plan["plan.errors"] == 1)
        for fact in TerraformPlanReader.format.facts where fact != "plan.errors" {
            #expect(plan.reason(fact)?.contains("errored") == true, "\(fact)")
        }
    }

    private static func plan(_ changes: String, version: String = "1.2", more: String = "") -> String {
        "{\"format_version\":\"\(version)\",\"planned_values\":{},\"resource_changes\":[\(changes)]\(more)}"
    }

    private static func change(
        _ type: String, _ actions: String, address: String? = nil, more: String = "", changeMore: String = ""
    ) -> String {
        let address = address ?? "\(type).a"
        return "{\"address\":\"\(address)\",\"mode\":\"managed\",\"type\":\"\(type)\",\"name\":\"a\"\(more),"
            + "\"change\":{\"actions\":\(actions),\"before\":null,\"after\":{\"x\":\"y\"}\(changeMore)}}"
    }

    @Test(
        "pairs of actions",
        arguments: [
            ("[\"create\",\"delete\"]", ["replaces": 1]), ("[\"delete\",\"create\"]", ["replaces": 1]),
            ("[\"create\",\"forget\"]", ["creates": 1, "forgets": 1]),
            ("[\"forget\",\"create\"]", ["creates": 1, "forgets": 1]), ("[\"forget\"]", ["forgets": 1]),
            ("[\"no-op\"]", [:]),
        ] as [(String, [String: Int64])])
    func pairs(actions: String, expected: [String: Int64]) throws {
        let plan = try FixtureReading(text: Self.plan(Self.change("aws_db_instance", actions)))
        #expect(plan.actions == expected)
        #expect(plan["plan.changes"] == (expected.isEmpty ? 0 : 1))
        #expect(plan["plan.replaces.stateful"] == expected["replaces"] ?? 0)
        #expect(plan["plan.unknown"] == 0)
    }

    @Test(
        "an action that is not known is unknown, never harmless",
        arguments: ["[\"melt\"]", "[]", "[\"update\",\"delete\"]"])
    func unknownAction(actions: String) throws {
        let plan = try FixtureReading(text: Self.plan(Self.change("aws_db_instance", actions)))
        #expect(plan["plan.unknown"] == 1)
        #expect(plan.actions.isEmpty)
    }

    @Test("a data source is read, and nothing else of it counts")
    func dataSources() throws {
        let read = Self.change("aws_ami", "[\"read\"]").replacing("managed", with: "data")
        let gone = Self.change("aws_s3_bucket", "[\"delete\"]").replacing("managed", with: "data")
        let plan = try FixtureReading(text: Self.plan("\(read),\(gone)"))
        #expect(plan.actions == ["reads": 1])
        #expect(plan["plan.changes"] == 0)
    }

    @Test("an import counts besides its action; a deposed object is a destroy of its own")
    func importsAndDeposed() throws {
        let imported = Self.change(
            "aws_s3_bucket", "[\"update\"]", changeMore: ",\"importing\":{\"id\":\"private-id\"}")
        let deposed = Self.change("aws_s3_bucket", "[\"delete\"]", more: ",\"deposed\":\"1a2b3c4d\"")
        let plan = try FixtureReading(text: Self.plan("\(imported),\(deposed)"))
        #expect(plan.actions == ["imports": 1, "updates": 1, "deletes": 1])
        #expect(plan["plan.changes"] == 2)
        #expect(plan.hasNote("deposed"))
        #expect(!plan.dump.contains("private-id"))
    }

    @Test("deferred changes are unknown; a plan that is not complete says so")
    func deferred() throws {
        let deferred =
            ",\"complete\":false,\"deferred_changes\":[{\"reason\":\"provider_config_unknown\",\"resource_change\":"
            + Self.change("aws_s3_bucket", "[\"create\"]") + "}]"
        let plan = try FixtureReading(text: Self.plan("", more: deferred))
        #expect(plan["plan.unknown"] == 1)
        #expect(plan.hasNote("provider_config_unknown"))
        let targeted = try FixtureReading(text: Self.plan("", more: ",\"complete\":false"))
        #expect(targeted.reason("plan.unknown")?.contains("not complete") == true)
    }

    @Test("drift that only renames is left out; a vanished resource is drift")
    func drift() throws {
        let moved = Self.change("aws_vpc", "[\"no-op\"]", more: ",\"previous_address\":\"aws_vpc.b\"")
        let gone = Self.change("aws_vpc", "[\"delete\"]")
        let plan = try FixtureReading(text: Self.plan("", more: ",\"resource_drift\":[\(moved),\(gone)]"))
        #expect(plan["drift.resources"] == 1)
        #expect(plan["plan.changes"] == 0)
    }

    @Test("checks of both generations")
    func checks() throws {
        let checks = ["pass", "fail", "error", "unknown"].map {
            "{\"address\":{\"to_display\":\"check.\($0)\",\"kind\":\"check\"},\"status\":\"\($0)\",\"instances\":[]}"
        }.joined(separator: ",")
        let new = try FixtureReading(text: Self.plan("", more: ",\"checks\":[\(checks)]"))
        #expect(new["plan.checks_failed"] == 2)
        #expect(new.hasNote("check.error"))
        #expect(try FixtureReading("terraform/show-json/conditions/plan.json")["plan.checks_failed"] == 0)
        let results =
            "{\"address\":\"a\",\"result\":false,\"unknown\":false},{\"address\":\"b\",\"result\":false,\"unknown\":true}"
        let old = try FixtureReading(text: Self.plan("", version: "1.1", more: ",\"condition_results\":[\(results)]"))
        #expect(old["plan.checks_failed"] == 1)
    }

    @Test(
        "what is no plan, or not a whole one, is named",
        arguments: [
            ("{\"format_version\":\"2.0\",\"planned_values\":{}}", "1:19", "not known"),
            ("{\"format_version\":\"one\",\"planned_values\":{}}", "1:19", "no version"),
            ("{\"format_version\":\"1.0\",\"terraform_version\":\"1.9.0\",\"values\":{}}", "0:0", "state"),
            (
                "{\"version\":4,\"terraform_version\":\"1.9.0\",\"serial\":3,\"lineage\":\"x\",\"resources\":[]}",
                "0:0", "state file"
            ),
            (
                "{\"format_version\":\"1.2\",\"planned_values\":{},\n\"resource_changes\":[{\"address\":\"a.b\"}]}",
                "2:21", "a.b"
            ),
            ("{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_changes\":{}}", "1:64", "an array"),
            ("{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_changes\":[", "1:65", "ends"),
            ("{\"format_version\":\"1.2\",\"planned_values\":{},\"timestamp\":\"today\"}", "1:57", "time"),
            (
                "{\"format_version\":\"1.2\",\"terraform_version\":\"1.9.0\",\"planned_values\":{},\"errored\":\"no\"}",
                "1:83", "true or false"
            ),
        ])
    func refused(text: String, place: String, words: String) {
        let error = readingError(text)
        #expect(error.map { "\($0.line):\($0.column)" } == place, "\(error?.message ?? "read")")
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "read")")
    }

    @Test("a plan inside the lines of a wrapper is named")
    func wrapped() {
        let error = readingError("[command]/usr/bin/terraform-bin show -json plan\n\(Self.plan(""))\n::debug::done")
        #expect(error?.message.contains("wrapper") == true, "\(error?.message ?? "read")")
    }

    @Test(
        "files that are no plan",
        arguments: ["real/state.json", "real/plan.txt", "opentofu/basic_list/plan", "terraform-json/invalid/plan.json"])
    func refusedFiles(file: String) throws {
        #expect(throws: EvidenceError.self) { try FixtureReading("terraform/\(file)") }
    }

    @Test("no value of a plan that marks secrets is in what was read", arguments: ["basic.json", "basic.golden"])
    func secrets(file: String) throws {
        let before = try FixtureReading("terraform/sanitize/\(file)")
        #expect(!before.dump.contains("7483449866618536328"))
        #expect(!before.dump.contains("REDACTED_SENSITIVE"))
        #expect(try before.reading == FixtureReading("terraform/sanitize/basic.golden").reading)
    }

    @Test("no attribute value at all is in what was read", arguments: table.map(\.file))
    func values(file: String) throws {
        let document = try FixtureReading.json("terraform/\(file).json")
        let plan = try FixtureReading("terraform/\(file).json")
        let shown = plan.reading.notes.map(\.text).joined(separator: "\n")
        let changes = ["resource_changes", "resource_drift"].flatMap { document[$0]?.elements ?? [] }
        let addresses = changes.compactMap { $0["address"]?.text }.joined(separator: "\n")
        for change in changes {
            let values = ["before", "after"].flatMap { texts(in: change["change"]?[$0] ?? .null) }
            let leaked = values.filter { $0.utf8.count >= 5 && !addresses.contains($0) && shown.contains($0) }
            #expect(leaked.isEmpty)
        }
    }

    private func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(texts)
        case .object(let members): members.flatMap { texts(in: $0.value) }
        default: []
        }
    }

    @Test("keys of a for_each that look like secrets are not shown")
    func keys() throws {
        let addresses = [
            "module.a[\\\"eu-west-1\\\"].aws_s3_bucket.a[\\\"ghp_16C7e42F292c6912E7710c838347Ae178B4a\\\"]",
            "aws_s3_bucket.b[\\\"password=hunter2\\\"]", "aws_s3_bucket.c[\\\"a\\\\\\\"]b\\\"]",
        ]
        let changes = addresses.map { Self.change("aws_s3_bucket", "[\"delete\"]", address: $0) }
        let plan = try FixtureReading(text: Self.plan(changes.joined(separator: ",")))
        #expect(plan["plan.deletes.data"] == 3)
        #expect(plan.hasNote("module.a[\"eu-west-1\"].aws_s3_bucket.a[\"…\"]"))
        #expect(!plan.dump.contains("ghp_") && !plan.dump.contains("hunter2"))
    }
}
