// swift-tools-version: 6.2
import PackageDescription

// Two words are the architecture. A `pure` target takes values and gives values: it reads no clock, file, environment,
// locale or chance. An `edge` target touches the world. `Tests/ArchitectureTests` reads the lines below and holds the
// code against them; `--explicit-target-dependency-import-check error` refuses an arrow that is not drawn here.

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func pure(_ name: String, _ dependencies: [Target.Dependency] = [], embed folder: String? = nil) -> Target {
    let resources: [Resource] = folder.map { [.embedInCode($0)] } ?? []
    return .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func edge(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["ReleaseTestSupport"], exclude: exclude, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "releasegate",
    products: [.executable(name: "releasegate", targets: ["releasegate"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // Values, and bytes that become values.
        pure("ReleaseModel"),
        pure("JSONStream", ["ReleaseModel"]),
        // Each knows one thing; none knows another of this group, but for hashing and time.
        pure("ReleaseAudit", ["ReleaseModel", crypto, cryptoExtras]),
        pure("ReleaseCalendar", ["ReleaseModel"]),
        pure("ReleaseManifest", ["ReleaseModel", yams], embed: "Defaults"),
        pure("ReleaseEvidence", ["ReleaseModel", "JSONStream", "ReleaseAudit", yams]),
        pure("ReleaseEvaluation", ["ReleaseModel"]),
        pure("ReleasePlanning", ["ReleaseModel", "ReleaseCalendar"]),
        pure("ReleaseDrafts", ["ReleaseModel", "ReleaseAudit", mustache], embed: "Templates"),
        pure("ReleaseConnectors", ["ReleaseModel", "ReleaseAudit"]),
        pure("ReleaseReports", ["ReleaseModel"], embed: "Assets"),
        // The world: the ledger file, then the use cases, then the command line.
        edge("ReleaseStore", ["ReleaseModel", "JSONStream", "ReleaseAudit", grdb, sqlite]),
        edge(
            "ReleaseWorkflow",
            [
                "ReleaseModel", "JSONStream", "ReleaseAudit", "ReleaseCalendar", "ReleaseManifest", "ReleaseEvidence",
                "ReleaseEvaluation", "ReleasePlanning", "ReleaseDrafts", "ReleaseConnectors", "ReleaseReports",
                "ReleaseStore",
            ]),
        .executableTarget(
            name: "releasegate",
            dependencies: ["ReleaseModel", "ReleaseManifest", "ReleaseReports", "ReleaseWorkflow", argumentParser],
            swiftSettings: settings),
        // Measured by `bash Benchmarks/run`; no part of the product.
        .executableTarget(
            name: "ledger-benchmark", dependencies: ["ReleaseModel", "ReleaseAudit", "ReleaseStore", grdb],
            path: "Benchmarks/Ledger", swiftSettings: settings),
        // Test support and tests, one target for each target above.
        edge("ReleaseTestSupport", ["ReleaseModel"]),
        tests("ReleaseModelTests", ["ReleaseModel"]),
        tests("JSONStreamTests", ["ReleaseModel", "JSONStream"]),
        tests("ReleaseAuditTests", ["ReleaseModel", "JSONStream", "ReleaseAudit"], exclude: ["Fixtures"]),
        tests("ReleaseCalendarTests", ["ReleaseModel", "ReleaseCalendar"], exclude: ["Fixtures"]),
        tests("ReleaseManifestTests", ["ReleaseModel", "ReleaseManifest"], exclude: ["Fixtures", "Golden"]),
        tests(
            "ReleaseEvidenceTests", ["ReleaseModel", "JSONStream", "ReleaseAudit", "ReleaseEvidence"],
            exclude: ["Fixtures", "Conformance/Samples", "Conformance/Readings.txt"]),
        tests("ReleaseEvaluationTests", ["ReleaseModel", "ReleaseEvaluation"]),
        tests("ReleasePlanningTests", ["ReleaseModel", "ReleaseCalendar", "ReleasePlanning"], exclude: ["Fixtures"]),
        tests("ReleaseDraftsTests", ["ReleaseModel", "ReleaseAudit", "ReleaseDrafts"], exclude: ["Fixtures"]),
        tests(
            "ReleaseConnectorsTests", ["ReleaseModel", "ReleaseAudit", "ReleaseConnectors"],
            exclude: ["Fixtures", "Golden"]),
        tests("ReleaseReportsTests", ["ReleaseModel", "ReleaseReports"], exclude: ["Fixtures", "Golden"]),
        tests("ReleaseStoreTests", ["ReleaseModel", "ReleaseAudit", "ReleaseStore", grdb]),
        tests(
            "ReleaseWorkflowTests",
            [
                "ReleaseModel", "JSONStream", "ReleaseAudit", "ReleaseCalendar", "ReleaseEvaluation", "ReleaseReports",
                "ReleaseStore", "ReleaseWorkflow",
            ], exclude: ["Governance/Golden"]),
        tests("ArchitectureTests", []),
        tests("EndToEndTests", ["ReleaseModel", "JSONStream", "releasegate"], exclude: ["Fixtures"]),
    ]
)
