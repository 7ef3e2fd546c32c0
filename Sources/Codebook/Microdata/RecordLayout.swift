public import Statistics

/// How the rows of a form are laid out that holds one row a unit, and what is asked of them.
public struct RecordLayout: Hashable, Sendable {
    /// The separator between fields: one ASCII character.
    public var separator: UInt8
    /// Every column that a delivery may have, in any order there; conditions mean fields by their position here.
    public var fields: [RecordField]
    /// Which units are left out of the count, and why: the first rule that applies gives the reason.
    public var leaveOut: [LeaveOutRule]
    /// What fields of one row must agree on.
    public var consistency: [ConsistencyRule]
    /// How a missing category is imputed; nil where the data set imputes nothing.
    public var imputation: ImputationSetting?

    /// Creates a layout.
    public init(
        separator: UInt8,
        fields: [RecordField],
        leaveOut: [LeaveOutRule],
        consistency: [ConsistencyRule] = [],
        imputation: ImputationSetting? = nil
    ) {
        self.separator = separator
        self.fields = fields
        self.leaveOut = leaveOut
        self.consistency = consistency
        self.imputation = imputation
    }

    /// The position of the field with that key; nil when there is none.
    public func field(_ key: String) -> Int? { fields.firstIndex { $0.key == key } }

    /// The position of the first field of that role; nil when there is none.
    public func field(of role: RecordField.Role) -> Int? { fields.firstIndex { $0.role == role } }

    /// The position of the field of the region; nil in a layout with flaws.
    public var regionField: Int? {
        fields.firstIndex { if case .region = $0.role { true } else { false } }
    }
}

extension Codebook {
    /// The reasons for leaving units out, in words, by their code; of a reason that repeats, the first title.
    public var leaveOutTitles: [String: Text] {
        let rules = forms.compactMap(\.records).flatMap(\.leaveOut)
        return rules.reduce(into: [:]) { titles, rule in
            titles[rule.reason] = titles[rule.reason] ?? rule.title
        }
    }
}

/// A condition on one field of a row.
public struct RecordCondition: Hashable, Sendable {
    /// The position of the field.
    public var field: Int
    /// The codes that fulfil it, as numbers from 1; 0 is unknown.
    public var codes: Set<Int>

    /// Creates a condition.
    public init(field: Int, codes: Set<Int>) {
        self.field = field
        self.codes = codes
    }
}

/// Units that are left out of the count, and why.
public struct LeaveOutRule: Hashable, Sendable {
    /// The reason, as receipts count it, for example `income-unknown`; several rules may share one.
    public var reason: String
    /// The reason in words, as receipts show it to people; nil where the code alone is shown.
    public var title: Text?
    /// When a unit is left out.
    public var when: RecordCondition

    /// Creates a rule.
    public init(reason: String, title: Text? = nil, when: RecordCondition) {
        self.reason = reason
        self.title = title
        self.when = when
    }
}

/// Something that fields of one row must agree on.
public enum ConsistencyRule: Hashable, Sendable {
    /// The fields at these positions are only filled where the condition holds.
    case only(fields: [Int], when: RecordCondition)
    /// The category of a field is the highest of those of other fields, as far as these are known.
    ///
    /// None of the others is higher; and where all of them are known that must be, one of them is as high. The
    /// others are the levels of the imputation's persons, and a person who is not present has none.
    case highest(field: Int, of: [Int])
}
