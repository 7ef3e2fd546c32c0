import Codebook
import Derivation
import Statistics
import TableReading

/// The header of a microdata delivery whose categories are derived from its fields.
struct UnitHeader {
    /// The position of the column of the report year.
    let period: Int
    /// The position of the column with the id of the unit.
    let id: Int
    /// The position of the column of the region.
    let region: Int
    /// The derived variables.
    let variables: [Derived]
    /// The columns that are not used.
    let unknown: [CSVCell]
    /// The findings about columns that are nearly known ones.
    let misspelt: [Finding]
    /// The fields that misspelt headers probably mean.
    let meant: Set<String>
    /// A repeated column.
    let twice: CSVCell?
    private let places: [Place]
    private let names: [String]
    /// The figures of regions as a whole whose columns are all present.
    let areas: [Area]
    /// The columns with a year in their name, each with the window of years before the report year.
    let yearly: [(place: Place, year: Int, window: ClosedRange<Int>)]

    /// The columns that figures of the region as a whole lack, of those that some columns are there for.
    let lackingOfAreas: [AreaLack]
    /// The fields that decide who belongs to the population, of variables that no column is there for.
    let lackingOfPopulation: [String]

    /// A column that a figure of the region as a whole lacks.
    struct AreaLack {
        /// The rank of the figure.
        let rank: Int
        /// The missing field.
        let field: String
        /// The place of the first column that the figure needs and has.
        let place: Place
        /// Consequence for the figure without it; nil if there is none.
        let consequence: Text?
    }

    /// A figure of the region as a whole, with the columns of its fields; nil for a missing column.
    struct Area {
        package let rank: Int
        package let name: String
        package let columns: [Int?]
        package let leftOut: [String]
        /// The columns that hold numbers.
        let numberColumns: [Int]
    }

    /// A variable with all or some of the columns of its derivation.
    struct Derived {
        package let rank: Int
        /// The number of categories of the variable.
        package let categories: Int
        package let setting: DerivationSetting
        /// For each field the columns by year, or one column for all years under 0.
        package let columns: [[Int: Int]]
        /// True for each field with a column for each year.
        let isYearly: [Bool]
    }

    /// Reads a row of headers; nil if it is not that of microdata.
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
            // Fields that only add to others derive nothing by themselves.
            let required = DerivationCatalogue.requiredFields(setting.name) ?? found.count
            guard found.prefix(required).contains(where: { !$0.isEmpty }) else { continue }
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
        self.names = cells.map(\.text)
        yearly = variables.flatMap { variable in
            zip(variable.columns, variable.isYearly).flatMap { columns, isYearly in
                isYearly ? columns.map { (cells[$1].place, $0, variable.setting.years) } : []
            }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        var lacking: [AreaLack] = []
        areas = codebook.areas.enumerated().compactMap { rank, area in
            guard let (name, fields) = area.derivation,
                let derivation = try? AreaDerivationCatalogue.derivation(
                    name,
                    fields: fields.count,
                    leftOut: area.leftOut
                )
            else { return nil }
            let found = fields.map { names.firstIndex(of: HeaderNames.normal($0)) }
            used.formUnion(found.compactMap(\.self))
            let required = found.prefix(derivation.requiredFields)
            for field in fields.indices where found[field] == nil {
                guard let place = required.lazy.compactMap(\.self).first.map({ cells[$0].place }) else {
                    continue
                }
                lacking.append(
                    AreaLack(
                        rank: rank,
                        field: fields[field],
                        place: place,
                        consequence: type(of: derivation).without(field: field)
                    )
                )
            }
            guard required.allSatisfy({ $0 != nil }) else { return nil }
            return Area(
                rank: rank,
                name: name,
                columns: found,
                leftOut: area.leftOut,
                // Ids of households are read as numbers too, and are none.
                numberColumns: found.prefix(derivation.requiredFields).compactMap(\.self)
            )
        }
        lackingOfAreas = lacking
        var unknown = cells.indices.filter { !used.contains($0) && !names[$0].isEmpty }.map { cells[$0] }
        let near = NearHeaders(Self.lacking(variables, cells: cells, codebook: codebook))
        var misspelt: [Finding] = []
        var meant: Set<String> = []
        var lackingOfPopulation: [String] = []
        for setting in codebook.variables.compactMap(\.derivation)
        where setting.decidesPopulation && setting.from.allSatisfy({ Self.columns($0, names).isEmpty }) {
            lackingOfPopulation += setting.from.filter { !lackingOfPopulation.contains($0) }
        }
        self.lackingOfPopulation = lackingOfPopulation
        unknown.removeAll { cell in
            guard let match = Self.match(cell.text, near),
                !names.contains(HeaderNames.normal(match.known))
            else { return false }
            misspelt.append(NearHeaders.finding(cell.text, match, at: cell.place))
            meant.insert(match.known)
            return true
        }
        self.unknown = unknown
        self.misspelt = misspelt
        self.meant = meant
        twice = cells.indices.first { names[..<$0].contains(names[$0]) && !names[$0].isEmpty }.map {
            cells[$0]
        }
    }

