package import Classification
package import Codebook
import Crypto
package import Ledger
import ReleaseService
import Scoring
package import Statistics

/// A set of coefficients estimated from the stored counts of a period, with its evidence.
///
/// Its text is a file that a codebook can adopt: docs/formats/coefficients.md.
package struct CoefficientEstimate: Encodable {
    package let dataset: String
    package let period: String
    /// The key of the set in manifests: it differs whenever a coefficient does.
    package let key: String
    package let decimals: Int
    /// By variable and category, rounded for use.
    package let coefficients: [Variable]
    package let provenance: [String: String]
    package let method: String
    package let edition: String
    /// True if the whole country is stored; otherwise the estimate is of the stored part.
    let wholeCountry: Bool
    /// The current release at the time; nil if there was none.
    package let release: Int?
    package let deliveries: [Source]
    /// The inertias of the dimensions, falling, and in percent of their sum.
    package let inertias: [Double]
    package let percentages: [Double]
    package let generator: String

    /// The coefficients of one variable.
    package struct Variable: Encodable {
        package let variable: String
        package let categories: [Category]
    }

    /// The coefficient of one category, rounded for use and as computed.
    package struct Category: Encodable {
        package let category: String
        package let coefficient: String
        package let exact: Double
    }

    /// A delivery behind the counts.
    package struct Source: Encodable {
        package let delivery: String
        package let sha256: String?
    }

    /// The maximum number of decimals of coefficients.
    private static let mostDecimals = 6

    /// Estimates the coefficients of a period.
    ///
    /// - Parameters:
    ///   - period: The period.
    ///   - codebook: The data set.
    ///   - edition: The classification.
    ///   - ledger: What is held.
    ///   - progress: Called with the number of regions that were read, and with that of all.
    /// - Throws: ``CommandFailure`` if nothing is stored from which they could be estimated.
    package init(
        of period: Period,
        codebook: Codebook,
        edition: Edition,
        ledger: any LedgerStore,
        progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws {
        let name = "\(codebook.dataset) for \(period.name)"
        let stored = try ledger.storedPeriods(dataset: codebook.dataset).first { $0.period == period }
        guard let stored, let form = codebook.form(stored.form) else {
            throw CommandFailure(
                .unusableInput,
                "nothing is held of \(name); `peil deliveries` shows what is"
            )
        }
        var tallies: [RegionIndex: Tally] = [:]
        var read: Int64 = 0
        if form.traits.isJoint {
            try ledger.forEachTally(dataset: codebook.dataset, period: period, regions: nil) { tally in
                if case .known(let index) = edition.lookUp(tally.region) { tallies[index] = tally.tally }
                read += 1
                if read % 500 == 0 { progress(read, Int64(edition.regions.count)) }
            }
        }
        guard
            let national = NationalCells(codebook: codebook, edition: edition, form: form, stored: tallies)
        else {
            throw CommandFailure(
                .unusableInput,
                "\(name) is held in the form '\(form.key)', which does not say how the variables go together; "
                    + "deliver joint counts or single units of that period"
            )
        }
        let analysis: CorrespondenceAnalysis
        do {
            analysis = try CorrespondenceAnalysis(cells: national.cells, of: codebook.variables)
        } catch {
            throw CommandFailure(.unusableInput, "\(name): " + Self.reason(error, codebook))
        }
        let rounded = Self.rounded(analysis.coordinates, codebook)
        decimals = rounded.decimals
        coefficients = codebook.variables.enumerated().map { rank, variable in
            Variable(
                variable: variable.key,
                categories: variable.categories.enumerated().map { place, category in
                    Category(
                        category: category.key,
                        coefficient: decimalText(rounded.numbers[rank][place], decimals: rounded.decimals),
                        exact: analysis.coordinates[rank][place]
                    )
                }
            )
        }
        dataset = codebook.dataset
        self.period = period.name
        key = period.name + "-fit-" + Self.digest(rounded.numbers)
        provenance = [
            "nl":
                "Geschat met peil fit uit de aantallen van \(period.name): meervoudige correspondentieanalyse",
            "en": "Estimated by peil fit from the counts of \(period.name): multiple correspondence analysis",
        ]
        method = "multiple-correspondence-analysis"
        self.edition = edition.key
        wholeCountry = national.isWhole
        release = try ledger.releases(dataset: codebook.dataset, limit: 1).first?.number
        deliveries = try stored.deliveries.map { id in
            Source(delivery: id.description, sha256: try ledger.delivery(id)?.sha256)
        }
        inertias = analysis.inertias
        percentages = analysis.percentages
        generator = "peil \(Version.number)"
    }

    private static func reason(_ failure: CorrespondenceAnalysis.Failure, _ codebook: Codebook) -> String {
        switch failure {
        case .noUnits: return "no \(codebook.unit.en) are held; there is nothing to estimate from"
        case .emptyCategory(let variable, let category):
            let variable = codebook.variables[variable]
            return
                "the category '\(variable.categories[category].key)' of '\(variable.key)' does not occur, so it "
                + "can have no coefficient; deliver more regions of that period"
        case .noDimension:
            return
                "the variables do not go together in one way more than in others; there are no coefficients to find"
        case .notConverged: return "the eigenvalues were not found"
        }
    }

    /// The coordinates with as many decimals as exact scores, and offsets where these protect, allow.
    static func rounded(
        _ coordinates: [[Double]],
        _ codebook: Codebook
    ) -> (numbers: [[Int64]], decimals: Int) {
        guard let scheme = codebook.scheme.coefficients else { return ([], 0) }
        for decimals in (1...mostDecimals).reversed() {
            let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
            let numbers = coordinates.map { $0.map { Int64(($0 * scale).rounded()) } }
            if codebook.mayHaveOffsets, !numbers.allSatisfy(areProtectedByOffsets) { continue }
            let set = CoefficientSet(
                key: "",
                serves: 0...0,
                provenance: codebook.title,
                decimals: decimals,
                coefficients: numbers
            )
            if Scorer.isExact(set, divisor: scheme.divisor) { return (numbers, decimals) }
        }
        return (coordinates.map { $0.map { Int64($0.rounded()) } }, 0)
    }

    /// Whether offsets protect the sums of these coefficients of a variable.
    private static func areProtectedByOffsets(_ coefficients: [Int64]) -> Bool {
        (coefficients.max() ?? 0) - (coefficients.min() ?? 0) <= Codebook.widestSpanByOffsets
    }

    private static func digest(_ numbers: [[Int64]]) -> String {
        let text = numbers.map { $0.map(String.init).joined(separator: ",") }.joined(separator: ";")
        return SHA256.hash(data: Array(text.utf8)).prefix(3).hexadecimal
    }
}
