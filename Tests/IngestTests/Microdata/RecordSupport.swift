import Codebook
import Foundation
import Imputation
import Statistics
import TestSupport

@testable import Bytes
@testable import Codebooks
@testable import Microdata
@testable import TableReading

/// Deliveries of single households, as text, in the columns of the shipped codebook.
enum Households {
    static let codebook: Codebook = {
        do {
            return try CodebookFile.read(path: PackageFiles.codebook("ses-woa"))
        } catch {
            preconditionFailure("the shipped codebook cannot be read: \(error)")
        }
    }()

    /// The shipped codebook with another way of imputing.
    static func codebook(_ mode: ImputationSetting.Mode) -> Codebook {
        var codebook = codebook
        for form in codebook.forms.indices { codebook.forms[form].records?.imputation?.mode = mode }
        return codebook
    }

    static let header = "jaar;huishouden_id;buurtcode;welvaartsdeciel;opleiding_huishouden;arbeidsverleden"

    static let wide =
        "jaar;huishouden_id;buurtcode;pc4;welvaartsdeciel;opleiding_huishouden;arbeidsverleden;huishoudenstype;"
        + "inkomen_bekend;opleiding_hkw;partner;opleiding_partner;geslacht;leeftijdsklasse;geslacht_p"

    /// A delivery of rows under the short header.
    static func text(_ rows: String...) -> String { ([header] + rows).joined(separator: "\n") + "\n" }

    /// Random rows under the wide header, none of them wrong, in several buurten, postcodes and years.
    static func rows(_ count: Int, seed: UInt64, years: Int = 1) -> [String] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { number in
            let partner = Int.random(in: 0...1, using: &random)
            func level() -> Int { Bool.random(using: &random) ? Int.random(in: 1...5, using: &random) : 0 }
            let (main, other) = (level(), partner == 1 ? level() : 0)
            let isKnown = main > 0 && (partner == 0 || other > 0)
            let unit = isKnown && Bool.random(using: &random) ? max(main, other) : 0
            let buurt = Int.random(in: 0..<40, using: &random)
            let code = buurt == 0 ? "" : "BU036300\(buurt < 10 ? "0" : "")\(buurt)"
            let income = Int.random(in: 0..<30, using: &random) > 0
            func text(_ number: Int) -> String { number == 0 ? "" : "\(number)" }
            let fields: [String] = [
                "\(2019 + number % years)", "\(number + 1000)", code,
                buurt % 3 == 0 ? "" : "\(1000 + buurt + Int.random(in: 0...1, using: &random))",
                income ? "\(Int.random(in: 1...10, using: &random))" : "", text(unit),
                text(Int.random(in: 0...70, using: &random) % 8),
                "\(Int.random(in: 1...8, using: &random))", income ? "1" : "0", text(main), "\(partner)",
                text(other), "\(Int.random(in: 1...2, using: &random))",
                "\(Int.random(in: 1...9, using: &random))",
                partner == 1 ? "\(Int.random(in: 1...2, using: &random))" : "",
            ]
            return fields.joined(separator: ";")
        }
    }

    /// Reads a delivery, and imputes what is missing with models of its own.
    static func read(
        _ bytes: [UInt8],
        codebook: Codebook = codebook,
        threads: Int = 2,
        piece: Int = 1 << 20
    ) throws -> DeliveryReading {
        var reader = RecordReader(codebook: codebook)
        reader.threads = threads
        reader.pieceBytes = piece
        var reading = try reader.read(MemorySource(bytes: bytes)) ?? DeliveryReading()
        guard let units = reading.units else { return reading }
        var models: [Int: ImputationModel] = [:]
        for year in units.unresolved { models[year] = try units.fit(year: year).model }
        reading.table = try units.complete(with: models)
        reading.units = nil
        return reading
    }

    static func read(_ text: String, codebook: Codebook = codebook) throws -> DeliveryReading {
        try read(Array(text.utf8), codebook: codebook)
    }

    /// The tallies, by region and year, independent of the order in the file.
    static func stored(_ table: ParsedTable?) -> [String: Tally] {
        guard let table else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: table.records.map { record in
                let year = table.periods[record.period].text
                return ("\(table.regions[record.region].code) \(year)", record.counted?.tally ?? .empty)
            }
        )
    }
}

extension ParsedTable {
    /// The rows that are counted or left out.
    var accounted: Int {
        records.reduce(0) { $0 + ($1.counted?.rows ?? 0) } + (units?.leftOut.values.reduce(0, +) ?? 0)
    }
}

extension DeliveryReading {
    /// The places of the faults of a kind, by field.
    func faults(_ kind: RecordFault.FaultKind) -> [RecordFault] {
        (table?.units?.faults ?? []).filter { $0.kind == kind }
    }
}

/// A file that is there while a test looks at it.
enum Temporary {
    static func file(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "peil-records-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }
}
