import Codebook
import Statistics

/// The spellings of a variable's categories in deliveries: key, title, other spellings.
struct CategoryNames {
    /// The number of categories of the variable.
    let size: Int

    private let ranks: [String: Int]
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
    }

    /// The rank of a delivered category, without padding; nil if it is none.
    @inline(__always)
    mutating func rank(of text: UnsafeRawBufferPointer) -> Int? {
        if known.count > Self.remembered { return unsafe ranks[Self.normal(text)] }
        let position = unsafe texts.position(of: text)
        if position == known.count { known.append(unsafe ranks[Self.normal(text)] ?? -1) }
        return known[position] >= 0 ? known[position] : nil
    }

    private static func normal(_ text: UnsafeRawBufferPointer) -> String {
        unsafe HeaderNames.normal(String(decoding: text, as: UTF8.self))
    }
}
