public import Statistics

/// The faults that reading itself finds in a delivery, before any rule of validation.
///
/// The names are the stable codes of the findings; ``ReadingFault/manual`` is the entry of each in the manual.
public enum ReadingFault: String, CaseIterable, Hashable, Sendable {
    /// The file is of a kind that is not read.
    case notRecognised = "not-recognised"
    /// The file, or what it unpacks to, is larger than deliveries may be.
    case tooLarge = "too-large"
    /// An archive holds something that is not unpacked.
    case archiveUnsafe = "archive-unsafe"
    /// A compressed file is damaged.
    case archiveDamaged = "archive-damaged"
    /// The file ends too early.
    case truncated
    /// There is more than one table of figures in the delivery.
    case twoTables = "two-tables"
    /// A character is not written in the encoding of the rest of the file.
    case encoding
    /// A NUL character stands in the text.
    case nulCharacter = "nul-character"
    /// No row with the headers of the columns was found.
    case noHeader = "no-header"
    /// The file names its regions but has no codes for them.
    case noRegionCodes = "no-region-codes"
    /// The file does not say which period its figures are about.
    case noPeriod = "no-period"
    /// None of the columns is a topic of the data set.
    case noTopics = "no-topics"
    /// The file has headers but no figures.
    case noRows = "no-rows"
    /// The joint counts lack one of their dimensions.
    case dimensionMissing = "dimension-missing"
    /// A column is missing that every delivery in its form has.
    case columnMissing = "column-missing"
    /// Two columns hold the same topic.
    case columnTwice = "column-twice"
    /// The file has more columns than are read.
    case tooManyColumns = "too-many-columns"
    /// A quotation mark opens a field and none closes it.
    case unclosedQuote = "unclosed-quote"
    /// Text follows the quotation mark that closes a field.
    case strayQuote = "stray-quote"
    /// Lines of a file of households end in two ways.
    case mixedLineEnds = "mixed-line-ends"
    /// The row of headers stands among the rows of a file again.
    case headerAgain = "header-again"
    /// A row has more or fewer fields than there are headers.
    case fieldCount = "field-count"
    /// A field or a row is longer than any figure or name.
    case fieldTooLong = "field-too-long"
    /// A category is not one of its variable.
    case unknownCategory = "unknown-category"
    /// A unit stands twice in a period, or has no id.
    case unitTwice = "unit-twice"
    /// Two rows of one household tell different things of it.
    case householdDiffers = "household-differs"
    /// Rows are of units outside the population of the report year.
    case outsidePopulation = "outside-population"
    /// A column is of a year that no report year of the file looks back at.
    case yearOutsideWindow = "year-outside-window"
    /// A characteristic of several years is delivered without some of them.
    case yearsMissing = "years-missing"
    /// The file beside the delivery that holds limits of classes is faulty.
    case limitsFaulty = "limits-faulty"
    /// Amounts were delivered without the limits of their classes.
    case limitsMissing = "limits-missing"
    /// A row names two different regions.
    case codesDisagree = "codes-disagree"
    /// Decimal points and decimal commas occur in one file.
    case decimalMarkConflict = "decimal-mark-conflict"
    /// The delivery has more rows than its data set can have.
    case tooManyRows = "too-many-rows"
    /// A header is nearly one that is known and that the delivery lacks.
    case headerMisspelt = "header-misspelt"
    /// The file is of another data set than the folder.
    case otherDataset = "other-dataset"
    /// A characteristic is derived without one of its columns.
    case fieldsMissing = "fields-missing"
    /// A column is missing that says which rows do not count.
    case leaveOutMissing = "leave-out-missing"
    /// Ids were shortened by a spreadsheet.
    case idShortened = "id-shortened"
    /// A line between the rows looks like a note and not like a row.
    case noteInTable = "note-in-table"
    /// Lines under the table are notes and no rows, and were passed over.
    case noteUnderTable = "note-under-table"
    /// Lines above the headers are no rows, and were passed over.
    case linesAbove = "lines-above"
    /// The metadata in an archive cannot be read.
    case metadataUnreadable = "metadata-unreadable"
    /// The XML is damaged.
    case xmlMalformed = "xml-malformed"
    /// The XML declares a document type.
    case xmlDoctype = "xml-doctype"
    /// A part of the XML is larger or nested deeper than in any feed of figures.
    case xmlTooLarge = "xml-too-large"
    /// A value in the feed holds elements where a number or text belongs.
    case xmlNestedValue = "xml-nested-value"
    /// The XML states an encoding that is not read.
    case encodingUnknown = "encoding-unknown"
    /// The XML is no feed of figures.
    case otherDocument = "other-document"
    /// Pages of the feed are missing.
    case incompletePages = "incomplete-pages"

    /// The effect of a finding with this code on its delivery.
    public var severity: Finding.Severity {
        switch self {
        case .metadataUnreadable, .mixedLineEnds, .outsidePopulation, .yearOutsideWindow, .yearsMissing,
            .limitsMissing, .fieldsMissing, .leaveOutMissing:
            .warning
        case .noteUnderTable, .linesAbove: .note
        default: .rejection
        }
    }

    /// Returns the finding, with its usual texts unless others are given.
    ///
    /// - Parameters:
    ///   - place: The place in the delivered file.
    ///   - message: One sentence, without values.
    ///   - repair: The repair, in one sentence.
    /// - Returns: The finding.
    package func finding(at place: Place? = nil, message: Text? = nil, repair: Text? = nil) -> Finding {
        let usual = words
        return Finding(
            code: rawValue,
            severity: severity,
            place: place,
            message: message ?? usual.message,
            repair: repair ?? usual.repair
        )
    }
}

/// The end of reading, for a fault of the delivery.
///
/// It is thrown inside the rooms of reading only; the facade turns it into a finding.
package struct ReadingStop: Error, Hashable, Sendable {
    /// The fault.
    package var fault: ReadingFault
    /// The place, if known.
    package var place: Place?
    /// A message other than the usual one.
    package var message: Text?
    /// A repair other than the usual one.
    package var repair: Text?

    /// Creates a stop.
    package init(_ fault: ReadingFault, at place: Place? = nil, message: Text? = nil, repair: Text? = nil) {
        self.fault = fault
        self.place = place
        self.message = message
        self.repair = repair
    }

    /// The finding about the fault.
    package var finding: Finding { fault.finding(at: place, message: message, repair: repair) }
}
