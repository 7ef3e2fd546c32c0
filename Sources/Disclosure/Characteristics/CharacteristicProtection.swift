public import Classification
public import Codebook
public import Statistics

/// Protects figures of characteristics that each have units of their own: each like a data set by itself.
///
/// Minimum frequency, recoding and secondary suppression of a characteristic count the units of which it is
/// known. No two characteristics are ever crossed, so an exchange of units within one changes no published
/// figure of another. Source: docs/decisions/0023-protected-one-by-one.md.
public struct CharacteristicProtection: Sendable {
    /// The data set.
    public let codebook: Codebook
    /// The regions.
    public let edition: Edition

    /// The protected table, with the reasons for its suppressions.
    public struct ProtectedCharacteristics: Sendable {
        /// The protected table.
        public let table: ProtectedTable
        /// By region and variable, the reasons why it is not shown completely; confidential.
        public let reasons: [RegionIndex: [Int: Set<ProtectionReason>]]
        /// Regions and variables that could not be proved safe; they are suppressed.
        public let unproven: [RegionIndex: Set<Int>]
        /// The version of every region, to be kept for the next release; confidential.
        public let standing: [RegionIndex: CharacteristicVersions]
    }

    /// Creates the protection of a data set.
    public init(_ codebook: Codebook, edition: Edition) {
        self.codebook = codebook
        self.edition = edition
    }

    /// The protected rows of one characteristic.
    public struct ProtectedCharacteristic: Sendable {
        /// Its columns, as positions among those of the table.
        let places: [Int]
        /// By row, the values of these columns.
        let values: [[Value]]
        let reasons: [RegionIndex: Set<ProtectionReason>]
        let unproven: Set<RegionIndex>
        /// The version of each region, to be kept for the next release.
        var standing: [RegionIndex: [UInt8]] = [:]

        /// The same rows, with those that `other` has of some regions instead.
        ///
        /// - Parameters:
        ///   - other: The rows of the same regions, of these columns and perhaps more.
        ///   - isOther: By row, whether it is the other's.
        /// - Returns: The rows, with the columns of the other.
        public func taking(_ other: Self, where isOther: [Bool]) -> Self {
            let own = other.places.map { places.firstIndex(of: $0) }
            return Self(
                places: other.places,
                values: isOther.indices.map { row in
                    isOther[row]
                        ? other.values[row] : own.map { $0.map { values[row][$0] } ?? .missing(.unknown) }
                },
                reasons: reasons.merging(other.reasons) { $1 },
                unproven: unproven.union(other.unproven),
                standing: standing.merging(other.standing) { $1 }
            )
        }
    }

    /// Protects the figures of whole connected parts: every characteristic by
    /// ``part(_:of:roots:history:counts:)``, then combines them.
    ///
    /// - Parameters:
    ///   - table: The exact figures of all published regions in the parts, with the base of each figure in
    ///     units.
    ///   - roots: The regions that contain the parts; none contains another.
    ///   - history: The versions of these regions in earlier releases that are still public.
    ///   - counts: The stored counts of a region itself, by variable and category; nil if there are none.
    /// - Returns: A table of the same rows and columns, with its reasons and versions.
    public func protect(
        _ table: FiguresTable,
        roots: [RegionIndex],
        history: CharacteristicHistory = CharacteristicHistory(),
        counts: (RegionIndex) -> [[Int64]]?
    ) -> ProtectedCharacteristics {
        outcome(
            of: table,
            codebook.variables.indices.map { variable in
                part(variable, of: table, roots: roots, history: history) { counts($0)?[variable] }
            }
        )
    }

    /// Protects one characteristic, independently of the others; may run concurrently with them.
    ///
    /// - Parameters:
    ///   - variable: The rank of the characteristic.
    ///   - table: The exact figures of all published regions in the parts.
    ///   - roots: The regions that contain the parts; none contains another.
    ///   - history: The versions of these regions in earlier releases that are still public.
    ///   - counts: The stored counts of a region itself, by category; nil if there are none.
    /// - Returns: Its protected rows; nil if it is known of no unit.
    public func part(
        _ variable: Int,
        of table: FiguresTable,
        roots: [RegionIndex],
        history: CharacteristicHistory = CharacteristicHistory(),
        counts: (RegionIndex) -> [Int64]?
    ) -> ProtectedCharacteristic? {
        let part = CharacteristicPart(variable, of: codebook, columns: table.columns)
        guard let figures = part.figures(table) else { return nil }
        let space = CellSpace(apart: codebook.variables[variable])
        func regions(_ roots: [RegionIndex], _ counts: (RegionIndex) -> [Int64]?) -> LinkedRegions {
            LinkedRegions(
                edition: edition,
                isPublished: { codebook.levels.contains(edition.levels[$0].key) },
                roots: roots,
                space: space,
                counts: counts
            )
        }
        if codebook.variables[variable].isOfPlace {
            let values = part.ofPlace(figures, regions(roots, counts))
            return ProtectedCharacteristic(places: part.places, values: values, reasons: [:], unproven: [])
        }
        var shown = CharacteristicRows(figures, part.codebook)
        for root in roots { shown.protect(regions([root], counts), history: history) }
        return ProtectedCharacteristic(
            places: part.places,
            values: shown.values,
            reasons: shown.reasons,
            unproven: shown.unproven,
            standing: shown.standing
        )
    }

