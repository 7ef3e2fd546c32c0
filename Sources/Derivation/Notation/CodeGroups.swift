import Codebook

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
                let earlier = ranks.updateValue(rank, forKey: Self.normal(code))
                guard earlier == nil || earlier == rank else {
                    throw DerivationFlaw("the code '\(code)' stands in two categories", "keep one of the two")
                }
            }
        }
        guard !ranks.isEmpty, setting.codes.count <= categories, (setting.otherwise ?? 0) < categories else {
            throw DerivationFlaw("its categories have no codes", "list them in `codes`")
        }
        self.ranks = ranks
        unknown = Set(setting.unknownCodes.map(Self.normal))
    }

    /// The rank of the category of a code; nil if it is in none.
    func rank(of text: String) -> Int? { ranks[Self.normal(text)] }

    /// True for an empty text and for a code that says that the value is not known.
    func isUnknown(_ text: String) -> Bool { text.isEmpty || unknown.contains(Self.normal(text)) }

    /// The compared form: lower-case letters and digits, so that `mbo-1`, `MBO 1` and `mbo1` are one code; a number
    /// has no zeros before it, so that `04` is 4.
    static func normal(_ text: String) -> String {
        let bytes = text.lowercased().utf8.filter { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte >= 128
        }
        guard bytes.first == 48, bytes.allSatisfy({ (48...57).contains($0) }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(decoding: bytes.dropLast().drop { $0 == 48 } + bytes.suffix(1), as: UTF8.self)
    }
}
