import ReleaseModel
import Testing

@testable import ReleaseEvidence

@Suite("CloudFormationChangeSetReader")
struct CloudFormationChangeSetReaderTests {
    @Test(
        "responses recorded from the real service, without and with property values",
        arguments: [
            ("test_update_depended_resource.1", ["creates": 2]), ("test_update_depended_resource.2", ["updates": 1]),
            ("test_multiple_dependencies_addition.2", ["creates": 1]),
            ("test_multiple_dependencies_deletion.1", ["creates": 3]),
            ("test_multiple_dependencies_deletion.2", ["deletes": 1]),
            ("test_fn_find_in_map_with_nested_ref.2", ["replaces": 1]),
            ("test_fn_find_in_map_with_multiple_nested_functions.2", ["updates": 1]),
            ("test_direct_attribute_value_change_with_dependent_addition.2", ["creates": 1, "updates": 1]),
            ("test_immutable_property_update_causes_resource_replacement.2", ["updates": 1, "replaces": 1]),
            ("test_supported_pseudo_parameter.2", ["creates": 1, "deletes": 1]),
        ] as [(String, [String: Int64])])
    func recorded(name: String, expected: [String: Int64]) throws {
        for suffix in ["", "-prop-values"] {
            let set = try FixtureReading("cloudformation/\(name)\(suffix).json")
            #expect(set.format == "cloudformation-change-set")
            #expect(set.actions == expected, "\(name)\(suffix)")
            #expect(set["plan.unknown"] == 0 && set["plan.errors"] == 0)
            #expect(set.reason("drift.resources") != nil)
            #expect(!set.dump.contains("display-value") && !set.dump.contains("topic-name"))
        }
    }

    private static func set(_ changes: [String], status: String = "CREATE_COMPLETE", more: String = "") -> String {
        "{\"Changes\":[\(changes.joined(separator: ","))],\"ChangeSetName\":\"c\",\"StackName\":\"s\","
            + "\"Parameters\":[{\"ParameterKey\":\"p\",\"ParameterValue\":\"hunter2\"}],"
            + "\"CreationTime\":\"2025-04-08T15:22:38.123000+00:00\",\"ExecutionStatus\":\"AVAILABLE\","
            + "\"Status\":\"\(status)\"\(more)}"
    }

    private static func change(_ action: String, _ type: String = "AWS::RDS::DBInstance", more: String = "") -> String {
        "{\"Type\":\"Resource\",\"ResourceChange\":{\"Action\":\"\(action)\",\"LogicalResourceId\":\"Db\","
            + "\"ResourceType\":\"\(type)\"\(more),\"BeforeContext\":\"{\\\"p\\\":\\\"hunter2\\\"}\"}}"
    }

    @Test(
        "actions, replacement and policy",
        arguments: [
            ("Add", "", ["creates": 1]), ("Remove", "", ["deletes": 1]),
            ("Remove", ",\"PolicyAction\":\"Delete\"", ["deletes": 1]),
            ("Remove", ",\"PolicyAction\":\"Snapshot\"", ["deletes": 1]),
            ("Remove", ",\"PolicyAction\":\"Retain\"", ["forgets": 1]), ("Import", "", ["imports": 1]),
            ("Modify", ",\"Replacement\":\"True\"", ["replaces": 1]),
            ("Modify", ",\"Replacement\":\"True\",\"PolicyAction\":\"ReplaceAndSnapshot\"", ["replaces": 1]),
            (
                "Modify", ",\"Replacement\":\"True\",\"PolicyAction\":\"ReplaceAndRetain\"",
                ["creates": 1, "forgets": 1]
            ),
            ("Modify", ",\"Replacement\":\"False\"", ["updates": 1]), ("SyncWithActual", "", [:]),
            (
                "Modify",
                ",\"Replacement\":\"False\",\"Details\":[{\"Evaluation\":\"Dynamic\"},{\"Evaluation\":\"Static\"}]",
                ["updates": 1]
            ),
        ] as [(String, String, [String: Int64])])
    func actions(action: String, more: String, expected: [String: Int64]) throws {
        let set = try FixtureReading(text: Self.set([Self.change(action, more: more)]))
        #expect(set.actions == expected)
        #expect(set["plan.unknown"] == 0)
        #expect(set["plan.replaces.stateful"] == expected["replaces"] ?? 0)
        #expect(set.reading.observedAt == Instant(rfc3339: "2025-04-08T15:22:38.123Z"))
        #expect(!set.dump.contains("hunter2"))
    }

