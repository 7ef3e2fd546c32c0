import ArgumentParser
import Synthesis

/// The columns of a delivery of households, as typed: `standard`, `all`, `required`, or headers with commas.
struct HouseholdColumns: ExpressibleByArgument {
    let columns: [HouseholdColumn]

    /// The ordinary columns.
    static let standard = HouseholdColumns(columns: HouseholdColumn.standard)

    private init(columns: [HouseholdColumn]) { self.columns = columns }

    init?(argument: String) {
        switch argument {
        case "standard": columns = HouseholdColumn.standard
        case "all": columns = HouseholdColumn.allCases
        case "required": columns = HouseholdColumn.required
        default:
            let named = argument.split(separator: ",").map { HouseholdColumn(rawValue: String($0)) }
            let known = named.compactMap(\.self)
            guard known.count == named.count, Set(known).count == known.count, !known.isEmpty else {
                return nil
            }
            columns = known
        }
    }

    var defaultValueDescription: String { "standard" }
}
