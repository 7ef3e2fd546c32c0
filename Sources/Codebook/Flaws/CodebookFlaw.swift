extension Codebook {
    /// An inconsistency of a codebook.
    public struct Flaw: Hashable, Sendable {
        /// The part at fault.
        public let part: Part
        /// The flaw, in words.
        public let message: String
        /// The repair.
        public let hint: String

        init(_ part: Part, _ message: String, _ hint: String) {
            self.part = part
            self.message = message
            self.hint = hint
        }
    }

    /// A part of a codebook, by its position there.
    public enum Part: Hashable, Sendable {
        /// The names of the key columns.
        case keys
        /// The published levels.
        case levels
        /// All variables.
        case variables
        /// A variable.
        case variable(Int)
        /// A category of a variable.
        case category(variable: Int, category: Int)
        /// The groups of a variable.
        case groups(variable: Int)
        /// A group of a variable.
        case group(variable: Int, group: Int)
        /// All published topics.
        case topics
        /// A published topic.
        case topic(Int)
        /// All forms.
        case forms
        /// A form.
        case form(Int)
        /// The scheme of scores.
        case scoring
        /// An indicator of classes.
        case indicator(Int)
        /// All sets of coefficients.
        case coefficientSets
        /// A set of coefficients.
        case coefficientSet(Int)
        /// The coefficients of a variable in a set.
        case coefficients(set: Int, variable: Int)
        /// The protection rule.
        case protection
        /// The geography of postcodes.
        case postcodes
        /// The development of scores.
        case development
    }

    /// Everything that does not hold together, part by part; empty for a codebook that can be used.
    ///
    /// Whoever makes a codebook asks this before using it: other rooms count on what is checked here.
    public var flaws: [Flaw] {
        let own = variableFlaws + topicFlaws + formFlaws
        // Names are only compared where the parts that bear them stand once.
        return own + (own.isEmpty ? nameFlaws : []) + scoringFlaws + generalFlaws
    }

    private var generalFlaws: [Flaw] {
        var flaws: [Flaw] = []
        if levels.isEmpty || Set(levels).count < levels.count {
            flaws.append(Flaw(.levels, "is empty, or names a level twice", "list each published level once"))
        }
        if keys.region.isEmpty || keys.period.isEmpty {
            flaws.append(Flaw(.keys, "the region or the period has no name", "give each at least one"))
        }
        if protection.threshold < 1 || protection.rounding < 1 {
            flaws.append(Flaw(.protection, "the threshold or the rounding is below 1", "write 1 or more"))
        }
        if protection.minimum < 1 || protection.interval < 1 || protection.scoreInterval < 1 {
            flaws.append(Flaw(.protection, "a bound is below 1", "write 1 or more"))
        }
        flaws += provedFlaws
        if let postcodes {
            if levels.contains(postcodes.level) {
                flaws.append(Flaw(.postcodes, "its level is one of the regions", "call it otherwise"))
            }
            if !forms.contains(where: { $0.records?.field(of: .postcode) != nil }) {
                flaws.append(Flaw(.postcodes, "no form has a field of postcodes", "add one, or remove this"))
            }
        }
        if development != nil, DevelopmentTopics(self) == nil {
            flaws.append(Flaw(.development, "no topic is a score", "add one, or remove this"))
        }
        return flaws
    }

    /// The flaws that prevent numbers of units from having offsets, where they must have them: scores have another way.
    private var numberFlaws: [Flaw] {
        guard provesUnscored || hasNumbersWithOffsets else { return [] }
        let way = provesUnscored ? "write method: threshold" : "write offsets: {rounding: plain}"
        var flaws: [Flaw] = []
        let most = Self.mostGroupsByOffsets
        for (rank, variable) in variables.enumerated()
        where !variable.isOfPlace && variable.groups.count > most {
            flaws.append(
                Flaw(
                    .groups(variable: rank),
                    "there are more than \(most) with offsets",
                    "use fewer, or \(way)"
                )
            )
        }
        if provesUnscored, variables.count > Self.mostVariablesByOffsets {
            flaws.append(
                Flaw(
                    .variables,
                    "there are more than \(Self.mostVariablesByOffsets) with offsets",
                    "use fewer, or \(way)"
                )
            )
        }
        if !hasProvableBounds(ofNumbers: true) {
            flaws.append(
                Flaw(.protection, "a bound is wider than offsets leave open", "use a smaller one, or \(way)")
            )
        }
        return flaws
    }

    /// The flaws that prevent figures from being proved safe, if the codebook asks for that.
    private var provedFlaws: [Flaw] {
        let numberFlaws = unitFlaws + numberFlaws
        guard protection.method.isProved else { return numberFlaws }
        var flaws = numberFlaws
        if forms.contains(where: { $0.records?.imputation?.mode == .expected }) {
            flaws.append(
                Flaw(
                    .protection,
                    "fractions of units are not proved",
                    "impute by draw, or write method: threshold"
                )
            )
        }
        if forms.contains(where: { $0.traits.isJoint }), JointCells(variables).count > Self.provedCells {
            flaws.append(
                Flaw(
                    .protection,
                    "the variables have more than \(Self.provedCells) cells together",
                    "use fewer categories, or write method: threshold"
                )
            )
        }
        return flaws
    }

    /// Units of figures that are never coarser than their last decimal, which nobody needs to be told.
    private var unitFlaws: [Flaw] {
        guard scheme.coefficients == nil else { return [] }
        return topics.enumerated().compactMap { rank, topic in
            guard case .unit(let figures) = topic.measure, figures == .scores || !drawsOffsets else {
                return nil
            }
            return Flaw(.topic(rank), "units differ beside scores and proved numbers alone", "leave it out")
        }
    }

    /// The maximum number of cells of a joint table with proof: all of them are stored for every region.
    private static let provedCells = 5000

    /// The position of the first repeated name, at its second place.
    static func firstRepeated<Name: Hashable>(_ names: [Name]) -> Int? {
        var seen: Set<Name> = []
        return names.firstIndex { !seen.insert($0).inserted }
    }
}