    @Test(
        "what is only known during the execution is unknown, never an update",
        arguments: [
            ("Modify", ""), ("Modify", ",\"Replacement\":null"), ("Modify", ",\"Replacement\":\"Conditional\""),
            ("Modify", ",\"Replacement\":\"False\",\"Details\":[{\"Evaluation\":\"Dynamic\"}]"), ("Dynamic", ""),
            ("Modify", ",\"Replacement\":\"Perhaps\""), ("Melt", ""),
        ])
    func unknown(action: String, more: String) throws {
        let set = try FixtureReading(text: Self.set([Self.change(action, more: more)]))
        #expect(set.actions.isEmpty)
        #expect(set["plan.unknown"] == 1)
        #expect(set.hasNote("Db (AWS::RDS::DBInstance)"))
    }

    @Test("a nested stack's changes are elsewhere, so unknown here", arguments: ["", ",\"ChangeSetId\":\"arn:x\""])
    func nested(more: String) throws {
        let change = Self.change("Modify", "AWS::CloudFormation::Stack", more: ",\"Replacement\":\"False\"" + more)
        #expect(try FixtureReading(text: Self.set([change]))["plan.unknown"] == 1)
    }

    @Test("an empty change set fails, and only its reason says that nothing is wrong")
    func empty() throws {
        let words = [
            "The submitted information didn't contain changes. Submit different information to create a change set.",
            "No updates are to be performed.",
        ]
        for reason in words {
            let set = try FixtureReading(
                text: Self.set([], status: "FAILED", more: ",\"StatusReason\":\"\(reason)\""))
            #expect(set["plan.changes"] == 0 && set["plan.errors"] == 0)
        }
        let failed = try FixtureReading(
            text: Self.set([], status: "FAILED", more: ",\"StatusReason\":\"Template error: hunter2\""))
        #expect(failed["plan.errors"] == 1 && failed.reason("plan.changes") != nil)
        #expect(!failed.dump.contains("hunter2"))
    }

    @Test(
        "a part of a change set is unknown",
        arguments: [
            ("CREATE_COMPLETE", ",\"NextToken\":\"abc\""), ("CREATE_IN_PROGRESS", ""), ("CREATE_PENDING", ""),
            ("DELETE_COMPLETE", ""),
        ])
    func partial(status: String, more: String) throws {
        let set = try FixtureReading(text: Self.set([Self.change("Add")], status: status, more: more))
        for fact in PlanTally.factIDs { #expect(set.reason(fact) != nil) }
    }

    @Test("a drift-aware change set counts drift, where every resource was checked")
    func drift() throws {
        let changes = ["MODIFIED", "DELETED", "IN_SYNC"].map {
            Self.change("Modify", more: ",\"Replacement\":\"False\",\"ResourceDriftStatus\":\"\($0)\"")
        }
        let mode = ",\"DeploymentMode\":\"REVERT_DRIFT\""
        #expect(try FixtureReading(text: Self.set(changes, more: mode))["drift.resources"] == 2)
        let unchecked = changes + [Self.change("Add", more: ",\"ResourceDriftStatus\":\"NOT_CHECKED\"")]
        #expect(try FixtureReading(text: Self.set(unchecked, more: mode)).reason("drift.resources") != nil)
    }

    @Test("wrong types are named with their place")
    func refused() {
        #expect(readingError("{\"ChangeSetName\":\"c\",\"Changes\":3}").map { "\($0.line):\($0.column)" } == "1:32")
        #expect(readingError("{\"ChangeSetName\":\"c\",\"Changes\":[]}")?.message.contains("Status") == true)
    }
}
