import Classification
import Statistics
import Testing

@Suite struct `the edition of postcodes` {
    private func edition(_ postcodes: ClosedRange<Int>) throws -> Edition {
        try Edition.postcodes(level: "pc4", title: Text(nl: "postcode", en: "postcode"), postcodes: postcodes)
    }

    @Test func `has every postcode at its number less that of the first`() throws {
        let edition = try edition(1000...9999)
        #expect(edition.regions.count == 9000)
        for number in [1000, 1011, 4321, 9999] {
            guard case .known(let index) = edition.lookUp(RegionCode("PC\(number)")) else {
                Issue.record("\(number) is not known")
                continue
            }
            #expect(index.position == number - 1000)
            #expect(edition[index].name == "\(number)" && edition[index].parent == nil)
        }
    }

    @Test(arguments: ["PC0999", "PC10000", "1011", "pc1011", "BU00010000"])
    func `has nothing else`(code: String) throws {
        if case .known = try edition(1000...9999).lookUp(RegionCode(code)) {
            Issue.record("\(code) is known")
        }
    }

    @Test func `is flat, of one level without a year`() throws {
        let edition = try edition(1000...1009)
        #expect(edition.levels.map(\.key) == ["pc4"] && edition.year == nil)
        #expect(edition.regions.indices.allSatisfy { edition.children(of: RegionIndex($0)).isEmpty })
        #expect(edition.descendants(of: RegionIndex(3)).isEmpty)
    }

    @Test func `is refused where a number has other than four digits`() {
        #expect(throws: Edition.Flaw.self) { try edition(999...1001) }
        #expect(throws: Edition.Flaw.self) { try edition(9_998...10_000) }
    }
}
