import Codebook
import Disclosure
import Statistics
import TestSupport
import Testing

@Suite struct `the status of a figure` {
    private func topic(_ measure: Measure) -> Topic {
        Topic(
            key: "t",
            title: Text(nl: "t", en: "t"),
            unit: Text(nl: "u", en: "u"),
            decimals: 0,
            kind: .number,
            spellings: [],
            measure: measure
        )
    }

    private var topics: [Topic] {
        [
            topic(.population), topic(.share(variable: 0, group: 0)), topic(.share(variable: 0, group: 1)),
            topic(.share(variable: 0, group: 2)), topic(.mergedShare(variable: 0, groups: [0, 1])),
            topic(.score(variable: 0)), topic(.score(variable: nil)), topic(.share(variable: 1, group: 0)),
            topic(.indicatorClass(0)), topic(.carried),
        ]
    }

    private func statuses(_ values: [Int64?], isSmallest: Bool = true) -> [FigureStatus] {
        let rule = RowStatuses(topics, variables: 2)
        var statuses = [FigureStatus](repeating: .unknown, count: topics.count)
        rule.fill(
            &statuses,
            of: values.map { $0.map(Value.number) ?? .missing(.unknown) },
            isSmallest: isSmallest
        )
        return statuses
    }

    @Test func `is one word for all that is withheld of a row`() {
        let row = statuses([100] + Array(repeating: nil, count: 9))
        #expect(row[0] == .published)
        #expect(row[1...8].allSatisfy { $0 == .withheld })
        // What nobody delivered is not withheld.
        #expect(row[9] == .unknown)
    }

    @Test func `is recoded where groups stand together, for the groups and for what is made of them`() {
        let row = statuses([900, nil, nil, 40, 60, nil, nil, 5, 1, 2])
        #expect(row[1...2].allSatisfy { $0 == .recoded })
        #expect(row[4] == .published)
        #expect(row[5...6].allSatisfy { $0 == .recoded })
        #expect(row[7] == .published)
    }

    @Test func `is not applicable for groups together where each stands alone`() {
        #expect(statuses([900, 20, 40, 40, nil, 1, 1, 5, 1, 2])[4] == .notApplicable)
    }

    @Test func `is withheld for one variable where only that is not shown`() {
        let row = statuses([900, nil, nil, nil, nil, nil, nil, 5, 1, 2])
        #expect(row[1...6].allSatisfy { $0 == .withheld })
    }

    @Test func `is not applicable for the class of an area that has parts`() {
        let values: [Int64?] = [900, 20, 40, 40, 60, 1, 1, 5, nil, 2]
        #expect(statuses(values, isSmallest: false)[8] == .notApplicable)
        #expect(statuses(values, isSmallest: true)[8] == .withheld)
    }

    @Test func `keeps the symbols that were delivered`() {
        let rule = RowStatuses(topics, variables: 2)
        var values = [Value](repeating: .number(1), count: topics.count)
        values[3] = .missing(.blank)
        values[9] = .missing(.secret)
        var statuses = [FigureStatus](repeating: .unknown, count: topics.count)
        rule.fill(&statuses, of: values, isSmallest: true)
        #expect(statuses[3] == .notApplicable)
        #expect(statuses[9] == .withheld)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `follows from the published row alone, and says published just where there is a number`(seed: UInt64)
    {
        var random = SplitMix64(seed: seed)
        let values: [Int64?] = topics.map { _ in Bool.random(using: &random) ? 1 : nil }
        let row = statuses(values)
        #expect(zip(row, values).allSatisfy { ($0 == .published) == ($1 != nil) })
        #expect(row == statuses(values))
    }
}
