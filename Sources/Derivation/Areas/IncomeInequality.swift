public import Statistics
import Synchronization

/// The Gini coefficient of the standardised disposable incomes of a region's households.
///
/// Reads an income in euro; the id of the household; a flag for households of students; and the code of the type
/// of household. All but the first are optional. With ids a household counts once, however many rows it has; without, or with an empty id, every
/// row counts as a household. Households of students are left out if the delivery flags them, and households
/// of the codes of `leftOut`, the institutional ones. Unknown incomes
/// are left out. Source: docs/method.md, "Background characteristics", income inequality; the treatment of
/// rows without ids is our choice.
public struct IncomeInequality: AreaDerivation {
    /// The name in codebooks.
    public static let name = "gini"

    /// The types of household that are left out; copies for other regions share what was judged.
    private let leftOut: JudgedCodes
    private var incomes: [Int64] = []
    /// Incomes by a digest of the household's id; the ids themselves would take most of the memory.
    private var households: [UInt64: Int64] = [:]

    /// Prepares the figure of a region.
    public init(fields: Int, leftOut: [String]) throws(DerivationFlaw) {
        guard fields == (leftOut.isEmpty ? 3 : 4) else {
            throw DerivationFlaw(
                "the derivation '\(Self.name)' reads 3 fields, or 4 with `left-out`, not \(fields)",
                "name income, household, household of students and type of household in `from`"
            )
        }
        self.leftOut = JudgedCodes(leftOut)
    }

    /// The number of required fields: the income only.
    public var requiredFields: Int { 1 }

    /// End of a sentence on the figure without the column of a field.
    public static func without(field: Int) -> Text? {
        switch field {
        case 1:
            Text(
                nl: "elke rij telt dan als een eigen huishouden",
                en: "every row then counts as a household of its own"
            )
        case 2:
            Text(
                nl: "studentenhuishoudens tellen dan mee",
                en: "households of students then count too"
            )
        case 3:
            Text(
                nl: "institutionele huishoudens tellen dan mee",
                en: "institutional households then count too"
            )
        default: nil
        }
    }

    /// The notation of the field.
    public func notation(of field: Int) -> Notation {
        switch field {
        case 2: .flag
        case 3: .code
        default: .number
        }
    }

    /// Adds the income of a household.
    public mutating func add(_ texts: [String?]) -> AreaDerived {
        if let text = texts[2], !text.isEmpty {
            guard let isOfStudents = Flag.read(text) else { return .unreadable(field: 2) }
            if isOfStudents { return .taken }
        }
        if let text = texts.count > 3 ? texts[3] : nil, leftOut.holds(text) { return .taken }
        guard let text = texts[0], !text.isEmpty else { return .taken }
        guard let income = Millionths.read(text) else { return .unreadable(field: 0) }
        guard let household = texts[1], !household.isEmpty else {
            incomes.append(income)
            return .taken
        }
        let earlier = households.updateValue(income, forKey: Self.digest(of: household))
        return earlier == nil || earlier == income ? .taken : .contradicts(field: 0)
    }

    /// 64 bits of an id: the probability that two of a region are equal is below one in a million million.
    private static func digest(of id: String) -> UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325) { digest, byte in
            let mixed = (digest ^ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
            return mixed ^ (mixed >> 29)
        }
    }

    /// The number of households.
    public var units: Int64 { Int64(incomes.count + households.count) }

    /// The coefficient, 0 at equality.
    public var figure: Fraction? { Gini.coefficient(of: incomes + households.values) }
}

/// A few codes, however a program wrote them: the texts that were met are judged once.
private final class JudgedCodes: Sendable {
    /// A few texts are judged in a column of codes, but a file may have anything in their place.
    private static let most = 64

    private let codes: Set<String>
    private let judged = Mutex<[String: Bool]>([:])

    init(_ codes: [String]) { self.codes = Set(codes.map(DeliveredText.comparedCode)) }

    /// True if a text is one of the codes.
    func holds(_ text: String) -> Bool {
        judged.withLock { judged in
            if let known = judged[text] { return known }
            let code = String(decoding: DeliveredText.code(text.utf8), as: UTF8.self)
            let isOne = codes.contains(DeliveredText.comparedCode(code))
            if judged.count < Self.most { judged[text] = isOne }
            return isOne
        }
    }
}
