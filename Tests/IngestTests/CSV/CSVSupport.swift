import Codebook
import Foundation
import Statistics
import TestSupport

@testable import Bytes
@testable import Ingest
@testable import TableReading

/// Reads a text as a delivery of the sample data set.
func read(
    _ text: String,
    limits: ReadingLimits = ReadingLimits(),
    piece: Int = .max,
    codebook: Codebook = SampleCodebook.codebook
) throws -> DeliveryReading {
    try read(Array(text.utf8), limits: limits, piece: piece, codebook: codebook)
}

/// Reads bytes as a delivery of the sample data set, in pieces of at most `piece` bytes.
func read(
    _ bytes: [UInt8],
    limits: ReadingLimits = ReadingLimits(),
    piece: Int = .max,
    codebook: Codebook = SampleCodebook.codebook
) throws -> DeliveryReading {
    try DeliveryReader(codebook: codebook, limits: limits)
        .readPlain(MemorySource(bytes: bytes, piece: piece))
}

/// The content of a table in a form for comparison, independent of the order in its file.
struct Content: Hashable, CustomStringConvertible {
    struct Cell: Hashable, Comparable {
        var region: String
        var period: String
        var rank: Int
        var value: Value

        static func < (a: Self, b: Self) -> Bool {
            (a.region, a.period, a.rank) < (b.region, b.period, b.rank)
        }
    }

    var form: String
    var names: [String: String?]
    var statuses: [String: PeriodStatus]
    var cells: [Cell]

    init(_ table: ParsedTable) {
        form = table.form
        names = [:]
        statuses = [:]
        for region in table.regions { names[region.code.description] = region.name }
        for period in table.periods { statuses[period.period?.key ?? period.text] = period.status }
        var cells: [Cell] = []
        for record in table.records {
            record.forEachCell { rank, value, _, _ in
                let period = table.periods[record.period]
                cells.append(
                    Cell(
                        region: table.regions[record.region].code.description,
                        period: period.period?.key ?? period.text,
                        rank: rank,
                        value: value
                    )
                )
            }
        }
        self.cells = cells.sorted()
    }

    var description: String {
        "\(form) \(cells.map { "\($0.region) \($0.period) \($0.rank) \($0.value)" }.joined(separator: ", "))"
    }
}

/// The value of one cell, found by region, period and rank.
func value(_ table: ParsedTable?, _ region: String, _ rank: Int, period: String = "2019JJ00") -> Value? {
    guard let table else { return nil }
    return Content(table).cells.first { $0.region == region && $0.period == period && $0.rank == rank }?.value
}

/// The codes and places of findings, as `code line:column`.
func places(_ findings: Findings) -> [String] {
    findings.inFileOrder.map { "\($0.code) \($0.place.map { "\($0.line):\($0.column)" } ?? "-")" }
}

/// A directory of its own for files of a test, removed with it.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "peil-reading-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and returns its path.
    func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = path + "/" + name
        try Data(Array(bytes)).write(to: URL(fileURLWithPath: file))
        return file
    }
}
