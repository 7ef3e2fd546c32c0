/// A maximum-likelihood problem: its parameters, and the levels and categories that have none.
struct FitProblem {
    let design: PersonDesign
    /// The rows of each level.
    let levelRows: [Double]
    /// The base level: the first that occurs.
    let base: Int
    /// The other levels that occur, in order; a logit each.
    let logits: [Int]
    /// The covariate and code of each column; column 0 is the intercept, and has none.
    let columns: [(covariate: Int, code: Int)?]
    /// The rows of each column by level.
    let columnRows: [[Double]]
    /// The code of the reference category of each covariate.
    let references: [Int]
    /// The parameters, in order: intercepts, then by covariate, category and logit.
    let slots: [Slot]

    /// A parameter to be estimated: a coefficient of a column for a logit.
    struct Slot {
        let column: Int
        let logit: Int
    }

    /// Sets the problem up for these numbers of rows, by covariate, code and level.
    init(_ design: PersonDesign, totals: [[[Double]]], levelRows: [Double]) {
        self.design = design
        self.levelRows = levelRows
        let present = levelRows.indices.filter { levelRows[$0] > 0 }
        base = present.first ?? 0
        logits = Array(present.dropFirst())
        var columns: [(covariate: Int, code: Int)?] = [nil]
        var columnRows = [levelRows]
        var references: [Int] = []
        var slots = logits.indices.map { Slot(column: 0, logit: $0) }
        for covariate in design.covariates.indices {
            // Unknown comes last: it is the reference only where nothing else occurs.
            let codes = Array(1..<design.covariates[covariate].size) + [0]
            let occurring = codes.filter { code in totals[covariate][code].contains { $0 > 0 } }
            references.append(occurring.first ?? 0)
            for code in occurring {
                let rows = totals[covariate][code]
                if code != references[covariate] {
                    for (logit, level) in logits.enumerated() where rows[level] > 0 {
                        slots.append(Slot(column: columns.count, logit: logit))
                    }
                }
                columns.append((covariate, code))
                columnRows.append(rows)
            }
        }
        self.columns = columns
        self.columnRows = columnRows
        self.references = references
        self.slots = slots
    }

    /// The column of each depth and code of a tree.
    func columnTable(_ layout: PatternLayout) -> [Int] {
        var table = [Int](repeating: 0, count: layout.order.count * PersonDesign.maximumCategories)
        for (column, place) in columns.enumerated() {
            guard let place, let depth = layout.order.firstIndex(of: place.covariate) else { continue }
            table[depth * PersonDesign.maximumCategories + place.code] = column
        }
        return table
    }

    /// The depth of each column in a tree; 0 for the intercept.
    func columnDepths(_ layout: PatternLayout) -> [Int] {
        columns.map { place in place.flatMap { layout.order.firstIndex(of: $0.covariate) }.map { $0 + 1 } ?? 0
        }
    }
}
