import Classification
import Codebook
import Statistics
import ValidationWalks

/// Of a whole base year, the mean score of all units is zero.
struct NationalMeanIsZero: DistributionRule {
    static let code = "national-mean"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        Of a whole base year, the mean score of all units is zero.

        Coefficients are standardised over all units of the year that they were estimated on, so the mean of that \
        year over the whole country is zero within the rounding of scores and coefficients. Looked at are \
        deliveries that hold every region of the coarsest published level, of data sets whose codebook names the rule. `published` is the bound on the mean of \
        delivered scores, `counts` that on the mean computed from counts, of which the coefficients are rounded.
        """,
        repair: """
            check that the year is whole, and that no column was exchanged; nothing, if the figures are right.
            """
    )
    static let bounds: [String: Int64] = ["published": 20, "counts": 50]

    private let published: Double
    private let counts: Double

    init?(_ context: RuleContext) {
        // Only a data set knows whether its coefficients are of all units of the edition.
        guard context.codebook.levels.first != nil, context.codebook.rules[Self.code] != nil else {
            return nil
        }
        published = Double(context.bound("published", of: Self.self)) / 1000
        counts = Double(context.bound("counts", of: Self.self)) / 1000
    }

    func check(_ period: PeriodTable, report: inout Report) {
        let codebook = period.delivery.context.codebook
        guard let (set, divisor) = codebook.scheme.scoring(codebook.variables, in: period.period),
            period.period.kind == .year, set.baseYear == period.period.year,
            let profile = period.distributions?.delivered
        else { return }
        let isDelivered = profile.features.contains(.score(variable: nil))
        guard let mean = Self.mean(of: profile, in: period, set, divisor), mean.isFinite,
            mean.magnitude > (isDelivered ? published : counts)
        else { return }
        report.add(Self.self, at: isDelivered ? period.place(of: .score(variable: nil)) : nil) {
            Remark(
                Text(
                    nl:
                        "De gemiddelde score van alle \(codebook.unit.nl) in \(period.period.name) is \(mean < 0 ? "lager" : "hoger") dan 0; in het basisjaar van de coëfficiënten is zij 0.",
                    en:
                        "The mean score of all \(codebook.unit.en) in \(period.period.name) is \(mean < 0 ? "below" : "above") 0; in the base year of the coefficients it is 0."
                ),
                repair: Text(
                    nl:
                        "Controleer of het jaar compleet is en of geen kolommen zijn verwisseld; kloppen de cijfers, dan hoeft u niets te doen.",
                    en:
                        "Check that the year is whole and that no columns are exchanged; nothing is to be done if the figures are right."
                )
            )
        }
    }

    /// The mean score of all units; nil where a region of the coarsest published level has no figures.
    private static func mean(
        of profile: Profile,
        in period: PeriodTable,
        _ set: CoefficientSet,
        _ divisor: Int
    ) -> Double? {
        let (edition, codebook) = (period.edition, period.delivery.context.codebook)
        guard
            let level = edition.levels.firstIndex(where: { level in codebook.levels.first == level.key })
        else { return nil }
        let scale = Double(set.scale) * Double(divisor)
        func score(_ entry: Profile.Entry) -> Double? {
            if let place = profile.features.firstIndex(of: .score(variable: nil)) {
                return entry.values[place].isFinite ? entry.values[place] : nil
            }
            var (sum, found) = (0.0, false)
            for (place, feature) in profile.features.enumerated() {
                guard case .category(let variable, let category) = feature else { continue }
                guard entry.values[place].isFinite else { return nil }
                sum += entry.values[place] * Double(set.coefficients[variable][category])
                found = true
            }
            return found ? sum / scale : nil
        }
        var (sum, units) = (0.0, 0.0)
        for position in period.positions(ofLevel: level) {
            if let entry = profile.entries[position], entry.units > 0 {
                guard let score = score(entry) else { return nil }
                sum += score * entry.units
                units += entry.units
                continue
            }
            let leaves = period.subtree(position).filter {
                edition.isLeaf(RegionIndex($0)) && profile.entries[$0].map { $0.units > 0 } == true
            }
            guard !leaves.isEmpty else { return nil }
            for leaf in leaves {
                guard let entry = profile.entries[leaf] else { continue }
                // Scores of small regions are withheld; their part of the country is small too.
                guard let score = score(entry) else { continue }
                sum += score * entry.units
                units += entry.units
            }
        }
        return units > 0 ? sum / units : nil
    }
}
