import Codebook
import Statistics
import ValidationWalks

/// A characteristic is known of nearly as many units as before, and as the others are.
struct CharacteristicIsKnown: DistributionRule {
    static let code = "characteristic-unknown"
    static let severity: Finding.Severity = .warning
    static let manual = ManualText(
        """
        A characteristic is known of nearly as many units as before, and as the others are.

        Shares are of the units that a characteristic is known of, so a column that lost half of its values publishes \
        the shares of the other half. Compared are the same regions, with the year before or else with the version \
        that is held; more unknown by the bound `change`, and not by chance, is a warning. Where there is nothing to \
        compare with, so is a characteristic that is unknown beyond the bound `share` while most others are known.
        """,
        repair: """
            check that the column was filled; nothing is to be done if the values are not known.
            """
    )
    static let bounds: [String: Int64] = ["change": 50, "share": 400]

    private let change: Double
    private let share: Double

    init?(_ context: RuleContext) {
        guard context.form.holdsCounts, !context.form.traits.isJoint,
            context.form.traits.units == .fullestVariable || context.form.units != nil
        else { return nil }
        change = Double(context.bound("change", of: Self.self)) / 1000
        share = Double(context.bound("share", of: Self.self)) / 1000
    }

    func check(_ period: PeriodTable, report: inout Report) {
        guard let distributions = period.distributions else { return }
        let codebook = period.delivery.context.codebook
        // Without one of its fields a characteristic is known of fewer, and reading has said so.
        let inPart = period.delivery.table.units?.derivedInPart ?? []
        let whole = Set(codebook.variables.indices).subtracting(inPart)
        let lacks = whole.sorted().compactMap {
            distributions.lack(of: $0, change: change, share: share, others: whole)
        }
        // One column of units may decide several characteristics, and is said once; one column of counts holds them all.
        let isOfUnits = period.delivery.table.units != nil
        var said: Set<Place> = []
        for lack in lacks {
            let place = self.place(of: lack.variable, period)
            if isOfUnits, let place, !said.insert(place).inserted { continue }
            let others = lacks.filter {
                isOfUnits && place != nil && self.place(of: $0.variable, period) == place
            }
            report.add(Self.self, at: place) { remark(lack, of: others.count, in: period) }
        }
    }

    private func place(of variable: Int, _ period: PeriodTable) -> Place? {
        let ranks = period.delivery.context.codebook.categoryRanks(of: variable)
        return period.delivery.table.columns.first { ranks.contains($0.rank) }?.place
    }

    private func remark(_ lack: KnownShares.Lack, of many: Int, in period: PeriodTable) -> Remark {
        let codebook = period.delivery.context.codebook
        let (percent, title, unit) = (
            Int((lack.share * 100).rounded()), codebook.variables[lack.variable].title, codebook.unit
        )
        let subject = Text(
            nl: "'\(title.nl)'\(many > 1 ? " (en wat uit dezelfde kolom volgt)" : "")",
            en: "'\(title.en)'\(many > 1 ? " (and what follows from the same column)" : "")"
        )
        // What is held is not told: of a few regions its share would be a count.
        let rest =
            switch lack.before {
            case .yearBefore:
                Text(
                    nl: "dat is veel meer dan in \(period.period.previousYear.name)",
                    en: "that is far more than in \(period.period.previousYear.name)"
                )
            case .version:
                Text(
                    nl: "dat is veel meer dan in wat is vastgelegd",
                    en: "that is far more than in what is held"
                )
            case nil:
                Text(
                    nl: "de meeste andere kenmerken zijn van bijna alle bekend",
                    en: "most other characteristics are known of nearly all"
                )
            }
        return Remark(
            Text(
                nl:
                    "\(subject.nl) is van \(percent) procent van de \(unit.nl) niet bekend; \(rest.nl).",
                en:
                    "\(subject.en) is not known of \(percent) percent of the \(unit.en); \(rest.en)."
            ),
            repair: Text(
                nl:
                    "Controleer of de kolom gevuld is, en lever zo nodig opnieuw; is de waarde echt onbekend, dan hoeft u niets te doen.",
                en:
                    "Check that the column was filled, and deliver again if need be; nothing is to be done if the values are not known."
            )
        )
    }
}
