/// A synthetic household.
///
/// Codes are those of the delivery; 0 is none, except of `generatie`.
struct Household {
    /// The reason for not counting a household, if any.
    enum Standing { case counted, institutional, incomeUnknown, regionUnknown }

    var standing = Standing.counted
    var welvaart: UInt8 = 0
    var arbeidsverleden: UInt8 = 0
    var type: UInt8 = 0
    var postcode = 0
    var main = Person()
    var partner: Person?
    var inkomensbron: UInt8 = 0

    /// The highest level of the main earner and the partner, in the register or not.
    var level: UInt8 { max(main.level, partner?.level ?? 0) }

    /// True if the register has the level of main earner and partner.
    var isLevelKnown: Bool { main.isLevelKnown && partner?.isLevelKnown ?? true }

    /// The main earner or the partner.
    struct Person {
        var geslacht: UInt8 = 0
        var age: UInt8 = 0
        var herkomst: UInt8 = 0
        var generatie: UInt8 = 0
        var work: UInt8 = 0
        /// The socio-economic category; of the partner only.
        var sec: UInt8 = 0
        var level: UInt8 = 0
        var isLevelKnown = false
    }
}
