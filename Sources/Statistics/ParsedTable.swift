/// A delivery as it was read: untrusted, complete with places, and nothing judged yet.
///
/// Anyone may build one. Codes, names and periods are as delivered; a value that is no number says so.
/// Regions and periods stand once each and records refer to them by position, so that a table of ten
/// years of the country stays small.
public struct ParsedTable: Sendable {
    /// The key of the delivery form in the codebook, for example `joint`.
    public var form: String
    /// The ranks of the cells that the delivery has a column for, with the place of each header.
    ///
    /// Empty for a joint form, whose rows name their cell.
    public var columns: [Column]
    /// Topics of the delivery that the codebook does not know, with their places.
    public var unknownTopics: [(title: String, place: Place)]
    /// The periods, in order of first appearance.
    public var periods: [ParsedPeriod]
    /// The regions, in order of first appearance.
    public var regions: [ParsedRegion]
    /// One record a region and period, in order of first appearance.
    public var records: [ParsedRecord]
    /// The year of the regional classification that the delivery itself names, with its place.
    public var statedEdition: (year: Int, place: Place)?
    /// Rows of the delivery that hold data, read or not.
    public var rows: Int
    /// Whether each row is one cell of its record.
    public var namesCells = false
    /// What is known of the rows of a form with one row a unit; nil for other forms.
    public var units: ParsedUnits?

    /// A column of a wide form.
    public struct Column: Hashable, Sendable {
        /// The rank of its cell in the form.
        public let rank: Int
        /// Where its header stands.
        public let place: Place

        /// Creates a column.
        public init(rank: Int, place: Place) {
            self.rank = rank
            self.place = place
        }
    }

    /// Creates a table.
    public init(form: String) {
        self.form = form
        columns = []
        unknownTopics = []
        periods = []
        regions = []
        records = []
        rows = 0
    }
}

/// A period of a delivery, as written there.
public struct ParsedPeriod: Hashable, Sendable {
    /// The key or title as delivered, without padding and without its mark.
    public let text: String
    /// The period; nil when the text is not one.
    public let period: Period?
    /// How final its figures are, by its mark.
    public let status: PeriodStatus
    /// Where it first stands.
    public let place: Place

    /// Creates a period as delivered.
    public init(text: String, period: Period?, status: PeriodStatus, place: Place) {
        self.text = text
        self.period = period
        self.status = status
        self.place = place
    }
}

/// A region of a delivery, as written there.
public struct ParsedRegion: Hashable, Sendable {
    /// The code as delivered, without padding.
    public let code: RegionCode
    /// The name as delivered beside the code; nil when the form has none.
    public let name: String?
    /// Where the code first stands.
    public let place: Place

    /// Creates a region as delivered.
    public init(code: RegionCode, name: String?, place: Place) {
        self.code = code
        self.name = name
        self.place = place
    }
}

/// The values of one region and period of a delivery, each with its place.
public struct ParsedRecord: Hashable, Sendable {
    /// The position of the region in ``ParsedTable/regions``.
    public let region: Int
    /// The position of the period in ``ParsedTable/periods``.
    public let period: Int
    /// Where the record starts.
    public let place: Place
    /// The cells: by appearance, rank, value code, line after the record's line (zigzag), column; as varints.
    @usableFromInline var bytes: [UInt8]
    /// Cells that stand again, by rank and place: the same region, period and cell twice.
    public private(set) var repeated: [Place]
    /// What was counted on the way in, where rows are units; such a record has no cells with places.
    public var counted: Counted?

    /// The units of a record that were counted on the way in.
    public struct Counted: Hashable, Sendable {
        /// What is held of them.
        public let tally: Tally
        /// How many there are; each was a row of the delivery.
        public let rows: Int

        /// Creates what was counted.
        public init(tally: Tally, rows: Int) {
            self.tally = tally
            self.rows = rows
        }
    }

    /// Creates a record without cells.
    public init(region: Int, period: Int, place: Place) {
        self.region = region
        self.period = period
        self.place = place
        bytes = []
        repeated = []
    }

    /// Reserves room for the encoding of that many cells.
    public mutating func reserve(cells: Int) { bytes.reserveCapacity(cells * 6) }

    /// Adds a cell; the reader makes sure that a rank stands once.
    @inlinable public mutating func append(rank: Int, _ value: Value, line: Int, column: Int) {
        let distance = line - place.line
        Varint.append(UInt64(rank), to: &bytes)
        Varint.append(value.code, to: &bytes)
        Varint.append(UInt64(bitPattern: Int64((distance << 1) ^ (distance >> 63))), to: &bytes)
        Varint.append(UInt64(column), to: &bytes)
    }

    /// Notes that a cell, or a whole row, stands again at `place`.
    public mutating func appendRepeated(at place: Place) {
        if repeated.count < Findings.keptOfEachKind { repeated.append(place) }
    }

    /// Calls `body` for each cell, in order of appearance.
    @inlinable public func forEachCell(
        _ body: (_ rank: Int, _ value: Value, _ line: Int, _ column: Int) -> Void
    ) {
        var position = 0
        while position < bytes.count {
            guard let rank = Varint.read(bytes, at: &position),
                let code = Varint.read(bytes, at: &position), let value = Value(code: code),
                let distance = Varint.read(bytes, at: &position),
                let column = Varint.read(bytes, at: &position)
            else { return }
            let signed = Int64(bitPattern: distance >> 1) ^ -Int64(bitPattern: distance & 1)
            body(Int(rank), value, place.line + Int(signed), Int(column))
        }
    }
}
