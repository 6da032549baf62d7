import Foundation
import ReleaseModel
import Testing

@testable import ReleaseManifest

@Suite struct ProbeTests {
    @Test func probe() throws {
        for f in ProcessInfo.processInfo.environment["PROBE"]?.split(separator: " ") ?? [] {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: String(f))))
            let r = ReleaseReader.read(bytes, named: "release.yaml")
            for d in r.diagnostics { print(d) }
            if let x = r.release {
                for p in x.phrases { print(p.location, p.input, "|", p.text, "|", p.reading) }
                print(
                    x.scope.environments.map { $0.id.name },
                    x.approvalMatrix.rules.map { "\($0.classes) \($0.requirement)" }, x.preferredLLM)
            }
        }
    }
}
