import Cores
import Foundation
import Statistics
import Synthesis

/// Rows of a delivery that can be made in any order.
protocol DeliveryLines: Sendable {
    /// The number of rows.
    var count: Int { get }
    /// The header, as bytes.
    var header: [UInt8] { get }
    /// The lines of the rows at these positions, as bytes.
    func lines(_ rows: Range<Int>) -> [UInt8]
}

extension HouseholdRows: DeliveryLines {}
extension UnitRows: DeliveryLines {}

/// Writes microdata to a file: made by every processor, written in order.
struct LinesWriter {
    private let file: FileHandle
    private static let part = 16_384

    init(_ file: FileHandle) { self.file = file }

    /// Writes the header.
    func begin(_ rows: some DeliveryLines) throws { try file.write(contentsOf: Data(rows.header)) }

    /// Writes the rows of one year; the bytes do not depend on the number of processors.
    func write(_ rows: some DeliveryLines) throws {
        let parts = (rows.count + Self.part - 1) / Self.part
        let atOnce = 2 * Spreading.cores
        for first in stride(from: 0, to: parts, by: atOnce) {
            let wave = first..<min(parts, first + atOnce)
            let made = Spreading.overCores.results(of: wave.count) { number in
                let start = (first + number) * Self.part
                return rows.lines(start..<min(rows.count, start + Self.part))
            }
            for lines in made { try file.write(contentsOf: Data(lines)) }
        }
    }
}
