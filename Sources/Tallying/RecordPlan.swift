public import Codebook
public import Imputation

/// The plan for reading the rows of one delivery: the codebook's fields and rules, by the delivery's columns.
///
/// Coded columns are numbered in the order of the delivery, and rules refer to those numbers; a field without
/// a column has the number after the last, where the code is always 0, unknown.
public struct RecordPlan: Sendable {
    /// A column that holds codes.
    struct Coded: Sendable {
        let column: Int
        let field: Int
        let spellings: CodeSpellings
    }

    /// A condition on a coded column: a mask with one bit for each code that fulfils it.
    struct Condition: Sendable {
        let coded: Int
        let mask: UInt64
    }

    /// The columns of one person of a unit.
    struct Person: Sendable {
        let level: Int
        let covariates: [Int]
        let layout: PatternLayout
    }

    /// The form.
    public let form: Form
    /// Its fields and rules.
    public let layout: RecordLayout
    /// The elements of the tally of a record.
    public let cells: RecordCells
    /// The separator of the delivery.
    let separator: UInt8
    /// The header of the delivery, to recognise repetitions of it; empty if not known.
    let header: [UInt8]
    /// The number of columns.
    let columnCount: Int
    let periodColumn: Int
    let idColumn: Int
    let regionColumn: Int
    let postcodeColumn: Int?
    let regionPrefix: [UInt8]
    let coded: [Coded]
    let tables: CodeTables
    /// Conditions that leave a row out, each with the number of its reason.
    let leaveOut: [(when: Condition, reason: Int)]
    /// The position among the rules at which a row without a region is left out.
    let regionRule: Int
    let regionReason: Int
    /// The reasons for leaving rows out, each once.
    public let reasons: [String]
    /// The number of the reason that a level is not known.
    let levelReason: Int
    /// Fields that are only filled under a condition.
    let only: [(coded: [Int], when: Condition)]
    /// The coded column and the multiplier of each variable in the rank of a cell, except the imputed
    /// variable.
    let factors: [(coded: Int, multiplier: Int)]
    let levelMultiplier: Int
    /// The coded columns of the unit's level and of its persons.
    let unit: Int
    let persons: [Person]
    /// The designs of the persons' models: the first person, and the second if there is one.
    public let designs: [PersonDesign]
    let present: Condition?
    let presentAny: [Int]
    let levels: LevelTable
    let mode: ImputationSetting.Mode?

