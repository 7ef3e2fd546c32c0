import Codebook
import Disclosure
import Statistics

/// The identifiers under which a data set's structures and codes are known in SDMX.
struct SDMXNames {
    /// The agency of all structures.
    static let agency = "PEIL"
    /// The version of all structures.
    static let version = "1.0.0"

    /// The identifier of the data structure and of the dataflow.
    let dataset: String

    init(_ codebook: Codebook) {
        dataset = codebook.dataset.uppercased().replacing("-", with: "_")
    }

    /// The reference of data to the dataflow.
    var dataflow: String { "\(Self.agency):\(dataset)(\(Self.version))" }

    /// The name of a structure everywhere.
    func urn(_ package: String, _ kind: String, _ identifier: String, item: String = "") -> String {
        let suffix = item.isEmpty ? "" : ".\(item)"
        return "urn:sdmx:org.sdmx.infomodel.\(package).\(kind)="
            + "\(Self.agency):\(identifier)(\(Self.version))\(suffix)"
    }

    /// The columns of data behind the structure and the action.
    static let columns = [
        "FREQ", "REF_AREA", "TOPIC", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "FIGURE_STATUS",
    ]
}

extension FigureStatus {
    /// The code of the SDMX code list of observation statuses (CL_OBS_STATUS 2.2).
    func observation(_ period: PeriodStatus) -> String {
        switch self {
        case .published: period == .definitive ? "A" : "P"
        case .withheld, .recoded: "Q"
        case .notApplicable: "M"
        case .unknown: "O"
        }
    }

    /// The code of the SDMX code list of confidentiality (CL_CONF_STATUS 1.3).
    var confidentiality: String {
        switch self {
        case .withheld, .recoded: "C"
        case .published, .notApplicable, .unknown: "F"
        }
    }
}

extension Period {
    /// The code of how long the period lasts.
    var frequency: String {
        switch kind {
        case .year: "A"
        case .quarter: "Q"
        case .month: "M"
        }
    }

    /// The period as an observational time period of SDMX.
    var observational: String {
        switch kind {
        case .year: "\(year)"
        case .quarter: "\(year)-Q\(number)"
        case .month: "\(year)-\(number < 10 ? "0" : "")\(number)"
        }
    }
}
