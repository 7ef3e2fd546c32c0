import Codebook
import Statistics
import TestSupport
import Testing

@Suite struct `a codebook` {
    private let codebook = SampleCodebook.codebook

    private func flaws(_ change: (inout Codebook) -> Void) -> [Codebook.Part] {
        var codebook = codebook
        change(&codebook)
        return codebook.flaws.map(\.part)
    }

    @Test func `that holds together has no flaws`() {
        #expect(codebook.flaws.isEmpty)
    }

    @Test func `names what stands twice, at its second place`() {
        #expect(flaws { $0.variables[1].key = $0.variables[0].key }.contains(.variable(1)))
        #expect(
            flaws { $0.variables[0].categories[2].key = "1" }.contains(.category(variable: 0, category: 2))
        )
        #expect(flaws { $0.variables[0].groups[1].key = "laag" }.contains(.group(variable: 0, group: 1)))
        #expect(flaws { $0.topics[1].key = $0.topics[0].key }.contains(.topic(1)))
        #expect(flaws { $0.forms[1].key = $0.forms[0].key }.contains(.form(1)))
        #expect(flaws { $0.levels.append("wijk") } == [.levels])
    }

    @Test func `has groups that cover the categories once and in order`() {
        #expect(flaws { $0.variables[0].groups[1].categories = 1..<3 } == [.group(variable: 0, group: 1)])
        #expect(flaws { $0.variables[0].groups[0].categories = 0..<1 } == [.group(variable: 0, group: 1)])
        #expect(flaws { $0.variables[0].groups[1].categories = 2..<4 } == [.group(variable: 0, group: 1)])
        #expect(flaws { $0.variables[0].groups.swapAt(0, 1) }.contains(.group(variable: 0, group: 0)))
    }

    @Test func `has measures of what there is, once each, and of the right kind`() throws {
        let share = try #require(codebook.topics.firstIndex { $0.kind == .percentage })
        #expect(flaws { $0.topics[share].measure = .share(variable: 9, group: 0) }.contains(.topic(share)))
        #expect(flaws { $0.topics[share].kind = .number }.contains(.topic(share)))
        #expect(flaws { $0.topics[share].measure = .population }.contains(.topic(share)))
        #expect(flaws { $0.topics.removeFirst() }.contains(.topics))
    }

    @Test func `is protected by offsets where these can, by suppression where they cannot`() throws {
        func way(_ change: (inout Codebook) -> Void) -> PeriodProtection? {
            var codebook = codebook
            codebook.protection.method = .proved
            change(&codebook)
            return codebook.protection(ofNew: Period(year: 2019))
        }
        #expect(way { _ in } == .offsets)
        #expect(way { $0.protection.method = .threshold } == nil)
        #expect(way { $0.scheme = .unscored } == .offsets)
        let share = try #require(codebook.topics.firstIndex { $0.kind == .percentage })
        #expect(way { $0.topics[share].decimals += 1 } == .suppression)
        #expect(way { $0.protection.interval = 11 } == .suppression)
        #expect(flaws { $0.protection.method = .proved }.isEmpty)
    }

    @Test func `asks for offsets of no more groups, variables and units than these protect`() {
        func many(_ count: Int) -> Variable {
            let title = Text(nl: "", en: "")
            return Variable(
                key: "many",
                title: title,
                dimension: ["many"],
                categories: (0..<count).map { .init(key: "\($0)", title: title, spellings: []) },
                groups: (0..<count).map { .init(key: "\($0)", title: title, categories: $0..<$0 + 1) }
            )
        }
        func unscored(_ change: (inout Codebook) -> Void) -> [Codebook.Part] {
            flaws { codebook in
                codebook.scheme = .unscored
                codebook.protection.method = .proved
                change(&codebook)
            }
        }
        #expect(!unscored { $0.variables[1] = many(32) }.contains(.groups(variable: 1)))
        #expect(unscored { $0.variables[1] = many(33) }.contains(.groups(variable: 1)))
        #expect(
            !unscored {
                $0.variables[1] = many(33)
                $0.protection.method = .threshold
            }.contains(.groups(variable: 1))
        )
        for (count, isRefused) in [(31, false), (32, true)] {
            var codebook = codebook
            codebook.scheme = .unscored
            codebook.protection.method = .proved
            codebook.variables = [Variable](repeating: many(2), count: count)
            #expect(codebook.flaws.contains { $0.message.contains("more than 31") } == isRefused)
        }
        #expect(!unscored { $0.protection.interval = 10 }.contains(.protection))
        #expect(unscored { $0.protection.interval = 11 }.contains(.protection))
        // Where all units are in one group, as many fewer as the minimum leaves must be possible too.
        #expect(!unscored { $0.protection.minimum = 11 }.contains(.protection))
        #expect(unscored { $0.protection.minimum = 12 }.contains(.protection))
        for (minimum, isRefused) in [(12 as Int64, false), (13, true)] {
            let flaws = unscored {
                $0.protection.minimum = minimum
                $0.protection.groupDisclosure = .publish
            }
            #expect(flaws.contains(.protection) == isRefused)
        }
        // Scores have another way.
        #expect(
            flaws {
                $0.protection.method = .proved
                $0.protection.interval = 11
            }.isEmpty
        )
    }

    @Test func `is not written so that columns cannot be told apart`() {
        #expect(flaws { $0.keys.period.append("wijken  EN buurten") } == [.keys])
        #expect(flaws { $0.variables[1].dimension.append("Perioden") } == [.variable(1)])
        let first = codebook.topics[0].title.nl
        let isPublished = { (part: Codebook.Part) in
            if case .topic = part { true } else { false }
        }
        let collision = flaws {
            $0.topics[1].spellings.append(first)
            let published = $0.forms.firstIndex { $0.layout == .published } ?? 0
            $0.forms[published].topics = $0.topics
        }
        #expect(collision.count == 1 && collision.allSatisfy(isPublished))
        let twins = flaws { $0.variables[0].categories[1].spellings = ["hoog"] }
        #expect(twins == [.category(variable: 0, category: 2)])
    }

    @Test func `scores every open year with one set of whole lists`() {
        func change(_ change: (inout CoefficientScheme) -> Void) -> [Codebook.Part] {
            flaws { codebook in
                guard case .coefficients(var scheme) = codebook.scheme else { return }
                change(&scheme)
                codebook.scheme = .coefficients(scheme)
            }
        }
        #expect(change { $0.divisor = 0 } == [.scoring])
        #expect(change { $0.sets = [] } == [.coefficientSets])
        #expect(change { $0.sets[0].serves = 2014...2022 } == [.coefficientSets])
        #expect(change { $0.sets[0].coefficients[1].append(0) } == [.coefficients(set: 0, variable: 1)])
        #expect(change { $0.sets[0].coefficients[0][0] = .min } == [.coefficients(set: 0, variable: 0)])
        #expect(change { $0.sets[0].coefficients.removeLast() } == [.coefficientSet(0)])
        #expect(
            change { scheme in
                var other = scheme.sets[0]
                other.key = "2023"
                other.serves = 2023...2024
                scheme.sets.append(other)
            } == [.coefficientSet(1)]
        )
    }

    @Test func `protects with a threshold and a rounding of at least one`() {
        #expect(flaws { $0.protection.threshold = 0 } == [.protection])
        #expect(flaws { $0.protection.rounding = -100 } == [.protection])
    }

    @Test func `has no joint table that fills the memory`() {
        let parts = flaws { codebook in
            let many = (0..<1_000).map {
                Variable.Category(key: "\($0)", title: Text(nl: "n\($0)", en: "n\($0)"), spellings: [])
            }
            let group = Variable.Group(key: "g", title: Text(nl: "g", en: "g"), categories: 0..<1_000)
            codebook.variables = (0..<9).map {
                Variable(
                    key: "v\($0)",
                    title: Text(nl: "", en: ""),
                    dimension: ["v\($0)"],
                    categories: many,
                    groups: [group]
                )
            }
        }
        #expect(parts.contains(.variables))
    }
}
