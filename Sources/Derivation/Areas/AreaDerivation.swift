public import Statistics

/// Computes a figure of a region from the rows of its units, given one after the other in any order.
///
/// Its intermediate state is as confidential as the rows; only the figure is stored afterwards.
public protocol AreaDerivation: Sendable {
    /// The name in codebooks.
    static var name: String { get }

    /// Prepares the figure of one region.
    ///
    /// - Parameters:
    ///   - fields: The number of fields that the codebook names.
    ///   - leftOut: The codes of units that the figure leaves out, in the last field.
    /// - Throws: ``DerivationFlaw`` if the figure takes another number of fields.
    init(fields: Int, leftOut: [String]) throws(DerivationFlaw)

    /// The number of fields that every delivery must have, the first ones.
    var requiredFields: Int { get }

    /// The notation of the texts of a field.
    func notation(of field: Int) -> Notation

    /// End of a sentence on the figure of a delivery without the column of a field; nil where there is then
    /// no figure.
    static func without(field: Int) -> Text?

    /// Adds the row of a unit.
    ///
    /// - Parameter texts: One for each field as delivered; empty for unknown, nil for a missing column.
    /// - Returns: The result for the row.
    mutating func add(_ texts: [String?]) -> AreaDerived

    /// The number of units in the figure.
    var units: Int64 { get }

    /// The exact figure; nil if there is none.
    var figure: Fraction? { get }
}

extension AreaDerivation {
    /// No figure.
    public static func without(field: Int) -> Text? { nil }
}

/// The result of adding a row to a figure of its region.
public enum AreaDerived: Hashable, Sendable {
    /// The row was added, or has no value to add.
    case taken
    /// The text of that field is not readable in its notation.
    case unreadable(field: Int)
    /// The text of that field differs from that in an earlier row of the same household.
    case contradicts(field: Int)
}

/// The derivations of figures of regions, by their names in codebooks.
public enum AreaDerivationCatalogue {
    /// All derivations, in the order of their names.
    public static let all: [any AreaDerivation.Type] = [IncomeInequality.self, FacilityDistance.self]

    /// Makes the derivation of a name, for one region.
    ///
    /// - Throws: ``DerivationFlaw`` if there is none of that name, or it takes another number of fields.
    public static func derivation(
        _ name: String,
        fields: Int,
        leftOut: [String] = []
    ) throws(DerivationFlaw) -> any AreaDerivation {
        guard let type = all.first(where: { $0.name == name }) else {
            throw DerivationFlaw(
                "there is no derivation '\(name)' of a region",
                "write one of: \(all.map { $0.name }.joined(separator: ", "))"
            )
        }
        return try type.init(fields: fields, leftOut: leftOut)
    }
}
