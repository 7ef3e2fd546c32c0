import Codebook

/// Of how many units each variable is not known, over regions together.
package struct KnownShares: Sendable {
    /// The units of the regions that are compared.
    package let units: Double
    /// By variable, the units that it is not known of; nil where it has no column.
    package let unknown: [Double?]

    /// Adds up regions of a period.
    ///
    /// - Parameters:
    ///   - profile: The figures of the period.
    ///   - positions: The regions, by position in the edition; those without figures count as none.
    package init(_ profile: Profile, of positions: some Sequence<Int>) {
        var (units, known) = (0.0, [Double](repeating: 0, count: profile.variables.count))
        for position in positions {
            guard let entry = profile.entries[position], !entry.known.isEmpty else { continue }
            units += entry.units
            for variable in known.indices { known[variable] += entry.known[variable] }
        }
        self.units = units
        unknown = known.indices.map { profile.variables[$0] ? max(0, units - known[$0]) : nil }
    }

    /// The share of the units that a variable is not known of; nil where it has no column, or there are no units.
    package func share(of variable: Int) -> Double? {
        guard units > 0, unknown.indices.contains(variable) else { return nil }
        return unknown[variable].map { $0 / units }
    }

    /// A variable of which much is not known, and what that was before, if anything is held.
    package struct Lack: Sendable {
        /// The variable.
        package let variable: Int
        /// The share of the units that it is not known of.
        package let share: Double
        /// Reference of the comparison; nil where there is none.
        package let before: Distributions.Reference.Kind?
    }

    /// The fewest units of which a share is taken.
    static let fewest = 50.0
    /// The share beyond which one variable says nothing of another: a source that knows little of anything.
    static let usual = 0.1
}

extension Distributions {
    /// Unknown share of a variable, where it is more than before or, with nothing to compare with, more than of others.
    ///
    /// - Parameters:
    ///   - variable: The variable.
    ///   - change: How much the share must have risen, from 0 to 1.
    ///   - share: How large it must be where nothing is held, from 0 to 1.
    ///   - others: The variables that it is then held against.
    /// - Returns: The lack; nil where there is none.
    package func lack(of variable: Int, change: Double, share: Double, others: Set<Int>)
        -> KnownShares.Lack?
    {
        for (profile, kind) in [(yearBefore, Reference.Kind.yearBefore), (version, .version)] {
            guard let profile else { continue }
            let shared = lowest.filter { profile.entries[$0] != nil }
            let (now, then) = (KnownShares(delivered, of: shared), KnownShares(profile, of: shared))
            guard min(now.units, then.units) >= KnownShares.fewest, let a = now.share(of: variable),
                let b = then.share(of: variable)
            else { continue }
            let both = (a * now.units + b * then.units) / (now.units + then.units)
            let chance = (both * (1 - both) * (1 / now.units + 1 / then.units)).squareRoot()
            // Four standard errors: of thousands of files one is warned of by chance.
            return a - b > max(change, 4 * chance)
                ? KnownShares.Lack(variable: variable, share: a, before: kind) : nil
        }
        let alone = KnownShares(delivered, of: lowest)
        guard alone.units >= KnownShares.fewest, let own = alone.share(of: variable), own >= share else {
            return nil
        }
        let shares = others.subtracting([variable]).compactMap(alone.share).sorted()
        guard shares.count >= 3, shares[shares.count / 2] <= KnownShares.usual else { return nil }
        return KnownShares.Lack(variable: variable, share: own, before: nil)
    }
}
