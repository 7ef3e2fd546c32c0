package import Audit
package import Classification
package import Codebook
package import Statistics

/// A published table of one period, or one characteristic of it, as `peil audit` attacks it.
package struct AuditTarget: Sendable {
    /// The file, for people.
    package let file: String
    /// The data set.
    package let codebook: Codebook
    /// The characteristic that is attacked by itself; nil for a table as a whole.
    package let variable: Int?
    /// The number of the release; nil for a table by itself.
    package let release: Int?
    /// The attacked table.
    package internal(set) var table: PublishedTable
    /// The values by region, one for each topic.
    let values: [RegionIndex: [Value]]

    /// The variables that the attack is about.
    var variables: [Variable] { variable.map { [codebook.variables[$0]] } ?? codebook.variables }

    /// The tables that are attacked together: of one data set, period and characteristic.
    var subject: String {
        "\(codebook.dataset)/\(table.period.name)/\(variable.map(String.init) ?? "")/\(table.edition.key)"
    }

    /// The tables of a file: one for each period, and for each characteristic where these are by themselves.
    ///
    /// `hasPostcodes` says whether a table of postcodes stands beside it; nil where that is not known.
    package static func all(
        of parsed: ParsedTable,
        file: String,
        release: Int?,
        codebook: Codebook,
        edition: Edition,
        hasPostcodes: Bool? = nil
    ) -> [Self] {
        var rows: [Period: [RegionIndex: [Value]]] = [:]
        for record in parsed.records {
            guard let period = parsed.periods[record.period].period,
                case .known(let region) = edition.lookUp(parsed.regions[record.region].code)
            else { continue }
            var values = [Value](repeating: .missing(.unknown), count: codebook.topics.count)
            record.forEachCell { rank, value, _, _ in
                if values.indices.contains(rank) { values[rank] = value }
            }
            rows[period, default: [:]][region] = values
        }
        return rows.sorted { $0.key < $1.key }.flatMap { period, values -> [Self] in
            let list = values.sorted { $0.key < $1.key }.map { (region: $0.key, values: $0.value) }
            func target(_ table: PublishedTable, _ variable: Int?) -> Self {
                Self(
                    file: file,
                    codebook: codebook,
                    variable: variable,
                    release: release,
                    table: table,
                    values: values
                )
            }
            guard codebook.countsApart else {
                let table = PublishedTable(
                    period: period,
                    columns: Array(codebook.topics.indices),
                    values: list,
                    codebook: codebook,
                    edition: edition,
                    hasPostcodes: hasPostcodes
                )
                return [target(table, nil)]
            }
            return codebook.variables.indices.filter { !codebook.variables[$0].isOfPlace }.compactMap {
                variable in
                let table = PublishedTable(
                    period: period,
                    variable: variable,
                    values: list,
                    codebook: codebook,
                    edition: edition
                )
                return table.rows.contains { $0?.isShown == true } ? target(table, variable) : nil
            }
        }
    }
}
