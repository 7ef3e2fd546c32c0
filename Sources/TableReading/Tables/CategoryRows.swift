import Codebook
import Statistics

/// The variable and the category that the current row names, and the variables named by rows so far.
struct CategoryRows {
    /// The text of the row's category; it may come before the variable.
    private(set) var categoryText: [UInt8] = []
    /// The place of the category.
    private(set) var categoryPlace: Place?
    /// The place of the variable's name.
    private(set) var variablePlace: Place?
    /// The rank of the variable that the row names; nil if it names none.
    private(set) var variable: Int?

    private let variables: [String: Int]
    private let rankRanges: [Range<Int>]
    private var isNamed: [Bool]

    /// Prepares the variables of a data set.
    init(_ codebook: Codebook) {
        var variables: [String: Int] = [:]
        // Keys come last, because they take precedence over equal titles.
        for spell: (Variable) -> [String] in [
            { $0.dimension }, { [$0.title.nl, $0.title.en] }, { [$0.key] },
        ] {
            for (rank, variable) in codebook.variables.enumerated() {
                for spelling in spell(variable) { variables[HeaderNames.normal(spelling)] = rank }
            }
        }
        self.variables = variables
        rankRanges = codebook.variables.indices.map(codebook.categoryRanks)
        isNamed = codebook.variables.map { _ in false }
    }

    /// The ranks of the categories of every variable named so far, rising.
    var ranks: [Int] { zip(rankRanges, isNamed).flatMap { $1 ? Array($0) : [] } }

    /// Starts a row.
    mutating func begin() {
        variable = nil
        variablePlace = nil
        categoryPlace = nil
        categoryText.removeAll(keepingCapacity: true)
    }

    /// Adds the name of the row's variable or category.
    mutating func tell(_ role: FormChoice.Role, _ text: UnsafeRawBufferPointer, _ place: Place) {
        if role == .variable {
            variable = variables[HeaderNames.normal(unsafe String(decoding: text, as: UTF8.self))]
            variablePlace = place
        } else {
            unsafe categoryText.append(contentsOf: text)
            categoryPlace = place
        }
    }

    /// The rank of a category of a variable, which it marks as named.
    mutating func rank(of variable: Int, _ category: Int) -> Int {
        isNamed[variable] = true
        return rankRanges[variable].lowerBound + category
    }
}
