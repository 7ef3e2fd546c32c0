extension Form {
    /// The layout of the rows of a form.
    ///
    /// ``LayoutTraits`` tells of each what the rooms ask; the entries stand beside this type and nowhere else.
    public enum Layout: String, Hashable, Sendable, CaseIterable {
        /// One row a cell that is not empty: dimensions of every variable, and one topic.
        case joint
        /// One row a region and period: a topic for the units and one for each category.
        case marginal
        /// One row a region and period: published topics, any subset.
        case published
        /// One row a unit, which is counted on the way in and not kept.
        case records
        /// Numbers by characteristic, each by itself: a row for every category of every region, or a topic for
        /// every category. A category that has no row has no units.
        case characteristics
        /// One row a region and period: counts that indicators are made of, any subset. Each topic of a period is
        /// held by itself, so topics may come in files of their own.
        case counts
    }

    /// The traits that the rooms ask of the layout.
    public var traits: LayoutTraits { layout.traits }

    /// True if the form holds counts, from which everything published is computed.
    public var holdsCounts: Bool { traits.holdsCounts }

    /// True if each topic of a period is held by itself, whichever delivery brought it.
    public var holdsTopicsApart: Bool { traits.holdsTopicsApart }
}

extension Codebook {
    /// The data set with its published form only, so that an extract of it is read as nothing else.
    public var asPublished: Self {
        var codebook = self
        let form = forms.first { !$0.holdsCounts }
        codebook.forms = [form ?? Form(key: "published", title: title, layout: .published, topics: topics)]
        return codebook
    }
}

extension Form.Layout {
    /// The traits that the rooms ask of the layout.
    public var traits: LayoutTraits {
        switch self {
        case .joint:
            LayoutTraits(
                cells: .combinations,
                columns: .dimensions,
                gaps: .none,
                units: .sumOfCells,
                isJoint: true,
                hasRowsOfUnitsOnly: true
            )
        case .records:
            LayoutTraits(
                cells: .counted,
                columns: .fields,
                gaps: .none,
                units: .sumOfCells,
                isJoint: true,
                hasRowsOfUnitsOnly: true
            )
        case .marginal:
            LayoutTraits(cells: .topics, columns: .topics, gaps: .refused, units: .topic, exampleOrder: 1)
        case .published:
            LayoutTraits(
                cells: .topics,
                columns: .topics,
                gaps: .symbols,
                units: .topic,
                holdsCounts: false,
                exampleOrder: 2
            )
        case .characteristics:
            LayoutTraits(
                cells: .topics,
                columns: .topics,
                gaps: .none,
                units: .fullestVariable,
                hasAreas: true
            )
        case .counts:
            LayoutTraits(
                cells: .topics,
                columns: .topics,
                gaps: .unknown,
                units: .notTold,
                holdsTopicsApart: true,
                exampleOrder: 0
            )
        }
    }
}
