extension Codebook {
    /// What does not hold together in the published topics.
    var topicFlaws: [Flaw] {
        var flaws: [Flaw] = []
        if let repeated = Self.firstRepeated(topics.map(\.key)) {
            flaws.append(.twice(.topic(repeated), "topic", topics[repeated].key))
        }
        var seen: Set<Measure> = []
        for (position, topic) in topics.enumerated() {
            if topic.measure != .carried, !seen.insert(topic.measure).inserted {
                flaws.append(
                    Flaw(.topic(position), "another topic has the same measure", "keep one of the two")
                )
            } else if !exists(topic.measure) {
                flaws.append(
                    Flaw(.topic(position), "its measure is of no variable or group", "name one that there is")
                )
            } else if let kind = topic.measure.kind, kind != topic.kind {
                flaws.append(
                    Flaw(
                        .topic(position),
                        "a topic of this measure is of the kind '\(kind.rawValue)', not '\(topic.kind.rawValue)'",
                        "correct the kind or the measure"
                    )
                )
            } else if topic.kind == .count, topic.decimals > 0 {
                flaws.append(Flaw(.topic(position), "a count has no decimals", "remove `decimals`"))
            }
        }
        if !seen.contains(.population) {
            flaws.append(Flaw(.topics, "no topic publishes the units", "add one with `measure: population`"))
        }
        return flaws
    }

    /// What does not hold together in the forms.
    var formFlaws: [Flaw] {
        if forms.isEmpty { return [Flaw(.forms, "there is no form", "add one")] }
        var flaws: [Flaw] = []
        if let repeated = Self.firstRepeated(forms.map(\.key)) {
            flaws.append(.twice(.form(repeated), "form", forms[repeated].key))
        }
        // Deliveries are recognised by the layout of their columns.
        let layouts = forms.map { [$0.layout.rawValue, $0.units == nil ? "" : "units"] }
        if let repeated = Self.firstRepeated(layouts) {
            flaws.append(.twice(.form(repeated), "layout", forms[repeated].layout.rawValue))
        }
        for (position, form) in forms.enumerated() {
            if let repeated = Self.firstRepeated(form.topics.map(\.key)), form.layout != .published {
                flaws.append(.twice(.form(position), "topic", form.topics[repeated].key))
            } else if form.topics.map(\.measure) != measures(of: form) {
                flaws.append(
                    Flaw(.form(position), "its topics are not those of its layout", "follow the layout")
                )
            } else {
                flaws += recordFlaws(form, at: position)
            }
        }
        return flaws
    }

    private func measures(of form: Form) -> [Measure] {
        switch form.layout {
        case .joint, .records: [.cell]
        case .marginal: [.population] + categoryMeasures
        case .characteristics: categoryMeasures + areas.indices.map { .area($0) }
        case .counts: form.topics.indices.map(Measure.indicatorCount)
        case .published: topics.map(\.measure)
        }
    }

    private var categoryMeasures: [Measure] {
        variables.enumerated().flatMap { rank, variable in
            variable.categories.indices.map { .category(variable: rank, category: $0) }
        }
    }

    private func exists(_ measure: Measure) -> Bool {
        switch measure {
        case .population, .cell, .carried: true
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

extension Measure {
    /// The kind of number that it gives; nil where any may be.
    fileprivate var kind: Topic.Kind? {
        switch self {
        case .population, .category, .cell, .count, .gatheredCount, .indicatorCount: .count
        case .indicatorClass, .index: .number
        case .share, .mergedShare, .gatheredShare, .imputedShare, .bound(_, of: .share): .percentage
        case .score, .bound(_, of: .score): .score
        case .standardDeviation, .meanDifference, .standardError: .spread
        case .area: .number
        case .carried: nil
        }
    }
}
