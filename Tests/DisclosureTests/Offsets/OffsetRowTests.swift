import Testing

@testable import Disclosure

/// A row while it is protected by offsets.
@Suite struct OffsetRowTests {
    /// A row without figures.
    static func row() -> OffsetRow {
        OffsetRow(
            code: "A",
            atoms: [0],
            kind: .made,
            counts: RowCounts(nothing: OffsetRowTests.model),
            layout: .undecided,
            isAboveSmall: [true],
            windows: .open(1)
        )
    }

    /// Numbers of one variable of twelve groups.
    static let model = OffsetModel(
        variables: [
            OffsetVariable(
                key: "v",
                groups: Array(0..<12),
                coefficients: [Int](repeating: 0, count: 12),
                merges: []
            )
        ],
        scoreUnit: 1,
        scoreDecimals: nil,
        shareDecimals: 0,
        isJoint: false,
        countBase: 10,
        settings: OffsetSettings()
    )

    @Test func `figures that are drawn anew together are put away in their order`() {
        let all = (0..<12).map { RowFigure.share(variable: 0, groups: 1 << UInt32($0)) }
        var row = Self.row()
        for figure in all.reversed() {
            let state = FigureState(unit: 10, published: 1, low: 0, high: Fixed.one, fewest: 100)
            row.kept[figure] = state
            row.states[figure] = state
            row.states[figure]?.published = 5
            row.moving.insert(figure)
        }
        row.stay()
        #expect(row.renewed == Set(all))
        #expect(row.dead.map(\.figure) == all)
    }
}
