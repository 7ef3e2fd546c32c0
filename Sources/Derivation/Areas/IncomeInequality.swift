public import Statistics

/// The Gini coefficient of the standardised disposable incomes of a region's households.
///
/// Reads an income in euro; the id of the household; and whether it is a household of students. The last two are
/// optional. With ids a household counts once, however many rows it has; without, or where the id is empty, every
/// row counts as a household. Households of students are left out where the delivery says which they are. An
/// income that is not known is left out. Source: docs/method.md, "Background characteristics", income inequality;
/// what is done without ids is our choice.
public struct IncomeInequality: AreaDerivation {
    /// The name in codebooks.
    public static let name = "gini"

    private var incomes: [Int64] = []
    /// Incomes by a digest of the household's id; the ids themselves would be most of what reading remembers.
    private var households: [UInt64: Int64] = [:]

    /// Prepares the figure of a region.
    public init(fields: Int) throws(DerivationFlaw) {
        guard fields == 3 else {
            throw DerivationFlaw(
                "the derivation '\(Self.name)' reads 3 fields, not \(fields)",
                "name income, household and household of students in `from`"
            )
        }
    }

    /// The income.
    public var requiredFields: Int { 1 }

    /// How the fields are written.
    public func notation(of field: Int) -> Notation { field == 2 ? .flag : .number }

    /// Takes the income of a household.
    public mutating func add(_ texts: [String?]) -> AreaDerived {
        if let text = texts[2], !text.isEmpty {
            guard let isOfStudents = Flag.read(text) else { return .unreadable(field: 2) }
            if isOfStudents { return .taken }
        }
        guard let text = texts[0], !text.isEmpty else { return .taken }
        guard let income = Millionths.read(text) else { return .unreadable(field: 0) }
        guard let household = texts[1], !household.isEmpty else {
            incomes.append(income)
            return .taken
        }
        let earlier = households.updateValue(income, forKey: Self.digest(of: household))
        return earlier == nil || earlier == income ? .taken : .contradicts(field: 0)
    }

    /// 64 bits of an id: that two of a region share them is less likely than one in a million million.
    private static func digest(of id: String) -> UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325) { digest, byte in
            let mixed = (digest ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
            return mixed ^ (mixed >> 29)
        }
    }

    /// The households.
    public var units: Int64 { Int64(incomes.count + households.count) }

    /// The coefficient, 0 at equality.
    public var figure: Fraction? { Gini.coefficient(of: incomes + households.values) }
}
