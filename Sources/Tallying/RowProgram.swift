import Codebook

/// The plan laid out for the loop over rows: plain numbers one behind the other, and the codes of one row.
@safe
struct RowProgram: ~Copyable {
    /// The coded columns, and the fields that they hold.
    let codedCount: Int
    let codedColumns: UnsafeMutablePointer<Int32>
    let codedFields: UnsafeMutablePointer<Int32>
    /// Room for the codes of a row that is read field by field, and one more that is always 0.
    let codes: UnsafeMutablePointer<UInt8>
    let postcodeColumn: Int
    let idField: Int
    let regionField: Int
    let postcodeField: Int
    let periodField: Int
    let prefixLength: Int
    private let prefix: UInt64
    private let prefixMask: UInt64

    let leaveOut: UnsafeMutablePointer<Int32>
    let leaveOutMasks: UnsafeMutablePointer<UInt64>
    let leaveOutCount: Int
    /// What becomes of a row is a bit: that of the first rule that leaves it out, in their order, with one for a
    /// region that is not known; then one for a level that is not known; then that of rows that are kept.
    let leaveOutBits: UnsafeMutablePointer<UInt64>
    let regionBit: UInt64
    let levelBit: UInt64
    let keptOutcome: Int
    /// The number of the reason for each outcome; -1 for rows that are kept.
    let reasons: [Int]
    let only: UnsafeMutablePointer<OnlyRule>
    let onlyCount: Int
    let factors: UnsafeMutablePointer<Int32>
    let factorMultipliers: UnsafeMutablePointer<Int32>
    let factorCount: Int
    /// What the cells would be numbered from if codes began at 0.
    let cellBase: Int
    let levelMultiplier: Int
    let unit: Int
    let main: Int
    let partner: Int
    let present: Int
    /// For each code of that column, whether there is a second person.
    let presences: UnsafeMutablePointer<UInt8>
    /// The coded columns of which a filled one means that there is.
    let presentAny: UInt64
    let levels: UnsafeMutablePointer<UInt8>
    /// The persons; read once before each loop.
    let persons: [PersonProgram]
    /// Whether rows without a level are imputed, and whether in fractions; whether they are left out.
    let imputes: Bool
    let isExpected: Bool
    let leavesOutUnknown: Bool
    /// Room for the counts of no block.
    let nowhere: UnsafeMutablePointer<UInt16>

    /// Fields that are only filled under a condition.
    struct OnlyRule {
        /// The coded columns, a bit each.
        let fields: UInt64
        let when: Int
        let mask: UInt64
    }

