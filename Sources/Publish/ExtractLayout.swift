import Classification
import Codebook
import Statistics

/// What the extracts of one period have in common.
struct ExtractLayout: Sendable {
    let codebook: Codebook
    let period: Period
    let status: PeriodStatus
    let topics: [Topic]
    let regions: RegionTexts

    init(codebook: Codebook, regions: RegionTexts, period: Period, status: PeriodStatus, columns: [Int]) {
        self.codebook = codebook
        self.period = period
        self.status = status
        topics = columns.map { codebook.topics[$0] }
        self.regions = regions
    }

    /// The forms that every period is published in.
    var forms: [any ExtractForm] { [CSVExtract(self), AtomExtract(self, kind: .typed), AtomExtract(self, kind: .untyped)] }
}

/// The names and codes of an edition's regions, as extracts write them.
struct RegionTexts: Sendable {
    private let csv: [UInt8]
    private let csvEnds: [Int]
    private let atom: [UInt8]
    private let atomEnds: [Int]

    /// Prepares the regions of an edition.
    init(_ edition: Edition, key: String) {
        var csv: [UInt8] = []
        var csvEnds: [Int] = []
        var atom: [UInt8] = []
        var atomEnds: [Int] = []
        csvEnds.reserveCapacity(edition.regions.count)
        atomEnds.reserveCapacity(edition.regions.count)
        for region in edition.regions {
            let code = region.code.description
            let padding = String(repeating: " ", count: max(0, 10 - code.utf8.count))
            csv.append(34)
            for byte in region.name.utf8 {
                if byte == 34 { csv.append(34) }
                // A line end in a name would be one in the file.
                csv.append(byte < 32 ? 32 : byte)
            }
            csv += Array("\";\"\(code)\(padding)\"".utf8)
            csvEnds.append(csv.count)
            let space = padding.isEmpty ? "" : " xml:space=\"preserve\""
            atom += Array("<d:\(key)\(space)>\(code.xmlEscaped)\(padding)".utf8)
            atomEnds.append(atom.count)
        }
        self.csv = csv
        self.csvEnds = csvEnds
        self.atom = atom
        self.atomEnds = atomEnds
    }

    func appendCSV(_ region: RegionIndex, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: csv[Self.range(csvEnds, region.position)])
    }

    func appendAtom(_ region: RegionIndex, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: atom[Self.range(atomEnds, region.position)])
    }

    private static func range(_ ends: [Int], _ position: Int) -> Range<Int> {
        (position == 0 ? 0 : ends[position - 1])..<ends[position]
    }
}
