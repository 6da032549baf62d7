import Foundation
import ReleaseModel
import ReleaseTestSupport

@testable import ReleaseManifest

enum Fixture {
    static let folder = projectFolder + "/Tests/ReleaseManifestTests"

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/Fixtures/\(name)")))
    }

    static func read(_ text: String) -> ReleaseReading { ReleaseReader.read(Array(text.utf8), named: "release.yaml") }
}

extension Release {
    /// The release without what only tells where it was written.
    var withoutPlaces: Release {
        var copy = self
        let nowhere = SourceLocation(file: "")
        copy.file = ""
        copy.phrases = []
        copy.locations = [:]
        for index in copy.channels.indices {
            copy.channels[index].location = nowhere
            for source in copy.channels[index].sources.indices {
                copy.channels[index].sources[source].location = nowhere
            }
        }
        for index in copy.approvalMatrix.rules.indices { copy.approvalMatrix.rules[index].location = nil }
        for index in copy.timeline.windows.indices { copy.timeline.windows[index].location = nil }
        for index in copy.timeline.calendarFiles.indices { copy.timeline.calendarFiles[index].location = nowhere }
        for index in copy.writebacks.indices { copy.writebacks[index].location = nil }
        for index in copy.objectives.indices { copy.objectives[index].location = nowhere }
        for index in copy.attestationTrust.keys.indices { copy.attestationTrust.keys[index].location = nowhere }
        for index in copy.waivers.indices { copy.waivers[index].location = nil }
        return copy
    }
}

/// A small generator with a fixed seed, so that a failing case is the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
