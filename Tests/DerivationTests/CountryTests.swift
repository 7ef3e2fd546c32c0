import Derivation
import Testing

struct CountryTests {
    private func country(_ mother: String, _ father: String, parents: String? = nil) throws -> Derived {
        try derive(
            "parents-country",
            yearly: [[mother], [father]] + (parents.map { [[$0]] } ?? []),
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

    @Test func `the codes of Eurostat for Greece and the United Kingdom are those of ISO 3166`() throws {
        func group(_ code: String) throws -> Derived {
            try derive(
                "parents-country",
                yearly: [[code], ["NL"]],
                categories: 3,
                codes: [["NL"], ["GR", "GB"], []],
                otherwise: 2
            )
        }
        for code in ["UK", "uk", "GB", "EL", "GR"] { #expect(try group(code) == .category(1), "\(code)") }
        #expect(try group("FR") == .category(2))
    }

    @Test func `the father's counts where she was born in the Netherlands, or her country is not known`()
        throws
    {
        #expect(try country("NL", "MA") == .category(2))
        #expect(try country("", "TR") == .category(1))
        #expect(try country("NL", "NL") == .category(0))
    }

    @Test func `where no parent is known to be born abroad, and one is not known, it is not known`() throws {
        #expect(try country("", "") == .unknown)
        #expect(try country("NL", "") == .unknown)
        #expect(try country("", "NL") == .unknown)
    }

    @Test func `with one legal parent the known country decides, and the number of parents born abroad too`()
        throws
    {
        #expect(try country("NL", "", parents: "1") == .category(0))
        #expect(try country("", "NL", parents: "1") == .category(0))
        #expect(try country("TR", "", parents: "1") == .category(1))
        #expect(try country("", "", parents: "1") == .unknown)
        #expect(try country("NL", "", parents: "2") == .unknown)
        #expect(try country("NL", "", parents: "3") == .unreadable(field: 2, text: 0))
        for (mother, father, parents, derived) in [
            ("NL", "", "1", Derived.category(0)), ("", "MA", "1", .category(1)), ("", "", "1", .unknown),
            ("TR", "", "2", .unknown), ("TR", "MA", "1", .category(2)),
        ] {
            #expect(
                try derive("parents-born-abroad", mother, father, parents, categories: 3) == derived,
                "\(mother) \(father) \(parents)"
            )
        }
    }

    @Test(arguments: ["ZZ", "XX", "QQ", "AA"])
    func `a code that is kept for users is no country, and is told apart`(_ code: String) throws {
        #expect(try country(code, "NL") == .unlisted(3))
        #expect(try derive("born-in-netherlands", code, categories: 2) == .unlisted(1))
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
