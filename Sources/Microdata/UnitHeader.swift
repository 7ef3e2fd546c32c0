import Codebook
import Derivation
import Statistics
import TableReading

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
    private let places: [Place]
    /// The figures of regions as a whole that all needed columns are there for.
    let areas: [Area]
    /// The columns that stand once a year, each with the years before the report year that look back at it.
    let yearly: [(place: Place, year: Int, window: ClosedRange<Int>)]

    /// A figure of the region as a whole, with the columns of its fields; nil for one that is not there.
    struct Area {
        package let rank: Int
        package let name: String
        package let columns: [Int?]
    }

    /// A variable that has all the columns that it is derived from, or some of them.
    struct Derived {
        package let rank: Int
        /// How many categories the variable has.
        package let categories: Int
        package let setting: DerivationSetting
        /// For each field the columns by year, or one column for all years under 0.
        package let columns: [[Int: Int]]
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
            guard let setting = variable.derivation else { continue }
            let found = setting.from.map { Self.columns($0, names) }
            for column in found.flatMap(\.values) { used.insert(column) }
            guard found.contains(where: { !$0.isEmpty }) else { continue }
            variables.append(
                Derived(
                    rank: rank,
                    categories: variable.categories.count,
                    setting: setting,
                    columns: found,
                    isYearly: setting.from.map { $0.hasSuffix("*") }
                )
            )
        }
        self.variables = variables
        places = cells.map(\.place)
        yearly = variables.flatMap { variable in
            zip(variable.columns, variable.isYearly).flatMap { columns, isYearly in
                isYearly ? columns.map { (cells[$1].place, $0, variable.setting.years) } : []
            }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        areas = codebook.areas.enumerated().compactMap { rank, area in
            guard let (name, fields) = area.derivation,
                let derivation = try? AreaDerivationCatalogue.derivation(name, fields: fields.count)
            else { return nil }
            let found = fields.map { names.firstIndex(of: HeaderNames.normal($0)) }
            used.formUnion(found.compactMap(\.self))
            guard found.prefix(derivation.requiredFields).allSatisfy({ $0 != nil }) else { return nil }
            return Area(rank: rank, name: name, columns: found)
        }
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

extension UnitHeader {
    /// Where the first column that a variable is derived from stands.
    func place(of variable: Derived) -> Place? {
        variable.columns.flatMap(\.values).min().map { places[$0] }
    }
}

extension UnitHeader.Derived {
    /// The columns that hold each field in a report year, those of the years that are there; nil within them for
    /// one that stands once and is not there.
    package func positions(in year: Int) -> [[Int?]] {
        zip(columns, isYearly).map { columns, isYearly in
            isYearly ? setting.years.map { columns[year + $0] }.filter { $0 != nil } : [columns[0]]
        }
    }

    /// The years that a report year looks back at and of which a field that stands once a year has no column,
    /// where it has any.
    func missingYears(in year: Int) -> [Int] {
        let missing = zip(columns, isYearly).flatMap { columns, isYearly in
            isYearly && !columns.isEmpty ? setting.years.map { year + $0 }.filter { columns[$0] == nil } : []
        }
        return Set(missing).sorted()
    }

    /// What derives its category in a report year; nil where that needs limits that nobody gives.
    func deriving(in year: Int, limits: NationalLimits) -> UnitHeader.Deriving? {
        var setting = setting
        if setting.takesLimits, let bounds = limits.bounds(of: rank, in: year) { setting.bounds = bounds }
        guard let derivation = try? DerivationCatalogue.derivation(setting, categories: categories) else {
            return nil
        }
        return UnitHeader.Deriving(
            derivation: derivation,
            year: year,
            unknown: setting.unknown,
            positions: positions(in: year)
        )
    }
}

extension UnitHeader {
    /// Derives the category of a variable in one report year.
    struct Deriving {
        private let derivation: any Derivation
        private let year: Int
        private let unknown: Int?
        /// By field and year, the column; nil for one that is not there.
        private let positions: [[Int?]]
        private let columns: [Int]
        private var memo = DerivedMemo()

        init(derivation: any Derivation, year: Int, unknown: Int?, positions: [[Int?]]) {
            self.derivation = derivation
            self.year = year
            self.unknown = unknown
            self.positions = positions
            columns = positions.joined().compactMap(\.self)
        }

        /// The rank of a unit's category; nil where it is of none.
        ///
        /// - Throws: The position of the column whose field cannot be read.
        mutating func category(of records: CSVRecords) throws(UnreadableField) -> Int? {
            let key = DerivedMemo.key(records, columns)
            if let key, let known = memo.category(of: key) { return known < 0 ? nil : Int(known) }
            let inputs = positions.map { years in years.map { $0.map { records.text($0) } ?? "" } }
            let category: Int?
            switch derivation.derive(from: inputs, in: year) {
            case .category(let derived): category = derived
            case .unknown: category = unknown
            case .unreadable(let field, let text):
                throw UnreadableField(
                    column: positions[field][text] ?? 0,
                    notation: type(of: derivation).notation(of: field)
                )
            }
            if let key { memo.note(category.map { Int32($0) } ?? -1, of: key) }
            return category
        }
    }
}

/// A field of a row does not hold what its column does.
struct UnreadableField: Error {
    /// The position of the column.
    let column: Int
    /// How its fields are written.
    let notation: Notation
}
