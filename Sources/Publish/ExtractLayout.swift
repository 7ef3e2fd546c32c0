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

    /// The forms that every period is published in, the largest first.
    var forms: [any ExtractForm] {
        [AtomExtract(self, kind: .untyped), AtomExtract(self, kind: .typed), CSVExtract(self)]
    }
}

extension ExtractForm {
    /// The digest of a layout: of the bytes around the rows, of the bytes around figures, and of the regions.
    func digest(of decimals: [Int], _ regions: RegionTexts) -> String {
        var bytes = head + tail
        if regions.count > 0 {
            for value in [Value.number(0), .number(-1_000_000), .missing(.unknown)] {
                append(RegionIndex(0), decimals.map { _ in value }, to: &bytes)
            }
        }
        bytes += Array(regions.digest.utf8)
        return sha256(bytes)
    }
}

/// The names and codes of an edition's regions, as extracts write them.
struct RegionTexts: Sendable {
    /// The digest of all names and codes, in their order.
    let digest: String
    private let csv: Stretches
    private let atom: Stretches

    /// Prepares the regions of an edition; `key` is the key of the region dimension.
    init(_ edition: Edition, key: String) {
        var csv = Stretches()
        var atom = Stretches()
        for region in edition.regions {
            let code = region.code.description
            let padding = String(repeating: " ", count: max(0, 10 - code.utf8.count))
            csv.append("\"\(region.name.csvEscaped)\";\"\(code.csvEscaped)\(padding)\"")
            let space = padding.isEmpty ? "" : " xml:space=\"preserve\""
            atom.append("<d:\(key)\(space)>\(code.xmlEscaped)\(padding)")
        }
        digest = sha256(csv.bytes + atom.bytes)
        self.csv = csv
        self.atom = atom
    }

    /// The number of regions.
    var count: Int { csv.ends.count }

    func appendCSV(_ region: RegionIndex, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: csv[region.position])
    }

    func appendAtom(_ region: RegionIndex, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: atom[region.position])
    }

    /// Texts one after the other.
    private struct Stretches: Sendable {
        var bytes: [UInt8] = []
        var ends: [Int] = []

        mutating func append(_ text: String) {
            bytes += Array(text.utf8)
            ends.append(bytes.count)
        }

        subscript(position: Int) -> ArraySlice<UInt8> {
            bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
        }
    }
}

extension String {
    /// The text with its quotes doubled and without line ends, for a quoted field.
    var csvEscaped: String {
        guard utf8.contains(where: { $0 < 32 || $0 == 34 }) else { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.flatMap { scalar -> [Unicode.Scalar] in
                    scalar == "\"" ? ["\"", "\""] : [scalar.value < 32 ? " " : scalar]
                }
            )
        )
    }

    /// The text with what XML would misread written as references, and without what XML cannot hold.
    var xmlEscaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\t", "\n", "\r": text += " "
            default:
                if scalar.value >= 32, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text
    }
}
