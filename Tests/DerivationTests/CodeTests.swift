import Codebook
import Derivation
import Testing

struct CodeTests {
    @Test(arguments: [
        ("gezin", 0), ("eenouder", 1), ("anders", 2), ("institutioneel", 2), ("onbekend", 2), ("", 2),
        ("99", 2),
    ])
    func `every household that is neither couple nor one parent is other, and told apart where no list has its code`(
        _ type: String,
        _ rank: Int
    ) throws {
        let derived = try derive(
            "household-type",
            type,
            categories: 3,
            codes: [["gezin"], ["eenouder"], []],
            otherwise: 2
        )
        #expect(derived == (type.isEmpty || rank < 2 ? .category(rank) : .unlisted(rank)))
    }

    @Test(arguments: [("VMBO", 0), ("mbo 1", 0), ("mbo-2", 1), ("MBO4", 1), ("wo", 2)])
    func `a type of school is compared by its letters and digits`(_ type: String, _ rank: Int) throws {
        #expect(try level(type) == .category(rank))
    }

    @Test func `no type of school is unknown, and one that is in no list is not readable`() throws {
        #expect(try level("") == .unknown)
        #expect(try level("mbo5") == .unreadable(field: 0, text: 0))
    }

    private func level(_ type: String) throws -> Derived {
        try derive(
            "education-level",
            type,
            categories: 4,
            codes: [["vmbo", "mbo1"], ["mbo2", "mbo3", "mbo4"], ["hbo", "wo"], []],
            unknown: 3
        )
    }

    @Test func `a code outside the lists is of the category of everything else, if there is one`() throws {
        let codes = [["1", "M"], ["2", "V"]]
        #expect(try derive("code", "v", categories: 2, codes: codes) == .category(1))
        #expect(try derive("code", "3", categories: 2, codes: codes) == .unreadable(field: 0, text: 0))
        #expect(try derive("code", "", categories: 2, codes: codes) == .unknown)
        #expect(try derive("code", "3", categories: 2, codes: codes, otherwise: 1) == .unlisted(1))
        #expect(try derive("code", "", categories: 2, codes: codes, otherwise: 1) == .category(1))
    }

    @Test func `a setting that does not fit is refused, with what to do`() {
        #expect(throws: DerivationFlaw.self) { try derive("no-such", "", categories: 2) }
        #expect(throws: DerivationFlaw.self) { try derive("any-year", "", "", categories: 2) }
        #expect(throws: DerivationFlaw.self) { try derive("any-year", "", categories: 3) }
        #expect(throws: DerivationFlaw.self) {
            try derive("education-level", "", categories: 3, codes: [["a"], ["a"]])
        }
        #expect(throws: DerivationFlaw.self) {
            try derive("code", "", categories: 3, codes: [["a"]], unknown: 0)
        }
        #expect(throws: DerivationFlaw.self) {
            try derive("household-type", "", categories: 1, codes: [["a"]])
        }
    }

    @Test func `every derivation bears its own name, and the catalogue is in their order`() {
        let names = DerivationCatalogue.all.map { $0.name }
        #expect(Set(names).count == names.count)
        #expect(names == names.sorted())
    }
}
