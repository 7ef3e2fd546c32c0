import Derivation
import Testing

struct FlagTests {
    private let yes = Derived.category(0)
    private let no = Derived.category(1)

    @Test func `a yes in any year is yes, whatever the others are`() throws {
        for years in [["1", "0", "0"], ["0", "ja", ""], ["", "", "J"], ["1", "1", "1"]] {
            #expect(try derive("any-year", yearly: [years], categories: 2) == yes)
        }
    }

    @Test func `no needs every year; with one unknown it is unknown`() throws {
        #expect(try derive("any-year", yearly: [["0", "N", "nee"]], categories: 2) == no)
        #expect(try derive("any-year", yearly: [["0", "", "0"]], categories: 2) == .unknown)
        #expect(try derive("any-year", yearly: [["", "", ""]], categories: 2) == .unknown)
        #expect(try derive("any-year", yearly: [[]], categories: 2) == .unknown)
    }

    @Test func `another text is not readable, at its year`() throws {
        #expect(
            try derive("any-year", yearly: [["0", "2", "0"]], categories: 2) == .unreadable(field: 0, text: 1)
        )
    }

    private func care(_ care: [String], _ groups: [String]) throws -> Derived {
        try derive(
            "care-or-medication",
            yearly: [care, groups],
            categories: 2,
            codes: [["N05A", "N05B", "N05C", "N06A", "N06B", "N06D", "N07B"]]
        )
    }

    @Test(arguments: [
        "N05A", "N05B", "N05C", "N06A", "N06B", "N06D", "N07B", "n06a", "A10B N07B", "  N05A  C09A",
    ])
    func `a listed group is care, among others too`(_ groups: String) throws {
        #expect(try care(["0", "0", "0"], ["", groups, ""]) == yes)
        #expect(try care(["", "", ""], ["", "", groups]) == yes)
    }

    @Test(arguments: ["N06C", "N05D", "N02A", "N07A", "A10B C09A", ""])
    func `other groups are no care`(_ groups: String) throws {
        #expect(try care(["0", "0", "0"], ["", groups, ""]) == no)
        #expect(try care(["0", "1", "0"], ["", groups, ""]) == yes)
        #expect(try care(["0", "", "0"], ["", groups, ""]) == .unknown)
    }

    @Test func `lists alone decide where a delivery has no flags at all`() throws {
        #expect(try care([], ["", "N05A", ""]) == yes)
        #expect(try care([], ["", "A10B", ""]) == no)
        #expect(try care([], ["", "", ""]) == no)
        #expect(try care([], []) == .unknown)
    }

    @Test func `groups are codes of the fourth level`() throws {
        #expect(try care(["0", "0", "0"], ["", "", "N05AB01"]) == .unreadable(field: 1, text: 2))
        #expect(try care(["0", "0", "0"], ["N05A;N05B", "", ""]) == .unreadable(field: 1, text: 0))
    }

    @Test func `with one legal parent both are in the household`() throws {
        #expect(try derive("parents-in-household", "0", "1", categories: 2) == yes)
        #expect(try derive("parents-in-household", "", "1", categories: 2) == yes)
        #expect(try derive("parents-in-household", "1", "2", categories: 2) == yes)
        #expect(try derive("parents-in-household", "0", "2", categories: 2) == no)
        #expect(try derive("parents-in-household", "0", "", categories: 2) == no)
        #expect(try derive("parents-in-household", "", "2", categories: 2) == .unknown)
        #expect(try derive("parents-in-household", "0", "3", categories: 2) == .unreadable(field: 1, text: 0))
        #expect(try derive("parents-in-household", "x", "1", categories: 2) == .unreadable(field: 0, text: 0))
    }
}
