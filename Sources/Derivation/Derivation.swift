public import Codebook

/// Derives the category of one variable from the fields of one unit's row.
///
/// A pure function of the fields and the report year. What is not known gives no category: unknown is never a
/// number, and never a "no".
public protocol Derivation: Sendable {
    /// What codebooks call it.
    static var name: String { get }

    /// How many fields it reads.
    static var fields: Int { get }

    /// How the texts of a field are written.
    static func notation(of field: Int) -> Notation

    /// Prepares the derivation for a variable.
    ///
    /// - Parameters:
    ///   - setting: What the codebook says it goes by.
    ///   - categories: How many categories the variable has, without that of what is not known.
    /// - Throws: ``DerivationFlaw`` where the setting does not fit.
    init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw)

    /// Derives the category of a unit.
    ///
    /// - Parameters:
    ///   - inputs: For each field the texts as delivered: one, or one a year for fields that stand once a year,
    ///     and then none where the delivery has no year of it at all; an empty text is unknown.
    ///   - year: The report year.
    /// - Returns: The category, or why there is none.
    func derive(from inputs: [[String]], in year: Int) -> Derived
}

/// What a derivation came to.
public enum Derived: Hashable, Sendable {
    /// The category of that rank.
    case category(Int)
    /// The fields do not say.
    case unknown
    /// A text of that field, and of that of its years, is not what the field holds.
    case unreadable(field: Int, text: Int)
}

/// Why a setting does not fit its derivation: what is wrong, and what to do about it.
public struct DerivationFlaw: Error, Hashable, Sendable {
    /// What is wrong.
    public let message: String
    /// What to do about it.
    public let hint: String

    /// Creates a flaw.
    public init(_ message: String, _ hint: String) {
        self.message = message
        self.hint = hint
    }
}

extension Derivation {
    /// Refuses a variable with another number of categories than the derivation has.
    static func demand(_ count: Int, of categories: Int) throws(DerivationFlaw) {
        guard count == categories else {
            throw DerivationFlaw(
                "the derivation '\(name)' gives \(count) categories, and the variable has \(categories)",
                "make them agree"
            )
        }
    }
}
