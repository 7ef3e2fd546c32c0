import Codebook

/// The bundle of the OData v4 service of Statistics Netherlands: observations and their code lists.
///
/// Source: docs/formats/extracts.md, "OData v4".
enum ODataBundle {
    /// The files of a table: each by itself, and all of them as an archive.
    static func files(_ name: String, _ codebook: Codebook) -> [TableFile] {
        let (region, period) = (codebook.keys.region[0], codebook.keys.period[0])
        func file(
            _ collection: String,
            _ write: @escaping @Sendable (ExtractTable, inout Output) throws -> Void
        )
            -> TableFile
        {
            TableFile(.odataV4, "\(name)/\(collection).csv", mediaType: "text/csv", write: write)
        }
        let members = [
            file("Observations", ODataObservations.write),
            file("MeasureCodes", ODataCodes.measures),
            file("MeasureGroups", ODataCodes.measureGroups),
            file("Dimensions", ODataCodes.dimensions),
            file("\(region)Codes", ODataCodes.regions),
            file("\(region)Groups", ODataCodes.regionGroups),
            file("\(period)Codes", ODataCodes.periods),
            file("Properties", ODataCodes.properties),
        ]
        return members + [
            TableFile(.odataV4, "\(name).zip", mediaType: "application/zip", content: .archive(members))
        ]
    }
}

extension [UInt8] {
    /// Appends quoted fields as one line.
    mutating func append(line fields: [String]) {
        for (place, field) in fields.enumerated() {
            if place > 0 { append(59) }
            append(34)
            append(csv: field)
            append(34)
        }
        append(10)
    }
}
