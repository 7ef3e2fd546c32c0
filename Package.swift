// swift-tools-version: 6.2
import PackageDescription

/// The house rules of the compiler; every target takes them.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "peil",
    products: [
        .executable(name: "peil", targets: ["Daemon"]),
        // For tests alone: see Tests/CSeam/seam.c.
        .library(name: "seam", type: .dynamic, targets: ["CSeam"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // The pure rooms: no input or output, no logging, no Foundation.
        .target(name: "Statistics", swiftSettings: house),
        .target(name: "Classification", dependencies: ["Statistics"], swiftSettings: house),
        .target(name: "Codebook", dependencies: ["Statistics"], swiftSettings: house),
        // What rules go by: a delivery looked up, and walks over its rows and sums.
        .target(
            name: "ValidationWalks",
            dependencies: ["Statistics", "Classification", "Codebook"],
            swiftSettings: house
        ),
        .target(
            name: "Validation",
            dependencies: ["Statistics", "Classification", "Codebook", "ValidationWalks"],
            swiftSettings: house
        ),
        .systemLibrary(
            name: "CLAPACK",
            pkgConfig: "lapacke",
            providers: [.apt(["liblapacke-dev"])]
        ),
        .target(
            name: "Scoring",
            dependencies: ["CLAPACK", "Statistics", "Classification", "Codebook"],
            swiftSettings: house
        ),
        .target(name: "Derivation", dependencies: ["Codebook", "Statistics"], swiftSettings: house),
        .target(
            name: "Disclosure",
            dependencies: [
                "Classification", "Codebook", "Statistics",
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            swiftSettings: house
        ),
        .systemLibrary(name: "CCLP", pkgConfig: "clp", providers: [.apt(["coinor-libclp-dev"])]),
        // Keeps the solver warm from one question to the next, as its C interface cannot.
        .target(name: "CSimplex", dependencies: ["CCLP"]),
        // Attacks what is published, and knows nothing of how it was protected.
        .target(
            name: "Audit",
            dependencies: ["CSimplex", "Classification", "Codebook", "Scoring", "Statistics"],
            swiftSettings: house
        ),
        // What one kind of data set does otherwise than another, a folder a kind.
        .target(
            name: "Kinds",
            dependencies: [
                "Audit", "Classification", "Codebook", "Disclosure", "Scoring", "Statistics",
                "ValidationWalks",
            ],
            swiftSettings: house
        ),
        // A release as a graph of tables: what is stale, what is read, what is made.
        .target(
            name: "Releasing",
            dependencies: ["Disclosure", "Kinds", "Statistics"],
            swiftSettings: house
        ),
        // The forms of extracts, as bytes; what they write came out of protection.
        .target(
            name: "Extracts",
            dependencies: ["Statistics", "Classification", "Codebook", "Disclosure"],
            swiftSettings: house
        ),
        .target(name: "Workflow", dependencies: ["Statistics"], swiftSettings: house),
        // Reads rows many bytes at a time, as Swift cannot.
        .target(name: "CBytes"),
        .target(
            name: "Tallying",
            dependencies: ["CBytes", "Codebook", "Imputation", "Statistics"],
            swiftSettings: house
        ),
        .target(
            name: "Synthesis",
            dependencies: ["Classification", "Codebook", "Statistics"],
            swiftSettings: house
        ),

        .target(name: "Imputation", dependencies: ["Statistics"], swiftSettings: house),

        // The shells: everything that touches the world.
        .systemLibrary(
            name: "CXML",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]
        ),
        .systemLibrary(name: "CProcess"),
        // The system's files: opening, writing to last, listing, and what the machine says went wrong.
        .target(
            name: "Files",
            dependencies: ["CProcess", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: house
        ),
        // Work on several cores at once.
        .target(
            name: "Cores",
            dependencies: [
                "Statistics"
            ],
            swiftSettings: house
        ),
        .target(
            name: "YAMLReading",
            dependencies: ["Files", "Statistics", .product(name: "Yams", package: "Yams")],
            swiftSettings: house
        ),
        .target(
            name: "Drops",
            dependencies: ["Files", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: house
        ),
        .target(
            name: "Codebooks",
            dependencies: [
                "Codebook", "Cores", "Derivation", "Files", "Statistics", "YAMLReading",
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: house
        ),
        // What a delivery consists of, whatever its form, and what reading can find wrong with it.
        .target(
            name: "Bytes",
            dependencies: ["CArchive", "CZlib", "Files", "Statistics"],
            swiftSettings: house
        ),
        .target(
            name: "TableReading",
            dependencies: ["Bytes", "Codebook", "Imputation", "Statistics"],
            swiftSettings: house
        ),
        .target(
            name: "AtomReading",
            dependencies: ["Bytes", "CXML", "Codebook", "Files", "Statistics", "TableReading"],
            swiftSettings: house
        ),
        .target(
            name: "Microdata",
            dependencies: [
                "Bytes", "Codebook", "Cores", "Derivation", "Imputation", "Statistics", "TableReading",
                "Tallying",
            ],
            swiftSettings: house
        ),
        .target(
            name: "ClassificationFiles",
            dependencies: [
                "AtomReading", "Bytes", "Classification", "Files", "Statistics", "TableReading",
                "YAMLReading",
            ],
            swiftSettings: house
        ),
        .target(
            name: "Ingest",
            dependencies: [
                "AtomReading", "Bytes", "Codebook", "Files", "Imputation", "Microdata", "Statistics",
                "TableReading",
            ],
            swiftSettings: house
        ),
        .target(
            name: "ConfigurationFiles",
            dependencies: [
                "Classification", "ClassificationFiles", "Codebook", "Codebooks", "Cores", "Files", "Ingest",
                "Statistics", "TableReading", "Validation", "Workflow", "YAMLReading",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Ledger",
            dependencies: [
                "Files", "Statistics", "Workflow",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Publish",
            dependencies: [
                "CArchive", "CZlib", "Classification", "Codebook", "Cores", "Disclosure", "Extracts", "Files",
                "Kinds", "Statistics",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Telemetry",
            dependencies: [
                "Statistics", "Workflow", .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        // A release made over what is stored: readings of the ledger, models, the audit, the order of steps.
        .target(
            name: "ReleaseService",
            dependencies: [
                "Audit", "Classification", "Codebook", "Cores", "Disclosure", "Extracts", "Files", "Ingest",
                "Kinds", "Ledger", "Publish", "Releasing", "Scoring", "Statistics", "TableReading",
                "ValidationWalks", "Workflow", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: house
        ),
        // A delivery read and validated, against what is stored.
        .target(
            name: "Examination",
            dependencies: [
                "Bytes", "Classification", "Codebook", "Cores", "Disclosure", "Drops", "Files", "Imputation",
                "Ingest", "Kinds", "Ledger", "Microdata", "ReleaseService", "Scoring", "Statistics",
                "TableReading", "Validation", "ValidationWalks", "Workflow",
            ],
            swiftSettings: house
        ),
        // Explanations, audits and estimates, as text for people and as JSON.
        .target(
            name: "Reports",
            dependencies: [
                "Audit", "Bytes", "Classification", "Codebook", "Disclosure", "Examination", "Files", "Kinds",
                "Ledger", "Publish", "ReleaseService", "Scoring", "Statistics", "Validation", "Workflow",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: house
        ),
        // Pages, receipts and plots as HTML and SVG, from values.
        .target(
            name: "Pages",
            dependencies: [
                "Statistics", "Telemetry", "Workflow", .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: house
        ),
        // Pages and releases over HTTP.
        .target(
            name: "Web",
            dependencies: [
                "ConfigurationFiles",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        // What is on each page that is served.
        .target(
            name: "Website",
            dependencies: [
                "Classification", "Codebook", "ConfigurationFiles", "Drops", "Files", "Ledger", "Pages",
                "Publish", "Statistics", "Telemetry", "Web", "Workflow",
            ],
            swiftSettings: house
        ),
        // Releases and their tables over HTTP.
        .target(
            name: "Serving",
            dependencies: [
                "Classification", "Codebook", "Extracts", "Files", "Publish", "Statistics", "Web",
            ],
            swiftSettings: house
        ),
        // Tells others of releases: hooks.
        .target(
            name: "Announcing",
            dependencies: [
                "ConfigurationFiles", "Files", "Statistics",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: house
        ),
        // The service: drops, workers, the desk for requests, the lock, the archive.
        .target(
            name: "Service",
            dependencies: [
                "Announcing", "Bytes", "Classification", "Codebook", "ConfigurationFiles", "Cores",
                "Disclosure", "Drops",
                "Examination", "Files", "Kinds", "Ledger", "Pages", "Publish",
                "ReleaseService", "Reports", "Serving", "Statistics", "Telemetry", "Web", "Website",
                "Workflow",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "Daemon",
            dependencies: [
                "Audit", "Classification", "ClassificationFiles", "Codebook", "ConfigurationFiles", "Cores",
                "Disclosure", "Drops", "Examination", "Files", "Ingest", "Kinds", "Ledger", "Publish",
                "ReleaseService",
                "Reports", "Scoring", "Service", "Statistics", "TableReading", "Telemetry", "Workflow",
                "YAMLReading", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),

        .executableTarget(
            name: "synthesize",
            dependencies: [
                "Classification", "ClassificationFiles", "Codebook", "Codebooks", "Cores", "Disclosure",
                "Scoring", "Statistics", "Synthesis", "Validation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/SynthesizeCommand",
            swiftSettings: house
        ),

        // Measures protection by offsets on a synthetic country.
        .executableTarget(
            name: "offsettrial",
            dependencies: [
                "Audit", "Classification", "ClassificationFiles", "Codebook", "Codebooks", "Cores",
                "Disclosure", "Files", "Statistics", "Synthesis", "Validation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Sources/OffsetTrial",
            swiftSettings: house
        ),

        // Fits the models of a file alone: for comparison with other programs.
        .executableTarget(
            name: "modelfit",
            dependencies: [
                "Cores", "Imputation", "Statistics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/ModelFit",
            swiftSettings: house
        ),

        .target(
            name: "TestSupport",
            dependencies: [
                "Classification", "Codebook", "Statistics",
            ],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),
        .testTarget(
            name: "StatisticsTests",
            dependencies: ["Statistics", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ClassificationTests",
            dependencies: ["Classification", "Statistics", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "CodebookTests",
            dependencies: [
                "Codebook", "Codebooks", "Statistics", "TestSupport", "YAMLReading",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "ValidationTests",
            dependencies: [
                "Classification", "Codebook", "Kinds", "Statistics", "TestSupport", "Validation",
                "ValidationWalks",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "ScoringTests",
            dependencies: ["Classification", "Codebook", "Scoring", "Statistics", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DerivationTests",
            dependencies: ["Codebook", "Derivation", "Statistics"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DisclosureTests",
            dependencies: [
                "Audit", "Classification", "Codebook", "Disclosure", "Scoring", "Statistics", "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "ExtractsTests",
            dependencies: [
                "Classification", "Codebook", "Disclosure", "Extracts", "Statistics", "TestSupport",
            ],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "TallyingTests",
            dependencies: ["CBytes", "Codebook", "Statistics", "Tallying", "TestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ImputationTests",
            dependencies: [
                "Imputation", "TestSupport",
            ],
            exclude: ["Fixtures"],
            swiftSettings: house
        ),
        .testTarget(
            name: "AuditTests",
            dependencies: [
                "Audit", "Classification", "Codebook", "Codebooks", "Disclosure", "Scoring", "Statistics",
                "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "ReleasingTests",
            dependencies: [
                "Classification", "Codebook", "Codebooks", "Disclosure", "Extracts", "Kinds", "Publish",
                "Releasing",
                "Statistics", "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "WorkflowTests",
            dependencies: [
                "Workflow"
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SynthesisTests",
            dependencies: [
                "Classification", "ClassificationFiles", "Codebook", "Statistics", "Synthesis", "TestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "FilesTests",
            dependencies: ["Files", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: house
        ),
        .testTarget(
            name: "IngestTests",
            dependencies: [
                "AtomReading", "Bytes", "CArchive", "Classification", "ClassificationFiles", "Codebook",
                "Codebooks", "Drops", "Files", "Imputation", "Ingest", "Microdata", "Statistics",
                "TableReading", "TestSupport", "YAMLReading",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "Statistics", "TestSupport", "Workflow",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Fixtures"],
            swiftSettings: house
        ),
        .testTarget(
            name: "PublishTests",
            dependencies: [
                "CArchive", "CZlib", "Classification", "Codebook", "Codebooks", "Disclosure", "Extracts",
                "Ingest", "Publish", "Scoring", "Statistics", "TableReading", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ServingTests",
            dependencies: [
                "ConfigurationFiles", "Serving", "Web", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "PagesTests",
            dependencies: [
                "Pages", "Statistics", "Telemetry", "Workflow",
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Announcing", "Audit", "Classification", "Codebook", "Codebooks", "ConfigurationFiles",
                "Disclosure", "Examination", "Ingest",
                "Kinds", "Ledger", "Publish", "ReleaseService", "Releasing", "Reports", "Service",
                "Statistics", "TableReading", "TestSupport", "Web", "Website", "Workflow",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Releases/Golden"],
            swiftSettings: house
        ),
        // What any bytes are given to, by tests and by `make fuzz`.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Bytes", "Codebook", "Codebooks", "ConfigurationFiles", "Disclosure", "Drops", "Extracts",
                "Files",
                "Ingest", "Microdata", "Statistics", "TestSupport", "Workflow",
            ],
            path: "Tests/FuzzTargets",
            swiftSettings: house
        ),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: house),
        // Stands between the binary and the C library, to kill it or fail its calls at one durable step.
        .target(name: "CSeam", path: "Tests/CSeam", linkerSettings: [.linkedLibrary("dl")]),
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "Classification", "ClassificationFiles", "Codebook", "Daemon", "Files", "Statistics",
                "Synthesis", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Golden", "Recording"],
            swiftSettings: house
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Fuzzing asks for a main function of its own and for code that counts its branches, so it is built by `make fuzz` alone.
if Context.environment["FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["FuzzTargets"],
            path: "Tests/Fuzz",
            exclude: ["Corpus"],
            swiftSettings: house,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]
        )
    )
}
