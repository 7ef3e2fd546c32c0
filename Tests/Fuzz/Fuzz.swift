import Codebooks
import ConfigurationFiles
import Files
import Foundation
import Glibc
import Ingest
import Statistics
import TestSupport
import Workflow

/// The targets of `make fuzz`; `FUZZ_TARGET` names one.
///
/// Each takes any bytes and must neither crash nor hang; what is wrong with them is a finding, a flaw, or nil.
private enum Target: String {
    /// Every reader of deliveries: CSV, Atom, households, gzip, zip, by what the bytes begin with.
    case delivery
    /// `peil.yaml`.
    case configuration
    /// A codebook.
    case codebook
    /// Events of the state machine of a delivery, one a byte.
    case state
    /// The encoding of a tally in the ledger.
    case tally

    static let current =
        ProcessInfo.processInfo.environment["FUZZ_TARGET"].flatMap(Self.init(rawValue:)) ?? .delivery
    /// A file in memory, one for each process.
    static let path = "/dev/shm/peil-fuzz-\(getpid())"

    func run(_ bytes: [UInt8]) {
        switch self {
        case .delivery:
            Self.write(bytes)
            let reader = DeliveryReader(codebook: SampleCodebook.codebook)
            do { _ = try reader.read(path: Self.path) } catch is MachineFault {} catch {
                fatalError("\(error)")
            }
        case .configuration:
            Self.write(bytes)
            _ = try? ConfigurationFile.read(path: Self.path, environment: [:])
        case .codebook:
            _ = try? CodebookFile.read(text: String(decoding: bytes, as: UTF8.self), path: "codebook.yaml")
        case .state: Self.walk(bytes)
        case .tally:
            guard let tally = Tally(bytes: bytes) else { return }
            var ranks: [Int] = []
            tally.forEach { rank, _ in ranks.append(rank) }
            precondition(ranks == ranks.sorted() && Set(ranks).count == ranks.count)
            var counts = [Int64](repeating: 0, count: 8)
            if bytes.count < 64 { tally.add(to: &counts) }
        }
    }

    private static func write(_ bytes: [UInt8]) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(file >= 0)
        _ = unsafe Glibc.write(file, bytes, bytes.count)
        close(file)
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

/// One execution of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // The bytes belong to the fuzzer and live during the call.
    Target.current.run(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func drive(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The main function, under the name that SwiftPM gives to that of an executable.
@_cdecl("fuzz_main")
public func begin(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    var count = count
    var arguments = unsafe arguments
    // The arguments are those of the process and live as long as it does.
    return unsafe drive(&count, &arguments) { unsafe fuzz($0, $1) }
}
