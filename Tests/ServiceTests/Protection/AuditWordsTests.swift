import Statistics
import Testing

@testable import Reports

@Suite struct `the words of an audit` {
    @Test(arguments: [Language.nl, .en])
    func `speak of total scores where there are scores, and judge what was attacked`(language: Language) {
        let words = AuditWords(language: language)
        #expect(words.regions(hasScores: true).count == words.regions(hasScores: false).count + 1)
        #expect(words.verdict(0, of: 0) == nil)
        #expect(words.verdict(0, of: 1) != words.verdict(1, of: 1))
        #expect(words.numbers("a.csv").contains("a.csv"))
    }
}
