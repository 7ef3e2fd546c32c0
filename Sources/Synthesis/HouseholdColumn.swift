/// A column of a delivery of microdata of households, by its header; in the order of writing.
public enum HouseholdColumn: String, CaseIterable, Sendable {
    case jaar
    case huishoudenID = "huishouden_id"
    case buurtcode
    case welvaartsdeciel
    case opleidingHuishouden = "opleiding_huishouden"
    case arbeidsverleden
    case pc4
    case huishoudenstype
    case inkomenBekend = "inkomen_bekend"
    case opleidingHKW = "opleiding_hkw"
    case partner
    case opleidingPartner = "opleiding_partner"
    case geslacht
    case leeftijdsklasse
    case herkomst
    case generatie
    case stedelijkheid
    case landsdeel
    case inkomensbron
    case arbeidHKW = "arbeid_hkw"
    case geslachtP = "geslacht_p"
    case leeftijdsklasseP = "leeftijdsklasse_p"
    case herkomstP = "herkomst_p"
    case generatieP = "generatie_p"
    case secP = "sec_p"
    case arbeidP = "arbeid_p"

    /// The columns that every such delivery has.
    public static let required = Array(allCases.prefix(6))
    /// The 23 columns of an ordinary delivery: all but the last three of the partner.
    public static let standard = Array(allCases.prefix(23))
}
