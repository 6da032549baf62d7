import ReleaseEvidence
import ReleaseModel
import Testing

/// What people drop beside evidence must be refused in words that help.
@Suite("Documents that are not recognised")
struct UnrecognizedDocumentTests {
    @Test(
        "bytes that are no text",
        arguments: [
            ([0x1F, 0x8B, 0x08, 0x00], "compressed with gzip"), ([0x50, 0x4B, 0x03, 0x04], "ZIP archive"),
            ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard"), ([0x25, 0x50, 0x44, 0x46, 0x2D], "PDF"),
            ([0x89, 0x50, 0x4E, 0x47], "picture"), ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16"),
        ] as [([UInt8], String)])
    func bytes(bytes: [UInt8], words: String) {
        let error = #expect(throws: EvidenceError.self) {
            try EvidenceReaderCatalog.read(EvidenceDocument(name: "document", bytes: bytes))
        }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    static let report = "{\"building\": true, \"result\": null, \"number\": 1}"

    @Test(
        "texts around a document, and answers that are none",
        arguments: [
            (
                "Run a\n##[group]b\n\(report)\n", 1,
                "2 lines of other text stand before the document (\"jenkins-build\")"
            ),
            ("[INFO] done\n\(report)\n", 1, "1 line of other text stands before the document (\"jenkins-build\")"),
            ("Capturing\nTN:\nSF:a.c\nDA:1,1\nend_of_record\n", 1, "(\"lcov\"), which begins in line 2"),
            ("```json\n\(report)\n```\n", 1, "begins in line 2"),
            ("2026-11-20T10:00:00.1234567Z {\n2026-11-20T10:00:00.1234568Z }\n", 1, "begin with a time"),
            ("\(report)\nDone in 3 s\n", 2, "a whole document of the format \"jenkins-build\" ends before this"),
            ("[\(report), \(report)]", 0, "is a list of documents"),
            ("<!DOCTYPE html>\n<html><body>Sign in</body></html>", 0, "web page"),
            ("<report name=\"a\"><group/></report>", 0, "JaCoCo"),
            ("<project><target/></project>", 0, "the root element is \"project\""),
            ("<coverage version=\"1\"><file path=\"a\"/></coverage>", 1, "SonarQube"),
            ("{\"message\": \"Not Found\", \"status\": \"404\"}", 0, "reports an error in \"message\" (Not Found)"),
            ("{\"errorMessages\": [\"x\"], \"errors\": {}}", 0, "reports an error in \"errorMessages\""),
            ("{\"a\": 1}", 0, "was not recognised"), ("some words", 0, "was not recognised"),
            ("[]", 0, "was not recognised"), ("[1, 2]", 0, "was not recognised"),
        ])
    func texts(text: String, line: Int, words: String) {
        let error = #expect(throws: EvidenceError.self) { try read(text) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.line == line)
    }
}

@Suite("YAML anchors")
struct YAMLAnchorTests {
    static func run(_ script: String) -> String {
        """
        apiVersion: tekton.dev/v1
        kind: TaskRun
        spec:
          taskSpec:
            steps:
            - script: |
        \(script)
        status:
          conditions: [{type: Succeeded, status: "True"}]
        """
    }

    @Test(
        "words with an ampersand inside of a script are read",
        arguments: [
            "        sleep 1 &wait", "        a \\\n          && b", "        - *.txt", "        R &D: *bold*",
            "        - &one\n        - *two", "        a && b\n        ls *.txt",
        ])
    func scripts(script: String) throws {
        #expect(try read(Self.run(script)).shown("ci.succeeded") == "1")
    }

    @Test(
        "an anchor with an alias to it is refused, wherever they stand",
        arguments: [
            "a: &x [1]\nb: *x\nkind: TaskRun\napiVersion: tekton.dev/v1\n",
            "kind: TaskRun # tekton.dev/\nl: [&a-1 [], *a-1 ]\n", "kind: TaskRun # tekton.dev/\nl: {&é k: v, x: *é }\n",
        ])
    func aliases(text: String) {
        let error = #expect(throws: EvidenceError.self) { try read(text) }
        #expect(error?.message.contains("anchors and aliases") == true)
    }
}
