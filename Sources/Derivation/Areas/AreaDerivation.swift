public import Statistics

/// Works a figure of a region out from the rows of its units, one after the other, in any order.
///
/// What it keeps meanwhile is as confidential as the rows; nothing of it is held afterwards but the figure.
public protocol AreaDerivation: Sendable {
    /// What codebooks call it.
    static var name: String { get }

    /// Prepares the figure of one region.
    ///
    /// - Parameter fields: How many fields the codebook names.
    /// - Throws: ``DerivationFlaw`` where the figure cannot be made of so many.
    init(fields: Int) throws(DerivationFlaw)

    /// How many of the fields deliveries must bring, the first ones.
    var requiredFields: Int { get }

    /// How the texts of a field are written.
    func notation(of field: Int) -> Notation

    /// Takes the row of a unit.
    ///
    /// - Parameter texts: One for each field as delivered; empty is unknown, nil is a column that is not there.
    /// - Returns: What came of it.
    mutating func add(_ texts: [String?]) -> AreaDerived

    /// How many the figure is about.
    var units: Int64 { get }

    /// The figure, exactly; nil where there is none.
    var figure: Fraction? { get }
}

/// What a row came to in a figure of its region.
public enum AreaDerived: Hashable, Sendable {
    /// It was taken, or holds nothing to take.
    case taken
    /// The text of that field is not what the field holds.
    case unreadable(field: Int)
    /// The text of that field is another than in an earlier row of the same household.
    case contradicts(field: Int)
}

/// The figures of regions that can be worked out, by the names that codebooks call them by.
public enum AreaDerivationCatalogue {
    /// All of them, in the order of their names.
    public static let all: [any AreaDerivation.Type] = [IncomeInequality.self, FacilityDistance.self]

    /// Makes the derivation of that name, for one region.
    ///
    /// - Throws: ``DerivationFlaw`` where there is none, or it reads another number of fields.
    public static func derivation(_ name: String, fields: Int) throws(DerivationFlaw) -> any AreaDerivation {
        guard let type = all.first(where: { $0.name == name }) else {
            throw DerivationFlaw(
                "there is no derivation '\(name)' of a region",
                "write one of: \(all.map { $0.name }.joined(separator: ", "))"
            )
        }
        return try type.init(fields: fields)
    }
}
