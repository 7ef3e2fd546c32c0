import Codebook
import Statistics

/// The spellings of a variable's categories in deliveries: key, title, other spellings.
struct CategoryNames {
    /// The number of categories of the variable.
    let size: Int

    private let ranks: [String: Int]
    /// True if a category is written as two numbers, which spreadsheets take for a day and a month.
    private let hasBands: Bool
    /// The codes of the categories in rows of units, in the form in which these are compared.
    private let codes: [String: Int]
    private var texts = ByteInterner()
    /// The rank of each text so far; -1 for a text that is no category.
    private var known: [Int] = []

    /// The maximum number of remembered texts; others are looked up each time, so that a hostile file cannot
    /// fill the memory.
    private static let remembered = 1_000

    /// Prepares the categories of a variable.
    init(_ variable: Variable) {
        size = variable.categories.count
        var ranks: [String: Int] = [:]
        // Keys come last, because they take precedence over equal titles.
        for spell: (Variable.Category) -> [String] in [
            { $0.spellings }, { [$0.title.nl, $0.title.en] }, { [$0.key] },
        ] {
            for (rank, category) in variable.categories.enumerated() {
                for spelling in spell(category) { ranks[HeaderNames.normal(spelling)] = rank }
            }
        }
        self.ranks = ranks
        hasBands = ranks.keys.contains { key in
            let parts = key.split(separator: "-", omittingEmptySubsequences: false)
            return parts.count == 2
                && parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isNumber) }
        }
        var codes: [String: Int] = [:]
        for (rank, own) in (variable.derivation?.codes ?? []).enumerated() where rank < size {
            for code in own { codes[DeliveredText.comparedCode(code)] = rank }
        }
        // A code of signs alone would be whatever has neither letters nor digits.
        codes[""] = nil
        self.codes = codes
    }

    /// The rank of a delivered category, without padding; nil if it is none.
    @inline(__always)
    mutating func rank(of text: UnsafeRawBufferPointer) -> Int? {
        if known.count > Self.remembered { return unsafe ranks[Self.normal(text)] ?? loose(text) }
        let position = unsafe texts.position(of: text)
        if position == known.count { known.append(unsafe ranks[Self.normal(text)] ?? loose(text) ?? -1) }
        return known[position] >= 0 ? known[position] : nil
    }

    /// The category that was written with a typeset dash, blanks, or the decimals of a whole number.
    private func loose(_ text: UnsafeRawBufferPointer) -> Int? {
        let bare = String(decoding: DeliveredText.code(unsafe Array(text)), as: UTF8.self)
        if let rank = ranks[HeaderNames.normal(bare)] { return rank }
        var plain = ""
        for scalar in bare.unicodeScalars {
            let isDash = (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212
            if isDash {
                plain.append("-")
            } else if !scalar.properties.isWhitespace {
                plain.unicodeScalars.append(scalar)
            }
        }
        // What rows of units may hold says the same in counts of them.
        return ranks[RecordCode.normal(plain)] ?? codes[DeliveredText.comparedCode(bare)]
    }

    /// Category that a spreadsheet made a date of; nil where the text is no date, or the categories are no bands.
    func dated(_ text: UnsafeRawBufferPointer) -> DatedCategory? {
        let bytes = unsafe Array(text)
        guard hasBands, let (first, second) = DatedText(bytes)?.numbers ?? DatedText.pair(bytes) else {
            return nil
        }
        return (ranks["\(first)-\(second)"] ?? ranks["\(second)-\(first)"]).map { .meant($0) } ?? .unclear
    }

    private static func normal(_ text: UnsafeRawBufferPointer) -> String {
        unsafe HeaderNames.normal(String(decoding: text, as: UTF8.self))
    }
}

/// A date in the place of a category.
enum DatedCategory: Hashable {
    /// A spreadsheet made it of the category of that rank.
    case meant(Int)
    /// It is the day and the month of no category.
    case unclear
}
