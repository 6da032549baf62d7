// swift-tools-version: 6.2
import PackageDescription

// Two words are the architecture. A `pure` target takes values and gives values: it reads no clock, file,
// environment or random number. An `edge` target touches the world. `Tests/ArchitectureTests` reads these lines.

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func pure(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: plugins, swiftSettings: settings)
}

func edge(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["ReleaseTestSupport"], swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "releasegate",

    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Layer 0: values, bytes.
        pure("ReleaseModel"),
        

        // Test support.
        edge("ReleaseTestSupport", ["ReleaseModel"]),
        tests("ReleaseModelTests", ["ReleaseModel"]),
    ]
)
