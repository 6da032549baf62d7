import Foundation
import JSONStream
import ReleaseAudit
import ReleaseModel
import ReleaseTestSupport
import Testing

/// Reads the files in `Fixtures`.
enum FixtureFiles {
    static let folder = "\(projectFolder)/Tests/ReleaseAuditTests/Fixtures"

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func json(_ path: String) throws -> JSONValue {
        try parse(try bytes(path))
    }

    static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        var cursor = JSONCursor(bytes)
        let value = try cursor.value()
        try cursor.finish()
        return value
    }

    static func parse(_ text: String) throws -> JSONValue { try parse(Array(text.utf8)) }
}

/// Numbers that look random and are the same in every run.
struct FixedNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
