import Codebook

/// The plan as plain numbers in consecutive memory, for the loop over rows.
@safe
struct RowProgram: ~Copyable {
    /// The coded columns, and their fields.
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
    /// The outcome of a row is a bit: that of the first rule that leaves it out, in their order, with one for
    /// an unknown region; then one for an unknown level; then one for rows that are kept.
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
    /// The offset of cell numbers, because codes begin at 1.
    let cellBase: Int
    let levelMultiplier: Int
    let unit: Int
    let first: Int
    let second: Int
    let present: Int
    /// The presence of a second person, by the code of that column.
    let presences: UnsafeMutablePointer<UInt8>
    /// The coded columns that mean presence of a second person if they are filled.
    let presentAny: UInt64
    let levels: UnsafeMutablePointer<UInt8>
    /// The persons; read once before each loop.
    let persons: [PersonProgram]
    /// True if rows without a level are imputed; if in fractions; if left out.
    let imputes: Bool
    let isExpected: Bool
    let leavesOutUnknown: Bool
    /// Room for the counts of no block.
    let nowhere: UnsafeMutablePointer<UInt16>

    /// A rule on fields that are filled only under a condition.
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
        reasons = plan.outcomeReasons
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
        first = plan.persons.first?.level ?? plan.coded.count
        second = plan.persons.count > 1 ? plan.persons[1].level : plan.coded.count
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

    /// True if the text begins with the prefix of region codes.
    @inline(__always)
    func hasPrefix(_ text: UnsafePointer<UInt8>) -> Bool {
        // Safe: eight bytes beyond any field are readable.
        unsafe Digits.word(text) & prefixMask == prefix
    }
}

/// The shared beginning of all ids of a delivery, before their digits; at most eight bytes.
public struct IDPrefix: Hashable, Sendable {
    /// The number of bytes.
    let count: Int
    private let word: UInt64
    private let mask: UInt64

    /// Takes the beginning of an id that ends with digits.
    public init(of id: some Sequence<UInt8>) {
        let bytes = Array(id)
        let beginning = bytes.prefix(bytes.lastIndex { !(48...57).contains($0) }.map { $0 + 1 } ?? 0)
        let kept = beginning.count <= 8 ? Array(beginning) : []
        count = kept.count
        word = kept.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        mask = kept.count == 8 ? .max : (1 as UInt64) << UInt64(8 * kept.count) - 1
    }

    /// True if an id begins with it.
    @inline(__always)
    func begins(_ text: UnsafePointer<UInt8>) -> Bool {
        // Safe: eight bytes beyond any field are readable.
        unsafe count == 0 || Digits.word(text) & mask == word
    }
}
