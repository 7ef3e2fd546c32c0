import Codebook
import Derivation
import Statistics
import TableReading

/// Counts what is peculiar about the columns of units, one row at a time.
struct UnitOddities {
    /// The numbers of a column that only figures of the region as a whole are made of.
    private struct AreaNumbers {
        let column: Int
        var memo = DerivedMemo()
    }

    /// Codes in no list, of one variable.
    private struct Unlisted {
        var rows = 0
        var first: Place?
    }

    /// Rows of a subgroup that are not in its whole, by the pair of the two.
    private var outside: [Int: (rows: Int, place: Place, column: Int)] = [:]
    private let header: UnitHeader
    private var countries: [CountryColumn]
    private var unlisted: [Unlisted]
    private var areaNumbers: [AreaNumbers]
    /// The fewest rows of which anything is said.
    private static let fewest = 20

    /// Prepares the columns of a header.
    init(_ header: UnitHeader) {
        self.header = header
        var variablesOf: [Int: [Int]] = [:]
        for (position, variable) in header.variables.enumerated() {
            for column in Self.countries(of: variable) { variablesOf[column, default: []].append(position) }
        }
        countries = variablesOf.keys.sorted().map {
            CountryColumn(column: $0, variables: variablesOf[$0] ?? [])
        }
        unlisted = header.variables.map { _ in Unlisted() }
        let derived = Set(header.variables.flatMap { $0.columns.flatMap(\.values) })
        let columns = Set(header.areas.flatMap(\.numberColumns)).subtracting(derived)
        areaNumbers = columns.sorted().map { AreaNumbers(column: $0) }
    }

    /// The columns of a variable that hold countries.
    private static func countries(of variable: UnitHeader.Derived) -> [Int] {
        zip(variable.columns, variable.setting.from.indices).compactMap { columns, field -> Int? in
            let derivation = try? DerivationCatalogue.derivation(
                variable.setting,
                categories: variable.categories
            )
            return derivation.map { type(of: $0).notation(of: field) } == .country ? columns[0] : nil
        }
    }

    /// Looks at a row.
    @inline(__always)
    mutating func look(at records: CSVRecords) {
        for position in countries.indices { countries[position].look(at: records) }
        for position in areaNumbers.indices {
            guard let key = DerivedMemo.key(records, [areaNumbers[position].column]) else { continue }
            if areaNumbers[position].memo.category(of: key) == nil {
                areaNumbers[position].memo.note(0, of: key)
            }
        }
    }

    /// Notes a code that is in no list of a variable.
    mutating func noteUnlisted(_ variable: Int, _ records: CSVRecords) {
        unlisted[variable].rows += 1
        guard unlisted[variable].first == nil, let column = header.variables[variable].columns.first?[0]
        else { return }
        unlisted[variable].first = records.fields[column].place
    }

    /// Notes a row that is in a subgroup and not in its whole.
    mutating func noteOutside(_ pair: Int, _ records: CSVRecords, column: Int?) {
        let column = column ?? 0
        let place = records.fields[column].place
        outside[pair, default: (0, place, column)].rows += 1
    }

    /// The columns with something peculiar about them.
    ///
    /// - Parameters:
    ///   - rows: How many rows there are.
    ///   - derivations: By period and variable, what derived the categories.
    ///   - titles: The titles of the variables.
    ///   - subgroups: The positions of each subgroup and its whole.
    /// - Returns: One entry a column and peculiarity.
    func facts(
        rows: Int,
        derivations: [[UnitHeader.Deriving?]],
        titles: [Text],
        subgroups: [(part: Int, whole: Int)]
    ) -> [UnitFieldFacts] {
        var facts: [UnitFieldFacts] = []
        for (pair, noted) in outside.sorted(by: { $0.key < $1.key }) {
            let (part, whole) = subgroups[pair]
            facts.append(
                UnitFieldFacts(
                    header: header.name(of: noted.column),
                    place: noted.place,
                    filled: rows,
                    oddities: [
                        .outsideWhole(
                            rows: noted.rows,
                            part: titles[header.variables[part].rank],
                            whole: titles[header.variables[whole].rank]
                        )
                    ]
                )
            )
        }
        for country in countries {
            // Beside blanks, NA may be the country; of a column in which it is frequent it is not.
            if let (namibian, first) = country.namibia, country.blank == 0 || namibian * 200 > rows {
                facts.append(
                    UnitFieldFacts(
                        header: header.name(of: country.column),
                        place: first,
                        filled: rows,
                        oddities: [.namibia(rows: namibian)]
                    )
                )
            }
            // A code counts as another country only where a characteristic has such a category.
            if let (many, first) = country.unlisted,
                let variable = country.variables.first(where: { unlisted[$0].rows > 0 })
            {
                facts.append(
                    UnitFieldFacts(
                        header: header.name(of: country.column),
                        place: first,
                        filled: rows,
                        oddities: [.unlisted(rows: many, title: titles[header.variables[variable].rank])]
                    )
                )
            }
        }
        for numbers in areaNumbers {
            let sample = NumberSample(numbers.memo.texts, bounds: [])
            guard sample.filled >= Self.fewest, let rows = sample.sentinel else { continue }
            facts.append(
                UnitFieldFacts(
                    header: header.name(of: numbers.column),
                    place: header.place(of: numbers.column),
                    filled: sample.filled,
                    oddities: [.constant(rows: rows)]
                )
            )
        }
        // Its column looks at texts of two letters as they stand; what marks of programs hid is noted here.
        let isReported = header.variables.indices.map { position in
            countries.contains { $0.unlisted != nil && $0.variables.contains(position) }
        }
        for (position, variable) in header.variables.enumerated() {
            guard let column = variable.columns.first?.values.min() else { continue }
            let noted = unlisted[position]
            if noted.rows > 0, !isReported[position], let place = noted.first {
                facts.append(
                    UnitFieldFacts(
                        header: header.name(of: column),
                        place: place,
                        filled: rows,
                        oddities: [.unlisted(rows: noted.rows, title: titles[variable.rank])]
                    )
                )
            }
            let samples = derivations.compactMap { $0[position]?.sample }.joined()
            let numbers = NumberSample(
                samples,
                bounds: derivations.compactMap { $0[position]?.bounds }.first ?? []
            )
            guard numbers.filled >= Self.fewest, !numbers.oddities.isEmpty else { continue }
            facts.append(
                UnitFieldFacts(
                    header: header.name(of: column),
                    place: header.place(of: variable) ?? Place(line: 1, column: 1),
                    filled: numbers.filled,
                    oddities: numbers.oddities
                )
            )
        }
        return facts
    }
}
