import Derivation
import Statistics

/// The numbers of one column together: whether they are of the size and form that its classes suppose.
struct NumberSample {
    /// The rows with a number.
    private(set) var filled = 0
    private var grouped = 0
    /// The rows with decimals that have not the form of thousands.
    private var fractional = 0
    /// The rows with a whole number of four digits or more.
    private var wholeThousands = 0
    private var numbers: [(number: Int64, rows: Int, isConventional: Bool)] = []
    private let bounds: [Int64]

    /// The rows of which one number must stand in a hundredth at least, to be said to stand for something else.
    private static let fewestConstant = 5

    /// Reads the texts that a column was met with.
    ///
    /// - Parameters:
    ///   - texts: The texts, each with its number of rows.
    ///   - bounds: The limits of the classes, in millionths.
    init(_ texts: some Sequence<(text: [UInt8], rows: Int)>, bounds: [Int64]) {
        self.bounds = bounds
        var rows: [Int64: (rows: Int, isConventional: Bool)] = [:]
        for (text, count) in texts {
            let signed = DeliveredText.number(text, decimals: Millionths.decimals)
            guard let number = Millionths.read(String(decoding: signed, as: UTF8.self)) else { continue }
            filled += count
            if Self.isGrouped(signed) {
                grouped += count
            } else if signed.contains(where: { $0 == 0x2E || $0 == 0x2C }) {
                fractional += count
            } else if number.magnitude >= 1000 * Millionths.one.magnitude {
                wholeThousands += count
            }
            rows[number, default: (0, Self.isConventional(signed))].rows += count
        }
        numbers = rows.map { ($0.key, $0.value.rows, $0.value.isConventional) }.sorted {
            $0.number < $1.number
        }
    }

    /// The peculiarities of the sample.
    var oddities: [UnitFieldFacts.Oddity] {
        var oddities: [UnitFieldFacts.Oddity] = []
        let others = numbers.filter { $0.number != 0 }.reduce(0) { $0 + $1.rows }
        let isGrouped = grouped > 0 && (grouped * 10 >= others * 9 || isPartlyGrouped(of: others))
        if isGrouped { oddities.append(.grouped(rows: grouped)) }
        if let rows = constant { oddities.append(.constant(rows: rows)) }
        if !isGrouped, isTooSmall { oddities.append(.tooSmall(rows: filled)) }
        return oddities
    }

    /// True if some numbers have a sign between thousands, and the rest are whole numbers of thousands.
    ///
    /// No other number may have decimals, and of the rest half or more must be thousands: a column of small numbers
    /// may have three decimals here and there.
    private func isPartlyGrouped(of others: Int) -> Bool {
        grouped >= Self.fewestGrouped && fractional == 0 && wholeThousands * 2 >= others - grouped
    }

    /// The rows in which thousands must be grouped, to be told from decimals.
    private static let fewestGrouped = 3

    /// The rows of a number that by its form stands for a missing one; nil where there is none.
    var sentinel: Int? {
        guard numbers.count > 1 else { return nil }
        let enough = enough
        if let found = numbers.first(where: { $0.isConventional && $0.rows >= enough }) { return found.rows }
        // Nines as wide as the column: 99 among ones and twos, 999 among tens, with nothing between half of it and it.
        if let last = numbers.last, last.rows >= enough, Self.isNines(last.number),
            numbers[numbers.count - 2].number <= last.number / 2
        {
            return last.rows
        }
        return nil
    }

    /// The fewest rows of a number that stands for something else.
    private var enough: Int { max(Self.fewestConstant, filled / 100) }

    /// The rows of a number that stands for a missing one, by its form or by its place among the others; nil where
    /// there is none.
    private var constant: Int? {
        guard numbers.count > 1 else { return nil }
        if let sentinel { return sentinel }
        let enough = enough
        // One amount of hundreds of different ones in a twentieth of the rows, and no other in nearly as many.
        let frequent = numbers.filter { $0.number != 0 }.max { $0.rows < $1.rows }
        let next = numbers.filter { $0.number != 0 && $0.number != frequent?.number }.map(\.rows).max() ?? 0
        if numbers.count >= 100, let frequent, frequent.rows >= max(Self.fewestConstant, filled / 20),
            frequent.rows >= next * 10
        {
            return frequent.rows
        }
        // The same number in many rows, far beyond all others.
        guard numbers.count >= 10 else { return nil }
        let (low, high) = (numbers[0], numbers[numbers.count - 1])
        let span = max(numbers[numbers.count - 2].number - numbers[1].number, 1)
        if high.rows >= enough, high.number - numbers[numbers.count - 2].number > span { return high.rows }
        if low.rows >= enough, numbers[1].number - low.number > span { return low.rows }
        return nil
    }

    /// True for 99, 999, 9999 and so on, in millionths.
    private static func isNines(_ number: Int64) -> Bool {
        guard number % Millionths.one == 0, number >= 99 * Millionths.one else { return false }
        var whole = number / Millionths.one
        while whole % 10 == 9 { whole /= 10 }
        return whole == 0
    }

    /// True if all numbers are ten times or more below the lowest limit that is not zero.
    private var isTooSmall: Bool {
        guard let limit = bounds.map(\.magnitude).filter({ $0 > 0 }).min(), filled >= 50, numbers.count >= 5
        else {
            return false
        }
        let largest = numbers.map(\.number.magnitude).max() ?? 0
        return largest > 0 && largest < limit / 10
    }

    /// True if a text is one to three digits, a point or comma, and three digits.
    private static func isGrouped(_ text: [UInt8]) -> Bool {
        let digits = text.first == 0x2D ? text.dropFirst() : text[...]
        guard let mark = digits.firstIndex(where: { $0 == 0x2E || $0 == 0x2C }) else { return false }
        let whole = digits[..<mark]
        return (1...3).contains(whole.count) && whole.first != 0x30 && digits.count - whole.count == 4
    }

    /// True if a text is a number that programs write where there is none: nines or eights in a row, or one of the
    /// codes of Swing.
    private static func isConventional(_ text: [UInt8]) -> Bool {
        let digits = text.first == 0x2D ? Array(text.dropFirst()) : text
        guard let first = digits.first else { return false }
        if digits.count >= 5, first != 0x30, digits.allSatisfy({ $0 == first }) { return true }
        // -1, -7, -8, -9, and -97 to -99, as programs of surveys write them.
        if text.first == 0x2D, digits.count == 1, [0x31, 0x37, 0x38, 0x39].contains(first) { return true }
        if text.first == 0x2D, digits.count == 2, first == 0x39, digits[1] >= 0x36 { return true }
        if text.first == 0x2D, digits.count >= 3, digits.allSatisfy({ $0 == 0x39 }) { return true }
        // -99995 to -99999: not asked, not known, hidden, not yet there.
        return text.first == 0x2D && digits.count == 5 && digits.prefix(4).allSatisfy { $0 == 0x39 }
            && digits[4] >= 0x35
    }
}
