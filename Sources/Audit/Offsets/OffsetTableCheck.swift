public import Codebook
public import Statistics

/// Compares a table that is to be written with the evidence that was checked, cell by cell.
///
/// Figures without evidence may not be shown, and shown figures equal the evidence. Source:
/// docs/decisions/0081-the-gate-reads-the-written-table.md.
public struct OffsetTableCheck: Sendable {
    private let codebook: Codebook
    private let counts: [AuditedCounts]
    private let rows: [OffsetEvidence.Row]
    /// By the code of a region, the rank of its row; -1 where it is withheld.
    private let rowOf: [String: Int]
    /// By the code of a withheld region of the classification, its units.
    private let unitsOf: [String: Int]

    /// Prepares the comparison with a table of some codebook.
    public init(_ counted: CountedEvidence, codebook: Codebook) {
        self.codebook = codebook
        rows = counted.evidence.rows
        counts = counted.counts
        rowOf = counted.regions.rowOf
        unitsOf = counted.regions.withheldUnits
    }

    /// Disagreements with the evidence, by place and topic: never values.
    public func faults(_ table: [String: SafetyCertificate.Row]) -> [String] {
        table.sorted { $0.key < $1.key }.flatMap { code, row in
            zip(row.columns, row.values).compactMap { rank, value -> String? in
                agrees(value, codebook.topics[rank], code) ? nil : "\(code): \(codebook.topics[rank].key)"
            }
        }
    }

    private func agrees(_ value: Value, _ topic: Topic, _ code: String) -> Bool {
        if topic.measure == .carried { return true }
        let rank = rowOf[code].flatMap { $0 < 0 ? nil : $0 }
        if topic.measure == .population { return agrees(value, unitsOf: rank, code) }
        guard let number = value.number else { return isAbsent(topic.measure, rank) }
        guard let rank else { return false }
        let figures = rows[rank].figures
        switch topic.measure {
        case .unit(let kind):
            return units(of: kind, figures) == [Int(number)]
        case .imputedShare:
            // In the coarsest unit of the percentages, all of which are shown.
            let own = codebook.variables.indices.map { units(of: .shares(variable: $0), figures).max() ?? 0 }
            return own.allSatisfy { $0 > 0 } && Int(number) % (own.max() ?? 1) == 0
        case .bound(let side, let bounded):
            guard let figure = figure(bounded.measure, figures) else { return false }
            let apart = Int(number) - figure.value * figure.unit
            return apart % figure.unit == 0 && (side == .lower ? apart < 0 : apart > 0)
        default:
            guard let figure = figure(topic.measure, figures) else { return false }
            return figure.value * figure.unit == Int(number)
        }
    }

    /// Whether nothing may be shown there: a figure that the evidence has must be there, so that the evidence is of this
    /// table.
    private func isAbsent(_ measure: Measure, _ rank: Int?) -> Bool {
        guard let rank else { return true }
        switch measure {
        case .unit(let kind): return units(of: kind, rows[rank].figures).isEmpty
        case .imputedShare, .bound: return true
        default: return figure(measure, rows[rank].figures) == nil
        }
    }

    private func agrees(_ value: Value, unitsOf rank: Int?, _ code: String) -> Bool {
        guard let units = rank.map({ counts[$0].units }) ?? unitsOf[code] else { return true }
        guard let number = value.number else { return true }
        let base = codebook.protection.rounding
        return Rounding.halfUp(Int128(units), Int128(base)) * base == number
    }

    private func units(of kind: PublishedFigure, _ figures: [OffsetEvidence.Figure]) -> Set<Int> {
        Set(
            figures.filter { figure in
                switch (kind, figure.measure) {
                case (.scores, .score): true
                case (.shares(let own), .share(let variable, _)): own == variable
                default: false
                }
            }.map(\.unit)
        )
    }

    /// The figure of the evidence that a measure is; nil for none.
    private func figure(_ measure: Measure, _ figures: [OffsetEvidence.Figure]) -> OffsetEvidence.Figure? {
        let all = codebook.variables.count
        let wanted: OffsetEvidence.Measure
        switch measure {
        case .share(let variable, let group): wanted = .share(variable: variable, groups: 1 << UInt32(group))
        case .mergedShare(let variable, let groups):
            wanted = .share(variable: variable, groups: groups.reduce(0) { $0 | 1 << UInt32($1) })
        case .score(let variable): wanted = .score(variable ?? all)
        case .standardDeviation(let variable): wanted = .deviation(variable ?? all)
        case .meanDifference(let variable): wanted = .difference(variable ?? all)
        default: return nil
        }
        return figures.first { $0.measure == wanted }
    }
}
