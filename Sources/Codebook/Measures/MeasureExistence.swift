extension Codebook {
    /// True if there is what a measure means by rank: its variable, group, indicator or figure.
    func exists(_ measure: Measure) -> Bool {
        switch measure {
        case .population, .cell, .carried: true
        case .unit(of: .scores): true
        case .unit(of: .shares(let variable)): variables.indices.contains(variable)
        case .area(let area): areas.indices.contains(area)
        case .indicatorCount: false
        case .indicatorClass(let indicator): scheme.classes?.indicators.indices.contains(indicator) ?? false
        case .index: scheme.classes != nil
        case .category(let variable, let category):
            variables.indices.contains(variable) && variables[variable].categories.indices.contains(category)
        case .share(let variable, let group):
            variables.indices.contains(variable) && variables[variable].groups.indices.contains(group)
        case .imputedShare: imputedVariable != nil
        case .bound(_, of: .share(let variable, let group)):
            variable == imputedVariable && variables[variable].groups.indices.contains(group)
        case .bound(_, of: .score(let variable)):
            imputedVariable != nil && (variable == nil || variable == imputedVariable)
        case .mergedShare(let variable, let groups):
            variables.indices.contains(variable) && variables[variable].mayMerge(groups)
        case .count(let variable, let groups):
            variables.indices.contains(variable)
                && (groups.count == 1
                    ? variables[variable].groups.indices.contains(groups[0])
                    : variables[variable].mayMerge(groups))
        case .gatheredCount(let variable, let group), .gatheredShare(let variable, let group):
            variables.indices.contains(variable) && variables[variable].merges == .into(group: group)
        case .score(let variable), .standardDeviation(let variable), .meanDifference(let variable),
            .standardError(let variable):
            variable.map(variables.indices.contains) ?? true
        }
    }
}
