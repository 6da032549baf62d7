import Foundation
import JSONStream
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Evidence that cannot be read never counts as good, and never stops the rest of the report.
@Suite struct BadEvidenceTests {
    /// What is done to the test report of the sample, and what is said about it.
    enum Damage: String, CaseIterable {
        case missing, folder, pipe, empty, sparseGigabyte, cutOff, noise

        var message: String {
            switch self {
            case .missing: "the evidence file \"evidence/tests.xml\" is not there"
            case .folder: "evidence/tests.xml: warning: this is a folder; evidence is one document in one file"
            case .pipe: "evidence/tests.xml: warning: this is a device or pipe; evidence is one document in one file"
            case .empty: "evidence/tests.xml: warning: the document is empty"
            case .sparseGigabyte: "evidence/tests.xml: warning: the document begins with NUL bytes, so it is no text"
            case .cutOff, .noise: "evidence/tests.xml:"
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func `makes its criteria unknown and blocks`(damage: Damage) throws {
        let workplace = try Workplace()
        try apply(damage, to: workplace.folder)
        let plan = try workplace.plan("--format", "json")
        #expect(plan.status == 1)
        #expect(plan.errors.contains(damage.message), "\(plan.errors)")
        let gates = try json(plan.output)["release_readiness_scorecard"]?["gates"]?.elements ?? []
        #expect(!gates.isEmpty)
        for gate in gates {
            let finding = gate["findings"]?.elements?.first { $0["criterion"] == "tests-passed" }
            #expect(finding?["state"] == "UNKNOWN")
        }
        let read = try workplace.run("evidence", "read", "evidence/tests.xml")
        #expect(read.status == (damage == .missing ? 66 : 65))
    }

    private func apply(_ damage: Damage, to folder: TemporaryFolder) throws {
        let name = "evidence/tests.xml"
        let text = try folder.text(name)
        try folder.remove(name)
        switch damage {
        case .missing: break
        case .folder: try folder.write("x", to: name + "/inner")
        case .pipe: #expect(mkfifo(folder.path(name), 0o600) == 0)
        case .empty: try folder.write("", to: name)
        case .sparseGigabyte:
            try folder.write("", to: name)
            #expect(truncate(folder.path(name), 1 << 30) == 0)
        case .cutOff: try folder.write(String(text.prefix(text.count / 2)), to: name)
        case .noise: try folder.write(Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }), to: name)
        }
    }
}
