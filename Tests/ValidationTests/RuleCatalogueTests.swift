import Statistics
import Testing
import Validation

@Suite struct `the catalogue of rules` {
    @Test func `has each code once, in kebab case`() {
        let codes = RuleCatalogue.entries.map(\.code)
        #expect(codes == codes.sorted())
        #expect(Set(codes).count == codes.count)
        for code in codes {
            #expect(code.allSatisfy { ("a"..."z").contains($0) || $0 == "-" })
        }
    }

    @Test func `knows the bounds of the rules about change`() {
        #expect(RuleCatalogue.bounds["change-previous-year"] == ["warning", "rejection"])
        #expect(RuleCatalogue.bounds["change-previous-version"] == ["warning", "rejection"])
        #expect(RuleCatalogue.bounds["coverage"] == [])
    }
}
