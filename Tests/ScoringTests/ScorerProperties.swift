import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `whatever the counts, the figures of a region` {
    /// A codebook of random variables and coefficients, with up to six decimals.
    private func codebook(_ random: inout SplitMix64) -> Codebook {
        let decimals = Int.random(in: 0...6, using: &random)
        let limit = (0..<decimals).reduce(Int64(3)) { limit, _ in limit * 10 }
        let coefficients = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Int64.random(in: -limit...limit, using: &random)
            }
        }
        return TrialCodebook.make(
            coefficients,
            decimals: decimals,
            divisor: Int.random(in: 1...5, using: &random)
        )
    }

    private func counts(_ codebook: Codebook, units: Int, _ random: inout SplitMix64) -> [Int64] {
        var counts = [Int64](repeating: 0, count: JointCells(codebook.variables).count)
        for _ in 0..<units { counts[Int.random(in: counts.indices, using: &random)] += 1 }
        return counts
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `are those of its households, one by one and pair by pair`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codebook = codebook(&random)
        let counts = counts(codebook, units: Int.random(in: 1...40, using: &random), &random)
        let region = try Measured(codebook, .joint, counts)

        let cells = JointCells(codebook.variables)
        let households = counts.indices.flatMap { Array(repeating: $0, count: Int(counts[$0])) }
        let scheme = try #require(codebook.coefficientScheme)
        let set = scheme.sets[0]
        let unit = Int128(set.scale) * Int128(scheme.divisor)
        let n = Int128(households.count)
        for variable in [nil] + codebook.variables.indices.map(Optional.some) {
            let scores = households.map { cell in
                (variable.map { [$0] } ?? Array(codebook.variables.indices)).reduce(Int128(0)) {
                    $0 + Int128(set.coefficients[$1][cells.category(of: $1, in: cell)])
                }
            }
            let sum = scores.reduce(0, +)
            // The mean of (score - mean)^2, everything times n.
            let squares = scores.reduce(Int128(0)) { $0 + (n * $1 - sum) * (n * $1 - sum) }
            var differences: Int128 = 0
            for a in scores { for b in scores { differences += abs(a - b) } }

            #expect(region[.score(variable: variable)].ratio?.equals(Fraction(sum, n * unit)) == true)
            let square = try #require(region[.standardDeviation(variable: variable)].square)
            #expect(square.numerator * n == squares)
            #expect(square.denominator == n * n * unit * unit)
            let difference = try #require(region[.meanDifference(variable: variable)].ratio)
            #expect(difference == Fraction(differences, n * n * unit))
        }
        for (variable, entry) in codebook.variables.enumerated() {
            for (group, content) in entry.groups.enumerated() {
                let members = households.count {
                    content.categories.contains(cells.category(of: variable, in: $0))
                }
                #expect(
                    region[.share(variable: variable, group: group)] == .ratio(Fraction(Int128(members), n))
                )
            }
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `are the same from the marginal counts, where these suffice`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codebook = codebook(&random)
        let counts = counts(codebook, units: Int.random(in: 0...400, using: &random), &random)
        let joint = try Measured(codebook, .joint, counts)
        let marginal = try Measured(codebook, .marginal, codebook.marginal(of: counts))
        for topic in codebook.topics where topic.measure != .carried {
            switch topic.measure {
            case .standardDeviation(nil), .meanDifference(nil):
                #expect(marginal[topic.measure] == .unavailable)
            default: #expect(marginal[topic.measure] == joint[topic.measure])
            }
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `do not depend on the order of the variables`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let order = Array(0..<3).shuffled(using: &random)
        let codebook = TrialCodebook.sesWoa
        let turned = TrialCodebook.make(
            order.map { TrialCodebook.published[$0] },
            groups: order.map { codebook.variables[$0].groups.map(\.categories) }
        )
        let households = (0..<Int.random(in: 1...200, using: &random)).map { _ in
            TrialCodebook.published.map { Int.random(in: $0.indices, using: &random) }
        }
        let one = try Measured(codebook, .joint, codebook.joint(households.map { ($0, 1) }))
        let other = try Measured(
            turned,
            .joint,
            turned.joint(
                households.shuffled(using: &random).map { household in (order.map { household[$0] }, 1) }
            )
        )
        #expect(one[.score(variable: nil)] == other[.score(variable: nil)])
        #expect(one[.standardDeviation(variable: nil)] == other[.standardDeviation(variable: nil)])
        #expect(one[.meanDifference(variable: nil)] == other[.meanDifference(variable: nil)])
        for (place, variable) in order.enumerated() {
            #expect(one[.score(variable: variable)] == other[.score(variable: place)])
            #expect(one[.meanDifference(variable: variable)] == other[.meanDifference(variable: place)])
            #expect(one[.share(variable: variable, group: 0)] == other[.share(variable: place, group: 0)])
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `stay as they are when every household is there twice`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let codebook = codebook(&random)
        let counts = counts(codebook, units: Int.random(in: 1...300, using: &random), &random)
        let once = try Measured(codebook, .joint, counts)
        let twice = try Measured(codebook, .joint, counts.map { $0 * 2 })
        for (a, b) in zip(once.figures.figures, twice.figures.figures) {
            switch (a, b) {
            case (.ratio(let a), .ratio(let b)), (.root(let a), .root(let b)): #expect(a.equals(b))
            case (.count(let a), .count(let b)): #expect(2 * a == b)
            default: #expect(a == b)
            }
        }
    }
}
