import Statistics

extension Codebook {
    /// The maximum number of cells of a joint table; a stored tally is a list of its cells.
    static let cellLimit = 1_000_000

    /// The flaws in the variables.
    var variableFlaws: [Flaw] {
        if variables.isEmpty, scheme.classes != nil { return [] }
        if variables.isEmpty { return [Flaw(.variables, "there is no variable", "add one")] }
        var flaws: [Flaw] = []
        if let repeated = Self.firstRepeated(variables.map(\.key)) {
            flaws.append(.twice(.variable(repeated), "variable", variables[repeated].key))
        }
        for (rank, variable) in variables.enumerated() {
            flaws += categoryFlaws(variable, rank) + groupFlaws(variable, rank)
        }
        // Without a form that crosses the variables, no table of all of them is ever made.
        guard forms.contains(where: { $0.traits.isJoint }) else { return flaws }
        var cells = 1
        for variable in variables {
            let (product, overflow) = cells.multipliedReportingOverflow(by: variable.categories.count)
            guard !overflow, product <= Self.cellLimit else {
                flaws.append(
                    Flaw(
                        .variables,
                        "the joint table has more than \(Self.cellLimit) cells",
                        "use fewer variables or categories"
                    )
                )
                break
            }
            cells = product
        }
        return flaws
    }

    private func categoryFlaws(_ variable: Variable, _ rank: Int) -> [Flaw] {
        if variable.categories.isEmpty {
            return [Flaw(.variable(rank), "it has no categories", "list the finest categories")]
        }
        if let repeated = Self.firstRepeated(variable.categories.map(\.key)) {
            let part = Part.category(variable: rank, category: repeated)
            return [.twice(part, "category", variable.categories[repeated].key)]
        }
        // A key goes before a title that is written the same; two titles cannot be told apart.
        var owners: [String: Int] = [:]
        for (position, category) in variable.categories.enumerated() {
            for name in [category.title.nl, category.title.en] + category.spellings {
                let other = owners.updateValue(position, forKey: HeaderNames.normal(name)) ?? position
                guard other != position else { continue }
                return [
                    Flaw(
                        .category(variable: rank, category: position),
                        "the categories '\(variable.categories[other].key)' and '\(category.key)' are both "
                            + "written '\(name)'",
                        "change one of the titles or spellings"
                    )
                ]
            }
        }
        return []
    }

    /// Groups follow each other and cover every category once.
    private func groupFlaws(_ variable: Variable, _ rank: Int) -> [Flaw] {
        if let repeated = Self.firstRepeated(variable.groups.map(\.key)) {
            return [.twice(.group(variable: rank, group: repeated), "group", variable.groups[repeated].key)]
        }
        var next = 0
        for (position, group) in variable.groups.enumerated() {
            let isRange =
                group.categories.upperBound <= variable.categories.count && !group.categories.isEmpty
            guard isRange, group.categories.lowerBound == next else {
                let begin = next < variable.categories.count ? variable.categories[next].key : nil
                return [
                    Flaw(
                        .group(variable: rank, group: position),
                        "the groups do not cover the categories once and in order",
                        begin.map { "begin this group at category '\($0)'" } ?? "remove this group"
                    )
                ]
            }
            next = group.categories.upperBound
        }
        guard next == variable.categories.count else {
            return [
                Flaw(
                    .groups(variable: rank),
                    "the category '\(variable.categories[next].key)' is in no group",
                    "extend the last group, or add one"
                )
            ]
        }
        return []
    }
}

extension Codebook.Flaw {
    /// A name that must stand once stands twice.
    static func twice(_ part: Codebook.Part, _ what: String, _ name: String) -> Self {
        Self(part, "the \(what) '\(name)' stands twice", "give each its own key")
    }
}
