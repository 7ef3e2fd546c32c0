import Codebook
import Statistics

/// Codes by their category, in any spelling.
struct CodeGroups: Sendable {
    private let ranks: [String: Int]
    private let unknown: Set<String>

    /// Prepares the codes of categories.
    ///
    /// - Throws: ``DerivationFlaw`` if there are none, or one is repeated.
    init(_ setting: DerivationSetting, categories: Int) throws(DerivationFlaw) {
        var ranks: [String: Int] = [:]
        for (rank, codes) in setting.codes.enumerated() {
            for code in codes {
                let earlier = ranks.updateValue(rank, forKey: DeliveredText.comparedCode(code))
                guard earlier == nil || earlier == rank else {
                    throw DerivationFlaw("the code '\(code)' stands in two categories", "keep one of the two")
                }
            }
        }
        guard !ranks.isEmpty, setting.codes.count <= categories, (setting.otherwise ?? 0) < categories else {
            throw DerivationFlaw("its categories have no codes", "list them in `codes`")
        }
        self.ranks = ranks
        unknown = Set(setting.unknownCodes.map(DeliveredText.comparedCode))
    }

    /// The rank of the category of a code; nil if it is in none.
    func rank(of text: String) -> Int? { ranks[DeliveredText.comparedCode(text)] }

    /// True for an empty text and for a code that says that the value is not known.
    func isUnknown(_ text: String) -> Bool {
        text.isEmpty || unknown.contains(DeliveredText.comparedCode(text))
    }
}
