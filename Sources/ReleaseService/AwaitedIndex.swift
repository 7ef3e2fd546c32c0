package import Classification
package import Codebook
package import Ledger
import Scoring
package import Statistics

/// Tells a steward which counts an index still waits for, and when it is made.
package struct AwaitedIndex {
    /// The code of what is awaited.
    package static let code = "index-awaited"
    /// The code of what is made.
    package static let madeCode = "index-made"

    package let codebook: Codebook
    package let edition: Edition

    package init(codebook: Codebook, edition: Edition) {
        self.codebook = codebook
        self.edition = edition
    }

    /// The findings of a delivery: one for each year that it brings counts for and that is not complete with it, or
    /// that it completes.
    ///
    /// - Parameters:
    ///   - holdings: What the delivery brings.
    ///   - stored: Reads the periods that are stored before it; only asked where the delivery brings counts.
    /// - Returns: Notes, by rising year.
    package func findings(of holdings: [PeriodHoldings], beside stored: () throws -> [StoredPeriod]) rethrows
        -> Findings
    {
        var brought: Set<IndexYear.IndexCount> = []
        for holding in holdings where codebook.form(holding.form)?.holdsTopicsApart == true {
            for rank in holding.columns { brought.insert(.init(period: holding.period, rank: rank)) }
        }
        guard !brought.isEmpty else { return Findings() }
        let before = Set(
            try stored().filter { codebook.form($0.form)?.holdsTopicsApart == true }.flatMap { period in
                period.columns.map { IndexYear.IndexCount(period: period.period, rank: $0) }
            }
        )
        let all = brought.union(before)
        let periods = Set(brought.flatMap { IndexYear.periods(using: $0.period, in: codebook) })
        var findings = Findings()
        for period in periods.sorted() {
            guard let year = IndexYear(codebook: codebook, edition: edition, period: period),
                year.sources.contains(where: brought.contains)
            else { continue }
            let awaited = year.awaited(holding: all)
            guard !awaited.isEmpty else {
                if !year.awaited(holding: before).isEmpty { findings.add(made(period)) }
                continue
            }
            findings.add(finding(of: year, awaited, isMade: year.isMade(of: all)))
        }
        return findings
    }

    private func made(_ period: Period) -> Finding {
        Finding(
            code: Self.madeCode,
            severity: .note,
            place: nil,
            message: Text(
                nl: "Met deze aanlevering is er niets meer dat de index van \(period.name) mist.",
                en: "With this delivery nothing is missing any more for the index of \(period.name)."
            ),
            repair: Text(nl: "Niets; de index wordt gemaakt.", en: "Nothing; the index is made.")
        )
    }

    private func finding(of year: IndexYear, _ awaited: [IndexYear.IndexCount], isMade: Bool) -> Finding {
        let topics = codebook.countsForm?.topics ?? []
        func list(_ language: Language) -> String {
            awaited.map { "\(topics[$0.rank].title[language]) (\($0.period.name))" }.joined(separator: ", ")
        }
        let name = year.period.name
        return Finding(
            code: Self.code,
            severity: .note,
            place: nil,
            message: isMade
                ? Text(
                    nl:
                        "De cijfers van \(name) zijn gemaakt, maar nog niet volledig. Er wordt gewacht op: \(list(.nl)).",
                    en: "The figures of \(name) are made, but not yet complete. Still awaited: \(list(.en))."
                )
                : Text(
                    nl: "De index van \(name) is nog niet te maken. Er wordt gewacht op: \(list(.nl)).",
                    en: "The index of \(name) cannot be made yet. Still awaited: \(list(.en))."
                ),
            repair: Text(
                nl: "Lever deze aantallen ook, elk onder het jaar dat erbij staat.",
                en: "Deliver these counts too, each under the year that stands beside it."
            )
        )
    }
}
