extension Codebook {
    /// The most fields, rules, covariates of a person, and replicate models.
    private static let fieldLimit = 63
    private static let ruleLimit = 60
    private static let covariateLimit = 32
    private static let replicateLimit = 64

    /// The flaws in the microdata layout of a form.
    func recordFlaws(_ form: Form, at position: Int) -> [Flaw] {
        guard form.traits.cells == .counted else { return [] }
        guard let layout = form.records else {
            return [Flaw(.form(position), "it has no fields", "list the columns under `fields`")]
        }
        let messages =
            fieldFlaws(layout) ?? conditionFlaws(layout) ?? leaveOutFlaws(layout) ?? imputationFlaws(layout)
        return messages.map { [Flaw(.form(position), $0.message, $0.hint)] } ?? []
    }

    private typealias Message = (message: String, hint: String)

    private func fieldFlaws(_ layout: RecordLayout) -> Message? {
        var owners: [String: String] = [:]
        if layout.fields.count > Self.fieldLimit {
            return ("it has more than \(Self.fieldLimit) fields", "leave out those that nothing is asked of")
        }
        for field in layout.fields {
            for spelling in [field.key] + field.spellings
            where owners.updateValue(field.key, forKey: HeaderNames.normal(spelling)) != nil {
                return ("two columns are written '\(spelling)'", "change one of the spellings")
            }
            guard field.hasCodes else { continue }
            if field.codes.isEmpty || field.codes.count > RecordField.codeLimit {
                return ("the field '\(field.key)' has no codes, or too many", "list 1 to 63 codes")
            }
            let spellings = field.codes.flatMap { [$0.key] + $0.spellings }
            if let repeated = Self.firstRepeated(spellings.map(RecordCode.normal)) {
                return (
                    "the field '\(field.key)' has the code '\(spellings[repeated])' twice", "keep one of them"
                )
            }
            if case .variable(let rank) = field.role {
                guard variables.indices.contains(rank),
                    field.codes.count == variables[rank].categories.count
                else { return ("the field '\(field.key)' is of no variable", "name one of the variables") }
            }
        }
        let roles = layout.fields.map(\.role)
        func count(_ isMeant: (RecordField.Role) -> Bool) -> Int { roles.count(where: isMeant) }
        let regions = count { if case .region = $0 { true } else { false } }
        if regions != 1 || count({ $0 == .period }) != 1 || count({ $0 == .id }) != 1 {
            return ("it has not one field each of the roles period, id and region", "give each one field")
        }
        if count({ $0 == .postcode }) > 1 { return ("it has two fields of postcodes", "keep one") }
        for (rank, variable) in variables.enumerated() where count({ $0 == .variable(rank) }) != 1 {
            return (
                "the variable '\(variable.key)' has not one field", "add `variable: \(variable.key)` once"
            )
        }
        return nil
    }

    private func conditionFlaws(_ layout: RecordLayout) -> Message? {
        var conditions = layout.leaveOut.map(\.when)
        conditions += layout.imputation?.persons.compactMap(\.present) ?? []
        var fields: [Int] = []
        for rule in layout.consistency {
            switch rule {
            case .only(let others, let when):
                conditions.append(when)
                fields += others
            case .highest(let field, let others): fields += [field] + others
            }
        }
        fields += layout.imputation?.persons.flatMap { [$0.level] + $0.covariates } ?? []
        let exist = conditions.allSatisfy { condition in
            layout.fields.indices.contains(condition.field) && !condition.codes.isEmpty
                && condition.codes.allSatisfy {
                    (0...layout.fields[condition.field].codes.count).contains($0)
                }
        }
        guard exist, fields.allSatisfy({ layout.fields.indices.contains($0) && layout.fields[$0].hasCodes })
        else { return ("a rule names a field or code that there is not", "name fields with codes") }
        return nil
    }

    /// Checks that every counted unit has a category of each variable.
    private func leaveOutFlaws(_ layout: RecordLayout) -> Message? {
        if layout.leaveOut.count > Self.ruleLimit {
            return (
                "it has more than \(Self.ruleLimit) rules under `leave-out`", "put codes of a field together"
            )
        }
        for (position, field) in layout.fields.enumerated() {
            switch field.role {
            case .variable(let rank): if rank == layout.imputation?.variable { continue }
            case .period, .id, .region, .postcode, .codes: continue
            }
            let isLeftOut = layout.leaveOut.contains {
                $0.when.field == position && $0.when.codes.contains(0)
            }
            guard isLeftOut else {
                return (
                    "no rule says what becomes of rows without '\(field.key)'",
                    "add one with `is: unknown` under `leave-out`"
                )
            }
        }
        return nil
    }

    private func imputationFlaws(_ layout: RecordLayout) -> Message? {
        guard let setting = layout.imputation else { return nil }
        guard variables.indices.contains(setting.variable),
            (1...2).contains(setting.persons.count),
            (0...Self.replicateLimit).contains(setting.replicates)
        else { return ("the imputation has no variable, or not one or two persons", "follow the format") }
        let levels = variables[setting.variable].categories.count
        for (position, person) in setting.persons.enumerated() {
            if layout.fields[person.level].codes.count != levels {
                return (
                    "the level of '\(person.key)' has other codes than the variable",
                    "use the codes of the variable"
                )
            }
            if (person.present == nil) != (position == 0) {
                return (
                    "the first person is always present, the second under a condition", "correct `present`"
                )
            }
            if person.covariates.isEmpty || person.covariates.count > Self.covariateLimit
                || person.covariates.contains(person.level)
                || Self.firstRepeated(person.covariates) != nil
            {
                return (
                    "the covariates of '\(person.key)' are none, too many, or repeated",
                    "list 1 to 32, each once"
                )
            }
            // An empty field is one more code.
            let sizes = person.covariates.map { layout.fields[$0].codes.count + 1 }
            let combinations = sizes.reduce(1.0) { $0 * Double($1) }
            if levels > 8 || sizes.contains(where: { $0 > 64 }) || sizes.reduce(0, +) > 512
                || combinations >= 0x1p62
            {
                return (
                    "the model of '\(person.key)' would be larger than can be fitted",
                    "at most 8 levels, 63 codes a covariate, 511 codes and unknowns of all"
                )
            }
        }
        return nil
    }
}
