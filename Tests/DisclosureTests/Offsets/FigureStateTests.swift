import Testing

@testable import Disclosure

/// Published figures with offset, and what they tell.
@Suite struct FigureStateTests {
    private let scale = Scale(times: 1000, over: 20)

    @Test(arguments: 0..<40)
    func `a change within the window can be published with one offset at every anchor`(seed: Int) {
        var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func draw(_ count: Int) -> Int {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return Int(random >> 20) % count
        }
        let offset = draw(Fixed.one)
        var anchors = [(count: 300 + draw(300), units: 900 + draw(100))]
        var state = FigureState(
            unit: 20,
            count: anchors[0].count,
            units: anchors[0].units,
            scale: scale,
            offset: offset
        )
        for _ in 0..<3 {
            anchors.append((anchors[0].count + draw(9) - 4, anchors[0].units + draw(9) - 4))
            let last = anchors[anchors.count - 1]
            state = state.anchored(count: last.count, units: last.units, scale: scale, offset: offset)
        }
        let window = state.window(scale, margin: 0)
        // In every subset of the anchors the change holds, an offset is left.
        for step in Set([window.low, window.high, 0]) {
            for subset in 0..<16 {
                var (low, high) = (0, Fixed.one)
                for (place, anchor) in anchors.enumerated() {
                    let published = FigureState.published(
                        count: anchor.count,
                        units: anchor.units,
                        scale: scale,
                        offset: offset
                    )
                    let told = FigureState.interval(
                        published,
                        count: anchor.count + (subset >> place & 1 == 1 ? step : 0),
                        units: anchor.units,
                        scale: scale
                    )
                    (low, high) = (max(low, told.low), min(high, told.high))
                }
                #expect(low < high, "step \(step) in \(subset)")
            }
        }
    }

    @Test func `what is published is less than a unit off`() {
        for offset in [0, 1, Fixed.one / 3, Fixed.one - 1] {
            for count in 0...200 {
                let published = FigureState.published(count: count, units: 150, scale: scale, offset: offset)
                let exact = Double(count * 1000) / Double(150 * 20)
                #expect(abs(exact - Double(published)) < 1)
            }
        }
    }

    @Test func `the unit of a region follows from numbers of units alone`() {
        let model = OffsetModel(
            variables: [OffsetVariable(key: "v", groups: [0, 1], coefficients: [0, 10], merges: [])],
            scoreUnit: 30,
            scoreDecimals: 3,
            shareDecimals: 1,
            isJoint: true,
            settings: OffsetSettings()
        )
        #expect(model.scoreLadder == [1, 10, 20, 50, 100])
        #expect(model.shareLadder == [1, 10, 20, 50, 100])
        // Three times 0.05 times 60 units are 9 units of score, so 0.01 of 900 units.
        #expect(model.scoreUnit(need: 60, of: 900, factor: 3) == 1)
        #expect(model.scoreUnit(need: 60, of: 895, factor: 3) == 2)
        #expect(model.scoreUnit(need: 60, of: 85, factor: 3) == nil)
        #expect(model.shareUnit(need: 60, of: 900, factor: 3) == 1)
        #expect(model.shareUnit(need: 60, of: 9000, factor: 3) == 0)
    }
}
