import Classification
import Statistics

/// The values of one record, decoded once for all rules that look at records.
///
/// A value is one machine word: the number itself, or below every number a mark for why there is none.
struct Row {
    /// The value of each rank of the form.
    var values: [Int64]
    /// The position of the record in the delivery.
    var record: Int
    /// The position of the record's period among the periods of the delivery.
    var period: Int
    /// The region; nil where the edition does not know it.
    var region: RegionIndex?
    /// Whether rules look at the record: not where its row is left out whatever it holds.
    var isLookedAt: Bool
    /// Whether every column holds one number that its topic can have.
    var isPlain: Bool
    /// Whether the record names a cell twice, or one that its form does not have.
    var strays: [Place]
    /// The delivery.
    let delivery: LookedUp

    /// Creates a row without values.
    init(_ delivery: LookedUp, ranks: Int) {
        self.delivery = delivery
        values = Array(repeating: Self.absent, count: ranks)
        record = 0
        period = 0
        region = nil
        isLookedAt = true
        isPlain = true
        strays = []
    }

    /// Where the record starts.
    var place: Place { delivery.table.records[record].place }

    /// The code of the record's region as delivered, where it is one.
    var code: RegionCode? {
        let region = delivery.table.records[record].region
        return delivery.regions[region] == .malformed ? nil : delivery.table.regions[region].code
    }

    /// Where the value of a rank stands; where the record does, when it has none.
    func place(of rank: Int) -> Place { delivery.table.records[record].place(of: rank) }
}

extension Row {
    /// The record has no cell of the rank.
    static let absent = Int64.min

    /// The lowest word that is a number.
    static let numbers = -Value.limit

    /// The word of a value.
    @inline(__always)
    static func word(_ value: Value) -> Int64 {
        switch value {
        case .number(let number): number
        case .missing(let symbol): absent + 1 + Int64(symbol.rawValue)
        case .unreadable(let fault): absent + 16 + Int64(fault.rawValue)
        }
    }

    /// Why the value of a word cannot be read; nil where it can.
    static func fault(_ word: Int64) -> Value.Fault? {
        word >= absent + 16 && word < numbers ? Value.Fault(rawValue: UInt8(word - absent - 16)) : nil
    }

    /// The symbol that stands in a number's place; nil where a number stands, or nothing that is a symbol.
    static func symbol(_ word: Int64) -> Value.Symbol? {
        word > absent && word < absent + 16 ? Value.Symbol(rawValue: UInt8(word - absent - 1)) : nil
    }

    /// Whether a word says that there is no number, by a symbol or by having no cell.
    static func isMissing(_ word: Int64) -> Bool { word < absent + 16 }

    /// Whether a word is a number.
    static func isNumber(_ word: Int64) -> Bool { word >= numbers }
}

extension ParsedRecord {
    /// Where the value of a rank stands; where the record does, when it has none.
    func place(of rank: Int) -> Place {
        var found: Place?
        forEachCell { cell, _, line, column in
            if cell == rank, found == nil { found = Place(line: line, column: column) }
        }
        return found ?? place
    }
}
