package import Classification
import Codebook
package import Statistics

/// A delivery with its codes and periods looked up, once each.
package struct LookedUp: Sendable {
    /// The result of looking up a delivered code in the edition.
    package enum RegionLookUp: Hashable, Sendable {
        /// The code of this region.
        case known(RegionIndex)
        /// The edition cannot tell.
        case undecided
        /// No region of the edition has it.
        case unknown
        /// It has letters, and no code of its level in the edition has.
        case letters
        /// It has the form of no level's codes.
        case malformed
        /// The codebook names it as the code of units that no region has.
        case unplaced
    }

    /// The delivery.
    package let table: ParsedTable
    /// The inputs of rules besides the delivery.
    package let context: RuleContext
    /// The result of looking up each of the delivery's regions.
    package let regions: [RegionLookUp]
    /// The fit of the codes to other years; nil if the edition has them all.
    package let fit: EditionFit?
    /// For each of the delivery's periods, its position in the context's; nil for an unreadable one.
    package let periods: [Int?]

    /// Looks up the codes and periods of a delivery.
    package init(_ table: ParsedTable, context: RuleContext) {
        let (codebook, edition) = (context.codebook, context.edition)
        self.table = table
        self.context = context
        periods = table.periods.map { parsed in
            parsed.period.flatMap { context.periods.firstIndex(of: $0) }
        }

        var fits = true
        var letters: [Int: Bool] = [:]
        regions = table.regions.map { region in
            let outcome = Self.outcome(of: region.code, in: edition, letters: &letters)
            if case .known = outcome { return outcome }
            if codebook.keys.unplaced.contains(region.code.description) { return .unplaced }
            fits = false
            return outcome
        }
        fit = fits ? nil : EditionFit(of: table.regions.map(\.code), to: edition)
    }

    /// The year whose classification the codes fit better than the edition.
    package var better: EditionFit.Better? { fit?.better }

    private static func outcome(
        of code: RegionCode,
        in edition: Edition,
        letters: inout [Int: Bool]
    ) -> RegionLookUp {
        switch edition.lookUp(code) {
        case .known(let index): return .known(index)
        case .undecided: return .undecided
        case .unknown: break
        }
        guard let level = edition.level(of: code) else { return .malformed }
        guard edition.levels[level].holdsLetters(code) else { return .unknown }
        let written =
            letters[level]
            ?? edition.regions.contains { $0.level == level && edition.levels[level].holdsLetters($0.code) }
        letters[level] = written
        return written ? .unknown : .letters
    }
}
