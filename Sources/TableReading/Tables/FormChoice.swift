package import Bytes
package import Codebook
package import Statistics

/// A column of a delivery, or a topic that is a row in it.
package struct DeliveredColumn: Hashable, Sendable {
    /// The key or the path of titles, as delivered.
    package var header: String
    /// The unit, if it is not in the header.
    package var unit: String?
    /// The place of the header.
    package var place: Place

    package init(header: String, unit: String?, place: Place) {
        self.header = header
        self.unit = unit
        self.place = place
    }
}

/// The form of a delivery, and the meaning of each of its columns in that form.
///
/// Every form has the number of units, so the other columns decide: the dimensions of all variables make it
/// the joint form, otherwise it is the form with most of the topics. A file with units alone is of the
/// published form.
package struct FormChoice: Sendable {
    /// The meaning of a column in the chosen form.
    package enum Role: Hashable, Sendable {
        case regionCode, regionName, period, variable, category, nothing
        case dimension(Int)
        case topic(Int)
    }

    /// The position of the form in the codebook; nil if none fits.
    package let form: Int?
    /// True if rows name a variable and its category.
    let hasCategoryRows: Bool
    /// The meaning of each column.
    package let roles: [Role]
    /// The columns that are neither key, dimension nor topic of the form.
    package let unknown: [DeliveredColumn]
    /// The faults of the columns.
    package let stops: [ReadingStop]

    /// Chooses the form of `columns`.
    package init(_ columns: [DeliveredColumn], codebook: Codebook, names: HeaderNames) {
        let matching = Matching(columns, names: names)
        let dimensions = Set(matching.meanings.compactMap(\.?.dimension))
        let rows = matching.categoryRows
        let form = rows ?? matching.form(dimensions: dimensions.count, of: codebook.variables.count)
        var assigned = Assignment()
        for position in columns.indices {
            assigned.add(
                columns[position],
                rows == nil
                    ? matching.role(of: position, inFormAt: form) : matching.roleInCategoryRow(of: position)
            )
        }
        if form == nil, let first = columns.first {
            let fault: ReadingFault = dimensions.isEmpty ? .noTopics : .dimensionMissing
            assigned.stops.append(ReadingStop(fault, at: first.place))
        } else if let form, rows != nil || names.forms[form].traits.cells == .combinations,
            !assigned.hasTopic,
            let first = columns.first
        {
            assigned.stops.append(ReadingStop(.noTopics, at: first.place))
        }
        self.form = form
        hasCategoryRows = rows != nil
        roles = assigned.roles
        unknown = assigned.unknown
        stops = assigned.stops
    }

    /// The role of a column that appears after the choice was made.
    package static func role(of column: DeliveredColumn, inFormAt form: Int?, names: HeaderNames) -> Role? {
        Matching([column], names: names).role(of: 0, inFormAt: form)
    }

    /// The roles given so far; no topic or dimension goes to two columns.
    private struct Assignment {
        var roles: [Role] = []
        var unknown: [DeliveredColumn] = []
        var stops: [ReadingStop] = []
        var hasTopic = false
        private var taken: Set<Role> = []

        mutating func add(_ column: DeliveredColumn, _ role: Role?) {
            guard let role else {
                unknown.append(column)
                return roles.append(.nothing)
            }
            switch role {
            case .topic, .dimension, .period, .variable, .category:
                if !taken.insert(role).inserted {
                    stops.append(ReadingStop(.columnTwice, at: column.place))
                    return roles.append(.nothing)
                }
            case .regionCode, .regionName, .nothing: break
            }
            if case .topic = role { hasTopic = true }
            roles.append(role)
        }
    }
}

/// The possible meanings of a delivery's columns, in each form.
private struct Matching {
    let names: HeaderNames
    let meanings: [HeaderNames.Meaning?]
    /// True for columns without a header, as behind a separator at the end of the line.
    let isNameless: [Bool]
    /// The spellings of each column, with and without its unit, in the form for comparison.
    let spellings: [[String]]
    /// For each form, the rank of each column.
    let ranks: [[Int?]]