    /// Makes a plan.
    ///
    /// - Parameters:
    ///   - form: A form of the layout `records`.
    ///   - codebook: The codebook it is of, without flaws.
    ///   - columns: The position of the field that each column holds, negative for none; every field at most once,
    ///     and every required one.
    ///   - separator: The separator of the delivery.
    ///   - header: The line of its headers.
    public init?(
        _ form: Form,
        codebook: Codebook,
        columns: [Int],
        separator: UInt8,
        header: [UInt8] = []
    ) {
        guard let layout = form.records, let cells = RecordCells(codebook, form) else { return nil }
        func column(_ field: Int?) -> Int? { field.flatMap { columns.firstIndex(of: $0) } }
        guard let period = column(layout.field(of: .period)), let id = column(layout.field(of: .id)),
            let regionField = layout.regionField, let region = column(regionField)
        else { return nil }
        self.form = form
        self.layout = layout
        self.cells = cells
        self.separator = separator
        self.header = header
        columnCount = columns.count
        periodColumn = period
        idColumn = id
        regionColumn = region
        postcodeColumn = column(layout.field(of: .postcode))
        regionPrefix = Array(layout.fields[regionField].prefix.utf8)
        let coded = columns.enumerated().compactMap { position, field in
            field >= 0 && layout.fields[field].hasCodes
                ? Coded(column: position, field: field, spellings: CodeSpellings(layout.fields[field].codes))
                : nil
        }
        self.coded = coded
        tables = CodeTables(coded.map(\.spellings))

        func number(_ field: Int) -> Int { coded.firstIndex { $0.field == field } ?? coded.count }
        func condition(_ rule: RecordCondition) -> Condition {
            Condition(
                coded: number(rule.field),
                mask: rule.codes.reduce(0) { $0 | 1 << UInt64($1) }
            )
        }
        var reasons: [String] = []
        func reason(_ text: String) -> Int {
            if let known = reasons.firstIndex(of: text) { return known }
            reasons.append(text)
            return reasons.count - 1
        }
        var leaveOut: [(when: Condition, reason: Int)] = []
        var regionRule: (position: Int, reason: Int)?
        for rule in layout.leaveOut {
            let reason = reason(rule.reason)
            if layout.fields[rule.when.field].hasCodes {
                leaveOut.append((condition(rule.when), reason))
            } else if rule.when.field == regionField, regionRule == nil {
                regionRule = (leaveOut.count, reason)
            }
        }
        self.leaveOut = leaveOut
        self.regionRule = regionRule?.position ?? leaveOut.count
        regionReason = regionRule?.reason ?? reason("region-unknown")
        levelReason = reason(ImputationSetting.unknownReason)
        self.reasons = reasons

        var only: [(coded: [Int], when: Condition)] = []
        var checksHighest = false
        for rule in layout.consistency {
            switch rule {
            case .only(let fields, let when):
                let filled = fields.map(number).filter { $0 < coded.count }
                if number(when.field) < coded.count, !filled.isEmpty {
                    only.append((filled, condition(when)))
                }
            case .highest: checksHighest = true
            }
        }
        self.only = only

        let setting = layout.imputation
        mode = setting?.mode
        let designs = setting?.persons.compactMap { person in
            PersonDesign(person, of: layout, first: setting?.persons.first?.level)
        }
        // A codebook whose covariates have too many combinations was refused.
        guard designs?.count == setting?.persons.count else { return nil }
        self.designs = designs ?? []
        persons = zip(setting?.persons ?? [], designs ?? []).map { person, design in
            Person(
                level: number(person.level),
                covariates: person.covariates.map(number),
                layout: design.layout
            )
        }
        let presentRule = setting.flatMap { $0.persons.count > 1 ? $0.persons[1].present : nil }
        if let presentRule, number(presentRule.field) < coded.count {
            present = condition(presentRule)
            presentAny = []
        } else {
            present = nil
            // Without a column for the presence of a person, a filled field of that person means presence.
            presentAny = layout.consistency.flatMap { rule -> [Int] in
                guard case .only(let fields, let when) = rule, when == presentRule else { return [] }
                return fields.map(number).filter { $0 < coded.count }
            }
        }
        let imputed = setting?.variable
        var factors: [(coded: Int, multiplier: Int)] = []
        var levelMultiplier = 0
        var unit = coded.count
        for (rank, _) in codebook.variables.enumerated() {
            let multiplier = codebook.variables[(rank + 1)...].reduce(1) { $0 * $1.categories.count }
            let position = layout.field(of: .variable(rank)).map(number) ?? coded.count
            if rank == imputed {
                levelMultiplier = multiplier
                unit = position
            } else {
                factors.append((position, multiplier))
            }
        }
        self.factors = factors
        self.levelMultiplier = levelMultiplier
        self.unit = unit
        levels = LevelTable(
            levels: max(1, cells.levels),
            checks: checksHighest,
            hasPersons: setting != nil
        )
    }

    /// The number of the reason of each outcome of a row; -1 for that of counted rows.
    var outcomeReasons: [Int] {
        var reasons = leaveOut.map(\.reason)
        reasons.insert(regionReason, at: regionRule)
        return reasons + [levelReason, -1]
    }

    /// The field that decides each outcome of a row, as ``outcomeReasons`` numbers them; nil for that of counted rows.
    var decidingFields: [Int?] {
        func field(_ number: Int) -> Int? { number < coded.count ? coded[number].field : nil }
        var fields = leaveOut.map { field($0.when.coded) }
        fields.insert(layout.regionField, at: regionRule)
        return fields + [field(unit), nil]
    }

    /// True if units without a level are imputed.
    public var imputes: Bool { mode != nil && mode != ImputationSetting.Mode.none }

    /// True if a model has the persons and covariates of this plan.
    public func fits(_ model: ImputationModel) -> Bool {
        model.first.design == designs.first && (model.second == nil || model.second?.design == designs.last)
            && model.replicates == cells.replicates
    }
}

extension PersonDesign {
    /// The design of a person of a form; nil if it exceeds a maximum.
    init?(_ person: ImputationSetting.Person, of layout: RecordLayout, first: Int?) {
        self.init(
            key: person.key,
            levels: layout.fields[person.level].codes.map(\.key),
            covariates: person.covariates.map { field in
                Covariate(key: layout.fields[field].key, categories: layout.fields[field].codes.map(\.key))
            },
            firstLevel: first.flatMap { person.covariates.firstIndex(of: $0) }
        )
    }
}
