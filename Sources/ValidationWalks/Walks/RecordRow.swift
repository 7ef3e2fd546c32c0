import Classification
package import Statistics

/// The values of one record, decoded once for all rules about records.
///
/// A value is one machine word: the number itself, or below every number a code for the reason of its
/// absence.
package struct RecordRow {
    /// The value of each rank of the form.
    package var values: [Int64]
    /// The position of the record in the delivery.
    package var record: Int
    /// The position of the record's period among the periods of the delivery.
    package var period: Int
    /// The region; nil if the edition does not have it.
    package var region: RegionIndex?
    /// True if rules check the record: false if its row is left out whatever it contains.
    package var isLookedAt: Bool
    /// True if every column has one number in its topic's range.
    package var isPlain: Bool
    /// The places of cells that the record repeats or that its form does not have.
    package var strays: [Place]
    /// The delivery.
    package let delivery: LookedUp

    /// Creates a row without values.
    package init(_ delivery: LookedUp, ranks: Int) {
        self.delivery = delivery
        values = Array(repeating: Self.absent, count: ranks)
        record = 0
        period = 0
        region = nil
        isLookedAt = true
        isPlain = true
        strays = []
    }

    /// The place of the record.
    package var place: Place { delivery.table.records[record].place }

    /// The delivered code of the record's region, unless it is malformed.
    package var code: RegionCode? {
        let region = delivery.table.records[record].region
        return delivery.regions[region] == .malformed ? nil : delivery.table.regions[region].code
    }

    /// The place of a rank's value; the place of the record for a rank without one.
    package func place(of rank: Int) -> Place { delivery.table.records[record].place(of: rank) }
}

extension RecordRow {
    /// The record has no cell of the rank.
    package static let absent = Int64.min

    /// The lowest word that is a number.
    package static let numbers = -Value.limit

    /// The word of a value.
    @inline(__always)
    package static func word(_ value: Value) -> Int64 {
        switch value {
        case .number(let number): number
        case .missing(let symbol): absent + 1 + Int64(symbol.rawValue)
        case .unreadable(let fault): absent + 16 + Int64(fault.rawValue)
        }
    }

    /// The reason why the value of a word is unreadable; nil if it is not.
    package static func fault(_ word: Int64) -> Value.Fault? {
        word >= absent + 16 && word < numbers ? Value.Fault(rawValue: UInt8(word - absent - 16)) : nil
    }

    /// The symbol in a word; nil for any other value.
    package static func symbol(_ word: Int64) -> Value.Symbol? {
        word > absent && word < absent + 16 ? Value.Symbol(rawValue: UInt8(word - absent - 1)) : nil
    }

    /// True for a word without a number: a symbol, or no cell.
    package static func isMissing(_ word: Int64) -> Bool { word < absent + 16 }

    /// True for a word with a number.
    package static func isNumber(_ word: Int64) -> Bool { word >= numbers }
}

extension ParsedRecord {
    /// The place of a rank's value; the place of the record for a rank without one.
    package func place(of rank: Int) -> Place {
        var found: Place?
        forEachCell { cell, _, line, column in
            if cell == rank, found == nil { found = Place(line: line, column: column) }
        }
        return found ?? place
    }
}
