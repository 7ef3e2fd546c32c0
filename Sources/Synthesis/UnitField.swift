import Codebook
import Statistics

/// One column of synthetic microdata, and the distribution of its texts.
///
/// The derivations of the codebook can read the texts. Fields of one row are independent, but those of a
/// household are equal in all its rows, and properties of a place in all rows of it.
struct UnitField: Sendable {
    /// The content of a column.
    enum Content: Sendable {
        case period, id, region, household
        /// A day that many whole years before the report year.
        case birthday(ClosedRange<Int>)
        /// One of several codes, the first ones more frequent.
        case code([String])
        /// A country: the Netherlands, or one of the others.
        case country([String])
        /// Yes or no; the percentage of yes in a region of level 0.
        case flag(Double)
        /// A list of codes, mostly empty.
        case codes([String])
        /// A whole number, small ones more frequent.
        case number(ClosedRange<Int>)
        /// An amount around the given one.
        case amount(Double)
        /// An amount that may be under 0.
        case wealth
        /// Addresses per square kilometre.
        case density
        /// Kilometres.
        case distance
    }

    /// The set of rows that share a text.
    enum Owner: Sendable {
        case unit, household, leaf, root
    }

    /// The header.
    let name: String
    let content: Content
    var owner = Owner.unit
    /// The header of the column whose random numbers it is made of; its own where there is none.
    var source: String?

    /// The share of texts of units that are empty.
    private static let unknown = 0.02

    /// Appends a text.
    ///
    /// - Parameters:
    ///   - bytes: The row so far.
    ///   - draw: The random numbers of the text's owner.
    ///   - column: The number of the column.
    ///   - level: The level of the leaf.
    ///   - year: The report year.
    func append(to bytes: inout [UInt8], from draw: RegionDraw, column: Int, level: Double, year: Int) {
        func even(_ number: Int) -> Double { draw.even(UInt64(column * 8 + number)) }
        func text(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }
        if owner == .unit, even(7) < Self.unknown { return }
        switch content {
        case .period, .id, .region, .household: return
        case .birthday(let years):
            let age = years.lowerBound + Int(even(0) * Double(years.count))
            // Who is born on 1 January is a year older on that day.
            let (month, day) = (1 + Int(even(1) * 12), 2 + Int(even(2) * 27))
            let digits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
            text("\(year - 1 - age)-\(digits(month))-\(digits(day))")
        case .code(let codes):
            guard !codes.isEmpty else { return }
            text(codes[Int(even(0) * (owner == .unit ? even(1) : 1) * Double(codes.count))])
        case .country(let others):
            text(
                even(0) < 0.75 + 0.1 * level || others.isEmpty
                    ? "NL" : others[Int(even(1) * Double(others.count))]
            )
        case .flag(let percent): text(even(0) * 100 < percent * max(0.2, 1 - level) ? "1" : "0")
        case .codes(let codes):
            guard !codes.isEmpty, even(0) < 0.04 else { return }
            text(codes[Int(even(1) * Double(codes.count))])
        case .number(let range): text("\(range.lowerBound + Int(even(0) * even(1) * Double(range.count)))")
        case .amount(let middle):
            let bell = (0..<6).reduce(-3) { $0 + even($1) }
            text("\(Int(middle * exponential(0.3 * level + 0.6 * bell)))")
        case .wealth: text("\(Int((even(0) * 2 - 0.5 + level / 2) * 60_000))")
        case .density: text("\(Int(even(0) * even(1) * 6000))")
        case .distance:
            let tenths = 1 + Int(even(0) * even(1) * 200)
            text("\(tenths / 10).\(tenths % 10)")
        }
    }
}

extension UnitField {
    /// The columns that a variable is derived from; none without a known derivation.
    static func fields(of variable: Variable, in years: ClosedRange<Int>) -> [Self] {
        guard let setting = variable.derivation else { return [] }
        let owner = variable.isOfPlace ? Owner.root : .unit
        let codes = setting.codes.compactMap(\.first)
        let bounds = setting.bounds.map { Int($0 / 1_000_000) }
        return setting.from.enumerated().flatMap { place, field -> [Self] in
            let content: Content? =
                switch (setting.name, place) {
                case ("code", 0), ("household-type", 0), ("education-level", 0): .code(codes)
                case ("age-class", 0):
                    .birthday((bounds.first ?? 0)...max(bounds.first ?? 0, (bounds.last ?? 1) - 1))
                case ("born-in-netherlands", 0): .country(["TR", "SY", "PL"])
                case ("parents-country", 2), ("parents-born-abroad", 2): .code(["2", "2", "2", "1"])
                case ("parents-country", _):
                    .country(setting.codes.joined().filter { $0 != "NL" } + ["DE", "SY"])
                case ("parents-born-abroad", _): .country(["DE", "SY", "PL"])
                case ("urbanicity", 0): .density
                case ("parents-in-household", 0): .flag(80)
                case ("parents-in-household", 1): .code(["2", "2", "2", "1"])
                case ("number-class", 0): .number(max(0, (bounds.first ?? 0) - 1)...(bounds.last ?? 0) + 2)
                case ("any-year", 0), ("care-or-medication", 0): .flag(2)
                case ("care-or-medication", 1): .codes(setting.codes.first ?? [])
                case ("income-quintile", 0): .amount(26_000)
                case ("wealth-class", 0): .wealth
                default: nil
                }
            guard let content else { return [] }
            let own = setting.name == "income-quintile" ? Owner.household : owner
            guard field.hasSuffix("*") else { return [Self(name: field, content: content, owner: own)] }
            let all =
                years.lowerBound + setting.years.lowerBound...years.upperBound + setting.years.upperBound
            return all.map { Self(name: field.dropLast() + "\($0)", content: content, owner: own) }
        }
    }

    /// The columns that a figure of a region as a whole is computed from.
    static func fields(of area: AreaFigure) -> [Self] {
        switch area.derivation {
        case ("gini", let from)? where from.count >= 3:
            [
                Self(name: from[0], content: .amount(26_000), owner: .household),
                Self(name: from[1], content: .household),
                Self(name: from[2], content: .flag(3), owner: .household),
            ]
        case ("mean-distance", let from)?: from.map { Self(name: $0, content: .distance, owner: .leaf) }
        default: []
        }
    }
}
