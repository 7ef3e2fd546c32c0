import Bytes
import Statistics

/// The sign between the whole part of a number and its decimals.
package enum DecimalMark: Hashable, Sendable {
    case point, comma

    /// The other mark.
    package var other: Self { self == .point ? .comma : .point }
}

/// The decimal marks that a delivery uses, with their numbers and first places.
package struct DecimalMarkEvidence: Hashable, Sendable {
    private var points = Sightings()
    private var commas = Sightings()

    private struct Sightings: Hashable, Sendable {
        var count = 0
        var first: [Place] = []
    }

    /// Notes a number that can only be read with `mark`.
    @inline(__always)
    package mutating func note(_ mark: DecimalMark, line: Int, column: Int) {
        if mark == .point { Self.note(&points, line, column) } else { Self.note(&commas, line, column) }
    }

    @inline(__always)
    private static func note(_ sightings: inout Sightings, _ line: Int, _ column: Int) {
        sightings.count += 1
        if sightings.first.count < Findings.keptOfEachKind {
            sightings.first.append(Place(line: line, column: column))
        }
    }

    /// The conflict, if both marks occur: one rejection for each number of the rarer mark.
    ///
    /// - Parameter usual: The usual mark of such files, which wins if both occur as often.
    /// - Returns: The findings, counted in full; none if the marks agree.
    func conflict(usual: DecimalMark) -> Findings {
        guard points.count > 0, commas.count > 0 else { return Findings() }
        let believed: DecimalMark =
            points.count == commas.count ? usual : points.count > commas.count ? .point : .comma
        let rare = believed == .point ? commas : points
        let words = believed == .point ? ReadingFault.commaAmongPoints : ReadingFault.pointAmongCommas
        let kept = rare.first.map { place in
            ReadingFault.decimalMarkConflict.finding(at: place, message: words.message, repair: words.repair)
        }
        let fault = ReadingFault.decimalMarkConflict
        return Findings(
            kept: kept,
            totals: [.init(code: fault.rawValue, severity: fault.severity): rare.count]
        )
    }
}
