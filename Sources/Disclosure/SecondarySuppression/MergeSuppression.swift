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
    init(_ component: Component, ladders: [[MergeLadder.Pair]], withheld: [Bool], frozen: [RegionView?]) {
        self.component = component
        self.ladders = ladders
        isFixed = frozen.map { $0 != nil }
        views = component.units.indices.map { place in
            if let view = frozen[place] { return view }
            var view = RegionView.whole(component.space)
            view.isShown = !withheld[place] && component.units[place].count > 0
            if view.isShown {
                view.blocks = Self.blocks(of: component.units[place], component, ladders)
            }
            return view
        }
    }

    /// By variable, the blocks that the groups of a region are published in for the sake of the small ones.
    static func blocks(
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

    /// Merges more until everything is proved; returns the rows to be withheld where that is not enough.
    mutating func run() -> [Int] {
        var rows: [Int] = []
        var isSettled = false
        // What helps one row may leave another short that was looked at before.
        while !isSettled {
            isSettled = true
            for unit in views.indices where !isFixed[unit] {
                for variable in ladders.indices
                where views[unit].isShown && firstShort(unit, variable) != nil {
                    isSettled = false
                    if let row = settle(unit, variable) {
                        withhold(row)
                        rows.append(row)
                    }
                }
            }
        }
        return rows
    }

    /// Merges the same groups elsewhere until those of a unit are safe; returns the unit when nothing helps.
    private mutating func settle(_ unit: Int, _ variable: Int) -> Int? {
        while let block = firstShort(unit, variable) {
            let now = shortfalls(unit, variable, block)
            let moves = partners(of: unit, variable, block).map { partner in
                (rank: rank(partner, for: unit, variable, block), unit: partner)
            }
            guard let best = moves.filter({ $0.rank.own < now }).min(by: { $0.rank < $1.rank }) else {
                if isMovable(unit) { return unit }
                unproven.insert(unit)
                return nil
            }
            merge(block, of: variable, in: best.unit)
            complements[best.unit, default: []].insert(variable)
        }
        return nil
    }

    /// Rank of merging a block in another region as well.
    private mutating func rank(_ partner: Int, for unit: Int, _ variable: Int, _ block: [Int]) -> Rank {
        let merged = views[partner].merging(block, of: variable).block(of: block[0], variable: variable)
        let own = shortfalls(unit, [variable] + block, hiding: partner)
        let other = shortfalls(partner, [variable] + merged, hiding: partner)
        return Rank(
            short: own + other,
            own: own,
            cost: component.units[partner].cost,
            tie: component.units[partner].tie
        )
    }

    /// Merges a block in a region, and keeps the classes those of the views.
    private mutating func merge(_ block: [Int], of variable: Int, in unit: Int) {
        views[unit] = views[unit].merging(block, of: variable)
        for key in Array(known.keys) where key[0] == variable && hides(unit, key) { known[key]?.hide(unit) }
    }

    private mutating func withhold(_ unit: Int) {
        views[unit].isShown = false
        for key in Array(known.keys) where hides(unit, key) { known[key]?.hide(unit) }
    }

    private struct Rank: Comparable {
        var short: Int
        var own: Int
        var cost: Int64
        var tie: UInt64

        static func < (a: Self, b: Self) -> Bool { (a.short, a.cost, a.tie) < (b.short, b.cost, b.tie) }
    }

    private func isMovable(_ unit: Int) -> Bool {
        !isFixed[unit] && !component.units[unit].isOut
    }

    /// Units that alone keep atoms from being in one class with some of the unit's, and could hide the change.
    private mutating func partners(of unit: Int, _ variable: Int, _ block: [Int]) -> [Int] {
        let classes = classes([variable] + block)
        let near = classes.places(of: component.units[unit].atoms).map { classes[$0].signature }
        var partners: Set<Int> = []
        for signature in near {
            for place in classes.places(holding: signature, and: 1) {
                partners.formUnion(classes[place].signature.filter { !signature.contains($0) })
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
        return shortfalls(unit, variable, block) > 0
    }

    private mutating func shortfalls(_ unit: Int, _ variable: Int, _ block: [Int]) -> Int {
        MergedReach(
            component: component,
            variable: variable,
            block: block,
            classes: classes([variable] + block)
        ).shortfalls(of: component.units[unit])
    }

    // MARK: - Classes

    /// The classes for a block, which follows its variable in the key.
    private mutating func classes(_ key: [Int]) -> ExchangeClasses {
        if let classes = known[key] { return classes }
        let classes = ExchangeClasses(component) { !hides($0, key) }
        known[key] = classes
        return classes
    }

    /// Whether nothing that is seen of a unit changes when units move among the groups of a block.
    private func hides(_ unit: Int, _ key: [Int]) -> Bool {
        let block = key.dropFirst()
        return views[unit].hides(block, of: key[0])
            && !component.units[unit].hasNearView { !$0.hides(block, of: key[0]) }
    }

    /// Number of shortfalls in a unit's block if a region hid the block as well.
    private mutating func shortfalls(_ unit: Int, _ key: [Int], hiding other: Int) -> Int {
        var classes = self.classes(key)
        // Changed in place, and back again.
        known[key] = nil
        let wasSeen = classes.isSeen[other]
        classes.hide(other)
        let short = MergedReach(
            component: component,
            variable: key[0],
            block: Array(key.dropFirst()),
            classes: classes
        ).shortfalls(of: component.units[unit])
        if wasSeen { classes.show(other) }
        known[key] = classes
        return short
    }
}

extension Component.Unit {
    /// Published views of the unit, where they are of nearly the same counts.
    var nearViews: [RegionView] { zip(versions, isNear).filter(\.1).map(\.0.view) }

    /// Whether something that is out about the unit, of nearly the same counts, meets a condition.
    func hasNearView(where condition: (RegionView) -> Bool) -> Bool {
        versions.indices.contains { isNear[$0] && condition(versions[$0].view) }
    }
}
