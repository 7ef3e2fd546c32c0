import Classification
import Codebook
import Statistics

/// Which figures of a table have a secret offset, by its own pattern: whoever knows the rule knows it too.
extension PublishedTable {
    /// Assumes offsets where the rule puts them: in every region of several parts of which the smallest withhold or
    /// recode a variable, of its shares and score, and of the total where it is any variable.
    ///
    /// A part without a row, and one that may be empty, counts as withheld: so too little is claimed, and never too much.
    mutating func assumeOffsets(_ codebook: Codebook) {
        // Periods that were out before offsets go on without, and say no units.
        guard codebook.protection(ofNew: period) == .offsets else { return }
        let tells = codebook.topics.contains { if case .unit = $0.measure { true } else { false } }
        isByOffsets = !tells || rows.contains { $0?.saysUnits == true }
        guard codebook.protection.offsets.rounding == .offset else { return }
        let small = rows.indices.map { position in
            edition.isLeaf(RegionIndex(position)) ? smallVariables(position) : []
        }
        for position in rows.indices {
            let region = RegionIndex(position)
            guard rows[position]?.isShown == true else { continue }
            // A table that does not say units where the rule has topics for them was made without offsets.
            if tells, rows[position]?.saysUnits == false { continue }
            if !tells { rows[position]?.guessUnits() }
            let isUnion = edition.unionLevel.map { edition[region].level == $0 } ?? false
            guard isUnion || !edition.isLeaf(region) else { continue }
            // Postcodes cut parts off that no row of this table tells of.
            var isAbove = knowledge.groups.map { _ in isUnion || isBesidePostcodes }
            for part in edition.descendants(of: region) where !small[part].isEmpty {
                for variable in isAbove.indices where small[part][variable] { isAbove[variable] = true }
            }
            rows[position]?.assumeOffsets(isAbove)
        }
    }

    /// By variable, whether a region withholds or recodes it.
    func smallVariables(_ position: Int) -> [Bool] {
        guard let row = rows[position], row.isShown else { return knowledge.groups.map { _ in true } }
        return knowledge.groups.indices.map { variable in
            row.shares.count { $0.variable == variable && $0.groups.count == 1 } < knowledge.groups[variable]
        }
    }

    /// The table with the assumption that figures with offset may be of earlier counts.
    ///
    /// - Parameter before: The table of the release just before; nil where it is not known. A gemeente, or another region
    ///   that is part of none, in which nothing differs from it is taken over as it was.
    /// - Returns: The table; in it such figures are off by less than two units.
    public func kept(since before: PublishedTable? = nil) -> Self {
        var table = self
        for root in edition.indices {
            guard edition[root].parent.map({ rows[$0.position] == nil }) ?? true else { continue }
            let members = root.position..<edition.descendants(of: root).upperBound
            if let before, members.allSatisfy({ Self.areSame(rows[$0], before.rows[$0]) }) {
                for member in members { table.rows[member] = before.rows[member] }
            } else {
                for member in members { table.rows[member]?.assumeKept(since: before?.rows[member]) }
            }
        }
        return table
    }

    private static func areSame(_ one: PublishedRow?, _ other: PublishedRow?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.showsSame(other)
    }
}
