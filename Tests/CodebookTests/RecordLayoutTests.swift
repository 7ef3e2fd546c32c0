import Codebook
import Codebooks
import Statistics
import Testing
import YAMLReading

@Suite struct `the form of households` {
    private let codebook: Codebook
    private let form: Form
    private let layout: RecordLayout

    init() throws {
        codebook = try CodebookFile.read(path: ShippedCodebook.path)
        form = try #require(codebook.form("households"))
        layout = try #require(form.records)
    }

    @Test func `has the columns of the contract`() {
        let required = layout.fields.filter(\.isRequired).map(\.key)
        #expect(
            required == [
                "jaar", "huishouden_id", "buurtcode", "welvaartsdeciel", "opleiding_huishouden",
                "arbeidsverleden",
            ]
        )
        #expect(layout.fields.count == 26)
        #expect(layout.field("pc4") == layout.field(of: .postcode))
    }

    @Test func `means fields and codes by position`() throws {
        let institutional = try #require(layout.leaveOut.first)
        #expect(layout.fields[institutional.when.field].key == "huishoudenstype")
        #expect(institutional.when.codes == [8])
        #expect(codebook.leaveOutTitles["institutional"]?.nl == "institutionele huishoudens")
        // What every data set leaves out has no words of its own.
        #expect(codebook.leaveOutTitles["region-unknown"] == nil && codebook.leaveOutTitles.count == 3)
        #expect(layout.leaveOut.filter { $0.when.codes == [0] }.count == 3)
        let imputation = try #require(layout.imputation)
        #expect(imputation.variable == 1 && imputation.mode == .draw && imputation.replicates == 8)
        #expect(imputation.persons.map(\.covariates.count) == [9, 11])
    }

    @Test func `holds its parts side by side, each rank once`() throws {
        let cells = try #require(RecordCells(codebook, form))
        #expect(cells.cells == 350 && cells.levels == 5 && cells.replicates == 8)
        var parts = Array(cells.whole) + Array(cells.fractional) + [cells.imputed] + Array(cells.expected)
        for a in 0..<5 { for b in a..<5 { parts.append(cells.product(a, b)) } }
        for replicate in 0..<8 { parts += Array(cells.replicate(replicate)) }
        #expect(parts == Array(0..<cells.width))
        #expect(cells.product(3, 1) == cells.product(1, 3))
        #expect(RecordCells.slot(ofPostcode: 1000) == 1 && RecordCells.slot(ofPostcode: nil) == 0)
        #expect(RecordCells.postcode(ofSlot: 9000) == 9999 && RecordCells.slots == 9001)
        #expect(RecordCells(codebook, codebook.forms[0]) == nil)
    }

    @Test(arguments: [
        ("- {key: pc4, role: postcode, required: false}", "- {key: pc4, role: id, required: false}"),
        ("- {key: jaar, role: period}", "- {key: huishouden_id, role: period}"),
        ("{first: 1, last: 8}", "{first: 1, last: 80}"),
        ("when: {field: inkomen_bekend, is: [\"0\"]}", "when: {field: inkomen, is: [\"0\"]}"),
        ("when: {field: inkomen_bekend, is: [\"0\"]}", "when: {field: inkomen_bekend, is: [\"7\"]}"),
        ("when: {field: welvaartsdeciel, is: unknown}", "when: {field: pc4, is: unknown}"),
        ("level: opleiding_partner", "level: sec_p"),
        ("level: opleiding_hkw\n", "level: pc4\n"),
        ("replicates: 8", "replicates: 65"),
    ])
    func `is refused where it does not hold together`(_ old: String, _ new: String) throws {
        let text = try ShippedCodebook.changed(old, new).text
        #expect(throws: FileFlaw.self) { try CodebookFile.read(text: text, path: "ses-woa.yaml") }
    }

    @Test func `compares codes as people write them`() {
        #expect(RecordCode.normal("007") == "7")
        #expect(RecordCode.normal(" M ") == RecordCode.normal("m"))
        #expect(RecordCode.normal("00") == "0")
        #expect(RecordCode.normal("") == "")
    }
}
