import Codebook
import Derivation
import Statistics
import TableReading

extension UnitHeader {
    /// Derives the category of a variable in one report year.
    struct Deriving {
        private let derivation: any Derivation
        private let year: Int
        private let unknown: Int?
        private let decidesPopulation: Bool
        /// By field and year, the column; nil for a missing one.
        private let positions: [[Int?]]
        private let columns: [Int]
        private var memo = DerivedMemo()
        /// The limits of its classes, in millionths; none where it has no classes of numbers.
        let bounds: [Int64]

        /// Stands for the category of a unit that is not of the population.
        static let outside = Int(Int32.max)

        init(
            derivation: any Derivation,
            year: Int,
            unknown: Int?,
            decidesPopulation: Bool,
            positions: [[Int?]],
            bounds: [Int64]
        ) {
            self.bounds = bounds
            self.derivation = derivation
            self.year = year
            self.unknown = unknown
            self.decidesPopulation = decidesPopulation
            self.positions = positions
            columns = positions.joined().compactMap(\.self)
        }

        /// The rank of a unit's category, and whether only the category of everything else has its code; nil where it
        /// is of none.
        ///
        /// The rank is ``outside`` for a unit that the variable places outside the population.
        /// - Throws: The position of the column whose field cannot be read.
        mutating func category(of records: CSVRecords) throws(UnreadableField) -> Category? {
            let key = DerivedMemo.key(records, columns)
            if let key, let known = memo.category(of: key) { return Category(word: known) }
            let inputs = positions.map { years in years.map { $0.map { records.text($0) } ?? "" } }
            var derived = derivation.derive(from: inputs, in: year)
            switch derived {
            case .unreadable, .unlisted: derived = derivation.derive(from: mended(inputs), in: year)
            default: break
            }
            let category: Category?
            switch derived {
            case .category(let rank): category = Category(category: rank, isUnlisted: false)
            case .unlisted(let rank): category = Category(category: rank, isUnlisted: true)
            case .unknown: category = unknown.map { Category(category: $0, isUnlisted: false) }
            case .outside where decidesPopulation:
                category = Category(category: Self.outside, isUnlisted: false)
            case .outside: category = unknown.map { Category(category: $0, isUnlisted: false) }
            case .unreadable(let field, let text):
                throw UnreadableField(
                    column: positions[field][text] ?? 0,
                    notation: type(of: derivation).notation(of: field)
                )
            }
            if let key { memo.note(Category.word(category), of: key) }
            return category
        }

        /// The texts without what spreadsheets, editors and programs put into them.
        private func mended(_ inputs: [[String]]) -> [[String]] {
            inputs.enumerated().map { field, texts in
                texts.map { text in
                    let isNumber = type(of: derivation).notation(of: field) == .number
                    let bytes =
                        isNumber
                        ? DeliveredText.number(text.utf8, decimals: Millionths.decimals)
                        : DeliveredText.code(text.utf8)
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
        }

        /// The numbers that a single column of numbers was met with, each with its rows; nil for other fields.
        ///
        /// Those are all of them, up to some thousands of different ones.
        var sample: [(text: [UInt8], rows: Int)]? {
            guard columns.count == 1, positions.count == 1, type(of: derivation).notation(of: 0) == .number
            else {
                return nil
            }
            return memo.texts
        }
    }

    /// A category that was derived.
    struct Category: Hashable, Sendable {
        /// Its rank.
        let category: Int
        /// True if the code is in no list, so that only the category of everything else is left for it.
        let isUnlisted: Bool
    }
}

extension UnitHeader.Category {
    /// Reads a word of the memo; nil for that of no category.
    init?(word: Int32) {
        if word == -1 { return nil }
        category = Int(word < 0 ? -2 - word : word)
        isUnlisted = word < 0
    }

    /// The word of a category in the memo.
    static func word(_ category: Self?) -> Int32 {
        guard let category else { return -1 }
        return Int32(category.isUnlisted ? -2 - category.category : category.category)
    }
}

/// A field whose text does not fit its column.
struct UnreadableField: Error {
    /// The position of the column.
    let column: Int
    /// The notation of its fields.
    let notation: Notation
}
