import Codebook

/// Merges groups that are too small, and merges or withholds more until exchanges prove the parts safe.
struct MergeSuppression {
    let component: Component
    let ladders: [[MergeLadder.Pair]]
    /// By unit, whether its view stays as it was.
    let isFixed: [Bool]
    /// By unit, how much of it is shown.
    private(set) var views: [RegionView]
    /// By unit, the variables whose groups were merged for the sake of another region.
    private(set) var complements: [Int: Set<Int>] = [:]
    /// The units whose merged parts nothing can prove safe.
    private(set) var unproven: Set<Int> = []
    /// The classes of the views as they are, by variable and block: most rows merge the same few.
    private var known: [[Int]: ExchangeClasses] = [:]

    /// Starts from the rows that are withheld, and merges what is too small in the others.
    ///
    /// Rows that stay as they were published before keep their views.
    init(_ component: Component, ladders: [[MergeLadder.Pair]], withheld: [Bool], held: [RegionView?]) {
        self.component = component
        self.ladders = ladders
        isFixed = held.map { $0 != nil }
        views = component.units.indices.map { place in
            if let view = held[place] { return view }
            var view = RegionView.whole(component.space)
            view.isShown = !withheld[place] && component.units[place].count > 0
            if view.isShown {
                view.blocks = Self.blocks(of: component.units[place], component, ladders)
            }
            return view
        }
    }

    private static func blocks(
        of unit: Component.Unit,
        _ component: Component,
        _ ladders: [[MergeLadder.Pair]]
    ) -> [[Int]] {
        let shown = zip(unit.versions, unit.isNear).filter { $0.0.view.isShown }
        return ladders.indices.map { variable in
            GroupMerging(
                rule: component.rule,
                pairs: ladders[variable],
                counts: Array(unit.groups[component.space.groupRange(variable)])
            ).blocks(
                near: shown.filter(\.1).map { $0.0.view.blocks[variable] },
                last: shown.last.map { $0.0.view.blocks[variable] }
            )
        }
    }

    /// Merges more until everything is proved; returns a row to be withheld where that is not enough.
    mutating func run() -> Int? {
        var isSettled = false
        // What helps one row may leave another short that was looked at before.
        while !isSettled {
            isSettled = true
            for unit in views.indices where views[unit].isShown && !isFixed[unit] {
                for variable in ladders.indices where firstShort(unit, variable) != nil {
                    isSettled = false
                    if let row = settle(unit, variable) { return row }
                }
            }
        }
        return nil
    }

    /// Merges the same groups elsewhere until those of a unit are safe; returns the unit when nothing helps.
    private mutating func settle(_ unit: Int, _ variable: Int) -> Int? {
        while let block = firstShort(unit, variable) {
            let now = shortfalls(unit, variable, block, views)
            let moves = partners(of: unit, variable, block).map { partner -> (rank: Rank, unit: Int) in
                var views = self.views
                views[partner] = views[partner].merging(block, of: variable)
                let merged = views[partner].block(of: block[0], variable: variable)
                let short = shortfalls(unit, variable, block, views)
                return (
                    Rank(
                        short: short + shortfalls(partner, variable, merged, views),
                        own: short,
                        cost: component.units[partner].cost,
                        tie: component.units[partner].tie
                    ), partner
                )
            }
            guard let best = moves.filter({ $0.rank.own < now }).min(by: { $0.rank < $1.rank }) else {
                if isMovable(unit) { return unit }
                unproven.insert(unit)
                return nil
            }
            views[best.unit] = views[best.unit].merging(block, of: variable)
            known = [:]
            complements[best.unit, default: []].insert(variable)
        }
        return nil
    }

    private struct Rank: Comparable {
        var short: Int
        var own: Int
        var cost: Int64
        var tie: UInt64

        static func < (a: Self, b: Self) -> Bool { (a.short, a.cost, a.tie) < (b.short, b.cost, b.tie) }
    }

    private func isMovable(_ unit: Int) -> Bool {
        !isFixed[unit] && !RowSuppression.isOut(component.units[unit])
    }

    /// Units that alone keep atoms from being in one class with some of the unit's, and could hide the change.
    private func partners(of unit: Int, _ variable: Int, _ block: [Int]) -> [Int] {
        let classes = reach(variable, block, views).classes
        let places = Set(component.units[unit].atoms.map { classes.classes[$0] })
        let signatures = Set(places.map { classes.signatures[$0] })
        var partners: Set<Int> = []
        for signature in classes.signatures {
            for other in signature where signatures.contains(signature.filter { $0 != other }) {
                partners.insert(other)
            }
        }
        return partners.filter { $0 != unit && views[$0].isShown && isMovable($0) }.sorted()
    }

    private mutating func firstShort(_ unit: Int, _ variable: Int) -> [Int]? {
        for block in views[unit].merged(variable) where isShort(unit, variable, block) { return block }
        return nil
    }

    private mutating func isShort(_ unit: Int, _ variable: Int, _ block: [Int]) -> Bool {
        guard !unproven.contains(unit) else { return false }
        let key = [variable] + block
        let classes = known[key] ?? reach(variable, block, views).classes
        known[key] = classes
        return MergedReach(component: component, variable: variable, block: block, classes: classes)
            .shortfalls(of: component.units[unit]) > 0
    }

    private func shortfalls(_ unit: Int, _ variable: Int, _ block: [Int], _ views: [RegionView]) -> Int {
        reach(variable, block, views).shortfalls(of: component.units[unit])
    }

    private func reach(_ variable: Int, _ block: [Int], _ views: [RegionView]) -> MergedReach {
        MergedReach(component, variable: variable, block: block) { other in
            [views[other]] + component.units[other].nearViews
        }
    }
}

extension Component.Unit {
    /// What is out about the unit, where it was published of nearly the same counts.
    var nearViews: [RegionView] { zip(versions, isNear).filter(\.1).map(\.0.view) }
}
