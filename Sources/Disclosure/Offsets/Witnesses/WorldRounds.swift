import Statistics

/// Finds the worlds of entities, each by itself, on as many threads as there are.
struct WorldRounds {
    let search: WorldSearch
    let spreading: Spreading

    /// Worlds found for one entity.
    struct Found: Sendable {
        /// By target, its world; nil where there is none.
        var worlds: [OffsetWorld?]
    }

    /// The worlds of every entity that is asked for.
    func worlds(of entities: [TargetEntity], _ ranks: [Int]) -> [Found] {
        let chunk = 32
        let search = search
        return spreading.results(of: (ranks.count + chunk - 1) / chunk) { part in
            ranks[(part * chunk)..<min(ranks.count, (part + 1) * chunk)].map {
                search.found(for: entities[$0])
            }
        }.flatMap(\.self)
    }
}

extension WorldSearch {
    /// A world for every target of an entity; one that serves several is found once.
    func found(for entity: TargetEntity) -> WorldRounds.Found {
        var found = [OffsetWorld?](repeating: nil, count: entity.targets.count)
        var known: [(world: OffsetWorld, variable: Int, groups: [Int], sums: [Int])] = []
        for (rank, target) in entity.targets.enumerated() {
            if let other = known.first(where: { reaches(entity, target, $0.variable, $0.groups, $0.sums) }) {
                found[rank] = other.world
                continue
            }
            guard let world = world(of: entity, reaching: target) else { continue }
            found[rank] = world
            let (groups, sums) = effect(of: world, entity, target.variable)
            known.append((world, target.variable, groups, sums))
        }
        return WorldRounds.Found(worlds: found)
    }

    /// Effect of a world on the groups of a variable and on the sums of all in an entity.
    func effect(of world: OffsetWorld, _ entity: TargetEntity, _ variable: Int) -> (
        groups: [Int], sums: [Int]
    ) {
        let own = variable < ground.model.variables.count ? ground.model.variables[variable].groupCount : 0
        var groups = [Int](repeating: 0, count: own)
        var sums = [Int](repeating: 0, count: ground.model.variables.count)
        let isSliver = entity.kind == .sliver
        for part in world.parts where !isSliver || part.atom == entity.atoms[0] {
            sums[part.variable] += part.sum
            guard part.variable == variable else { continue }
            for (group, step) in part.groups.enumerated() { groups[group] += Int(step) }
        }
        return (groups, sums)
    }

    private func reaches(
        _ entity: TargetEntity,
        _ target: Target,
        _ variable: Int,
        _ groups: [Int],
        _ sums: [Int]
    )
        -> Bool
    {
        switch target.goal {
        case .count(let group, let step):
            guard variable == target.variable else { return false }
            if case .recoded = entity.kind { return false }
            return step > 0 ? groups[group] >= step : groups[group] <= step
        case .sum(let step):
            let sum = target.variable < sums.count ? sums[target.variable] : sums.reduce(0, +)
            return step > 0 ? sum >= step : sum <= step
        }
    }
}
