// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because a package with unsafe flags cannot be a dependency, and because the sources below must
// be compiled in the same package to be visible. The folders of the main package are reached by links in `Linked/`.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "releasegate-fuzz",
    products: [.executable(name: "fuzz", targets: ["fuzz"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .target(name: "ReleaseModel", path: "Linked/ReleaseModel", swiftSettings: settings),
        .target(name: "JSONStream", dependencies: ["ReleaseModel"], path: "Linked/JSONStream", swiftSettings: settings),
        .target(
            name: "ReleaseAudit",
            dependencies: [
                "ReleaseModel", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Linked/ReleaseAudit", swiftSettings: settings),
        .target(
            name: "ReleaseEvidence",
            dependencies: ["ReleaseModel", "JSONStream", "ReleaseAudit", .product(name: "Yams", package: "Yams")],
            path: "Linked/ReleaseEvidence", swiftSettings: settings),
        .executableTarget(
            name: "fuzz", dependencies: ["ReleaseModel", "JSONStream", "ReleaseEvidence"], path: "Sources",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library", "-sanitize=fuzzer"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]),
    ]
)
