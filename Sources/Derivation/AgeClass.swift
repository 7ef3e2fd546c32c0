public import Codebook

/// The class of an age in whole years, at the reference day of the report year.
///
/// Reads a date of birth. `bounds` are ages, one more than there are categories: with 0, 4, 12, 18, 23 the
/// classes are 0-4, 4-12, 12-18 and 18-23, upper bound excluded. Someone of another age, or not yet born, is
/// outside. Source: docs/method.md, "Background characteristics", age at 1 January.
public struct AgeClass: Derivation {
    /// The name in codebooks.
    public static let name = "age-class"
    /// A date of birth.
    public static let fields = 1
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { .day }

    private let classes: Classes
    private let reference: DerivationSetting.ReferenceDay

    /// Prepares the classes.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        classes = try Classes(setting.bounds, categories: categories, isClosed: true)
        reference = setting.reference
        // The reference day must exist in every year.
        guard CalendarDay(year: 2021, month: reference.month, day: reference.day) != nil else {
            throw DerivationFlaw("the reference day is no day of every year", "write it as month and day")
        }
    }

    /// Derives the class.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let text = inputs[0][0]
        if text.isEmpty { return .unknown }
        guard let birth = CalendarDay(text),
            let day = CalendarDay(year: year, month: reference.month, day: reference.day)
        else { return .unreadable(field: 0, text: 0) }
        guard let age = day.age(ofBorn: birth), let rank = classes.rank(of: Int64(age) * Millionths.one)
        else {
            return .outside
        }
        return .category(rank)
    }
}
