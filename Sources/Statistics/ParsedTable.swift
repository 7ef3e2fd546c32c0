/// A delivery as read: untrusted, with the place of every value, and not yet validated.
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
    /// True if each row of the file is one cell of its record.
    public var namesCells = false
    /// The result of checking and counting the rows of microdata; nil for other forms.
    public var units: ParsedUnits?

    /// A column of a wide form.
    public struct Column: Hashable, Sendable {
        /// The rank of its cell in the form.
        public let rank: Int
        /// The place of its header.
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
    /// The key or title as delivered, without padding and without its status mark.
    public let text: String
    /// The period; nil when the text is not one.
    public let period: Period?
    /// The status of its figures, as its mark says.
    public let status: PeriodStatus
    /// The first place in the file.
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
    /// The first place of the code in the file.
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
    /// The place where the record starts.
    public let place: Place
    /// The cells: by appearance, rank, value code, line after the record's line (zigzag), column; as varints.
    @usableFromInline var bytes: [UInt8]
    /// The places of cells that repeat an earlier cell of the same region and period.
    public private(set) var repeated: [Place]
    /// The counted units, for microdata; such a record has no cells with places.
    public var counted: Counted?

    /// The units of one region and period, counted while the rows were read.
    public struct Counted: Hashable, Sendable {
        /// Their counts, by the rank of the cell.
        public let tally: Tally
        /// The number of units; each was one row of the delivery.
        public let rows: Int

        /// Creates the counts of a record.
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

    /// Adds a cell; the caller makes sure that each rank is added once.
    @inlinable public mutating func append(rank: Int, _ value: Value, line: Int, column: Int) {
        let distance = line - place.line
        Varint.append(UInt64(rank), to: &bytes)
        Varint.append(value.code, to: &bytes)
        Varint.append(UInt64(bitPattern: Int64((distance << 1) ^ (distance >> 63))), to: &bytes)
        Varint.append(UInt64(column), to: &bytes)
    }

    /// Notes that a cell or a whole row is repeated at `place`.
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
