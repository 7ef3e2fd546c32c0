import Classification
import Codebook
import Statistics

/// The form "CSV met statistische symbolen" of StatLine: every field quoted, numbers padded, `.` for missing.
struct CSVExtract: ExtractForm {
    let suffix = ".csv"
    let mediaType = "text/csv"
    let head: [UInt8]
    let tail: [UInt8] = []
    private let period: [UInt8]
    /// By region, its name and its code, quoted.
    private let regions: RegionTexts
    private let decimals: [Int]

    init(_ layout: ExtractLayout) {
        let keys = layout.codebook.keys
        let name = keys.regionName.first ?? "Regio"
        let code = keys.regionCode.first ?? keys.region[0]
        let titles = layout.topics.map { "\($0.title.nl) (\($0.unit.nl))" }
        let header = ([keys.period[0], name, code] + titles).map { "\"\($0.replacing("\"", with: "\"\""))\"" }
        head = [0xEF, 0xBB, 0xBF] + Array((header.joined(separator: ";") + "\n").utf8)
        period = Array("\"\(layout.period.name)\(layout.status.mark)\";".utf8)
        regions = layout.regions
        decimals = layout.topics.map(\.decimals)
    }

    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: period)
        regions.appendCSV(region, to: &bytes)
        for (value, decimals) in zip(values, decimals) {
            bytes.append(";\"")
            bytes.append(padded: value, decimals: decimals)
            bytes.append(34)
        }
        bytes.append(10)
    }
}
