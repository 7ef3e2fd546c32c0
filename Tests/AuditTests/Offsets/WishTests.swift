import Audit
import Disclosure
import Statistics
import Testing

/// Figures that an office wants shown or withheld, whatever protection would choose.
@Suite struct WishTests {
    /// A trial with wishes, and the same without.
    private func trial(_ seed: UInt64, categories: Int, _ wishes: [String: OffsetWish]) -> OffsetTrial {
        OffsetTrial(seed: seed, categories: categories, wishes: wishes)
    }

    private func wish(_ withheld: Set<Int> = [], shown: Set<Int> = []) -> OffsetWish {
        var wish = OffsetWish()
        wish.withheld = withheld
        wish.shown = shown
        return wish
    }

    /// A shown smallest region with no small group, by name.
    private func large(_ trial: OffsetTrial) -> String? {
        trial.country.atoms.indices.first { atom in
            trial.country.atoms[atom].reduce(0, +) >= 100 && trial.country.atoms[atom].allSatisfy { $0 > 6 }
        }.map { trial.country.names[$0] }
    }

    @Test func `a region that must go is withheld, and its numbers are as open as those of one too small`()
        throws
    {
        var tried = 0
        for seed in 1...20 {
            guard let name = large(trial(UInt64(seed), categories: 3, [:])) else { continue }
            tried += 1
            var wanted = trial(UInt64(seed), categories: 3, [name: wish([0])])
            let made = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019")
                .protect(wanted.country)
            let row = try #require(made.outcome.rows.first { $0.code == name })
            #expect(row.values.isEmpty, "seed \(seed)")
            #expect(made.outcome.refused.isEmpty, "seed \(seed)")
            #expect(made.evidence.targets.contains { $0.name == "\(name)/kind" }, "seed \(seed)")
            let course = wanted.course([.correctAny(10), .correctAny(3)])
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
            #expect(course.leaks == [], "seed \(seed)")
        }
        #expect(tried > 3)
    }

    @Test func `a small group of a region that must go has a world for each other small number`() throws {
        var tried = 0
        for seed in 1...20 {
            let plain = trial(UInt64(seed), categories: 3, [:])
            guard let atom = plain.coarse.first else { continue }
            let name = plain.country.names[atom]
            tried += 1
            var wanted = trial(UInt64(seed), categories: 3, [name: wish([0])])
            let made = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019")
                .protect(wanted.country)
            for (group, count) in wanted.country.atoms[atom].enumerated() where (1..<5).contains(count) {
                let exact = made.evidence.targets.filter {
                    $0.name == "\(name)/kind/\(group)" && $0.isExact
                }
                #expect(exact.count == 3, "seed \(seed)")
            }
            let course = wanted.course([.correctAny(10), .correctAny(3)])
            #expect(course.faults == [], "seed \(seed)")
            #expect(course.unproved == [], "seed \(seed)")
            #expect(course.leaks == [], "seed \(seed)")
        }
        #expect(tried > 3)
    }

    @Test func `what cannot be granted is named`() throws {
        let plain = trial(5, categories: 3, [:])
        let small = try #require(plain.withheld.first.map { plain.country.names[$0] })
        let wanted = trial(5, categories: 3, [small: wish(shown: [0]), "G": wish([0])])
        let outcome = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019")
            .protect(wanted.country).outcome
        #expect(Set(outcome.refused.map(\.code)) == [small, "G"])
        #expect(outcome.refused.allSatisfy { $0.isShown == ($0.code == small) })
    }

