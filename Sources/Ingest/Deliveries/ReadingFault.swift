public import Statistics

/// The faults that reading itself finds in a delivery, before any rule of validation.
///
/// The names are the stable codes of the findings. The documentation comment of each is its entry in the
/// published manual of findings, so it is written for the steward who made the delivery.
public enum ReadingFault: String, CaseIterable, Hashable, Sendable {
    /// The file is of a kind that is not read.
    ///
    /// Deliveries are CSV files or Atom feeds as StatLine and its data feeds make them, perhaps compressed with
    /// gzip or zip. Recognised is what is in a file, not how it is called.
    /// Put right: download the table from StatLine as CSV, or as an Atom feed, and deliver that file unchanged.
    case notRecognised = "not-recognised"
    /// The file, or what it unpacks to, is larger than deliveries may be.
    ///
    /// Put right: deliver fewer years at a time, or ask the operator for a higher limit.
    case tooLarge = "too-large"
    /// An archive holds something that is not unpacked.
    ///
    /// Links, paths that lead out of the archive, files with a password and thousands of files do not occur in
    /// deliveries. An archive that unpacks to hundreds of times its size is refused as well.
    /// Put right: make a new archive of just the file of figures and its metadata.
    case archiveUnsafe = "archive-unsafe"
    /// A compressed file is damaged.
    ///
    /// It cannot be unpacked, or what comes out is not what went in.
    /// Put right: compress the original file again and deliver it once more.
    case archiveDamaged = "archive-damaged"
    /// The file ends too early.
    ///
    /// Usually it was taken before it was written or sent completely.
    /// Put right: deliver the complete file, under a temporary name that is changed when it is complete.
    case truncated
    /// There is more than one table of figures in the delivery.
    ///
    /// A delivery is one table; which of several is meant cannot be known.
    /// Put right: deliver each table as a file of its own.
    case twoTables = "two-tables"
    /// A character is not written in the encoding of the rest of the file.
    ///
    /// Files are read as UTF-8, UTF-16 or Windows-1252, whichever their first characters show. A file that
    /// mixes them was put together from several.
    /// Put right: save the whole file as UTF-8.
    case encoding
    /// A NUL character stands in the text.
    ///
    /// It belongs to no text; the file was damaged, or is no text at all.
    /// Put right: download the file again.
    case nulCharacter = "nul-character"
    /// No row with the headers of the columns was found.
    ///
    /// Columns are known by their headers, never by their position: one row must name the region, the period
    /// and the topics. Text that was copied from a web page has no such row.
    /// Put right: download the table from StatLine as CSV.
    case noHeader = "no-header"
    /// The file names its regions but has no codes for them.
    ///
    /// Thousands of names occur more than once in the country, so a name does not say which region is meant.
    /// Put right: choose the column "Regiocode (gemeente, wijk, buurt)" in StatLine and download again.
    case noRegionCodes = "no-region-codes"
    /// The file does not say which period its figures are about.
    ///
    /// Put right: choose the periods as a column in StatLine and download again.
    case noPeriod = "no-period"
    /// None of the columns is a topic of the data set.
    ///
    /// The file may be of another table, or its headers may have been changed.
    /// Put right: deliver a table of this data set, or have the operator add the spellings of its topics to the
    /// codebook.
    case noTopics = "no-topics"
    /// The file has headers but no figures.
    ///
    /// Put right: deliver the file with its rows.
    case noRows = "no-rows"
    /// The joint counts lack one of their dimensions.
    ///
    /// Joint counts are by all variables of the data set at once.
    /// Put right: deliver one column for each variable.
    case dimensionMissing = "dimension-missing"
    /// A column is missing that every delivery in its form has.
    ///
    /// Rows of single units are read by the headers of their columns, in any order, but none that is required
    /// may be left out; a field that is not known is left empty.
    /// Put right: deliver the column too.
    case columnMissing = "column-missing"
    /// Two columns hold the same topic.
    ///
    /// Put right: remove one of them.
    case columnTwice = "column-twice"
    /// The file has more columns than are read.
    ///
    /// Put right: choose fewer topics at a time.
    case tooManyColumns = "too-many-columns"
    /// A quotation mark opens a field and none closes it.
    ///
    /// Put right: close the field, and write a quotation mark inside a field twice.
    case unclosedQuote = "unclosed-quote"
    /// Text follows the quotation mark that closes a field.
    ///
    /// Put right: write a quotation mark inside a field twice.
    case strayQuote = "stray-quote"
    /// Lines of a file of households end in two ways.
    ///
    /// The first line that ends otherwise than those before it is shown. All of them are read. Usually two files
    /// were put together.
    /// Put right: nothing, if all rows belong in the file; else export it again in one go.
    case mixedLineEnds = "mixed-line-ends"
    /// The row of headers stands among the rows of a file of households again.
    ///
    /// Usually several files were put together, each with its headers.
    /// Put right: remove the row, and check that no household stands in the file twice.
    case headerAgain = "header-again"
    /// A row has more or fewer fields than there are headers.
    ///
    /// A field was lost or added, so that what follows stands under the wrong header.
    /// Put right: restore the row; a field without a value is left empty, not left out.
    case fieldCount = "field-count"
    /// A field or a row is longer than any figure or name.
    ///
    /// Usually line ends were lost, or a quotation mark.
    /// Put right: download the file again.
    case fieldTooLong = "field-too-long"
    /// A category is not one of its variable.
    ///
    /// Put right: write the categories as in the codebook; totals do not belong in joint counts.
    case unknownCategory = "unknown-category"
    /// A unit stands twice in a period, or has no id.
    ///
    /// Put right: remove the row that is too many, or give the unit its own id.
    case unitTwice = "unit-twice"
    /// Two rows of one household tell different things of it.
    ///
    /// A figure of a whole buurt counts a household once, so all its rows must tell the same income.
    /// Put right: correct the rows, or the ids of the households.
    case householdDiffers = "household-differs"
    /// A column is of a year that no report year of the file looks back at.
    ///
    /// Flags are of three years before the report year; a column of another year is passed over.
    /// Put right: nothing, if the column is not meant to count; else check the year in its header.
    case yearOutsideWindow = "year-outside-window"
    /// A characteristic of several years is delivered without some of them.
    ///
    /// It is then of the years that are there: who was something in another year only is not counted.
    /// Put right: deliver a column for each year, if there are such figures.
    case yearsMissing = "years-missing"
    /// The file beside the delivery that holds limits of classes is faulty.
    ///
    /// The place is one in that file, `NAME.grenzen.csv`. How it is written stands in docs/formats/limits.md.
    /// Put right: correct the file of limits, and deliver both files again.
    case limitsFaulty = "limits-faulty"
    /// Amounts were delivered without the limits of their classes.
    ///
    /// Quintiles of incomes follow from national limits, which neither the codebook nor a file beside the delivery
    /// gives for this report year. The characteristic waits: the rest of the delivery is taken.
    /// Put right: put the limits beside the file as `NAME.grenzen.csv`, and deliver both again.
    case limitsMissing = "limits-missing"
    /// A row names two different regions.
    ///
    /// The file has two columns with the code of the region, and they disagree.
    /// Put right: correct the code that is wrong.
    case codesDisagree = "codes-disagree"
    /// Decimal points and decimal commas occur in one file.
    ///
    /// The sign that occurs less is reported, where it first stands. Points or commas between thousands count
    /// too: with a point between thousands goes a decimal comma.
    /// Put right: write all numbers with the same decimal sign.
    case decimalMarkConflict = "decimal-mark-conflict"
    /// The delivery has more rows than its data set can have.
    ///
    /// Put right: deliver fewer regions or periods at a time, and check for rows that repeat.
    case tooManyRows = "too-many-rows"
    /// The metadata in an archive cannot be read.
    ///
    /// The figures are read without it: marks for provisional figures that only stand there are not known.
    /// Put right: deliver the metadata as it was downloaded.
    case metadataUnreadable = "metadata-unreadable"
    /// The XML is damaged.
    ///
    /// It does not follow the rules of XML.
    /// Put right: download the feed again.
    case xmlMalformed = "xml-malformed"
    /// The XML declares a document type.
    ///
    /// Such a declaration can fetch or inflate anything, and feeds of figures have none.
    /// Put right: deliver the feed as it was downloaded.
    case xmlDoctype = "xml-doctype"
    /// A part of the XML is larger or nested deeper than in any feed of figures.
    ///
    /// Put right: deliver the feed as it was downloaded.
    case xmlTooLarge = "xml-too-large"
    /// A value in the feed holds elements where a number or text belongs.
    ///
    /// Put right: deliver the feed as it was downloaded.
    case xmlNestedValue = "xml-nested-value"
    /// The XML states an encoding that is not read.
    ///
    /// Put right: save it as UTF-8.
    case encodingUnknown = "encoding-unknown"
    /// The XML is no feed of figures.
    ///
    /// It may describe a table instead of holding its figures.
    /// Put right: download the `TypedDataSet` or `UntypedDataSet` of the table.
    case otherDocument = "other-document"
    /// Pages of the feed are missing.
    ///
    /// Large tables are downloaded in pages, and each names the next. Figures of half a table are not taken.
    /// Put right: deliver all pages together in one zip file.
    case incompletePages = "incomplete-pages"

    /// The effect of a finding with this code on its delivery.
    public var severity: Finding.Severity {
        switch self {
        case .metadataUnreadable, .mixedLineEnds, .yearOutsideWindow, .yearsMissing, .limitsMissing: .warning
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
    func finding(at place: Place? = nil, message: Text? = nil, repair: Text? = nil) -> Finding {
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
/// It is thrown inside the reading room only; the facade turns it into a finding.
struct ReadingStop: Error, Hashable, Sendable {
    /// The fault.
    var fault: ReadingFault
    /// The place, if known.
    var place: Place?
    /// A message other than the usual one.
    var message: Text?
    /// A repair other than the usual one.
    var repair: Text?

    /// Creates a stop.
    init(_ fault: ReadingFault, at place: Place? = nil, message: Text? = nil, repair: Text? = nil) {
        self.fault = fault
        self.place = place
        self.message = message
        self.repair = repair
    }

    /// The finding about the fault.
    var finding: Finding { fault.finding(at: place, message: message, repair: repair) }
}