    init(_ plan: RecordPlan) {
        codedCount = plan.coded.count
        unsafe codedColumns = Self.room(plan.coded.map { Int32($0.column) })
        unsafe codedFields = Self.room(plan.coded.map { Int32($0.field) })
        unsafe codes = Self.room([UInt8](repeating: 0, count: plan.coded.count + 1))
        postcodeColumn = plan.postcodeColumn ?? -1
        idField = plan.layout.field(of: .id) ?? -1
        regionField = plan.layout.regionField ?? -1
        postcodeField = plan.layout.field(of: .postcode) ?? -1
        periodField = plan.layout.field(of: .period) ?? -1
        prefixLength = plan.regionPrefix.count
        prefix = plan.regionPrefix.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        prefixMask = (1 as UInt64) << UInt64(8 * plan.regionPrefix.count) - 1
        unsafe leaveOut = Self.room(plan.leaveOut.map { Int32($0.when.coded) })
        unsafe leaveOutMasks = Self.room(plan.leaveOut.map(\.when.mask))
        leaveOutCount = plan.leaveOut.count
        let region = plan.regionRule
        unsafe leaveOutBits = Self.room(
            plan.leaveOut.indices.map { UInt64($0 < region ? $0 : $0 + 1) }
        )
        regionBit = 1 << UInt64(region)
        keptOutcome = plan.leaveOut.count + 2
        leavesOutUnknown = plan.mode == ImputationSetting.Mode.none
        levelBit = leavesOutUnknown ? 1 << UInt64(plan.leaveOut.count + 1) : 0
        var reasons = plan.leaveOut.map(\.reason)
        reasons.insert(plan.regionReason, at: region)
        self.reasons = reasons + [plan.levelReason, -1]
        unsafe only = Self.room(
            plan.only.map { rule in
                OnlyRule(fields: Self.mask(rule.coded), when: rule.when.coded, mask: rule.when.mask)
            }
        )
        onlyCount = plan.only.count
        unsafe factors = Self.room(plan.factors.map { Int32($0.coded) })
        unsafe factorMultipliers = Self.room(plan.factors.map { Int32($0.multiplier) })
        factorCount = plan.factors.count
        levelMultiplier = plan.levelMultiplier
        cellBase = plan.factors.reduce(plan.levelMultiplier) { $0 + $1.multiplier }
        unit = plan.unit
        main = plan.persons.first?.level ?? plan.coded.count
        partner = plan.persons.count > 1 ? plan.persons[1].level : plan.coded.count
        present = plan.present?.coded ?? plan.coded.count
        let mask = plan.present?.mask ?? 0
        unsafe presences = Self.room(
            (0..<64).map { code in
                let presence: LevelTable.Presence =
                    mask >> UInt64(code) & 1 != 0 ? .present : code == 0 ? .unknown : .absent
                return UInt8(presence.rawValue)
            }
        )
        presentAny = Self.mask(plan.presentAny)
        persons = plan.persons.map(PersonProgram.init)
        imputes = plan.mode != nil && plan.mode != ImputationSetting.Mode.none
        isExpected = plan.mode == .expected
        unsafe levels = Self.room(plan.levels.entries)
        unsafe nowhere = Self.room([UInt16](repeating: 0, count: plan.cells.cells))
    }

    deinit {
        unsafe codes.deallocate()
        unsafe codedColumns.deallocate()
        unsafe codedFields.deallocate()
        unsafe leaveOut.deallocate()
        unsafe leaveOutMasks.deallocate()
        unsafe leaveOutBits.deallocate()
        unsafe only.deallocate()
        unsafe presences.deallocate()
        unsafe factors.deallocate()
        unsafe factorMultipliers.deallocate()
        unsafe levels.deallocate()
        unsafe nowhere.deallocate()
    }

    private static func mask(_ coded: [Int]) -> UInt64 { coded.reduce(0) { $0 | 1 << UInt64($1) } }

    static func room<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
        let room = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        for (position, element) in elements.enumerated() {
            // Safe: there is room for every element.
            unsafe (room + position).initialize(to: element)
        }
        return unsafe room
    }

    /// Whether codes of regions begin here.
    @inline(__always)
    func hasPrefix(_ text: UnsafePointer<UInt8>) -> Bool {
        // Safe: eight bytes more than any field can be read.
        unsafe Digits.word(text) & prefixMask == prefix
    }
}

/// The beginning that all ids of a delivery share, before their digits; at most eight bytes.
public struct IDPrefix: Hashable, Sendable {
    /// The number of bytes.
    let count: Int
    private let word: UInt64
    private let mask: UInt64

    /// Finds the beginning of an id that ends with digits.
    public init(of id: some Sequence<UInt8>) {
        let bytes = Array(id)
        let beginning = bytes.prefix(bytes.lastIndex { !(48...57).contains($0) }.map { $0 + 1 } ?? 0)
        let kept = beginning.count <= 8 ? Array(beginning) : []
        count = kept.count
        word = kept.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        mask = kept.count == 8 ? .max : (1 as UInt64) << UInt64(8 * kept.count) - 1
    }

    /// Whether an id begins so.
    @inline(__always)
    func begins(_ text: UnsafePointer<UInt8>) -> Bool {
        // Safe: eight bytes more than any field can be read.
        unsafe count == 0 || Digits.word(text) & mask == word
    }
}
