import Derivation
import Testing

struct CountryTests {
    private func country(_ mother: String, _ father: String) throws -> Derived {
        try derive(
            "parents-country",
            mother,
            father,
            categories: 4,
            codes: [["NL"], ["TR"], ["MA"], []],
            otherwise: 3
        )
    }

    @Test func `the mother's country counts where she was born abroad`() throws {
        #expect(try country("TR", "MA") == .category(1))
        #expect(try country("MA", "NL") == .category(2))
        #expect(try country("FR", "TR") == .category(3))
        #expect(try country("tr", "") == .category(1))
    }

    @Test func `the father's counts where she was born in the Netherlands, or her country is not known`()
        throws
    {
        #expect(try country("NL", "MA") == .category(2))
        #expect(try country("", "TR") == .category(1))
        #expect(try country("NL", "NL") == .category(0))
        #expect(try country("", "NL") == .category(0))
    }

    @Test func `without a father's country to turn to it is not known`() throws {
        #expect(try country("", "") == .unknown)
        #expect(try country("NL", "") == .unknown)
    }

    @Test func `a country is two letters`() throws {
        #expect(try country("TUR", "NL") == .unreadable(field: 0, text: 0))
        #expect(try country("TR", "6030") == .unreadable(field: 1, text: 0))
    }

    @Test(arguments: [
        ("NL", "NL", Derived.category(0)), ("NL", "TR", .category(1)), ("MA", "NL", .category(1)),
        ("MA", "TR", .category(2)), ("", "TR", .unknown), ("NL", "", .unknown), ("", "", .unknown),
    ])
    func `parents born abroad are counted where both are known`(
        _ mother: String,
        _ father: String,
        _ derived: Derived
    )
        throws
    {
        #expect(try derive("parents-born-abroad", mother, father, categories: 3) == derived)
    }

    @Test func `being born in the Netherlands is yes, elsewhere no, unknown neither`() throws {
        #expect(try derive("born-in-netherlands", "NL", categories: 2) == .category(0))
        #expect(try derive("born-in-netherlands", "BE", categories: 2) == .category(1))
        #expect(try derive("born-in-netherlands", "", categories: 2) == .unknown)
        #expect(
            try derive("born-in-netherlands", "Nederland", categories: 2) == .unreadable(field: 0, text: 0)
        )
    }

    @Test func `a country in two categories is refused`() {
        #expect(throws: DerivationFlaw.self) {
            try derive("parents-country", "NL", "NL", categories: 2, codes: [["NL"], ["NL"]], otherwise: 1)
        }
    }
}
