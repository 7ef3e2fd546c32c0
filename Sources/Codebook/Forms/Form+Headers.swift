extension Codebook {
    /// The headers of an empty delivery of a form, in the order in which a steward would fill it.
    ///
    /// They are the first spellings of the columns, so a file with these headers is recognised as the form.
    public func headers(of form: Form) -> [String] {
        if let units = form.units {
            // Fields of several years stand for those of the newest report year.
            let derived = variables.flatMap { variable -> [String] in
                guard let derivation = variable.derivation else { return [] }
                return derivation.from.flatMap { field in
                    guard let star = field.firstIndex(of: "*") else { return [field] }
                    return derivation.years.map {
                        field[..<star] + String(years.upperBound + $0) + field[field.index(after: star)...]
                    }
                }
            }
            var seen: Set<String> = []
            return ([units.period, units.id, units.region].compactMap(\.first) + derived).filter {
                seen.insert($0).inserted
            }
        }
        if let records = form.records { return records.fields.map(\.key) }
        let places = [keys.region.first, keys.period.first].compactMap(\.self)
        if let rows = form.rows {
            return places + [rows.variable.first, rows.category.first].compactMap(\.self) + [rows.topic.key]
        }
        if form.traits.isJoint {
            return places + variables.compactMap(\.dimension.first) + form.topics.map(\.key)
        }
        return places + form.topics.map(\.key)
    }

    /// An empty delivery of a form: its headers on one line, parted by `;`.
    public func emptyDelivery(of form: Form) -> String {
        let isOfUnits = form.units != nil || form.records != nil
        let separator = form.records.map { String(UnicodeScalar($0.separator)) } ?? ";"
        return headers(of: form).map { isOfUnits ? $0 : "\"\($0)\"" }.joined(separator: separator) + "\r\n"
    }
}
