import Classification
import ClassificationFiles
import Codebook
import Statistics
import Synthesis

/// Deliveries of joint counts as text, for trials of the whole.
enum JointDelivery {
    static let edition: Edition = {
        do {
            return try EditionDirectory.read(path: Installation.packageRoot + "/etc/regions/2021")
        } catch {
            preconditionFailure("the shipped edition cannot be read: \(error)")
        }
    }()

    /// The header of the unprocessed CSV form.
    static let header =
        #""ID";"WijkenEnBuurten";"Perioden";"Welvaart";"Opleiding";"Arbeidsverleden";"ParticuliereHuishoudens""#

    /// One row.
    static func row(_ id: Int, _ region: String, _ period: String, _ cell: (Int, Int, Int), _ count: Int64)
        -> String
    {
        #""\#(id)";"\#(region)";"\#(period)";"\#(cell.0)";"\#(cell.1)";"\#(cell.2)";"\#(count)""#
    }

    /// Ameland in 2019, whose first buurt has so many households and `others`, so that releases can be made of it.
    static func ameland(_ households: Int64, others: Int64) -> String {
        guard case .known(let index) = edition.lookUp(RegionCode("GM0060")) else {
            preconditionFailure("Ameland is in the edition")
        }
        let buurten = edition.descendants(of: index).map { edition.regions[$0].code.description }
            .filter { $0.hasPrefix("BU") }
        return text(
            buurten.enumerated().map { number, code in
                (
                    code: code,
                    cells: number == 0 ? [((10, 5, 1), households), ((1, 1, 6), others)] : [((1, 1, 1), 0)]
                )
            },
            period: "2019JJ00"
        )
    }

    /// The joint counts of given regions: for each the cell by its categories from 1, and its households.
    static func text(
        _ regions: [(code: String, cells: [(cell: (Int, Int, Int), count: Int64)])],
        period: String
    ) -> String {
        var lines = [header]
        for region in regions {
            for entry in region.cells {
                lines.append(row(lines.count - 1, region.code, period, entry.cell, entry.count))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
