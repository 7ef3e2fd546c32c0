/// Households as lines of separated text.
struct HouseholdText {
    var bytes: [UInt8] = []

    private let columns: [HouseholdColumn]
    private let isComplete: Bool
    private let year: [UInt8]
    private let writesInstitutional: Bool

    init(columns: [HouseholdColumn], isComplete: Bool, year: [UInt8]) {
        self.columns = columns
        self.isComplete = isComplete
        self.year = year
        writesInstitutional = columns.contains(.huishoudenstype)
    }

    /// Appends the line of a household; nothing for an institutional household without the column that tells
    /// it apart.
    mutating func append(_ household: Household, of leaf: HouseholdLeaf, id: Int) {
        if household.standing == .institutional, !writesInstitutional { return }
        let main = household.main
        let partner = household.partner
        let (urbanity, quarter) = leaf.surroundings
        for column in columns {
            switch column {
            case .jaar: bytes.append(contentsOf: year)
            case .huishoudenID: append(id)
            case .buurtcode:
                if household.standing != .regionUnknown { bytes.append(contentsOf: leaf.code) }
            case .welvaartsdeciel:
                if household.standing != .incomeUnknown { append(household.welvaart) }
            case .opleidingHuishouden:
                if isComplete || household.isLevelKnown { append(household.level) }
            case .arbeidsverleden: append(household.arbeidsverleden)
            case .pc4: if household.postcode > 0 { append(household.postcode) }
            case .huishoudenstype: append(household.type)
            case .inkomenBekend: append(household.standing == .incomeUnknown ? 0 : 1)
            case .opleidingHKW: if isComplete || main.isLevelKnown { append(main.level) }
            case .partner: append(partner == nil ? 0 : 1)
            case .opleidingPartner:
                if let partner, isComplete || partner.isLevelKnown { append(partner.level) }
            case .geslacht: append(main.geslacht)
            case .leeftijdsklasse: append(main.age)
            case .herkomst: append(main.herkomst)
            case .generatie: append(main.generatie)
            case .stedelijkheid: append(urbanity)
            case .landsdeel: append(quarter)
            case .inkomensbron: append(household.inkomensbron)
            case .arbeidHKW: append(main.work)
            case .geslachtP: if let partner { append(partner.geslacht) }
            case .leeftijdsklasseP: if let partner { append(partner.age) }
            case .herkomstP: if let partner { append(partner.herkomst) }
            case .generatieP: if let partner { append(partner.generatie) }
            case .secP: if let partner { append(partner.sec) }
            case .arbeidP: if let partner { append(partner.work) }
            }
            bytes.append(UInt8(ascii: ";"))
        }
        bytes[bytes.count - 1] = UInt8(ascii: "\n")
    }

    private mutating func append(_ code: UInt8) {
        if code > 9 { bytes.append(UInt8(ascii: "0") + code / 10) }
        bytes.append(UInt8(ascii: "0") + code % 10)
    }

    private mutating func append(_ number: Int) {
        var scale = 1
        while scale <= number / 10 { scale *= 10 }
        while scale > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / scale % 10))
            scale /= 10
        }
    }
}