    @Test func `a figure that is out already does not go`() throws {
        let plain = trial(2, categories: 3, [:])
        let name = try #require(
            plain.country.atoms.indices.first { plain.country.atoms[$0].reduce(0, +) >= 100 }
                .map { plain.country.names[$0] }
        )
        let first = OffsetProtection(model: plain.model, key: plain.key, period: "2019").protect(
            plain.country
        )
        let wanted = trial(2, categories: 3, [name: wish([0])])
        let second = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019")
            .protect(wanted.country, after: first.history)
        #expect(second.outcome.refused.map(\.code) == [name])
        #expect(second.outcome.rows.map(\.values) == first.outcome.rows.map(\.values))
    }

    @Test(arguments: [false, true])
    func `what went shows again only when as many units differ as a group must have`(
        hasSmallGroup: Bool
    ) throws {
        var tried = 0
        for seed in 1...8 as ClosedRange<UInt64> {
            let drawn = trial(seed, categories: 3, [:])
            let coarse = drawn.coarse.first {
                drawn.country.atoms[$0][1] >= 5 || drawn.country.atoms[$0][1] == 0
            }
            guard let name = hasSmallGroup ? coarse.map({ drawn.country.names[$0] }) : large(drawn) else {
                continue
            }
            try comesBack(name, seed)
            tried += 1
        }
        #expect(tried > 3)
    }

    private func comesBack(_ name: String, _ seed: UInt64) throws {
        let wanted = trial(seed, categories: 3, [name: wish([0])])
        let plain = trial(seed, categories: 3, [:])
        let atom = try #require(plain.country.names.firstIndex(of: name))
        var country = plain.country
        let audit = OffsetAudit(plain.rule)
        let first = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019").protect(country)
        var intruder = OffsetIntruder(model: wanted.model)
        intruder.see(country, first.outcome)
        var history = first.history
        let protection = OffsetProtection(model: plain.model, key: plain.key, period: "2019")
        // Nothing differs, then three units do, then twelve.
        for (release, step) in [Int32(0), 3, 12].enumerated() {
            country.atoms[atom][1] += step
            let made = protection.protect(country, after: history)
            history = made.history
            intruder.see(country, made.outcome)
            #expect(audit.check(made.evidence).faults == [])
            let row = try #require(made.outcome.rows.first { $0.code == name })
            #expect(row.values.isEmpty == (release < 2), "release \(release)")
            if release < 2 {
                #expect(made.outcome.rows.map(\.values) == first.outcome.rows.map(\.values))
                #expect(made.outcome.unproved == [])
            }
        }
        // The last version is shown.
        #expect(intruder.leaks().filter { !$0.hasPrefix("3: \(name)") } == [])
    }

    @Test func `small corrections of what went add up, as long as its version waits`() throws {
        let seed = try #require((1...8).first { large(trial($0, categories: 3, [:])) != nil })
        let name = try #require(large(trial(seed, categories: 3, [:])))
        let wanted = trial(seed, categories: 3, [name: wish([0])])
        let plain = trial(seed, categories: 3, [:])
        let atom = try #require(plain.country.names.firstIndex(of: name))
        var country = plain.country
        var history = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019").protect(country)
            .history
        for isWithheld in [true, false] {
            country.atoms[atom][1] += 3
            let made = OffsetProtection(model: plain.model, key: plain.key, period: "2019")
                .protect(country, after: history)
            history = made.history
            #expect(made.outcome.rows.first { $0.code == name }?.values.isEmpty == isWithheld)
        }
    }

    @Test func `what went and is asked for no more is withheld with worlds after a correction beside it`()
        throws
    {
        let name = try #require(large(trial(4, categories: 3, [:])) ?? large(trial(2, categories: 3, [:])))
        let seed: UInt64 = large(trial(4, categories: 3, [:])) == nil ? 2 : 4
        let wanted = trial(seed, categories: 3, [name: wish([0])])
        var plain = trial(seed, categories: 3, [:])
        let first = OffsetProtection(model: wanted.model, key: wanted.key, period: "2019")
            .protect(plain.country)
        let other = try #require(plain.country.names.firstIndex { $0 != name })
        plain.correct(other, units: 40)
        let second = OffsetProtection(model: plain.model, key: plain.key, period: "2019")
            .protect(plain.country, after: first.history)
        #expect(second.outcome.rows.first { $0.code == name }?.values.isEmpty == true)
        #expect(second.evidence.targets.contains { $0.name == "\(name)/kind" })
        #expect(OffsetAudit(plain.rule).check(second.evidence).faults == [])
        let whole = try #require(second.evidence.rows.first { $0.code == "G" })
        #expect(whole.figures.allSatisfy { $0.offset != nil })
    }
}
