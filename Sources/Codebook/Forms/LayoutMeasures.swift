extension Codebook {
    /// The measures of the topics of a form, by its layout.
    func measures(of form: Form) -> [Measure] {
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
}
