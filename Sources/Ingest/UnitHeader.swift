import Codebook
import Derivation
import Statistics

/// The header of a delivery with a row for every unit, whose categories are derived from its fields.
struct UnitHeader {
    /// The position of the column of the report year.
    let period: Int
    /// The position of the column that says which unit it is.
    let id: Int
    /// The position of the column of the region.
    let region: Int
    /// What is derived.
    let variables: [Derived]
    /// The columns that nothing is derived from.
    let unknown: [CSVCell]
    /// A column that stands twice.
    let twice: CSVCell?

    /// A variable that has all the columns that it is derived from, or some of them.
    struct Derived {
        let rank: Int
        let derivation: any Derivation
        let setting: DerivationSetting
        /// For each field the columns by year, or one column for all years under 0.
        let columns: [[Int: Int]]
        /// Whether each field stands once a year.
        let isYearly: [Bool]
    }

    /// Looks at a row of headers; nil where it is not that of units.
    init?(_ cells: [CSVCell], columns: UnitColumns, codebook: Codebook) {
        let names = cells.map { HeaderNames.normal($0.text) }
        func position(_ spellings: [String]) -> Int? {
            spellings.lazy.compactMap { names.firstIndex(of: HeaderNames.normal($0)) }.first
        }
        guard let period = position(columns.period), let id = position(columns.id),
            let region = position(columns.region)
        else { return nil }
        self.period = period
        self.id = id
        self.region = region
        var used: Set<Int> = [period, id, region]
        var variables: [Derived] = []
        for (rank, variable) in codebook.variables.enumerated() {
            guard let setting = variable.derivation,
                let derivation = try? DerivationCatalogue.derivation(
                    setting,
                    categories: variable.categories.count
                )
            else { continue }
            let found = setting.from.map { Self.columns($0, names) }
            for column in found.flatMap(\.values) { used.insert(column) }
            guard found.contains(where: { !$0.isEmpty }) else { continue }
            variables.append(
                Derived(
                    rank: rank,
                    derivation: derivation,
                    setting: setting,
                    columns: found,
                    isYearly: setting.from.map { $0.hasSuffix("*") }
                )
            )
        }
        self.variables = variables
        unknown = cells.indices.filter { !used.contains($0) && !names[$0].isEmpty }.map { cells[$0] }
        twice = cells.indices.first { names[..<$0].contains(names[$0]) && !names[$0].isEmpty }.map {
            cells[$0]
        }
    }

    /// The columns of a field, by year; 0 where it stands once.
    private static func columns(_ field: String, _ names: [String]) -> [Int: Int] {
        guard field.hasSuffix("*") else {
            return names.firstIndex(of: HeaderNames.normal(field)).map { [0: $0] } ?? [:]
        }
        let prefix = HeaderNames.normal(String(field.dropLast()))
        var columns: [Int: Int] = [:]
        for (position, name) in names.enumerated() where name.hasPrefix(prefix) {
            let digits = name.dropFirst(prefix.count)
            if digits.utf8.count == 4, let year = Int(digits) { columns[year] = columns[year] ?? position }
        }
        return columns
    }
}

extension UnitHeader.Derived {
    /// The columns that hold each field in a report year; nil within them for one that is not there.
    func positions(in year: Int) -> [[Int?]] {
        zip(columns, isYearly).map { columns, isYearly in
            isYearly ? setting.years.map { columns[year + $0] } : [columns[0]]
        }
    }

    /// The rank of a unit's category; nil where it is of none.
    ///
    /// - Throws: The position of the column whose field cannot be read.
    func category(of records: CSVRecords, year: Int) throws(UnreadableField) -> Int? {
        let positions = positions(in: year)
        let inputs = positions.map { $0.map { $0.map { records.text($0) } ?? "" } }
        switch derivation.derive(from: inputs, in: year) {
        case .category(let category): return category
        case .unknown: return setting.unknown
        case .unreadable(let field, let text): throw UnreadableField(column: positions[field][text] ?? 0)
        }
    }
}

/// A field of a row does not hold what its column does.
struct UnreadableField: Error {
    /// The position of the column.
    let column: Int
}
