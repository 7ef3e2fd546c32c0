/// How a world differs from the real one: which unknowns are how much more or less.
struct OtherWorld {
    /// The unknowns that differ, each once, and by how much.
    let moves: [(unknown: Int, by: Double)]
}

/// Looks for worlds in which an unknown is another figure, and all published sums are what they are.
struct OtherWorldSearch {
    private let figures: [Double]
    private let steps: [Double]
    private let system: SumsOfUnknowns
    /// By unknown, the sums that it is in, and its weight there.
    private let sums: [[(sum: Int, weight: Double)]]
    /// By sum, how far it may go down and up from what it really is.
    private let room: [ClosedRange<Double>]

    init(figures: [Double], steps: [Double], system: SumsOfUnknowns) {
        self.figures = figures
        self.steps = steps
        self.system = system
        var sums = [[(sum: Int, weight: Double)]](repeating: [], count: system.count)
        var room: [ClosedRange<Double>] = []
        for (place, sum) in system.sums.enumerated() {
            for part in sum.parts { sums[part.unknown].append((place, part.weight)) }
            let real = sum.parts.reduce(0) { $0 + $1.weight * figures[$1.unknown] }
            // A sum at the very border of its rounding is taken to be over it.
            let hair = (sum.range.upperBound - sum.range.lowerBound) * 1e-6
            let low = min(0, sum.range.lowerBound - real + hair)
            room.append(low...max(0, sum.range.upperBound - real - hair))
        }
        self.sums = sums
        self.room = room
    }

    /// Whether a world is one in which all sums are what they are.
    func holds(_ world: OtherWorld) -> Bool {
        var moved: [Int: Double] = [:]
        for move in world.moves {
            guard isFigure(move.unknown, movedBy: move.by) else { return false }
            for (sum, weight) in sums[move.unknown] { moved[sum, default: 0] += weight * move.by }
        }
        return moved.allSatisfy { room[$0.key].contains($0.value) }
    }

    private func isFigure(_ unknown: Int, movedBy move: Double) -> Bool {
        let figure = figures[unknown] + move
        return figure >= system.bounds.lowerBound - 1e-9 && figure <= system.bounds.upperBound + 1e-9
    }

    /// A world in which an unknown is another figure, alone or in exchange with one other; nil where none is found.
    func world(of unknown: Int) -> OtherWorld? {
        let step = steps[unknown]
        let span = system.bounds.upperBound - system.bounds.lowerBound
        let others = Set(sums[unknown].flatMap { system.sums[$0.sum].parts.map(\.unknown) }).subtracting([
            unknown
        ])
        .sorted()
        for count in 1...max(1, Int(span / step)) {
            for move in [Double(count) * step, -Double(count) * step] where isFigure(unknown, movedBy: move) {
                let alone = OtherWorld(moves: [(unknown, move)])
                if holds(alone) { return alone }
                for other in others {
                    if let exchange = exchange(unknown, by: move, with: other) { return exchange }
                }
            }
        }
        return nil
    }

    /// A world in which another unknown makes up for a move, in the first sum that holds both.
    private func exchange(_ unknown: Int, by move: Double, with other: Int) -> OtherWorld? {
        guard
            let (sum, weight) = sums[unknown].first(where: { both in
                sums[other].contains { $0.sum == both.sum }
            }),
            let against = sums[other].first(where: { $0.sum == sum })
        else { return nil }
        let even = (-move * weight / against.weight / steps[other]).rounded()
        for count in [even, even - 1, even + 1] where count != 0 {
            let world = OtherWorld(moves: [(unknown, move), (other, count * steps[other])])
            if holds(world) { return world }
        }
        return nil
    }
}
