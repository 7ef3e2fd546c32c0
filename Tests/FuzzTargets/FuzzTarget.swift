import Bytes
import Codebook
import Codebooks
import ConfigurationFiles
import Disclosure
import Drops
import Extracts
import Files
import Foundation
import Glibc
import Ingest
import Microdata
import Statistics
import TestSupport
import Workflow

/// A reader that `make fuzz` and the tests give any bytes.
///
/// Each must neither crash nor hang, whatever the bytes are; what is wrong with them is a finding, a flaw, or nil.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// Every reader of deliveries: CSV, Atom, households, gzip, zip, by what the bytes begin with.
    case delivery
    /// The file of limits beside a delivery.
    case limits
    /// The file of a digest beside a delivery.
    case digest
    /// `peil.yaml`.
    case configuration
    /// A codebook.
    case codebook
    /// Events of the state machine of a delivery, one a byte.
    case state
    /// The encoding of a tally in the ledger.
    case tally
    /// The encodings of protected regions in the ledger, and the histories that they come to.
    case kept
    /// Published rows as the cache keeps them.
    case rows
    /// Reports of deliveries, and what protection cost, in the ledger.
    case report
    /// The model that a period is imputed with, in the ledger.
    case model
    /// The clock of ages in the state directory.
    case clock

    /// A data set with scores by offsets, and one of microdata with limits.
    private static let (scored, microdata) = (shipped("ses-woa"), shipped("kansarmoede"))

    private static func shipped(_ dataset: String) -> Codebook {
        do { return try CodebookFile.read(path: PackageFiles.codebook(dataset)) } catch {
            fatalError("\(error)")
        }
    }

    private static let layout = VersionLayout(scored, columns: Array(scored.topics.indices))
    private static let offsets = OffsetModel(
        codebook: scored,
        period: Period(year: 2019),
        columns: Array(scored.topics.indices),
        isJoint: true
    )

    /// Gives it bytes.
    ///
    /// - Returns: False where they are none of what it reads; true where they are, or where anything is read.
    @discardableResult package func run(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .delivery:
            let path = write(bytes)
            let reader = DeliveryReader(codebook: SampleCodebook.codebook)
            do { _ = try reader.read(path: path) } catch is MachineFault {} catch { fatalError("\(error)") }
        case .limits:
            let source = MemorySource(bytes: bytes)
            do { _ = try NationalLimitsReader.read(source, codebook: Self.microdata) } catch {
                fatalError("\(error)")
            }
        case .digest: return SidecarDigest(bytes, named: "a.csv") != .unreadable
        case .configuration: return (try? ConfigurationFile.read(path: write(bytes), environment: [:])) != nil
        case .codebook:
            let text = String(decoding: bytes, as: UTF8.self)
            return (try? CodebookFile.read(text: text, path: "codebook.yaml")) != nil
        case .state: Self.walk(bytes)
        case .tally: return Self.tally(bytes)
        case .kept: return Self.kept(bytes)
        case .rows:
            guard let rows = PublishedRows(bytes, in: bytes.indices) else { return false }
            var count = 0
            rows.forEach { _, values in count += values.count }
            _ = (rows.columnsWithNumbers, rows.differences(from: rows))
        case .report:
            let report = try? JSONDecoder().decode(DeliveryReport.self, from: Data(bytes))
            return report != nil || (try? JSONDecoder().decode(ProtectionCost.self, from: Data(bytes))) != nil
        case .model: return ImputationModelFile.read(bytes) != nil
        case .clock: return Self.clock(bytes)
        }
        return true
    }

    /// Writes a file in memory, one for each process and target, for readers that take a path.
    private func write(_ bytes: [UInt8]) -> String {
        let path = "/dev/shm/peil-fuzz-\(getpid())-\(rawValue)"
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        precondition(file >= 0)
        precondition(unsafe Glibc.write(file, bytes, bytes.count) == bytes.count)
        close(file)
        return path
    }

    /// Removes the file in memory.
    package func clear() { unsafe unlink("/dev/shm/peil-fuzz-\(getpid())-\(rawValue)") }

    private static func tally(_ bytes: [UInt8]) -> Bool {
        guard let tally = Tally(bytes: bytes) else { return false }
        var ranks: [Int] = []
        tally.forEach { rank, _ in ranks.append(rank) }
        precondition(ranks == ranks.sorted() && Set(ranks).count == ranks.count)
        var counts = [Int64](repeating: 0, count: 8)
        if bytes.count < 64 { tally.add(to: &counts) }
        return true
    }

    private static func kept(_ bytes: [UInt8]) -> Bool {
        let numbers = NumberVersions(reading: bytes)
        let inner = numbers?.parts.values.map(kept) ?? []
        let readings = [
            StandingVersion(bytes, of: layout) != nil,
            CharacteristicVersions(reading: bytes) != nil,
            OffsetVersion.rounding(in: bytes) != nil
                && OffsetVersion.goesOn(bytes, by: scored, in: Period(year: 2019)),
            offsets.flatMap { OffsetVersion(bytes, of: layout, model: $0) } != nil,
            numbers != nil && inner.allSatisfy(\.self),
            OffsetHistory(bytes: bytes) != nil,
        ]
        return readings.contains(true)
    }

    private static func clock(_ bytes: [UInt8]) -> Bool {
        guard var clock = AgeClock(text: String(decoding: bytes, as: UTF8.self)) else { return false }
        for time in [1_764_500_000_000, 1_764_500_060_000, 0] as [Int64] {
            clock.look(at: time, after: 60_000)
        }
        return true
    }

    /// A delivery that is finished stays so, and every other state has something to do.
    private static func walk(_ bytes: [UInt8]) {
        var machine = DeliveryStateMachine()
        for byte in bytes {
            let before = machine
            switch byte % 6 {
            case 0: machine.examined(.accepted)
            case 1: machine.examined(.rejected)
            case 2: machine.examined(.duplicate)
            case 3: machine.released()
            case 4: machine.reported()
            default: machine = DeliveryStateMachine(resuming: machine.state)
            }
            if before.state == .finished { precondition(machine == before) }
            precondition((machine.next == .nothing) == (machine.state == .finished))
        }
    }
}
