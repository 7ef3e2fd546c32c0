import Codebook
import Derivation
import Statistics
import TableReading

/// Counts what is peculiar about the columns of units, one row at a time.
struct UnitOddities {
    /// A column of countries, where `NA` is a country and a missing value.
    private struct Countries {
        let column: Int
        var blank = 0
        var namibia = 0
        var first: Place?
    }

    /// Codes in no list, of one variable.
    private struct Unlisted {
        var rows = 0
        var first: Place?
    }

    /// Rows of a subgroup that are not in its whole, by the pair of the two.
    private var outside: [Int: (rows: Int, place: Place, column: Int)] = [:]
    private let header: UnitHeader
    private var countries: [Countries]
    private var unlisted: [Unlisted]
    /// The fewest rows of which anything is said.
    private static let fewest = 20

    /// Prepares the columns of a header.
    init(_ header: UnitHeader) {
        self.header = header
        let columns = header.variables.flatMap { variable in
            zip(variable.columns, variable.setting.from.indices).compactMap { columns, field -> Int? in
                let isCountry =
                    (try? DerivationCatalogue.derivation(variable.setting, categories: variable.categories))
                    .map {
                        type(of: $0).notation(of: field) == .country
                    } ?? false
                return isCountry ? columns[0] : nil
            }
        }
        countries = Set(columns).sorted().map { Countries(column: $0) }
        unlisted = header.variables.map { _ in Unlisted() }
    }

    /// Looks at a row.
    @inline(__always)
    mutating func look(at records: CSVRecords) {
        for position in countries.indices {
            let text = unsafe records.bytes(of: records.fields[countries[position].column])
            if text.count == 0 {
                countries[position].blank += 1
            } else if text.count == 2, unsafe text[0] | 0x20 == 0x6E, unsafe text[1] | 0x20 == 0x61 {
                countries[position].namibia += 1
                if countries[position].first == nil {
                    countries[position].first = records.fields[countries[position].column].place
                }
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
        // Beside blanks, NA may be the country; of a column in which it is frequent it is not.
        for country in countries
        where country.namibia > 0 && (country.blank == 0 || country.namibia * 200 > rows) {
            guard let place = country.first else { continue }
            facts.append(
                UnitFieldFacts(
                    header: header.name(of: country.column),
                    place: place,
                    filled: rows,
                    oddities: [.namibia(rows: country.namibia)]
                )
            )
        }
        for (position, variable) in header.variables.enumerated() {
            guard let column = variable.columns.first?.values.min() else { continue }
            let noted = unlisted[position]
            if noted.rows > 0, let place = noted.first {
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
