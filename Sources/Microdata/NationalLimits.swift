package import Bytes
public import Codebook
import Derivation
public import Statistics
import TableReading

/// Limits of classes from the file beside a delivery, such as the national limits of income quintiles.
public struct NationalLimits: Hashable, Sendable {
    /// By variable and report year, the limits in millionths, rising; the year 0 stands for every other year.
    private var bounds: [Int: [Int: [Int64]]] = [:]

    /// Creates an empty set of limits.
    public init() {}

    /// Creates limits by variable and report year; the year 0 stands for every other year.
    package init(_ bounds: [Int: [Int: [Int64]]]) { self.bounds = bounds }

    /// True if there are none.
    package var isEmpty: Bool { bounds.isEmpty }

    /// The limits of a variable in a report year; nil if there are none.
    package func bounds(of variable: Int, in year: Int) -> [Int64]? {
        bounds[variable]?[year] ?? bounds[variable]?[0]
    }
}

/// Reads a file of limits; docs/formats/limits.md describes the format.
public struct NationalLimitsReader {
    private let codebook: Codebook
    private var findings = Findings()
    private var bounds: [Int: [Int: [(number: Int64, place: Place)]]] = [:]

    /// Reads the limits beside a delivery.
    ///
    /// - Parameters:
    ///   - path: The file of limits.
    ///   - codebook: The data set of the delivery.
    /// - Returns: The limits, and the findings about the file; with a rejection the limits are incomplete.
    /// - Throws: ``MachineFault`` for failures of the machine.
    public static func read(path: String, codebook: Codebook) throws -> (NationalLimits, Findings) {
        try read(FileSource(path: path), codebook: codebook)
    }

    /// Reads the limits that came with a delivery, from wherever they are.
    package static func read(_ source: any ByteSource, codebook: Codebook) throws -> (
        NationalLimits, Findings
    ) {
        var reader = Self(codebook: codebook)
        do {
            return (try reader.read(source), reader.findings)
        } catch let stop as ReadingStop {
            reader.report(
                stop.place,
                nl: "Het bestand met grenzen is niet te lezen.",
                en: "The file of limits cannot be read."
            )
            return (NationalLimits(), reader.findings)
        }
    }

    private init(codebook: Codebook) { self.codebook = codebook }

    private mutating func read(_ source: any ByteSource) throws -> NationalLimits {
        var limits = ReadingLimits()
        limits.fieldBytes = 1 << 10
        limits.rowBytes = 1 << 12
        var records = try CSVRecords(source.open(), separator: 0x3B, limits: limits)
        guard try records.next(), let header = header(records) else { return NationalLimits() }
        var rows = 0
        while try records.next() {
            if records.isBlank { continue }
            rows += 1
            guard rows <= 10_000 else {
                report(records.place, nl: "Er zijn te veel grenzen.", en: "There are too many limits.")
                break
            }
            add(records, header)
        }
        if rows == 0 {
            report(nil, nl: "Het bestand met grenzen is leeg.", en: "The file of limits is empty.")
        }
        return NationalLimits(checked())
    }

    private typealias Header = (variable: Int, year: Int?, limit: Int, count: Int)

    private mutating func header(_ records: CSVRecords) -> Header? {
        let names = records.fields.indices.map { HeaderNames.normal(records.text($0)) }
        func position(_ spellings: [String]) -> Int? { names.firstIndex(where: spellings.contains) }
        guard let variable = position(["kenmerk", "characteristic"]),
            let limit = position(["grens", "limit"])
        else {
            report(
                records.fields.first?.place,
                nl: "Het bestand met grenzen begint niet met de kolommen kenmerk, jaar en grens.",
                en: "The file of limits does not begin with the columns kenmerk, jaar and grens."
            )
            return nil
        }
        return (variable, position(["jaar", "year"]), limit, names.count)
    }

