import ReleaseModel
import ReleaseTestSupport
import Testing

/// What is printed holds against the schemas that are printed.
@Suite(
    .enabled(if: SchemaValidator.python != nil, "needs a Python with jsonschema: pip install -r .ci/requirements.txt"))
struct SchemaTests {
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