    init(_ columns: [DeliveredColumn], names: HeaderNames) {
        self.names = names
        isNameless = columns.map { $0.header.allSatisfy(\.isWhitespace) }
        let spellings = columns.map { column in
            guard let unit = column.unit, !unit.allSatisfy(\.isWhitespace) else {
                return (column.header, column.header)
            }
            // With a unit, only the topic of that unit fits: households are not thousands of households.
            return (column.header, "\(column.header) (\(unit))")
        }
        self.spellings = spellings.map { [HeaderNames.normal($0.0), HeaderNames.normal($0.1)] }
        meanings = spellings.map { names.meaning(of: $0.0) ?? names.meaning(of: $0.1) }
        ranks = names.forms.indices.map { form in spellings.map { names.topic($0.1, inFormAt: form) } }
    }

    /// The form whose rows name a variable and its category, if there is a column for both.
    var categoryRows: Int? {
        guard meanings.contains(.variable), meanings.contains(.category) else { return nil }
        return names.forms.firstIndex { $0.rows != nil }
    }

    /// The meaning of a column if rows name a variable and its category.
    func roleInCategoryRow(of column: Int) -> FormChoice.Role? {
        switch meanings[column] {
        case .variable: return .variable
        case .category: return .category
        case .dimension: return nil
        case nil where !isNameless[column]:
            let isTopic = names.forms.contains { form in
                form.rows?.topic.everySpelling.contains { spellings[column].contains(HeaderNames.normal($0)) }
                    ?? false
            }
            return isTopic ? .topic(0) : nil
        default: return role(of: column, inFormAt: nil)
        }
    }

    func form(dimensions: Int, of variables: Int) -> Int? {
        if dimensions == variables,
            let joint = names.forms.firstIndex(where: { $0.traits.columns == .dimensions })
        {
            return joint
        }
        let wide = names.forms.indices.filter { form in
            // Microdata is recognised before, by the names of its columns.
            names.forms[form].units == nil && names.forms[form].traits.columns == .topics && score(form) > 0
        }
        // Half the dimensions and the number of units are no form at all.
        if dimensions > 0, !wide.contains(where: { score($0) > 1 }) { return nil }
        return wide.max { a, b in
            let (x, y) = (score(a), score(b))
            return x == y ? !names.forms[b].holdsCounts && names.forms[a].holdsCounts : x < y
        }
    }

    /// Two for each topic of the form in the delivery; one for the number of units, which every form has.
    private func score(_ form: Int) -> Int {
        let topics = names.forms[form].topics
        let known = Set(
            zip(ranks[form], meanings).compactMap { rank, meaning in meaning == nil ? rank : nil }
        )
        return known.reduce(0) { $0 + (topics[$1].measure == .population ? 1 : 2) }
    }

    /// True if the column of the region key contains names.
    ///
    /// It does if a display form gives it the same header, and has a column of codes besides. Data sets for
    /// programs begin with an `ID`, and have codes there.
    private var isTitled: Bool { meanings.contains(.regionCode) && !meanings.contains(.ignored) }

    /// The meaning of a column; nil if unknown.
    func role(of column: Int, inFormAt form: Int?) -> FormChoice.Role? {
        if isNameless[column] { return .nothing }
        switch meanings[column] {
        case .region: return isTitled ? .regionName : .regionCode
        case .regionCode: return .regionCode
        case .regionName: return .regionName
        case .period: return .period
        case .ignored: return .nothing
        case .variable, .category: return nil
        case .dimension(let variable):
            if let form, names.forms[form].traits.cells != .combinations { return nil }
            return .dimension(variable)
        case nil: break
        }
        guard let form else { return nil }
        if let rank = ranks[form][column] { return .topic(rank) }
        // The number of units is the same in every form, whatever number its key has.
        let isPopulation = names.forms.indices.contains { other in
            ranks[other][column].map { names.forms[other].topics[$0].measure == .population } ?? false
        }
        guard isPopulation else { return nil }
        return names.forms[form].topics.firstIndex { $0.measure == .population }.map { .topic($0) }
    }
}

extension HeaderNames.Meaning {
    fileprivate var dimension: Int? { if case .dimension(let variable) = self { variable } else { nil } }
}
