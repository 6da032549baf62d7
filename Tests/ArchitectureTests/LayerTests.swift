import Foundation
import ReleaseTestSupport
import Testing

/// Reads the targets and their arrows from `Package.swift`, which is the architecture's one description.
struct PackageDescription {
    struct Target {
        var name: String
        var isPure: Bool
        var dependencies: [String]
    }

    var targets: [Target]

    init() throws {
        let text = try String(contentsOfFile: projectFolder + "/Package.swift", encoding: .utf8)
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "(" }.map(String.init)
        targets = words.indices.compactMap { index in
            guard ["pure(", "edge("].contains(words[index]), index + 1 < words.count else { return nil }
            let arguments = words[(index + 1)...].prefix { !$0.hasSuffix("(") && $0 != "embed" }
            return Target(
                name: words[index + 1], isPure: words[index] == "pure(", dependencies: Array(arguments.dropFirst()))
        }
    }

    func target(_ name: String) -> Target? { targets.first { $0.name == name } }
}

@Suite("Architecture")
struct LayerTests {
    static func sources(of target: String) throws -> [(path: String, text: String)] {
        let folder = projectFolder + "/Sources/" + target
        let enumerator = FileManager.default.enumerator(atPath: folder)
        var files: [(String, String)] = []
        while let path = enumerator?.nextObject() as? String {
            guard path.hasSuffix(".swift") else { continue }
            files.append((target + "/" + path, try String(contentsOfFile: folder + "/" + path, encoding: .utf8)))
        }
        return files.sorted { $0.0 < $1.0 }
    }

    @Test("every target's imports of siblings are the arrows that Package.swift draws")
    func arrows() throws {
        let package = try PackageDescription()
        #expect(package.targets.count >= 13)
        let names = Set(package.targets.map(\.name))
        for target in package.targets {
            for (path, text) in try Self.sources(of: target.name) {
                for line in text.split(separator: "\n") where line.contains("import ") {
                    let words = line.split(separator: " ")
                    guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
                        position == 0 || words[0] == "package"
                    else { continue }
                    let module = String(words[position + 1])
                    guard names.contains(module) else { continue }
                    #expect(target.dependencies.contains(module), "\(path) imports \(module)")
                }
            }
        }
    }

    @Test("pure targets depend on pure targets alone")
    func purity() throws {
        let package = try PackageDescription()
        for target in package.targets where target.isPure {
            for dependency in target.dependencies {
                guard let other = package.target(dependency) else { continue }
                #expect(other.isPure, "\(target.name) is pure and depends on \(dependency)")
            }
        }
    }

    /// Finding a name by describing its type costs every run of the program some ten milliseconds.
    @Test("every command states its own name")
    func namedCommands() throws {
        var count = 0
        for (path, text) in try Self.sources(of: "releasegate") {
            let words = text.split { $0.isWhitespace }.joined(separator: " ")
            for piece in words.components(separatedBy: "= CommandConfiguration(").dropFirst() {
                count += 1
                let start = piece.drop { $0 == " " }
                #expect(start.hasPrefix("commandName:"), "\(path): \(start.prefix(60))")
            }
        }
        #expect(count > 40)
    }

    static let impure = [
        "Date()", "Date.now", ".now()", "UUID()", ".random(", "SystemRandomNumberGenerator", "ProcessInfo",
        "FileManager",
        "getenv(", "FileHandle", "print(", "Locale.current", "TimeZone.current", "Calendar.current", "arc4random",
        "contentsOfFile", "URLSession", "clock_gettime",
    ]

    @Test("pure targets read no clock, file, environment, locale or chance")
    func noSideEffects() throws {
        for target in try PackageDescription().targets where target.isPure {
            for (path, text) in try Self.sources(of: target.name) {
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    let code = line.trimmingCharacters(in: .whitespaces)
                    guard !code.hasPrefix("//") else { continue }
                    for word in Self.impure {
                        #expect(!code.contains(word), "\(path):\(number + 1) uses \(word)")
                    }
                }
            }
        }
    }

    @Test("nothing in Sources can trap on purpose")
    func noTraps() throws {
        for target in try PackageDescription().targets {
            for (path, text) in try Self.sources(of: target.name) {
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    let code = line.trimmingCharacters(in: .whitespaces)
                    guard !code.hasPrefix("//") else { continue }
                    for word in ["try!", "fatalError(", "as!", "preconditionFailure("] {
                        #expect(!code.contains(word), "\(path):\(number + 1) uses \(word)")
                    }
                }
            }
        }
    }
}
