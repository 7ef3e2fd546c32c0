public import Classification
public import Codebook
import Scoring
public import Statistics

/// A period of which tallies are stored, in one form.
public struct PeriodOutline: Hashable, Sendable {
    /// The period.
    public var period: Period
    /// How final its figures are.
    public var status: PeriodStatus
    /// The key of the form.
    public var form: String
    /// The ranks of the topics: every column of any delivery that stands, rising; empty for a joint form.
    public var columns: [Int]
    /// Whether a model for missing categories came with what is stored, whatever the codebook says now.
    public var isImputed: Bool
    /// How its scores were protected in the releases that tell of them; nil where none does.
    public var protection: PeriodProtection?

    /// Creates a stored period.
    public init(
        period: Period,
        status: PeriodStatus,
        form: String,
        columns: [Int],
        isImputed: Bool = false,
        protection: PeriodProtection? = nil
    ) {
        self.period = period
        self.status = status
        self.form = form
        self.columns = columns
        self.isImputed = isImputed
        self.protection = protection
    }
}

/// The outline of all that is stored of a data set: which periods, in which forms; no tally.
public struct StoredDataSet: Sendable {
    /// The data set.
    public var codebook: Codebook
    /// The edition of the classification.
    public var edition: Edition
    /// The edition of postcodes; nil where the data set publishes none.
    public let postcodes: Edition?
    /// The periods, rising.
    public var periods: [PeriodOutline]

    /// Creates an outline.
    public init(codebook: Codebook, edition: Edition, periods: [PeriodOutline]) {
        self.codebook = codebook
        self.edition = edition
        self.periods = periods
        postcodes = codebook.postcodes.flatMap {
            try? Edition.postcodes(level: $0.level, title: $0.title, postcodes: RecordCells.postcodes)
        }
    }

    /// The regions below the coarsest published regions that hold one of these: what protection may change when one
    /// of them is touched.
    func linked(_ codes: Set<RegionCode>) -> Set<RegionCode> { Set(below(codes)) }

    /// The same in publication order.
    func below(_ codes: some Sequence<RegionCode>) -> [RegionCode] {
        Touched(codes: codes, edition: edition, codebook: codebook).codesToFetch(in: edition)
    }

    /// The form that a period is stored in; nil where the codebook no longer has it.
    func form(of period: PeriodOutline) -> Form? { codebook.form(period.form) }
}

/// A period is stored in a form or year that the codebook no longer has.
public struct UnknownStoredForm: Error, Hashable, Sendable, CustomStringConvertible {
    /// The data set.
    public let dataset: String
    /// The period.
    public let period: Period
    /// The key of the form.
    public let form: String

    /// A sentence with what to do.
    public var description: String {
        "\(dataset): the period \(period.name) is held in a form or year that the codebook no longer has; "
            + "put the form '\(form)' and the report year back into the codebook"
    }
}
