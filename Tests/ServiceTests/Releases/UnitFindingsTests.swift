import Codebook
import Statistics
import TestSupport
import Testing
import Workflow

@testable import Examination
@testable import Service

@Suite struct `what is found in a delivery of households` {
    private let fault = "2019;99999;BU00010000;11;1;1;1;1;1"

    @Test(arguments: [DeliveryMode.year, .correction])
    func `with a faulty row compares nothing: the table is not whole`(mode: DeliveryMode) throws {
        let trial = try UnitTrial()
        try trial.take(trial.year(1000))
        let few = UnitTrial.rows("BU00010000", 30)
        #expect(try trial.examine(few, mode).codes.contains("change-previous-version"))
        let examined = try trial.examine(few + [fault], mode)
        #expect(examined.codes == ["household-field-code"])
        #expect(examined.accounted == 31)
    }

    @Test func `with units that no model imputes compares nothing either`() throws {
        let trial = try UnitTrial()
        try trial.take(trial.year(1000))
        let open = UnitTrial.rows("BU00010000", 30).map { row in
            var fields = row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            (fields[4], fields[7]) = ("", "")
            return fields.joined(separator: ";")
        }
        let examined = try trial.examine(open)
        #expect(examined.codes == ["imputation-model"])
        #expect(examined.accounted == 30)
    }

    @Test func `accounts for every row where the form of a row is wrong`() throws {
        let institutional = "2019;77;BU00010000;1;1;1;8;1;1"
        let rows = UnitTrial.rows("BU00010000", 30, hasGaps: false) + [institutional, "2019;5;BU00010000"]
        let report = try UnitTrial().examine(rows).report
        #expect(report.rows == 32 && report.taken == 0)
        #expect(report.leftOut == ["institutional": 1, "rejected": 31])
    }

    @Test func `of faulty rows only does not say that there are no rows`() throws {
        let examined = try UnitTrial().examine([fault, fault])
        #expect(examined.codes == ["household-field-code"])
        #expect(examined.report.leftOut == ["rejected": 2])
    }

    @Test func `of a year without a row that counts is refused, but a correction may empty a buurt`()
        throws
    {
        let trial = try UnitTrial()
        let institutional = UnitTrial.rows("BU00010000", 12).map {
            $0.split(separator: ";", omittingEmptySubsequences: false).enumerated()
                .map { $0.offset == 6 ? "8" : $0.element }.joined(separator: ";")
        }
        let year = try trial.examine(institutional)
        #expect(year.findings("rows-present").map(\.message.en).first?.contains("institutional") == true)
        #expect(year.holdings == nil && year.accounted == 12)
        let correction = try trial.examine(institutional, .correction)
        #expect(!correction.codes.contains("rows-present") && correction.holdings != nil)

        let nowhere = institutional.map { $0.replacing("BU00010000", with: "") }
        #expect(try trial.examine(nowhere, .correction).codes.contains("rows-present"))
    }

    @Test func `that is that of the year before is found, though its missing levels are drawn anew`() throws {
        let trial = try UnitTrial()
        let year = trial.year(400)
        try trial.take(year.map { "2018" + $0.dropFirst(4) })
        #expect(try trial.examine(year).codes.contains("year-repeated"))
        let other = trial.buurten.enumerated().flatMap { number, buurt in
            UnitTrial.rows(buurt, 400 - 7 * (number + 1), from: 3 + number * 10_000)
        }
        #expect(try !trial.examine(other).codes.contains("year-repeated"))
    }

    @Test func `of a header alone is told to have no rows`() throws {
        let rows: [String] = []
        #expect(try UnitTrial().examine(rows).codes == ["rows-present"])
    }

    @Test(arguments: [
        ("19;1;BU00010000;1;1;1;1;1;1", "four digits"), ("2019;;BU00010000;1;1;1;1;1;1", "id without spaces"),
        ("2019;1;BU 0010000;1;1;1;1;1;1", "code of the buurt"),
        ("2019;1;BU00010000;1;6;1;1;1;1", "1, 2, 3, 4, 5"),
        ("2019;1;BU00010000;1;1;1;1;1;99", "0 to 60"),
    ])
    func `says of a field how it is written`(_ row: String, _ words: String) throws {
        let finding = try #require(UnitTrial().examine([row]).findings("household-field-code").first)
        #expect(finding.repair.en.contains(words), "\(finding.repair.en)")
    }

    @Test(arguments: [("BU99990000", 9), ("\"BU99990000\"", 10), (" bu99990000", 10), ("99990000", 9)])
    func `shows an unknown buurt where it stands in its row`(_ code: String, _ column: Int) throws {
        let rows = UnitTrial.rows("BU00010000", 3) + ["2019;77;\(code);1;1;1;1;1;1"]
        let finding = try #require(UnitTrial().examine(rows).findings("region-known").first)
        #expect(finding.place == Place(line: 5, column: column))
    }

    @Test func `calls a column that it does not know a column`() throws {
        let finding = try #require(
            UnitTrial().examine(
                UnitTrial.rows("BU00010000", 3, hasGaps: false).map { $0 + ";rood" },
                under: UnitTrial.wide + ";kleur"
            ).findings("topics-known").first
        )
        #expect(finding.message.en == "The column 'kleur' is not known, and was not taken.")
    }

    @Test func `says why there is no model: nothing to fit on, none stored, other fields`() throws {
        let trial = try UnitTrial()
        let open = ["2019;1;BU00010000;1;;1;1;;1"]
        func message(_ mode: DeliveryMode) throws -> String? {
            try trial.examine(open, mode).findings("imputation-model").first?.message.en
        }
        #expect(try message(.year)?.contains("no row has one to fit a model on ('opleiding_hkw'") == true)
        #expect(try message(.correction)?.contains("no row has one") == true)
        trial.set(.none)
        try trial.take(trial.year())
        trial.set(.draw)
        #expect(try message(.correction)?.contains("held without a model") == true)
        try trial.take(trial.year())
        #expect(try message(.correction) == nil)
        for form in trial.codebook.forms.indices {
            trial.codebook.forms[form].records?.imputation?.persons[0].covariates.removeLast()
        }
        #expect(try message(.correction)?.contains("of other fields") == true)
    }

    @Test func `needs no model of a year that had every level, and has one for the correction that needs it`()
        throws
    {
        let trial = try UnitTrial()
        try trial.take(trial.year(hasGaps: false))
        let correction = try trial.take(UnitTrial.rows("BU00010000", 30), .correction)
        #expect(!correction.codes.contains("imputation-model") && correction.holdings != nil)
        #expect(correction.accounted == 30)
    }
}

@Suite struct `the columns of a year of households` {
    private func isImputed(_ trial: UnitTrial) throws -> Bool {
        let topics = try trial.topics()
        let bounds = topics.filter { $0.contains("grens_") || $0.hasPrefix("OpleidingGeimputeerd") }
        #expect(topics.count > 20 && (bounds.isEmpty || bounds.count == 11))
        return !bounds.isEmpty
    }

    @Test func `tell of imputation where what is stored was imputed, whatever is set now`() throws {
        let trial = try UnitTrial(.none)
        try trial.take(trial.year())
        #expect(try !isImputed(trial))
        trial.set(.draw)
        #expect(try !isImputed(trial))
        try trial.take(trial.year())
        #expect(try isImputed(trial))
        trial.set(.none)
        #expect(try isImputed(trial))
        try trial.take(trial.year(41))
        #expect(try !isImputed(trial))
    }
}
