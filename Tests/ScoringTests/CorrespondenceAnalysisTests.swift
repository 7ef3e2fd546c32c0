import Codebook
import Scoring
import Statistics
import TestSupport
import Testing

@Suite struct `correspondence analysis` {
    private static func variables(_ sizes: [Int]) -> [Variable] {
        sizes.enumerated().map { number, size in
            Variable(
                key: "v\(number)",
                title: Text(nl: "v\(number)", en: "v\(number)"),
                dimension: ["v\(number)"],
                categories: (1...size).map {
                    .init(key: "\($0)", title: Text(nl: "\($0)", en: "\($0)"), spellings: [])
                },
                groups: []
            )
        }
    }

    /// Counts in which the variables go together.
    private static func cells(_ sizes: [Int], seed: UInt64) -> [Int64] {
        var generator = SplitMix64(seed: seed)
        let table = JointCells(variables(sizes))
        return (0..<table.count).map { rank in
            let places = sizes.indices.map { Double(table.category(of: $0, in: rank)) / Double(sizes[$0]) }
            let distance = (places.max() ?? 0) - (places.min() ?? 0)
            return Int64(1000 * (1 - distance)) + Int64.random(in: 0..<40, using: &generator)
        }
    }

    @Test(arguments: [1, 2, 3])
    func `gives every variable the mean 0, and the variances add up to the number of variables`(seed: UInt64)
        throws
    {
        let sizes = [10, 5, 7]
        let cells = Self.cells(sizes, seed: seed)
        let analysis = try CorrespondenceAnalysis(cells: cells, of: Self.variables(sizes))
        let table = JointCells(Self.variables(sizes))
        let units = Double(cells.reduce(0, +))
        var variances = 0.0
        for variable in sizes.indices {
            var counts = [Double](repeating: 0, count: sizes[variable])
            for rank in cells.indices {
                counts[table.category(of: variable, in: rank)] += Double(cells[rank])
            }
            let weighted = zip(counts, analysis.coordinates[variable])
            let mean = weighted.reduce(0) { $0 + $1.0 * $1.1 } / units
            #expect(abs(mean) < 1e-12)
            variances += weighted.reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / units
        }
        #expect(abs(variances - 3) < 1e-12)
        #expect((analysis.coordinates[0].last ?? 0) > 0)
        #expect(analysis.inertias.count == 19)
        #expect(abs(analysis.percentages.reduce(0, +) - 100) < 1e-9)
        // The indicator matrix has the inertia (categories - variables) / variables in all.
        #expect(abs(analysis.inertias.reduce(0, +) - 19.0 / 3) < 1e-12)
    }

    @Test func `depends on the shares of the cells only`() throws {
        let cells = Self.cells([4, 3, 2], seed: 5)
        let variables = Self.variables([4, 3, 2])
        let one = try CorrespondenceAnalysis(cells: cells, of: variables)
        let many = try CorrespondenceAnalysis(cells: cells.map { $0 * 10_000 }, of: variables)
        for (a, b) in zip(one.coordinates.joined(), many.coordinates.joined()) { #expect(abs(a - b) < 1e-12) }
    }

    @Test func `names the category without units, and finds nothing where there is nothing`() {
        let variables = Self.variables([3, 2])
        #expect(throws: CorrespondenceAnalysis.Failure.emptyCategory(variable: 0, category: 1)) {
            try CorrespondenceAnalysis(cells: [3, 4, 0, 0, 5, 1], of: variables)
        }
        #expect(throws: CorrespondenceAnalysis.Failure.noUnits) {
            try CorrespondenceAnalysis(cells: [0, 0, 0, 0, 0, 0], of: variables)
        }
        // Independent variables have no dimension of their own.
        #expect(throws: CorrespondenceAnalysis.Failure.noDimension) {
            try CorrespondenceAnalysis(cells: [2, 2, 4, 4, 6, 6], of: variables)
        }
        #expect(throws: CorrespondenceAnalysis.Failure.noDimension) {
            try CorrespondenceAnalysis(cells: [7], of: Self.variables([1, 1]))
        }
    }

    @Test func `a variable of one category has the coordinate 0`() throws {
        let analysis = try CorrespondenceAnalysis(cells: [5, 1, 1, 6], of: Self.variables([2, 1, 2]))
        #expect(abs(analysis.coordinates[1][0]) < 1e-12)
    }

    /// Made by Benchmarks/oracles/mca-fixture.R: R 4.2.2, MASS 7.3-58.2, `mca(nf = 2)` times sqrt(N M) sqrt(M).
    @Test func `equals mca of the R package MASS`() throws {
        let analysis = try CorrespondenceAnalysis(cells: MassFixture.cells, of: Self.variables([4, 3, 3]))
        for (own, other) in zip(analysis.coordinates.joined(), MassFixture.coordinates) {
            #expect(abs(own - other) < 1e-9)
        }
        #expect(analysis.coordinates.joined().count == MassFixture.coordinates.count)
        #expect(abs((analysis.inertias.first ?? 0).squareRoot() - MassFixture.singularValue) < 1e-9)
    }
}