    /// The fields that no column holds; of one that stands once a year the part before the year.
    private static func lacking(_ variables: [Derived], cells: [CSVCell], codebook: Codebook) -> [String] {
        let names = cells.map { HeaderNames.normal($0.text) }
        let fields =
            codebook.variables.compactMap(\.derivation).flatMap(\.from)
            + codebook.areas.compactMap(\.derivation).flatMap { $0.from }
        // Of a field that stands once a year, another year may be misspelt beside the ones that are there.
        return fields.filter { $0.hasSuffix("*") || columns($0, names).isEmpty }
    }

    /// The field that an unknown header probably means.
    private static func match(_ header: String, _ near: NearHeaders) -> NearHeaders.Match? {
        if let match = near.match(header) { return match }
        // Of a field that stands once a year, the year is what it is; some write two digits of it.
        let digits = String(header.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        guard digits.count == 4 || digits.count == 2, header.count > digits.count + 1 else { return nil }
        let name = header.dropLast(digits.count) + "*"
        let year = digits.count == 2 ? "20" + digits : digits
        guard let match = near.exact(String(name)) ?? near.match(String(name)), match.known.hasSuffix("*")
        else {
            return nil
        }
        return NearHeaders.Match(known: match.known.dropLast() + year, encoding: match.encoding)
    }

    /// The columns of a field, by year; 0 for a single column.
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
    /// True if a row is that of the headers again.
    @inline(__always)
    func isRepeated(by records: CSVRecords) -> Bool {
        // Years are digits, and what is no year is looked at once more.
        guard let first = unsafe records.bytes(of: records.fields[period]).unpadded.first, first &- 48 > 9
        else { return false }
        return records.isHeader(names)
    }

    /// The ranks of the variables and of the figures of regions that a column is read for.
    func readers(of column: Int) -> (variables: [Int], areas: [Int]) {
        (
            variables.filter { $0.columns.contains { $0.values.contains(column) } }.map(\.rank),
            areas.filter { $0.columns.contains(column) }.map(\.rank)
        )
    }

    /// The header of a column, as delivered.
    func name(of column: Int) -> String { names[column] }

    /// The place of the header of a column.
    func place(of column: Int) -> Place { places[column] }

    /// The place of the first column of a variable's derivation.
    func place(of variable: Derived) -> Place? {
        variable.columns.flatMap(\.values).min().map { places[$0] }
    }
}

extension UnitHeader.Derived {
    /// True if it is derived without one of its fields; of those that stand once a year, one of several kinds is enough.
    var isDerivedInPart: Bool { !isYearly.contains(true) && !missingFields.isEmpty }

    /// Every column that it is derived from, in the order of the file.
    var everyColumn: [Int] { Set(columns.flatMap(\.values)).sorted() }

    /// The columns of each field in a report year: those of the present years of its window; nil for a single
    /// column that is missing.
    package func positions(in year: Int) -> [[Int?]] {
        zip(columns, isYearly).map { columns, isYearly in
            isYearly ? setting.years.map { columns[year + $0] }.filter { $0 != nil } : [columns[0]]
        }
    }

    /// The years in the window of a report year that lack a column, for fields with columns by year and at
    /// least one of them.
    func missingYears(in year: Int) -> [Int] {
        let missing = zip(columns, isYearly).flatMap { columns, isYearly in
            isYearly && !columns.isEmpty ? setting.years.map { year + $0 }.filter { columns[$0] == nil } : []
        }
        return Set(missing).sorted()
    }

    /// The fields that it is derived from and that no column holds.
    var missingFields: [String] {
        zip(setting.from, columns).filter { $0.1.isEmpty }.map(\.0)
    }

    /// The derivation in a report year; nil if it needs limits and there are none.
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
            decidesPopulation: setting.decidesPopulation,
            positions: positions(in: year),
            bounds: setting.bounds
        )
    }
}
