public import Classification
public import Codebook
public import Statistics

extension PublishedTable {
    /// The tables of a file in the published form, one for each period; rows of unknown regions are left out.
    ///
    /// - Parameters:
    ///   - parsed: The file as it was read.
    ///   - codebook: The data set.
    ///   - edition: The classification of the regions.
    /// - Returns: The tables, by rising period; none if no region is known.
    public static func tables(of parsed: ParsedTable, codebook: Codebook, edition: Edition) -> [Self] {
        var rows: [Period: [Int: [Value]]] = [:]
        for record in parsed.records {
            guard let period = parsed.periods[record.period].period,
                case .known(let region) = edition.lookUp(parsed.regions[record.region].code)
            else { continue }
            var values = [Value](repeating: .missing(.unknown), count: codebook.topics.count)
            record.forEachCell { rank, value, _, _ in
                if values.indices.contains(rank) { values[rank] = value }
            }
            rows[period, default: [:]][region.position] = values
        }
        return rows.sorted { $0.key < $1.key }.map { period, rows in
            Self(
                period: period,
                columns: Array(codebook.topics.indices),
                values: rows.sorted { $0.key < $1.key }.map { (RegionIndex($0.key), $0.value) },
                codebook: codebook,
                edition: edition
            )
        }
    }
}
