import ReleaseModel
import ReleaseTestSupport
import Testing

/// What is printed holds against the schemas that are printed.
@Suite(
    .enabled(if: SchemaValidator.python != nil, "needs a Python with jsonschema: pip install -r .ci/requirements.txt"))
struct SchemaTests {
    /// Commands whose answer has a schema of its own, and its name.
    static let answers: [(schema: String, arguments: [String])] = [
        ("calendar-check", ["calendar", "check", "production", "--for", "1h"]),
        ("calendar-check", ["calendar", "check", "production", "--from", "2020-12-24T10:00:00Z"]),
        ("calendar-opening", ["calendar", "next", "production", "--from", "2020-12-24T10:00:00Z", "--for", "2h"]),
        ("calendar-opening", ["calendar", "next", "staging", "--for", "2h", "--action", "rollback"]),
        (
            "calendar-occurrences",
            [
                "calendar", "expand", "release.yaml", "--from", "2020-12-01T00:00:00Z", "--to", "2021-02-01T00:00:00Z",
            ]
        ),
        (
            "calendar-occurrences",
            ["calendar", "expand", "release.yaml", "--from", "2019-01-01T00:00:00Z", "--to", "2019-01-02T00:00:00Z"]
        ),
        ("approvals", ["approvals", "status"]),
        ("approvals", ["approvals", "request", "production"]),
        (
            "vote",
            ["approvals", "reject", "production", "--as", "eli", "--role", "sre-lead", "--reason", "not in the freeze"]
        ),
        (
            "delegation",
            [
                "approvals", "delegate", "--role", "sre-lead", "--from", "eli", "--to", "fay", "--until",
                "2020-09-03T00:00:00Z", "--reason", "away",
            ]
        ),
        ("waivers", ["waivers", "list"]),
        ("escalations", ["escalations"]),
        ("drafts", ["drafts", "list"]),
        ("explanation", ["explain", "tests-passed"]),
    ]

    @Test(arguments: answers.indices)
    func `answers validate`(index: Int) throws {
        let (schema, arguments) = Self.answers[index]
        let workplace = try Workplace()
        try workplace.edit(
            "  time_zone: Europe/Berlin\n",
            """
              time_zone: Europe/Berlin
              windows:
                - {title: Turn of the year, owner: Ana, reason: few on call, start: "2020-12-20", end: "2021-01-04"}
                - {title: Weekend, freeze_start: 0 18 * * 5, freeze_end: 0 8 * * 1, cron_timezone: America/New_York}

            """)
        _ = try workplace.plan()
        let timed = arguments[0] == "explain" || arguments[0] == "drafts" ? [] : ["--now", workplace.now]
        let outcome = try workplace.command(arguments + timed + ["--format", "json"]).run()
        #expect([0, 1, 2].contains(outcome.status), "\(outcome.errors)")
        try workplace.folder.write(outcome.output, to: "answer.json")
        try workplace.folder.write(workplace.run("schema", schema).output, to: "answer.schema.json")
        #expect(
            try SchemaValidator.errors(of: "answer.json", "answer.schema.json", in: workplace) == "", "\(arguments)")
        let name = try json(outcome.output)["schema"]?.text ?? ""
        #expect(name == "releasegate.\(schema)/v1")
    }

    @Test(arguments: Workplace.samples)
    func `reports and gates validate`(sample: String) throws {
        let workplace = try Workplace(sample: sample)
        for document in ["report", "gate"] {
            try workplace.folder.write(workplace.run("schema", document).output, to: "\(document).schema.json")
        }
        _ = try workplace.plan()
        let gates =
            try json(workplace.folder.text("readiness/report.json"))["release_readiness_scorecard"]?["gates"]?.elements
            ?? []
        let environment = gates.first?["environment"]?.text ?? gates.first?["environment"]?["name"]?.text ?? ""
        let gate = try workplace.run("gate", environment, "--now", workplace.now, "--format", "json")
        try workplace.folder.write(gate.output, to: "gate.json")
        #expect(try SchemaValidator.errors(of: "readiness/report.json", "report.schema.json", in: workplace) == "")
        #expect(try SchemaValidator.errors(of: "gate.json", "gate.schema.json", in: workplace) == "")
    }
}

/// The jsonschema package of a Python that has it.
enum SchemaValidator {
    static let python: String? = {
        let places = [projectFolder + "/.build/ci-python/bin/python", Program.find("python3")]
        return places.compactMap { $0 }.first { place in
            (try? Command(place, ["-c", "import jsonschema"], environment: environment, folder: "/").run())?.status == 0
        }
    }()

    private static let environment = ["PATH": "/usr/bin:/bin"]

    /// What is wrong with `document`; empty where nothing is.
    static func errors(of document: String, _ schema: String, in workplace: Workplace) throws -> String {
        let program = """
            import json, sys, jsonschema
            document, schema = (json.load(open(path)) for path in sys.argv[1:])
            validator = jsonschema.Draft202012Validator(schema)
            validator.check_schema(schema)
            for error in list(validator.iter_errors(document))[:5]:
                print(error.json_path, error.message[:200])
            """
        let outcome = try Command(
            python ?? "python3", ["-c", program, document, schema], environment: environment,
            folder: workplace.folder.path
        ).run()
        return outcome.status == 0 ? outcome.output : outcome.errors
    }
}
