package import Bytes
package import Codebook
package import Statistics

/// The regions, periods and categories of a table that is being read.
package struct RecordKeys {
    /// True if a column has codes of regions; otherwise the names are examined.
    package var hasCodes = false
    /// The period of all rows, if no column has it.
    var onlyPeriod: Int?
    /// The regions, in order of first appearance.
    private(set) var regions: [ParsedRegion] = []
    /// The periods, in order of first appearance.
    private(set) var periods: [ParsedPeriod] = []
    /// The categories of each variable.
    private(set) var categories: [CategoryNames]
    /// The findings so far.
    private(set) var findings = Findings()

    private let limits: ReadingLimits
    private var regionTexts = ByteInterner()
    private var periodTexts = ByteInterner()
    /// For each text of a region, the position of the region: several texts may be of one.
    private var regionPositions: [Int] = []
    /// For each text of a period, the position of the period.
    private var periodPositions: [Int] = []
    /// The positions of the regions whose code was not written plainly, or may be written otherwise again.
    private var regionCodes: [RegionCode: Int] = [:]
    private var codeLike = 0

    /// Creates the keys of a table of a data set.
    package init(codebook: Codebook, limits: ReadingLimits) {
        self.limits = limits
        categories = codebook.variables.map(CategoryNames.init)
    }

    /// True if every row can have a region and a period.
    var canFindRecords: Bool { findings.isEmpty }

    /// True if the texts in the place of codes are codes.
    ///
    /// A column of codes is accepted as such. In a column of codes or names, most texts must look like codes.
    var holdCodes: Bool { hasCodes || codeLike * 2 > regions.count }

    /// The position of a region, by the text of its code without padding.
    @inline(__always)
    package mutating func region(_ text: UnsafeRawBufferPointer, _ line: Int, _ column: Int) -> Int {
        guard canFindRecords else { return 0 }
        let position = unsafe regionTexts.position(of: text)
        if position == regionPositions.count { unsafe addRegion(text, Place(line: line, column: column)) }
        return regionPositions[position]
    }

    /// The position of a region, by its code.
    package mutating func region(_ code: String, at place: Place) -> Int {
        var code = code
        return code.withUTF8 { unsafe region(UnsafeRawBufferPointer($0), place.line, place.column) }
    }

    /// The position of a period, by its text without padding.
    @inline(__always)
    package mutating func period(_ text: UnsafeRawBufferPointer, _ line: Int, _ column: Int) -> Int {
        guard canFindRecords else { return 0 }
        let position = unsafe periodTexts.position(of: text)
        if position == periodPositions.count { unsafe addPeriod(text, Place(line: line, column: column)) }
        return periodPositions[position]
    }

    /// The position of a period, by its text.
    package mutating func period(_ text: String, at place: Place) -> Int {
        var text = text
        return text.withUTF8 { unsafe period(UnsafeRawBufferPointer($0), place.line, place.column) }
    }

    /// The rank of a category; nil if the variable has none with that spelling.
    @inline(__always)
    package mutating func category(_ text: UnsafeRawBufferPointer, of variable: Int) -> Int? {
        unsafe categories[variable].rank(of: text)
    }

    /// Category that a spreadsheet made a date of; nil where the text is no such date.
    func datedCategory(_ text: UnsafeRawBufferPointer, of variable: Int) -> DatedCategory? {
        unsafe categories[variable].dated(text)
    }

    /// Gives a region the name beside its code, unless it has one.
    @inline(__always)
    package mutating func name(_ region: Int, _ name: [UInt8]) {
        let known = regions[region]
        // A code in the place of a name is no name.
        guard known.name == nil, !name.isEmpty, !known.code.description.utf8.elementsEqual(name) else {
            return
        }
        regions[region] = ParsedRegion(
            code: known.code,
            name: String(decoding: name, as: UTF8.self),
            place: known.place
        )
    }

    private mutating func addRegion(_ text: UnsafeRawBufferPointer, _ place: Place) {
        let code = RegionCode(delivered: unsafe String(decoding: text, as: UTF8.self))
        if let known = regionCodes[code] { return regionPositions.append(known) }
        if code.description.looksLikeRegionCode { codeLike += 1 }
        regionPositions.append(regions.count)
        regionCodes[code] = regions.count
        regions.append(ParsedRegion(code: code, name: nil, place: place))
        if regions.count > limits.regions { tooMany(at: place) }
    }

    private mutating func addPeriod(_ text: UnsafeRawBufferPointer, _ place: Place) {
        let period = ParsedPeriod(delivered: unsafe String(decoding: text, as: UTF8.self), place: place)
        if let known = periods.firstIndex(where: {
            $0.period != nil && $0.period == period.period && $0.status == period.status
        }) {
            return periodPositions.append(known)
        }
        periodPositions.append(periods.count)
        periods.append(period)
        if periods.count > limits.periods { tooMany(at: place) }
    }

    private mutating func tooMany(at place: Place) {
        guard findings.isEmpty else { return }
        findings.add(ReadingFault.tooManyRows.finding(at: place))
    }
}

extension ParsedPeriod {
    /// Reads a period with the mark of its status.
    package init(delivered text: String, place: Place) {
        let bare = text.prefix { $0 != "*" }
        let mark = text.dropFirst(bare.count)
        let title = String(bare).unpadded
        let status = PeriodStatus.allCases.first { $0.mark == String(mark).unpadded }
        if let status, let period = Period(title) {
            self.init(text: title, period: period, status: status, place: place)
        } else {
            self.init(otherwise: text, place: place)
        }
    }

    /// Reads a period that programs and people wrote in another way: `2019.0`, `'2019`, `2019 (voorlopig)`.
    private init(otherwise text: String, place: Place) {
        let bare = String(decoding: DeliveredText.bare(text.utf8), as: UTF8.self)
        let marks: [(ending: String, status: PeriodStatus)] = [
            ("nader voorlopig", .revisedProvisional), ("voorlopig", .provisional),
            ("definitief", .definitive),
            ("**", .revisedProvisional), ("*", .provisional),
        ]
        let lower = bare.lowercased().filter { $0 != "(" && $0 != ")" }
        let mark = marks.first { lower.hasSuffix($0.ending) }
        let year = mark.map { _ in String(bare.prefix { $0 != "(" && $0 != "*" && $0 != " " }) } ?? bare
        let period = Period(String(decoding: DeliveredText.code(year.utf8), as: UTF8.self))
        // Behind the year may stand nothing but the mark.
        let isWhole =
            mark.map { String(lower.dropLast($0.ending.count)).unpadded == year.lowercased() } ?? true
        self.init(
            text: bare,
            period: isWhole ? period : nil,
            status: isWhole ? mark?.status ?? .definitive : .definitive,
            place: place
        )
    }
}

extension RegionCode {
    /// Reads a code as it was delivered: without what keeps it a text in a spreadsheet, and in capitals.
    package init(delivered text: String) {
        let bytes = Array(text.utf8)
        let isPlain = bytes.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        guard !isPlain else {
            self.init(text)
            return
        }
        let bare = String(decoding: DeliveredText.bare(bytes), as: UTF8.self)
        self.init(bare.looksLikeRegionCode ? bare.uppercased() : bare)
    }
}

extension String {
    /// True for text in the form of region codes: two capital letters and a digit, no blank.
    fileprivate var looksLikeRegionCode: Bool {
        let bytes = Array(utf8)
        guard (3...12).contains(bytes.count) else { return false }
        let letters = bytes[..<2].allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
        let digit = bytes[2] >= 0x30 && bytes[2] <= 0x39
        return letters && digit && !bytes.contains { $0 <= 0x20 }
    }
}
