/// A period that figures are about, for example the year 2019.
///
/// Statistics Netherlands writes a period as year, kind and number: `2019JJ00`, `2019KW03`, `2012MM01`.
public struct Period: Hashable, Sendable, Comparable {
    /// The length of a period.
    public enum Length: String, Hashable, Sendable, CaseIterable {
        /// A calendar year.
        case year = "JJ"
        /// A quarter, 1 to 4.
        case quarter = "KW"
        /// A month, 1 to 12.
        case month = "MM"
    }

    /// The calendar year, 1000 to 9999.
    public let year: Int
    /// The length of the period.
    public let kind: Length
    /// The quarter or month in the year; 0 for a whole year.
    public let number: Int

    /// Creates a whole year.
    public init(year: Int) {
        self.year = year
        kind = .year
        number = 0
    }

    /// Reads a key such as `2019JJ00`, or a year such as `2019`; nil when it is neither.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 4 || bytes.count == 8, let year = Self.digits(bytes[0..<4]), year >= 1000 else {
            return nil
        }
        self.year = year
        guard bytes.count == 8 else {
            kind = .year
            number = 0
            return
        }
        let letters = String(decoding: bytes[4..<6], as: UTF8.self)
        guard let kind = Length(rawValue: letters), let number = Self.digits(bytes[6..<8]) else { return nil }
        let numbers =
            switch kind {
            case .year: 0...0
            case .quarter: 1...4
            case .month: 1...12
            }
        guard numbers.contains(number) else { return nil }
        self.kind = kind
        self.number = number
    }

    /// The key of Statistics Netherlands, for example `2019JJ00`.
    public var key: String { "\(year)\(kind.rawValue)\(number < 10 ? "0" : "")\(number)" }

    /// The period in paths, commands and texts for people: `2019` for a year, else its key.
    public var name: String { kind == .year ? "\(year)" : key }

    /// The same period a year before.
    public var previousYear: Self { Self(year: year - 1, kind: kind, number: number) }

    /// Earlier periods come first; a year comes before the parts of that year.
    public static func < (a: Self, b: Self) -> Bool {
        (a.year, a.kind.order, a.number) < (b.year, b.kind.order, b.number)
    }

    private init(year: Int, kind: Length, number: Int) {
        self.year = year
        self.kind = kind
        self.number = number
    }

    private static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.reduce(0 as Int?) { sum, byte in
            guard let sum, (48...57).contains(byte) else { return nil }
            return sum * 10 + Int(byte - 48)
        }
    }
}

extension Period.Length {
    fileprivate var order: Int {
        switch self {
        case .year: 0
        case .quarter: 1
        case .month: 2
        }
    }
}

/// The status of a period's figures: final or provisional.
public enum PeriodStatus: String, Hashable, Sendable, CaseIterable {
    /// Final (`Definitief`), written without a mark.
    case definitive
    /// Provisional (`Voorlopig`), written `*`.
    case provisional
    /// Provisional, revised (`Nader voorlopig`), written `**`.
    case revisedProvisional

    /// The mark behind the period's title: none, `*` or `**`.
    public var mark: String {
        switch self {
        case .definitive: ""
        case .provisional: "*"
        case .revisedProvisional: "**"
        }
    }
}
