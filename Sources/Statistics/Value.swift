/// The value of one cell of a delivery: a number, a symbol for its absence, or unreadable text.
///
/// A missing value is never a number. A number is a whole multiple of ten to the power of minus the
/// decimals of its topic: the score -0.100 of a topic of three decimals is `.number(-100)`.
public enum Value: Hashable, Sendable {
    /// A number, in units of the last decimal of its topic; within ±2^52.
    case number(Int64)
    /// No number, and the symbol that says so.
    case missing(Symbol)
    /// Text that is not a number of the topic.
    case unreadable(Fault)

    /// The symbols of Statistics Netherlands for a cell without a number.
    public enum Symbol: UInt8, Hashable, Sendable, CaseIterable {
        /// Blank: the figure cannot exist on logical grounds.
        case blank = 0
        /// `.`: unknown, insufficiently reliable, or secret.
        case unknown = 1
        /// `x`: secret; older tables only.
        case secret = 2
        /// `m:null`: a typed feed, which has lost the reason.
        case null = 3
    }

    /// The reasons why text is not a number of its topic.
    public enum Fault: UInt8, Hashable, Sendable, CaseIterable {
        /// It is no number at all.
        case notANumber = 0
        /// It has more decimals than its topic.
        case tooManyDecimals = 1
        /// It lies outside the range that every topic has.
        case tooLarge = 2
        /// Its digits are grouped wrongly, for example `1.00.0`.
        case wrongGrouping = 3
        /// A per-cent sign stands behind it.
        case percentSign = 4
        /// It is a date, as spreadsheets make of two numbers with a dash or a point between them.
        case date = 5
        /// It is written with an exponent, as spreadsheets write long numbers.
        case scientific = 6
        /// It has more decimals than its topic, and is less than one: a share perhaps, where a percentage belongs.
        case fraction = 7
        /// A sign or word of money stands beside it, for example `€ 4700` or `4700,-`.
        case currency = 8
        /// It is negative as bookkeepers write it: in brackets, or with the minus behind it.
        case minusElsewhere = 9
        /// It is the message of a spreadsheet that could not work out its formula, such as `#N/A`.
        case spreadsheetError = 10
        /// It is a word or sign for a missing value, such as `NULL`, `n.v.t.` or a dash.
        case missingWord = 11
        /// It is a bound in the place of a small number, such as `<5`.
        case bound = 12
        /// A mark or a word stands beside the number, such as `46.4*` or `ca. 600`.
        case annotated = 13
    }

    /// The number, or nil.
    @inlinable public var number: Int64? {
        if case .number(let number) = self { number } else { nil }
    }
}

extension Value {
    /// The largest magnitude of a number.
    public static let limit: Int64 = 1 << 52

    /// The value as one unsigned number: numbers in zigzag order with the last bit clear, the others set.
    @inlinable public var code: UInt64 {
        switch self {
        case .number(let n): UInt64(bitPattern: (n << 1) ^ (n >> 63)) << 1
        case .missing(let symbol): UInt64(symbol.rawValue) << 2 | 0b01
        case .unreadable(let fault): UInt64(fault.rawValue) << 2 | 0b11
        }
    }

    /// Reads a ``code``; nil for a number that is no value's code.
    @inlinable @inline(__always) public init?(code: UInt64) {
        switch code & 0b11 {
        case 0b01:
            guard code < 1024, let symbol = Symbol(rawValue: UInt8(code >> 2)) else { return nil }
            self = .missing(symbol)
        case 0b11:
            guard code < 1024, let fault = Fault(rawValue: UInt8(code >> 2)) else { return nil }
            self = .unreadable(fault)
        default:
            let zigzag = code >> 1
            self = .number(Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1))
        }
    }
}
