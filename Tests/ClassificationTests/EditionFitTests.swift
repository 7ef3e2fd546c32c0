import Classification
import Statistics
import Testing

@Suite struct `the fit of codes to an edition` {
    /// A hundred gemeenten; the year after, two of them are one, and codes may hold letters.
    private let edition: Edition = {
        var lists = TrialLists()
        lists.entries = [TrialLists.entry("NL00", "Nederland", 0, nil)]
        for number in 100..<200 {
            lists.entries.append(TrialLists.entry("GM0\(number)", "", 1, "NL00"))
            lists.entries.append(TrialLists.entry("WK0\(number)00", "", 2, "GM0\(number)"))
        }
        lists.otherYears = [
            OtherYear(
                year: 2023,
                added: codes(["GM0900", "GM0901"]),
                removed: codes(["GM0100", "GM0101", "GM0102", "GM0103"]),
                holdsLetters: true
            ),
            OtherYear(
                year: 2022,
                added: codes(["GM0900"]),
                removed: codes(["GM0100", "GM0101"]),
                holdsLetters: true
            ),
            OtherYear(year: 2020, added: codes(["GM0800", "WK010009"]), removed: codes(["GM0104"])),
            OtherYear(year: 2019, added: codes(["GM0800", "WK010009"]), removed: codes(["GM0104"])),
        ]
        guard let edition = try? lists.edition() else { fatalError("the trial lists contradict themselves") }
        return edition
    }()

    private static func codes(_ codes: [String]) -> Set<RegionCode> { Set(codes.map { RegionCode($0) }) }

    private func fit(_ codes: [String]) -> EditionFit {
        EditionFit(of: codes.map { RegionCode($0) }, to: edition)
    }

    private func gemeenten(without: [Int]) -> [String] {
        (100..<200).filter { !without.contains($0) }.map { "GM0\($0)" }
    }

    @Test func `is best for its own codes`() {
        #expect(fit(gemeenten(without: [])).better == nil)
        #expect(fit([]).better == nil)
        #expect(fit(["GM9999", "onzin", "GM0150"]).better == nil)
    }

    @Test func `names the year of a whole delivery, and what gave it away`() {
        let delivery = gemeenten(without: [100, 101, 102, 103]) + ["GM0900", "GM0901"]
        #expect(fit(delivery).better?.years == [2023])
        #expect(fit(delivery).better?.evidence.map(\.description) == ["GM0900", "GM0901"])
    }

    @Test func `names years that cannot be told apart, nearest first`() {
        #expect(fit(["GM0800", "WK080000", "GM0150"]).better?.years == [2020, 2019])
        #expect(fit(["WK010009", "WK010000"]).better?.years == [2020, 2019])
        #expect(fit(["GM0900", "WK090001"]).better?.years == [2022, 2023])
    }

    @Test func `counts codes below a gemeente that another year has`() {
        let fit = fit(["WK090000", "BU09000001", "GM0150"])
        #expect(fit.better?.years == [2022, 2023])
        #expect(fit.better?.evidence.count == 2)
        #expect(fit.years[RegionCode("BU09000001")] == [2022, 2023])
    }

    @Test func `takes a stray code for a mistake in its line`() {
        let stray = fit(gemeenten(without: [100, 101]) + ["GM0900"])
        #expect(stray.better == nil)
        #expect(stray.years == [RegionCode("GM0900"): [2022, 2023]])
    }

    @Test func `stays with the edition when its own codes say more`() {
        #expect(fit(["GM0100", "GM0101", "GM0150", "GM0900"]).better == nil)
        #expect(fit(["GM0100", "GM0101", "GM0900", "WK090000"]).better == nil)
    }

    @Test func `knows letters as a later year`() {
        let fit = fit(["WK0150AA", "BU0150AA01", "GM0150"])
        #expect(fit.better?.years == [2022, 2023])
        #expect(self.fit(["WK0150AA"]).better?.years == [2022, 2023])
        #expect(self.fit(gemeenten(without: []) + ["WK0150AA"]).better == nil)
    }
}