    private mutating func add(_ records: CSVRecords, _ header: Header) {
        let place = records.fields[0].place
        guard records.stray == nil, records.fields.count == header.count else {
            return report(
                place,
                nl: "Deze rij van het bestand met grenzen heeft niet de velden van de kop.",
                en: "This row of the file of limits does not have the fields of its header."
            )
        }
        let name = HeaderNames.normal(records.text(header.variable))
        let variable = codebook.variables.firstIndex { variable in
            variable.derivation?.takesLimits == true
                && ([variable.key, variable.title.nl, variable.title.en] + variable.dimension)
                    .contains { HeaderNames.normal($0) == name }
        }
        guard let variable else {
            return report(
                records.fields[header.variable].place,
                nl: "Dit is geen kenmerk waarvan grenzen worden geleverd (in het bestand met grenzen).",
                en: "This is no characteristic that limits are delivered of (in the file of limits)."
            )
        }
        let text = header.year.map { records.text($0) } ?? ""
        guard let year = text.isEmpty ? 0 : Int(text), year == 0 || codebook.years.contains(year) else {
            return report(
                records.fields[header.year ?? 0].place,
                nl: "Dit is geen verslagjaar (in het bestand met grenzen).",
                en: "This is no report year (in the file of limits)."
            )
        }
        let amount = records.text(header.limit)
        let field = records.fields[header.limit].place
        let plain = String(
            decoding: DeliveredText.number(amount.utf8, decimals: Millionths.decimals),
            as: UTF8.self
        )
        // Read as it stands, 17.500 would be seventeen euros and a half.
        guard !Self.isGrouped(plain) else {
            return report(
                field,
                nl: "Dit bedrag heeft een teken tussen de duizendtallen (in het bestand met grenzen).",
                en: "This amount has a sign between its thousands (in the file of limits)."
            )
        }
        guard let number = Millionths.read(plain) else {
            return report(
                field,
                nl: "Dit is geen bedrag (in het bestand met grenzen).",
                en: "This is no amount (in the file of limits)."
            )
        }
        bounds[variable, default: [:]][year, default: []].append((number, place))
    }

    /// True for groups of three digits behind one to three, with a sign or a blank between them.
    private static func isGrouped(_ amount: String) -> Bool {
        let digits = amount.unicodeScalars.drop { $0 == "-" }
        let groups = digits.split(omittingEmptySubsequences: false) { !("0"..."9").contains($0) }
        return groups.count > 1 && (1...3).contains(groups[0].count) && groups[0].first != "0"
            && groups[1].count == 3
    }

    /// The limits of each variable and year, if they rise and have the number that its classes need.
    private mutating func checked() -> [Int: [Int: [Int64]]] {
        var good: [Int: [Int: [Int64]]] = [:]
        for (variable, years) in bounds.sorted(by: { $0.key < $1.key }) {
            for (year, limits) in years.sorted(by: { $0.key < $1.key }) {
                let title = codebook.variables[variable].title
                let setting = codebook.variables[variable].derivation
                let wanted =
                    codebook.variables[variable].categories.count - 1 - (setting?.unknown == nil ? 0 : 1)
                if limits.count != wanted {
                    report(
                        limits[0].place,
                        nl: "\(title.nl) heeft \(wanted) grenzen nodig; er staan er meer of minder "
                            + "(in het bestand met grenzen).",
                        en:
                            "\(title.en) needs \(wanted) limits; there are more or fewer (in the file of limits)."
                    )
                } else if let wrong = zip(limits, limits.dropFirst()).first(where: { $0.number >= $1.number })
                {
                    report(
                        wrong.1.place,
                        nl: "De grenzen van \(title.nl) lopen niet op (in het bestand met grenzen).",
                        en: "The limits of \(title.en) do not rise (in the file of limits)."
                    )
                } else {
                    good[variable, default: [:]][year] = limits.map(\.number)
                }
            }
        }
        return good
    }

    private mutating func report(_ place: Place?, nl: String, en: String) {
        findings.add(ReadingFault.limitsFaulty.finding(at: place, message: Text(nl: nl, en: en)))
    }
}
