public import Codebook

/// Care, or medication of listed groups, in any of several years: category 0 is yes, 1 is no.
///
/// Reads a flag of care and a list of groups of the Anatomical Therapeutic Chemical classification at its
/// fourth level, such as `N05A`, both once a year; groups in one field are separated by spaces. `codes` lists
/// the groups that count, under the first category. Care or a listed group in any year makes the category
/// yes. Without either it is no if the flag of every year is known: a list names what was dispensed, so an
/// empty list beside a known flag means none. In a delivery with lists and without flags, the lists alone
/// decide. Otherwise it is unknown. Source: docs/method.md, "Background characteristics", care use; the
/// meaning of an empty list is our choice.
public struct AtcCare: Derivation {
    /// The name in codebooks.
    public static let name = "care-or-medication"
    /// The flag of care, and the groups of medication.
    public static let fields = 2
    /// The notation of the field.
    public static func notation(of field: Int) -> Notation { field == 0 ? .flag : .medication }

    private let groups: Set<String>

    /// Prepares the groups.
    public init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        try Self.demand(2, of: categories)
        let groups = setting.codes.first ?? []
        guard !groups.isEmpty, groups.allSatisfy(Self.isGroup) else {
            throw DerivationFlaw(
                "the first category lists no groups of medication",
                "write codes of four places, for example N05A"
            )
        }
        self.groups = Set(groups)
    }

    /// Derives yes or no.
    public func derive(from inputs: [[String]], in year: Int) -> Derived {
        var care = YearlyFlags(inputs[0])
        if let place = care.unreadable { return .unreadable(field: 0, text: place) }
        // Where there are no flags at all, the lists alone decide.
        if inputs[0].isEmpty { care.isUnknown = inputs[1].isEmpty }
        for (place, text) in inputs[1].enumerated() {
            for code in text.split(separator: " ") {
                let code = code.uppercased()
                guard Self.isGroup(code) else { return .unreadable(field: 1, text: place) }
                care.isSet = care.isSet || groups.contains(code)
            }
        }
        return care.category
    }

    /// True for a letter, two digits and a letter.
    private static func isGroup(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        return bytes.count == 4 && (65...90).contains(bytes[0]) && (48...57).contains(bytes[1])
            && (48...57).contains(bytes[2]) && (65...90).contains(bytes[3])
    }
}
