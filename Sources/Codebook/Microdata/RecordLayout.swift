public import Statistics

/// The layout of a microdata form: its columns, and the rules on its rows.
public struct RecordLayout: Hashable, Sendable {
    /// The separator between fields: one ASCII character.
    public var separator: UInt8
    /// Every possible column, in any order in the delivery; conditions refer to fields by their position
    /// here.
    public var fields: [RecordField]
    /// The rules that leave units out of the count; the first rule that applies gives the reason.
    public var leaveOut: [LeaveOutRule]
    /// The rules of consistency between the fields of a row.
    public var consistency: [ConsistencyRule]
    /// The imputation of a missing category; nil if the data set imputes nothing.
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

    /// The position of the field with that key; nil if there is none.
    public func field(_ key: String) -> Int? { fields.firstIndex { $0.key == key } }

    /// The position of the first field with that role; nil if there is none.
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

/// A rule that leaves units out of the count, for a reason.
public struct LeaveOutRule: Hashable, Sendable {
    /// The reason, as receipts count it, for example `income-unknown`; several rules may share one.
    public var reason: String
    /// The reason in words, as receipts show it to people; nil if they show the code.
    public var title: Text?
    /// The condition for leaving a unit out.
    public var when: RecordCondition

    /// Creates a rule.
    public init(reason: String, title: Text? = nil, when: RecordCondition) {
        self.reason = reason
        self.title = title
        self.when = when
    }
}

/// A rule of consistency between the fields of a row.
public enum ConsistencyRule: Hashable, Sendable {
    /// The fields at these positions may be filled only if the condition holds.
    case only(fields: [Int], when: RecordCondition)
    /// The category of a field is the highest of the known ones of other fields.
    ///
    /// None of the others is higher; and if all required ones are known, one of them is as high. The others
    /// are the levels of the imputation's persons, and an absent person has none.
    case highest(field: Int, of: [Int])
}
