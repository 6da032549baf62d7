import Foundation
import JSONStream
import ReleaseEvidence
import ReleaseModel

/// libFuzzer calls this with each input. The target is the value of the variable `FUZZ_TARGET`.
///
/// A finding is a trap, a memory error, a time-out, or a law that does not hold; the latter stops with the words for it.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    FuzzTarget.run(Array(UnsafeBufferPointer(start: data, count: data == nil ? 0 : size)))
    return 0
}

/// The entry point under the name that SwiftPM gives it; with this sanitizer the compiler makes none.
@_cdecl("fuzz_main")
func fuzzMain(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    guard FuzzTarget.isKnown else {
        print(FuzzTarget.names.joined(separator: "\n"))
        return FuzzTarget.name == "list" ? 0 : 64
    }
    var count = count
    var arguments = arguments
    return runDriver(&count, &arguments, testOneInput)
}

enum FuzzTarget {
    static let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""

    /// The scanner, the outline, the whole way with the format told by content, and each reader by its format.
    static let names =
        ["json-skip", "json-value", "json-form", "outline", "detect"] + EvidenceReaderCatalog.all.map { $0.format.id }

    static let isKnown = names.contains(name)

    static func run(_ bytes: [UInt8]) { target(bytes) }

    private static let target: @Sendable ([UInt8]) -> Void =
        switch name {
        case "json-skip": { JSONLaws.skipping($0) }
        case "json-value": { JSONLaws.values($0) }
        case "json-form": { JSONLaws.forms($0) }
        case "outline": { EvidenceLaws.outline($0) }
        case "detect": { EvidenceLaws.reading($0, as: nil) }
        default: { EvidenceLaws.reading($0, as: name) }
        }
}

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Stops the process with the words for a law that does not hold.
func violated(_ law: String) -> Never {
    FileHandle.standardError.write(Data("\nlaw violated: \(law)\n".utf8))
    abort()
}
