import Classification
import Statistics
import TestSupport
import Testing

@Suite struct `an edition` {
    @Test func `stands in the order of publication, whatever the order of its lists`() throws {
        let codes = try TrialLists().edition().regions.map(\.code.description)
        #expect(
            codes == [
                "NL00", "GM0001", "WK000100", "BU00010000", "BU00010001", "WK000101", "BU00010100", "GM0002",
                "WK000200", "BU00020000",
            ]
        )
    }

    @Test(arguments: 0..<100)
    func `is the same from lists in any order`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var lists = TrialLists()
        lists.entries.shuffle(using: &random)
        #expect(try lists.edition().regions == TrialLists().edition().regions)
    }

    @Test func `knows its codes and their aliases`() throws {
        let edition = try TrialLists().edition()
        for index in edition.indices { #expect(edition.lookUp(edition[index].code) == .known(index)) }
        #expect(edition.lookUp(RegionCode("NL01")) == .known(RegionIndex(0)))
    }

    @Test(arguments: [
        "GM0003", "BU00010002", "BU0001AA01", "GM001", "gm0001", "GM0001 ", "GM000A", "", "BU0001000", "XX",
    ])
    func `knows no other codes`(code: String) throws {
        #expect(try TrialLists().edition().lookUp(RegionCode(code)) == .unknown)
    }

    @Test func `cannot decide on a code that its list may lack`() throws {
        var lists = TrialLists()
        lists.buurten = .incomplete
        let edition = try lists.edition()
        #expect(edition.lookUp(RegionCode("BU00010002")) == .undecided)
        #expect(edition.lookUp(RegionCode("BU0001AA01")) == .undecided)
        #expect(edition.lookUp(RegionCode("BU0001000")) == .unknown)
        #expect(edition.lookUp(RegionCode("WK000102")) == .unknown)
    }

    @Test func `says what is part of what`() throws {
        let edition = try TrialLists().edition()
        func codes(_ indices: [RegionIndex]) -> [String] { indices.map { edition[$0].code.description } }
        let gemeente = RegionIndex(1)
        let buurt = RegionIndex(4)
        #expect(codes(edition.children(of: gemeente)) == ["WK000100", "WK000101"])
        #expect(codes(edition.ancestors(of: buurt)) == ["WK000100", "GM0001", "NL00"])
        #expect(edition.descendants(of: gemeente) == 2..<7)
        #expect(edition.descendants(of: RegionIndex(0)) == 1..<10)
        #expect(edition.isLeaf(buurt) && !edition.isLeaf(gemeente))
        for index in edition.indices {
            for position in edition.descendants(of: index) {
                #expect(edition.ancestors(of: RegionIndex(position)).contains(index))
            }
        }
    }

    @Test func `refuses a code that stands twice`() {
        var lists = TrialLists()
        lists.entries.append(TrialLists.entry("WK000100", "Weer", 2, "GM0002"))
        #expect(throws: Edition.Flaw.repeatedCode(RegionCode("WK000100"))) { try lists.edition() }
    }

    @Test(arguments: ["GM0009", "BU00010000", "WK000100", nil])
    func `refuses a wijk below nothing, or below a wijk or buurt`(parent: String?) {
        var lists = TrialLists()
        lists.entries.append(TrialLists.entry("WK000109", "Los", 2, parent))
        #expect(throws: Edition.Flaw.unknownParent(of: RegionCode("WK000109"))) { try lists.edition() }
    }

    @Test(arguments: ["GM00019", "WK000101", "BU0001019", "", "BU00010A0A "])
    func `refuses a code that is not written as its level is`(code: String) {
        var lists = TrialLists()
        lists.entries.append(TrialLists.entry(code, "Los", 3, "WK000101"))
        #expect(throws: Edition.Flaw.malformedCode(RegionCode(code))) { try lists.edition() }
    }

    @Test(arguments: [("NL01", "NL09"), ("GM0001", "NL00")])
    func `refuses an alias of nothing, or that is a code itself`(alias: String, code: String) {
        var lists = TrialLists()
        lists.aliases = [RegionCode(alias): RegionCode(code)]
        #expect(throws: Edition.Flaw.wrongAlias(RegionCode(alias))) { try lists.edition() }
    }
}

@Suite struct `the codes of a level` {
    private let buurt = Level(
        key: "buurt",
        title: Text(nl: "buurt", en: "neighbourhood"),
        prefix: "BU",
        digits: 8,
        lettersAllowed: 4,
        officialCount: nil,
        completeness: .complete
    )

    @Test(arguments: ["BU03630000", "BU0363AA01", "BU0363ZZZZ", "BU0363000A"])
    func `may hold letters where these may be`(code: String) {
        #expect(buurt.isWellFormed(RegionCode(code)))
        #expect(buurt.holdsLetters(RegionCode(code)) == (code != "BU03630000"))
    }

    @Test(arguments: [
        "BU036A0000", "BU0363aa01", "BU0363ÅA01", "BU 3630000", "BU036300001", "WK03630000", "BU0363000",
    ])
    func `are written in no other way`(code: String) {
        #expect(!buurt.isWellFormed(RegionCode(code)))
        #expect(!buurt.holdsLetters(RegionCode(code)))
    }

    @Test func `say by themselves what they are part of`() {
        #expect(RegionCode("BU03630907").holder == RegionCode("WK036309"))
        #expect(RegionCode("BU0363AA01").holder == RegionCode("WK0363AA"))
        #expect(RegionCode("WK036309").holder == RegionCode("GM0363"))
        for code in ["GM0363", "NL00", "BU0363", "WK03630", ""] { #expect(RegionCode(code).holder == nil) }
    }
}