    /// Combines the rows of every characteristic with the figures of the region as a whole.
    ///
    /// - Parameters:
    ///   - table: The exact figures.
    ///   - parts: The results of ``part(_:of:roots:history:counts:)``, one for each variable.
    /// - Returns: A table of the same rows and columns, with its reasons and versions.
    public func outcome(of table: FiguresTable, _ parts: [ProtectedCharacteristic?])
        -> ProtectedCharacteristics
    {
        let rounding = table.columns.map { PublishedRounding(codebook.topics[$0], by: codebook.protection) }
        let threshold = codebook.protection.threshold
        var values = table.rows.map { row in
            let isFew = row.figures.population.map { $0 < threshold } ?? true
            return zip(table.columns, zip(rounding, row.figures.figures)).map { column, figure in
                let isOfRegion = codebook.topics[column].traits.isOfArea
                return figure.0.isUnits || (isOfRegion && !isFew)
                    ? figure.0.published(figure.1, mayShow: true) : .missing(.unknown)
            }
        }
        var reasons: [RegionIndex: [Int: Set<ProtectionReason>]] = [:]
        var unproven: [RegionIndex: Set<Int>] = [:]
        var standing: [RegionIndex: [[UInt8]]] = [:]
        for (variable, part) in parts.enumerated() {
            guard let part else { continue }
            for (region, own) in part.reasons { reasons[region, default: [:]][variable] = own }
            for (region, said) in part.standing { standing[region, default: []].append(said) }
            for region in part.unproven { unproven[region, default: []].insert(variable) }
            for place in values.indices {
                for (column, value) in zip(part.places, part.values[place]) { values[place][column] = value }
            }
        }
        let rows = zip(table.rows, values).map { ProtectedTable.Row(region: $0.region, values: $1) }
        return ProtectedCharacteristics(
            table: ProtectedTable(
                period: table.period,
                status: table.status,
                columns: table.columns,
                rows: rows
            ),
            reasons: reasons,
            unproven: unproven,
            standing: standing.mapValues(CharacteristicVersions.init)
        )
    }
}

/// One characteristic of a data set, as a data set by itself.
struct CharacteristicPart {
    /// The data set of this variable alone.
    let codebook: Codebook
    /// The positions of its columns among those of the whole table.
    let places: [Int]

    init(_ variable: Int, of whole: Codebook, columns: [Int]) {
        let own = columns.indices.compactMap { place in
            whole.topics[columns[place]].alone(of: variable).map { (place: place, topic: $0) }
        }
        var codebook = whole
        codebook.variables = [whole.variables[variable]]
        codebook.topics = own.map(\.topic)
        self.codebook = codebook
        places = own.map(\.place)
    }

    /// The rows of its columns, with the units of which it is known; nil if it is known of no unit.
    func figures(_ table: FiguresTable) -> FiguresTable? {
        guard let first = places.first else { return nil }
        let rows = table.rows.map { row in
            FiguresTable.Row(
                region: row.region,
                figures: RegionFigures(
                    population: row.figures.bases?[first] ?? row.figures.population,
                    figures: places.map { row.figures.figures[$0] }
                )
            )
        }
        guard rows.contains(where: { $0.figures.population.map { $0 > 0 } ?? false }) else { return nil }
        return FiguresTable(
            period: table.period,
            status: table.status,
            columns: Array(places.indices),
            rows: rows
        )
    }
}

extension CharacteristicPart {
    /// Protects the rows of a characteristic of places: primary suppression and recoding, without secondary
    /// suppression, because the figures of the others of a place are not secret.
    func ofPlace(_ figures: FiguresTable, _ regions: LinkedRegions) -> [[Value]] {
        var rule = codebook.protection
        rule.groupDisclosure = .publish
        let space = regions.space
        var groups: [RegionIndex: [Int64]] = [:]
        for member in regions.members {
            guard let key = member.key else { continue }
            var sums = [Int64](repeating: 0, count: space.groupTotal)
            for atom in member.atoms {
                for (cell, group) in space.groups[0].enumerated() {
                    sums[group] += regions.atoms[atom][cell]
                }
            }
            groups[key.region] = sums
        }
        let rows = RowPublication(codebook, columns: figures.columns)
        return figures.rows.map { row in
            var view = RegionView.whole(space)
            view.isShown = row.figures.population.map { $0 >= rule.threshold } ?? false
            if let counts = groups[row.region] {
                let merging = GroupMerging(
                    rule: rule,
                    pairs: codebook.variables[0].mergePairs,
                    counts: counts
                )
                view.blocks = [merging.blocks(near: [], last: nil)]
            }
            return rows.values(row.figures, view: view)
        }
    }
}

extension Topic {
    /// The topic in a data set of that variable alone; nil for a topic of another variable.
    fileprivate func alone(of wanted: Int) -> Self? {
        guard let figure = measure.groupFigure, figure.variable == wanted else { return nil }
        var topic = self
        topic.measure = figure.measure(ofVariable: 0)
        return topic
    }
}
