public import Codebook

/// Derives the category of one variable from the fields of one unit's row.
///
/// A pure function of the fields and the report year. Unknown fields give no category: unknown is never a
/// number, and never a "no".
public protocol Derivation: Sendable {
    /// The name in codebooks.
    static var name: String { get }

    /// The number of fields that it reads.
    static var fields: Int { get }

    /// The number of further fields that it reads where a codebook names them.
    static var optionalFields: Int { get }

    /// The notation of the texts of a field.
    static func notation(of field: Int) -> Notation

    /// Prepares the derivation for a variable.
    ///
    /// - Parameters:
    ///   - setting: The codebook's parameters of the derivation.
    ///   - categories: The number of categories of the variable, without the category for unknown.
    /// - Throws: ``DerivationFlaw`` if the setting does not fit.
    init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw)

    /// Derives the category of a unit.
    ///
    /// - Parameters:
    ///   - inputs: For each field the texts as delivered: one, or one a year for fields with a column for
    ///     each year, and none if the delivery has no column of any year; an empty text is unknown.
    ///   - year: The report year.
    /// - Returns: The category, or the reason why there is none.
    func derive(from inputs: [[String]], in year: Int) -> Derived
}

/// The result of a derivation.
public enum Derived: Hashable, Sendable {
    /// The category with that rank.
    case category(Int)
    /// The category of everything else, with that rank, because the code is in no list.
    case unlisted(Int)
    /// The fields do not determine the category.
    case unknown
    /// The fields place the unit outside all categories.
    case outside
    /// A text of a field is not readable in its notation; `text` is the position among its years.
    case unreadable(field: Int, text: Int)
}

/// A misfit between a setting and its derivation, with a repair.
public struct DerivationFlaw: Error, Hashable, Sendable {
    /// The misfit.
    public let message: String
    /// The repair.
    public let hint: String

    /// Creates a flaw.
    public init(_ message: String, _ hint: String) {
        self.message = message
        self.hint = hint
    }
}

extension Derivation {
    /// No further fields.
    public static var optionalFields: Int { 0 }

    /// Throws if the variable has another number of categories than the derivation.
    static func demand(_ count: Int, of categories: Int) throws(DerivationFlaw) {
        guard count == categories else {
            throw DerivationFlaw(
                "the derivation '\(name)' gives \(count) categories, and the variable has \(categories)",
                "make them agree"
            )
        }
    }
}
