/// A condition of `$filter`: comparisons and text functions of fields, joined by `and`, `or` and `not`.
///
/// Where a field is not known yet, a condition is undecided rather than wrong, so that whole files can be passed over.
indirect enum ODataFilter: Hashable {
    /// An order of two values.
    enum Order: String { case eq, ne, gt, ge, lt, le }
    /// A way in which one text is found in another.
    enum Search: String { case substringof, startswith, endswith }

    /// Both hold.
    case and(ODataFilter, ODataFilter)
    /// One of them holds.
    case or(ODataFilter, ODataFilter)
    /// It does not hold.
    case not(ODataFilter)
    /// A field beside a value; nil is `null`.
    case compare(String, Order, String?)
    /// A text in a field.
    case search(Search, String, in: String)

    /// Knowledge of a field.
    enum Knowledge { case unknown, known(ODataValue) }

    /// True or false, or nil while what is known does not decide it.
    func holds(_ field: (String) -> Knowledge) -> Bool? {
        switch self {
        case .and(let a, let b):
            switch (a.holds(field), b.holds(field)) {
            case (false, _), (_, false): false
            case (true, true): true
            default: nil
            }
        case .or(let a, let b):
            switch (a.holds(field), b.holds(field)) {
            case (true, _), (_, true): true
            case (false, false): false
            default: nil
            }
        case .not(let a): a.holds(field).map { !$0 }
        case .compare(let name, let order, let value):
            switch field(name) {
            case .unknown: nil
            case .known(let own): Self.holds(own.comparable, order, value?.trimmingEnd)
            }
        case .search(let search, let text, let name):
            switch field(name) {
            case .unknown: nil
            case .known(let own): Self.holds(search, text, in: own.comparable ?? "")
            }
        }
    }

    /// The fields that it asks of.
    var fields: Set<String> {
        switch self {
        case .and(let a, let b), .or(let a, let b): a.fields.union(b.fields)
        case .not(let a): a.fields
        case .compare(let name, _, _), .search(_, _, in: let name): [name]
        }
    }

    private static func holds(_ own: String?, _ order: Order, _ value: String?) -> Bool {
        guard let own, let value else {
            return order == .eq ? own == value : order == .ne ? own != value : false
        }
        let isLess: Bool
        let isEqual: Bool
        if let a = Double(own), let b = Double(value) {
            (isLess, isEqual) = (a < b, a == b)
        } else {
            (isLess, isEqual) = (own < value, own == value)
        }
        return switch order {
        case .eq: isEqual
        case .ne: !isEqual
        case .lt: isLess
        case .le: isLess || isEqual
        case .gt: !isLess && !isEqual
        case .ge: !isLess
        }
    }

    private static func holds(_ search: Search, _ text: String, in own: String) -> Bool {
        switch search {
        case .substringof: text.isEmpty || own.contains(text)
        case .startswith: own.hasPrefix(text)
        case .endswith: own.hasSuffix(text.trimmingEnd)
        }
    }
}
