extension Codebook {
    /// The largest coefficient, in units of its last decimal; sums of a country's scores stay exact below it.
    static let coefficientLimit: Int64 = 1 << 28

    /// The flaws in the scheme of scores.
    var scoringFlaws: [Flaw] {
        switch scheme {
        case .coefficients(let scheme): flaws(of: scheme) + flawsWithoutClasses
        case .unscored: flawsWithoutClasses
        case .classes(let scheme): flaws(of: scheme)
        }
    }

    /// The flaw of a form with counts of indicators without classes.
    private var flawsWithoutClasses: [Flaw] {
        guard let form = forms.firstIndex(where: { $0.holdsTopicsApart }) else { return [] }
        return [
            Flaw(
                .form(form),
                "counts of indicators need the scheme 'classes'",
                "give `scoring` that scheme, or remove the form"
            )
        ]
    }

    private func flaws(of scheme: ClassScheme) -> [Flaw] {
        var flaws: [Flaw] = []
        if let repeated = Self.firstRepeated(scheme.indicators.map(\.key)) {
            flaws.append(.twice(.indicator(repeated), "indicator", scheme.indicators[repeated].key))
        }
        for (rank, indicator) in scheme.indicators.enumerated() {
            if indicator.numerator == indicator.denominator {
                flaws.append(
                    Flaw(
                        .indicator(rank),
                        "'\(indicator.key)' divides a count by itself",
                        "name two counts of the form of counts"
                    )
                )
            }
            if indicator.lag >= years.count {
                flaws.append(
                    Flaw(
                        .indicator(rank),
                        "'\(indicator.key)' lags \(indicator.lag) years, and no two report years are as far apart",
                        "write a smaller lag, or open the earlier years in `years`"
                    )
                )
            }
        }
        if let form = forms.firstIndex(where: { !$0.holdsTopicsApart && $0.holdsCounts }) {
            flaws.append(
                Flaw(
                    .form(form),
                    "the scheme 'classes' has no use for the layout '\(forms[form].layout.rawValue)'",
                    "write counts or published"
                )
            )
        }
        for (position, topic) in topics.enumerated() {
            guard topic.traits.isOfClasses, let range = topic.range else { continue }
            let highest = (0..<topic.decimals).reduce(Int64(scheme.classes - 1)) { highest, _ in highest * 10
            }
            if range.lowerBound > 0 || range.upperBound < highest {
                flaws.append(
                    Flaw(
                        .topic(position),
                        "its range leaves out some of the scores from 0 to \(scheme.classes - 1)",
                        "remove `range`, or widen it"
                    )
                )
            }
        }
        return flaws
    }

    private func flaws(of scheme: CoefficientScheme) -> [Flaw] {
        var flaws: [Flaw] = []
        if scheme.divisor < 1 { flaws.append(Flaw(.scoring, "the divisor is below 1", "write 1 or more")) }
        if let repeated = Self.firstRepeated(scheme.sets.map(\.key)) {
            flaws.append(.twice(.coefficientSet(repeated), "set", scheme.sets[repeated].key))
        }
        for (position, set) in scheme.sets.enumerated() {
            flaws += self.flaws(of: set, at: position)
            // An adopted set takes its years from those before it, on purpose.
            if set.file == nil,
                let other = scheme.sets[..<position].first(where: { $0.serves.overlaps(set.serves) })
            {
                flaws.append(
                    Flaw(
                        .coefficientSet(position),
                        "the sets '\(other.key)' and '\(set.key)' serve the same report year",
                        "give each year one set"
                    )
                )
            }
        }
        if let year = years.first(where: { year in !scheme.sets.contains { $0.serves.contains(year) } }) {
            flaws.append(
                Flaw(.coefficientSets, "no set serves the report year \(year)", "add one, or close the year")
            )
        }
        return flaws
    }

    private func flaws(of set: CoefficientSet, at position: Int) -> [Flaw] {
        guard set.coefficients.count == variables.count else {
            return [
                Flaw(.coefficientSet(position), "a variable has no coefficients", "give each variable a list")
            ]
        }
        for (rank, variable) in variables.enumerated() {
            let part = Part.coefficients(set: position, variable: rank)
            let list = set.coefficients[rank]
            guard list.count == variable.categories.count else {
                let counts = "\(list.count) coefficients for \(variable.categories.count) categories"
                return [Flaw(part, "has \(counts)", "give each category one, in order")]
            }
            guard list.allSatisfy({ $0.magnitude <= Self.coefficientLimit }) else {
                return [Flaw(part, "a coefficient is too large", "write a smaller number, or fewer decimals")]
            }
        }
        return []
    }
}
