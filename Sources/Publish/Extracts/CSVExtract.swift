import Classification
import Codebook
import Extracts
import Statistics

/// The form "CSV met statistische symbolen" of StatLine: every field quoted, numbers padded, `.` for missing.
struct CSVExtract: ExtractForm {
    let suffix = ".csv"
    let mediaType = "text/csv"
    let head: [UInt8]
    let tail: [UInt8] = []
    private(set) var layout = ""
    private let period: [UInt8]
    private let regions: RegionTexts
    private let decimals: [Int]

    init(_ layout: ExtractLayout) {
        let keys = layout.codebook.keys
        let name = keys.regionName.first ?? "Regio"
        let code = keys.regionCode.first ?? keys.region[0]
        let titles = layout.topics.map { "\($0.title.nl) (\($0.unit.nl))" }
        let header = ([keys.period[0], name, code] + titles).map { "\"\($0.csvEscaped)\"" }
        head = [0xEF, 0xBB, 0xBF] + Array((header.joined(separator: ";") + "\n").utf8)
        period = Array("\"\(layout.period.name)\(layout.status.mark)\";".utf8)
        regions = layout.regions
        decimals = layout.topics.map(\.decimals)
        self.layout = digest(of: decimals.count, regions)
    }

    func append(_ region: RegionIndex, _ values: [Value], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: period)
        regions.appendCSV(region, to: &bytes)
        for column in decimals.indices {
            bytes.append(";\"")
            bytes.append(padded: values[column], decimals: decimals[column])
            bytes.append(34)
        }
        bytes.append(10)
    }
}
