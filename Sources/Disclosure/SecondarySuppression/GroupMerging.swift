import Codebook

/// Merges the groups of a variable in one region until each has enough units, or none.
struct GroupMerging {
    let rule: ProtectionRule
    /// Which groups may be merged.
    let pairs: [MergeLadder.Pair]
    /// By group, the exact units.
    let counts: [Int64]

    /// Returns the blocks that the groups are published in: by group, the lowest of its block.
    ///
    /// A merge is kept where it was published of nearly the same counts, and where it still protects what
    /// would else be merged anew. All groups in one block are a variable that is withheld.
    ///
    /// - Parameters:
    ///   - near: Blocks that were published of nearly the same counts.
    ///   - last: The blocks of the last release, whatever its counts.
    /// - Returns: One block for each group.
    func blocks(near: [[Int]], last: [Int]?) -> [Int] {
        let apart = Array(counts.indices)
        let kept = near.reduce(apart, Self.joined)
        if kept == apart, let last, !passes(apart), passes(last) { return last }
        return merged(from: kept)
    }

    /// Whether every block may be published.
    func passes(_ blocks: [Int]) -> Bool {
        Self.all(blocks) || blocks.indices.allSatisfy { blocks[$0] != $0 || passes($0, of: blocks) }
    }

    private func passes(_ block: Int, of blocks: [Int]) -> Bool {
        let sum = sum(block, blocks)
        return (sum == 0 || sum >= rule.minimum) && !isFull(block, of: blocks)
    }

    /// Whether a single group holds all units of the region, or all but a few: then it tells of everyone there.
    private func isFull(_ block: Int, of blocks: [Int]) -> Bool {
        guard rule.groupDisclosure != .publish, blocks.count(where: { $0 == block }) == 1 else {
            return false
        }
        let units = counts.reduce(0, +)
        return units > 0 && units - counts[block] < rule.minimum
    }

    private func merged(from start: [Int]) -> [Int] {
        var blocks = start
        while !passes(blocks) {
            let failing = blocks.indices.filter { blocks[$0] == $0 && !passes($0, of: blocks) }
            if rule.groupDisclosure == .withhold, failing.contains(where: { isFull($0, of: blocks) }) {
                return blocks.map { _ in 0 }
            }
            let next = failing.min { (sum($0, blocks), $0) < (sum($1, blocks), $1) }
            guard let next, let partner = partner(of: next, blocks) else { return blocks.map { _ in 0 } }
            let lowest = min(next, partner)
            for group in blocks.indices where blocks[group] == next || blocks[group] == partner {
                blocks[group] = lowest
            }
        }
        return blocks
    }

    /// The neighbour with which the fewest pairs of units are told apart no more.
    ///
    /// One without units helps nothing, so it is only taken where there is no other.
    private func partner(of block: Int, _ blocks: [Int]) -> Int? {
        let neighbours = pairs.compactMap { pair -> Int? in
            switch (blocks[pair.first], blocks[pair.second]) {
            case (block, let other) where other != block: other
            case (let other, block) where other != block: other
            default: nil
            }
        }
        return neighbours.min {
            let (a, b) = (sum($0, blocks), sum($1, blocks))
            return (a == 0 ? 1 : 0, a, $0) < (b == 0 ? 1 : 0, b, $1)
        }
    }

    private func sum(_ block: Int, _ blocks: [Int]) -> Int64 {
        blocks.indices.reduce(0) { blocks[$1] == block ? $0 + counts[$1] : $0 }
    }

    /// Whether all groups are one block, so that nothing is shown of the variable.
    static func all(_ blocks: [Int]) -> Bool { blocks.allSatisfy { $0 == 0 } && blocks.count > 1 }

    /// The finest blocks that hold those of both.
    static func joined(_ a: [Int], _ b: [Int]) -> [Int] {
        guard a.count == b.count else { return a }
        var blocks = a
        for group in b.indices where blocks[group] != blocks[b[group]] {
            let (one, other) = (blocks[group], blocks[b[group]])
            for place in blocks.indices where blocks[place] == one || blocks[place] == other {
                blocks[place] = min(one, other)
            }
        }
        return blocks
    }
}
