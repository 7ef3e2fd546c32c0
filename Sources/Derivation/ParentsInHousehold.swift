public import Codebook

/// Membership of both legal parents in the child's household: category 0 is yes, 1 is no.
///
/// Reads the flag and the number of legal parents. With one legal parent the answer is yes, whatever the flag
/// says. Source: docs/method.md, "Background characteristics", household.
public struct ParentsInHousehold: Derivation {
    /// The name in codebooks.
    public static let name = "parents-in-household"
    /// The flag, and the number of legal parents.
    public static let fields = 2
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { field == 0 ? .flag : .parents }

    /// Prepares the derivation.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(2, of: categories)
    }

    /// Derives yes or no.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        let parents = inputs[1][0]
        guard parents.isEmpty || ["0", "1", "2"].contains(parents) else {
            return .unreadable(field: 1, text: 0)
        }
        let text = inputs[0][0]
        let flag = Flag.read(text)
        if flag == nil, !text.isEmpty { return .unreadable(field: 0, text: 0) }
        if parents == "1" { return Flag.category(true) }
        return flag.map(Flag.category) ?? .unknown
    }
}
