import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The search of `make fuzz` in some thousands of executions instead of millions, the same in every run of the tests.
///
/// `FUZZ_MUTANTS` asks for another number of them of each target, `FUZZ_TARGET` for those of one, `FUZZ_SEED` for others.
@Suite struct `any bytes` {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 20_261_201

    private static let targets =
        environment["FUZZ_TARGET"].flatMap(FuzzTarget.init(rawValue:)).map { [$0] } ?? FuzzTarget.allCases

    private static func count(_ target: FuzzTarget) -> Int {
        if let given = environment["FUZZ_MUTANTS"].flatMap(Int.init) { return given }
        // Without optimisation a file of YAML takes milliseconds.
        switch target {
        case .codebook: return 300
        case .configuration, .delivery: return 1_000
        default: return 4_000
        }
    }

    private static func corpus(_ target: FuzzTarget) throws -> [[UInt8]] {
        let folder = PackageFiles.root + "/Tests/Fuzz/Corpus/" + target.rawValue
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
            [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
        }
    }

    @Test(arguments: targets)
    func `are read where they were kept, and neither crash nor hang a reader where they are nearly those`(
        target: FuzzTarget
    ) throws {
        defer { target.clear() }
        let corpus = try Self.corpus(target)
        #expect(!corpus.isEmpty)
        for bytes in corpus { #expect(target.run(bytes), "\(String(decoding: bytes, as: UTF8.self))") }
        var mutants = Mutants(of: corpus, seed: Self.seed)
        let start = ContinuousClock.now
        var (read, longest) = (0, Duration.zero)
        for _ in 0..<Self.count(target) {
            let bytes = mutants.next()
            // What crashes the process is found again by the last line.
            if Self.environment["FUZZ_TRACE"] != nil {
                print("fuzz: \(target.rawValue): \(Data(bytes).base64EncodedString())")
            }
            let began = ContinuousClock.now
            if target.run(bytes) { read += 1 }
            longest = max(longest, began.duration(to: .now))
        }
        print(
            "fuzz: \(target.rawValue): \(Self.count(target)) mutants, \(read) read, the longest \(longest), "
                + "\(start.duration(to: .now)), seed \(Self.seed)"
        )
        #expect(read > 0 && longest < .seconds(10))
    }
}
